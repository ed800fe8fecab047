import Canvas
import Columns
import JournalIndex
import Query

/// F4 in a field of the selection prompt: the values that occur, with how often; one or several can be picked.
struct ValuesScreen: ListScreen {
    static let name = "Select Value"
    static let about = "Lists the values that occur among the entries the other conditions leave, with how often. 1 or Space picks several; Enter takes them."

    let column: String
    var cursor = ListCursor()
    private let conditions: [Condition]
    private var job: Int?
    private var values: [(value: String, entries: Int)] = []
    private var picked: Set<String>
    private var state = "The values are being counted."
    private(set) var isAwaiting = false

    /// - Parameter picked: What stands in the field, separated by commas.
    init(_ column: String, conditions: [Condition], picked: String) {
        (self.column, self.conditions) = (column, conditions)
        self.picked = Set(picked.split(separator: ",").map { String($0).trimmingBlanks }.filter { !$0.isEmpty })
    }

    mutating func appear(_ desk: inout Desk) {
        guard let id = desk.journal.schema.id(column) else { return }
        let (journal, conditions) = (desk.journal, conditions)
        isAwaiting = true
        job = desk.run("counting \(column)") { job, work in
            let selection = try journal.select(SelectionRequest(conditions: conditions), work)
            return .summarised(id: job, try journal.summarise(selection, by: [id], [], work))
        }
    }

    var itemCount: Int { values.count }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) }

    static let keys = KeyTable<ValuesScreen>(
        [
            KeyRow([.enter], [], "Take", "Takes the picked values, or the one under the cursor, into the field.") { screen, desk, _ in
                screen.take(&desk)
            },
            KeyRow([.character(" "), .character("1")], [], "Pick", "Picks the value, or no longer.") { screen, desk, _ in
                guard screen.values.indices.contains(screen.cursor.index) else { return }
                let value = screen.values[screen.cursor.index].value
                if screen.picked.remove(value) == nil { screen.picked.insert(value) }
                screen.cursor.move(to: screen.cursor.index + 1)
            },
        ] + KeyRow.common + KeyRow.moving(except: [.character(" ")]))

    private mutating func take(_ desk: inout Desk) {
        var taken = values.map(\.value).filter(picked.contains)
        // What was typed and is not in the list stays: a generic name, a network.
        taken += picked.subtracting(taken).sorted()
        if picked.isEmpty, values.indices.contains(cursor.index) { taken = [values[cursor.index].value] }
        desk.steps.append(.backWith(.picked(taken)))
    }

    mutating func receive(_ message: Message, _ desk: inout Desk) {
        switch message {
        case .summarised(let id, _), .cancelled(let id), .failed(let id, _): if id == job { isAwaiting = false }
        default: break
        }
        switch message {
        case .summarised(let id, let summary) where id == job:
            values = summary.groups.compactMap { group in
                guard let cell = group.key.first, !cell.isEmpty else { return nil }
                return (cell.exportText, group.entries)
            }
            state = "No entry has a value here. F12 goes back."
        case .cancelled(let id) where id == job: state = "Counting was stopped. F12 goes back."
        case .failed(let id, let reason) where id == job: state = reason
        default: break
        }
    }

    func leave(_ desk: inout Desk) { desk.cancel(job) }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let width = max(12, grid.columns - 20)
        let top = [
            TextLine("Column  . . . . . . . :   \(column)"), TextLine("Pick values with 1 or Space, press Enter.", .instruction),
        ]
        let heading = "   " + "Value".padded(width) + "Entries".leftPadded(12)
        drawList(into: &grid, desk, top: top, heading: heading, empty: [TextLine(state)]) { index in
            let (value, entries) = values[index]
            let text = value.cut(width)
            let words = ValueWords.of(column, value).map { text + "   " + $0 } ?? text
            return TextLine(
                " " + Picking.mark(picked.contains(value)) + (words.cells <= width ? words : text).padded(width)
                    + entries.grouped.leftPadded(12))
        }
    }
}
