import Canvas
import JournalIndex
import Query

/// F15: what the report is sorted by. Columns get a rank in the order they are chosen.
struct SortScreen: ListScreen {
    static let name = "Select Sort Fields"
    static let about = "Chooses what the report is sorted by. The first chosen column counts most. Empty values stand last, entries with equal values keep the journal's own order."

    var cursor = ListCursor()
    private var terms: [SortTerm]
    private let columns: [(name: String, heading: String)]

    /// Sorted columns first, then those the report shows, then the rest.
    init(_ desk: Desk) {
        terms = desk.report.view.sort
        let journal = desk.shownJournal
        var names = terms.map(\.column)
        let shown = desk.layout.columns.map(\.name)
        for name in shown + journal.presentColumns.map({ journal.schema[$0].name }) where !names.contains(name) { names.append(name) }
        columns = names.map { name in
            (name, journal.schema.id(name).map { journal.schema[$0].heading.joined(separator: " ") } ?? "")
        }
        if let column = desk.report.place.column, terms.isEmpty, let index = names.firstIndex(of: column) { cursor.move(to: index) }
    }

    var itemCount: Int { columns.count }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) }

    static let keys = KeyTable<SortScreen>(
        [
            KeyRow([.enter], [], "Sort", "Sorts the report by the chosen columns.") { screen, desk, _ in
                desk.setSort(screen.terms)
                desk.back()
            },
            KeyRow([.character("a"), .character("[")], [], "Ascending", "Sorts by this column, lowest first.") { screen, _, _ in
                screen.set(descending: false)
            },
            KeyRow([.character("d"), .character("]")], [], "Descending", "Sorts by this column, highest first.") { screen, _, _ in
                screen.set(descending: true)
            },
            KeyRow([.character(" "), .character("1")], [], "Choose", "Goes from not sorted to ascending to descending.") { screen, _, _ in
                screen.turn()
            },
            KeyRow([.character("-"), .delete, .character("4")], [], "Not sorted", "No longer sorts by this column.") { screen, _, _ in
                let name = screen.current
                screen.terms.removeAll { $0.column == name }
            },
            KeyRow([.function(9), .character("0")], [CommandName("none")], "Journal order", "No longer sorts by anything.") { screen, _, _ in
                screen.terms = []
            },
        ] + KeyRow.common + KeyRow.moving(except: [.character(" ")]))

    private var current: String { columns.indices.contains(cursor.index) ? columns[cursor.index].name : "" }

    private mutating func set(descending: Bool) {
        let name = current
        guard !name.isEmpty else { return }
        if let index = terms.firstIndex(where: { $0.column == name }) {
            terms[index].descending = descending
        } else {
            terms.append(SortTerm(column: name, descending: descending))
        }
    }

    private mutating func turn() {
        let name = current
        guard let index = terms.firstIndex(where: { $0.column == name }) else { return set(descending: false) }
        if terms[index].descending { terms.remove(at: index) } else { terms[index].descending = true }
    }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let text = terms.isEmpty ? "the journal's own order" : terms.map { $0.column + ($0.descending ? " descending" : "") }.joined(separator: ", ")
        let top = [
            TextLine("Sorted by . . . . . . :   ").adding(text, .title),
            TextLine("1=Choose   a=Ascending   d=Descending   4=Not sorted     Press Enter to sort.", .instruction),
        ]
        drawList(into: &grid, desk, top: top, heading: " Rank  Order       Column", empty: [TextLine("There are no columns.")]) { index in
            let column = columns[index]
            let rank = terms.firstIndex { $0.column == column.name }
            let order = rank.map { terms[$0].descending ? "descending" : "ascending" } ?? ""
            return TextLine(
                (rank.map { String($0 + 1) } ?? "").leftPadded(5) + "  " + order.padded(12) + column.name.padded(32) + column.heading)
        }
    }
}
