import Canvas
import Columns
import JournalIndex
import Query

/// F22: the entries counted by the values of one or more columns. Enter shows the entries behind a line.
struct CountScreen: ListScreen {
    static let name = "Display Counts"
    static let about = "Counts the entries of the report by the values of a column: how many, their share, first and last seen, and how many addresses they came from. Enter shows the entries behind a line; 1 or Space picks several lines first."

    let columns: [String]
    var cursor = ListCursor()
    private let answer: Report.Answer?
    private var job: Int?
    private var summary: Summary?
    private var picked: Set<Int> = []
    private var state = "The entries are being counted."

    init(_ columns: [String], _ desk: Desk) {
        self.columns = columns
        answer = desk.report.answer
    }

    var itemCount: Int { summary?.groups.count ?? 0 }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) }

    /// The work starts when the screen is there to hear of it.
    mutating func appear(_ desk: inout Desk) {
        guard let answer else { return }
        let schema = answer.journal.schema
        let ids = columns.compactMap(schema.id)
        let distinct = columns.contains("REMOTE_ADDRESS") ? schema.id("SUBJECT") : schema.id("REMOTE_ADDRESS")
        job = desk.run("counting by \(columns.joined(separator: ", "))") { id, work in
            .summarised(id: id, try answer.journal.summarise(answer.selection, by: ids, distinct: distinct, work))
        }
    }

    static let keys = KeyTable<CountScreen>(
        [
            KeyRow([.enter, .character("o"), .character("5")], [CommandName("display")], "Display",
                "Shows the entries of the picked lines, or of the line under the cursor. F12 comes back here.") { screen, desk, _ in
                screen.drill(&desk)
            },
            KeyRow([.character(" "), .character("1")], [], "Pick", "Picks the line, or no longer.") { screen, _, _ in
                guard screen.itemCount > 0 else { return }
                if screen.picked.remove(screen.cursor.index) == nil { screen.picked.insert(screen.cursor.index) }
                screen.cursor.move(to: screen.cursor.index + 1)
            },
            KeyRow([.character(",")], [CommandName("include")], "Include only",
                "Goes back to the report and shows only the entries of the line, or of the picked lines.") { screen, desk, _ in
                screen.narrow(keeping: true, &desk)
            },
            KeyRow([.character("x")], [CommandName("exclude")], "Exclude",
                "Goes back to the report and leaves out the entries of the line, or of the picked lines.") { screen, desk, _ in
                screen.narrow(keeping: false, &desk)
            },
            KeyRow([.character("r")], [CommandName("reverse")], "Turn round", "Shows the least frequent first, or the most frequent.") {
                screen, _, _ in
                let count = screen.itemCount
                screen.summary?.groups.reverse()
                screen.picked = Set(screen.picked.map { count - 1 - $0 })
                screen.cursor.move(to: 0)
            },
        ] + KeyRow.common + KeyRow.moving(except: [.character(" ")]))

    /// What the entries of the picked lines, or of the one under the cursor, have in common.
    private func chosenFilter(_ desk: inout Desk) -> Filter? {
        guard itemCount > 0 else {
            desk.refuse("There is no line yet.")
            return nil
        }
        let groups = picked.isEmpty ? [cursor.index] : picked.sorted()
        let filters = groups.compactMap(filter)
        guard filters.count == groups.count else {
            desk.refuse("No condition finds the entries of this line: its value could not be read.")
            return nil
        }
        return Filter.any(filters)
    }

    private func narrow(keeping: Bool, _ desk: inout Desk) {
        guard let filter = chosenFilter(&desk), let wanted = keeping ? filter : filter.negated else { return }
        desk.add(wanted)
        desk.steps.append(.toReport)
    }

    private func drill(_ desk: inout Desk) {
        guard let filter = chosenFilter(&desk) else { return }
        desk.openReport { view in
            view.conditions = (answer?.view.conditions ?? view.conditions) + [Condition(filter)]
            view.prompt = [:]
        }
    }

    private func filter(of group: Int) -> Filter? {
        guard let summary, let schema = answer?.journal.schema, summary.groups.indices.contains(group) else { return nil }
        let filters = zip(summary.groups[group].key, summary.columns).compactMap { cell, id in
            Filter.keeping(cell, of: schema[id])
        }
        return filters.count == summary.columns.count && !filters.isEmpty ? Filter.all(filters) : nil
    }

    mutating func receive(_ message: Message, _ desk: inout Desk) {
        switch message {
        case .summarised(let id, let summary) where id == job:
            self.summary = summary
            state = "There are no entries to count."
        case .cancelled(let id) where id == job: state = "Counting was stopped. F12 goes back."
        case .failed(let id, let reason) where id == job: state = reason
        default: break
        }
    }

    func leave(_ desk: inout Desk) { desk.cancel(job) }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let layout = CountLayout(summary, columns: columns, width: grid.columns - 2)
        let heading = layout.heading(distinct: columns.contains("REMOTE_ADDRESS") ? "Users" : "Addresses")
        drawList(into: &grid, desk, top: top(desk), heading: heading, empty: [TextLine(state)]) { index in
            guard let summary, summary.groups.indices.contains(index) else { return TextLine() }
            return layout.line(summary.groups[index], picked: picked.contains(index), column: columns.first ?? "")
        }
    }

    private func top(_ desk: Desk) -> [TextLine] {
        let total = summary.map { "\($0.groups.count.of("value", "values")) in \($0.entries.entries)" } ?? ""
        let selection = SelectionStrip.left(desk, width: max(20, desk.columns - 4))
        return [
            TextLine("Count by  . . . . . . :   \(columns.joined(separator: ", "))   ").adding(total, .title),
            TextLine(selection, .dim),
        ]
    }
}
