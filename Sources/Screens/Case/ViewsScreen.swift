import Canvas
import Cases

/// The saved views: each with its selection, to be opened, or deleted.
struct ViewsScreen: ListScreen {
    static let name = "Work with Views"
    static let about = "Lists the saved views: selections with columns and order, kept in the case file. Enter shows the entries of one."

    static let mainKeys = [3, 6, 12]

    var cursor = ListCursor()
    private var count: Int

    init(_ desk: Desk) { count = desk.casebook.file.views.count }

    var itemCount: Int { count }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) }

    mutating func settle(_ desk: inout Desk) {
        count = desk.casebook.file.views.count
        cursor.settle(count: count, page: pageSize(desk))
    }

    private static let needsView: @Sendable (ViewsScreen, Desk) -> String? = { _, desk in
        desk.casebook.file.views.isEmpty ? "There are no saved views. F6 saves the report's." : nil
    }

    static let keys = KeyTable<ViewsScreen>(
        [
            KeyRow([.enter, .character("o"), .character("5")], [CommandName("open-view", "NAME")], "Open", "Shows the entries of the view; F12 comes back here.",
                disabled: needsView) { screen, desk, argument in desk.openView(argument.words ?? screen.view(desk)?.name ?? "") },
            KeyRow([.function(6), .character("W")], [CommandName("save-view", "NAME")], "Save view", "Saves the view of the report below under a name.") {
                _, desk, argument in
                guard let name = argument.words else { return desk.open(CommandLine(.command, text: "save-view ")) }
                desk.saveView(name)
            },
            KeyRow([.character("4"), .delete, .character("-")], [CommandName("delete")], "Delete", "Deletes the view.", disabled: needsView) {
                screen, desk, _ in
                guard let view = screen.view(desk) else { return }
                desk.casebook.file.dropView(view.name)
                desk.say("View \(view.name) is deleted.")
            },
            KeyRow([.function(10), .control("s")], [CommandName("save", "[FILE]")], "Save case", "Writes the case to its file, or to another one from now on.") {
                _, desk, argument in desk.saveCase(to: argument.words)
            },
        ] + KeyRow.common + KeyRow.moving())

    private func view(_ desk: Desk) -> SavedView? {
        let views = desk.casebook.file.views
        return views.indices.contains(cursor.index) ? views[cursor.index] : nil
    }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let views = desk.casebook.file.views
        let width = min(30, max(10, (grid.columns - 4) / 3))
        let top = [TextLine("Case . . . . . :   ").adding(desk.casebook.store?.path ?? "not kept in a file yet"), TextLine()]
        let empty = [TextLine("There are no saved views. F6 saves selection, columns and order of the report below.")]
        drawList(into: &grid, desk, top: top, heading: "  " + "View".padded(width) + "  Selection", empty: empty) { index in
            let view = views[index]
            let filter = view.conditions.map { $0.filter + ($0.isEnabled ? "" : " (off)") }.joined(separator: "  ")
            let sort = view.sort.isEmpty ? "" : "  by " + view.sort.joined(separator: ", ")
            return TextLine(" " + view.name.cut(width).padded(width) + "  ").adding((filter.isEmpty ? "all entries" : filter) + sort, .dim)
        }
    }

    func topic(_ desk: Desk) -> [TextLine] {
        guard let view = view(desk) else { return [] }
        let width = max(20, desk.columns - 4)
        return [TextLine(view.name, .title)] + view.conditions.flatMap { TextLine.folded("  " + $0.filter, width: width, indent: 2, .emphasis) }
            + TextLine.folded("  " + view.columns.joined(separator: ", "), width: width, indent: 2)
    }
}
