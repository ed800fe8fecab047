import Canvas
import JournalIndex
import Query

/// F23: which columns the view shows, in which order, how wide.
struct ColumnsScreen: ListScreen {
    static let name = "Work with Columns"
    static let about = "Chooses the columns of this view, their order and width. Columns shown stand first, in their order."

    struct Item: Sendable {
        var name: String
        var heading: String
        var width: Int
        var isShown: Bool
        var origin: String
    }

    var cursor = ListCursor()
    private var items: [Item]
    private var widths: [String: Int]

    init(_ desk: Desk) {
        let journal = desk.shownJournal
        let layout = desk.layout
        widths = desk.report.view.widths
        var items = layout.columns.map { Item($0.definition, width: $0.width, isShown: true) }
        let shown = Set(layout.columns.map(\.name))
        for id in journal.presentColumns where !shown.contains(journal.schema[id].name) {
            items.append(Item(journal.schema[id], width: journal.schema[id].width, isShown: false))
        }
        self.items = items
        if let index = layout.index(of: desk.report.place.column) { cursor.move(to: index) }
    }

    var itemCount: Int { items.count }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) }

    static let keys = KeyTable<ColumnsScreen>(
        [
            KeyRow([.enter], [], "Apply", "Shows the chosen columns.") { screen, desk, _ in screen.apply(&desk) },
            KeyRow([.character(" "), .character("1")], [], "Show or hide", "Shows the column, or hides it.") { screen, _, _ in
                screen.edit { $0.isShown.toggle() }
                screen.cursor.move(to: screen.cursor.index + 1)
            },
            KeyRow([.character("<"), .character("K"), .shiftUp], [], "Move up", "Moves the column before the one above it.") { screen, _, _ in
                screen.move(by: -1)
            },
            KeyRow([.character(">"), .character("J"), .shiftDown], [], "Move down", "Moves the column behind the one below it.") { screen, _, _ in
                screen.move(by: 1)
            },
            KeyRow([.character(")")], [], "Wider", "Makes the column wider.") { screen, _, _ in screen.widen(1) },
            KeyRow([.character("(")], [], "Narrower", "Makes the column narrower.") { screen, _, _ in screen.widen(-1) },
            KeyRow([.character("+")], [CommandName("everything")], "Show all", "Shows all columns.") { screen, _, _ in
                for index in screen.items.indices { screen.items[index].isShown = true }
            },
            KeyRow([.character("-")], [CommandName("nothing")], "Hide all", "Hides all columns but the one under the cursor.") { screen, _, _ in
                for index in screen.items.indices { screen.items[index].isShown = index == screen.cursor.index }
            },
            KeyRow([.function(5), .character("R")], [CommandName("default")], "Default", "Goes back to the columns the view has by itself.") {
                _, desk, _ in
                desk.choose([])
                desk.back()
            },
        ] + KeyRow.common + KeyRow.moving(except: [.character(" ")]))

    private mutating func edit(_ body: (inout Item) -> Void) {
        if items.indices.contains(cursor.index) { body(&items[cursor.index]) }
    }

    private mutating func move(by step: Int) {
        let target = cursor.index + step
        guard items.indices.contains(cursor.index), items.indices.contains(target) else { return }
        items.swapAt(cursor.index, target)
        cursor.move(to: target)
    }

    private mutating func widen(_ step: Int) {
        guard items.indices.contains(cursor.index) else { return }
        let item = items[cursor.index]
        let width = min(max(1, item.width + step), ReportLayout.widest)
        items[cursor.index].width = width
        widths[item.name] = width
    }

    private func apply(_ desk: inout Desk) {
        let names = items.filter(\.isShown).map(\.name)
        guard !names.isEmpty else { return desk.refuse("Choose at least one column.") }
        desk.change("choose columns") { view in
            view.chosen[view.face] = names
            view.widths = widths
        }
        desk.bringCursorColumnIntoView()
        desk.back()
    }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let count = items.filter(\.isShown).count
        let width = items.filter(\.isShown).reduce(0) { $0 + $1.width + ReportLayout.gap }
        let top = [
            TextLine("View  . . . . . . . . :   \(desk.report.view.face.title)   ")
                .adding("\(count.of("column", "columns")), \(max(0, width - ReportLayout.gap).grouped) characters", .title),
            TextLine("1=Show or hide   < >=Move   ( )=Width     Press Enter to apply.", .instruction),
        ]
        let heading = " Shown  Width  " + "Column".padded(32) + "Heading".padded(24) + "In"
        drawList(into: &grid, desk, top: top, heading: heading, empty: [TextLine("There are no columns.")]) { index in
            let item = items[index]
            let start = (item.isShown ? "   1   " : "       ") + String(item.width).leftPadded(5) + "   "
            return TextLine(start + item.name.padded(32) + item.heading.padded(24) + item.origin)
        }
    }
}

extension ColumnsScreen.Item {
    fileprivate init(_ column: ColumnDefinition, width: Int, isShown: Bool) {
        let origin =
            switch column.origin {
            case .heading: "every entry"
            case .entrySpecific(let types): types.prefix(6).joined(separator: " ") + (types.count > 6 ? " ..." : "")
            case .derived: "computed"
            case .own: "the source"
            }
        self.init(
            name: column.name, heading: column.heading.joined(separator: " "), width: width, isShown: isShown, origin: origin)
    }
}
