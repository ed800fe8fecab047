import Canvas
import Query

/// F8: the numbered conditions, each with its count; on and off, changed, turned round, deleted. What is done here is
/// done to the report at once and can be taken back.
struct ConditionsScreen: ListScreen {
    static let name = "Work with Conditions"
    static let about = "Shows the conditions of the selection with how many entries of the whole journal satisfy each. All that are on must hold."

    var cursor = ListCursor()
    private var count: Int

    init(_ desk: Desk) { count = desk.report.view.conditions.count }

    var itemCount: Int { count }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) }

    mutating func settle(_ desk: inout Desk) {
        count = desk.report.view.conditions.count
        cursor.settle(count: count, page: pageSize(desk))
    }

    private static let needsCondition: @Sendable (ConditionsScreen, Desk) -> String? = { _, desk in
        desk.report.view.conditions.isEmpty ? "There are no conditions. F6 adds one." : nil
    }

    private static func row(
        _ keys: [Key], _ commands: [CommandName], _ name: String, _ help: String,
        action: @escaping @Sendable (inout ConditionsScreen, inout Desk) -> Void
    ) -> KeyRow<ConditionsScreen> {
        KeyRow(keys, commands, name, help, disabled: needsCondition) { screen, desk, _ in action(&screen, &desk) }
    }

    static let keys = KeyTable<ConditionsScreen>(
        [
            row([.character(" "), .character("1")], [CommandName("switch")], "On or off", "Switches the condition off, or on again.") {
                screen, desk in desk.toggleCondition(screen.cursor.index + 1)
            },
            row([.enter, .character("2")], [CommandName("change")], "Change", "Shows the condition as text to change.") { screen, desk in
                let index = screen.cursor.index
                desk.open(CommandLine(.condition(index), text: desk.report.view.conditions[index].filter.text))
            },
            row([.character("4"), .delete, .character("-")], [CommandName("delete")], "Delete", "Deletes the condition.") { screen, desk in
                let index = screen.cursor.index
                desk.change("condition \(index + 1) deleted") { $0.conditions.remove(at: index) }
            },
            row([.character("!")], [CommandName("invert")], "Turn round", "Makes the condition its opposite.") { screen, desk in
                let index = screen.cursor.index
                guard let opposite = desk.report.view.conditions[index].filter.negated else { return }
                desk.change("condition \(index + 1) turned round") { $0.conditions[index].filter = opposite }
            },
            KeyRow([.function(6), .character("n")], [CommandName("add")], "Add", "Adds a condition.") { _, desk, _ in
                desk.open(CommandLine(.condition(desk.report.view.conditions.count)))
            },
            row([.character("a")], [CommandName("all")], "All on or off", "Switches all conditions off, or on again.") { _, desk in
                desk.toggleAll()
            },
            KeyRow([.character("u")], [CommandName("undo")], "Undo", "Takes back the last step.") { _, desk, _ in desk.undo() },
            KeyRow([.character("U")], [CommandName("redo")], "Redo", "Does the step again that was taken back.") { _, desk, _ in desk.redo() },
        ] + KeyRow.common + KeyRow.moving(except: [.character(" ")]))

    mutating func resume(_ result: StepResult, _ desk: inout Desk) {
        guard case .line(.condition(let index), let text) = result else { return }
        let conditions = desk.report.view.conditions
        guard conditions.indices.contains(index) else { return desk.addFilter(text) }
        if text.isEmpty { return desk.change("condition \(index + 1) deleted") { $0.conditions.remove(at: index) } }
        do {
            let filter = try desk.filter(text)
            desk.change("condition \(index + 1) changed") { $0.conditions[index].filter = filter }
        } catch {
            desk.refuse(error.description)
        }
    }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let conditions = desk.report.view.conditions
        let width = max(10, grid.columns - 26)
        let top = [
            TextLine("Shown . . . . . . . . :   ").adding(SelectionStrip.total(desk), .title),
            TextLine("1=On or off   2=Change   4=Delete   !=Turn round", .instruction),
        ]
        let empty = [TextLine("There are no conditions: all entries are shown. F6 adds a condition, F12 goes back.")]
        drawList(into: &grid, desk, top: top, heading: "  No. State  " + "Condition".padded(width) + "Entries".leftPadded(10), empty: empty) { index in
            let condition = conditions[index]
            let cut = condition.filter.text.cut(width)
            let count = SelectionStrip.matches(index, desk)?.grouped ?? ""
            let start = String(index + 1).leftPadded(5) + " " + (condition.isEnabled ? "on" : "(off)").padded(7)
            return TextLine(start + cut.padded(width) + count.leftPadded(10))
        }
    }

    func topic(_ desk: Desk) -> [TextLine] {
        guard desk.report.view.conditions.indices.contains(cursor.index) else { return [] }
        let text = desk.report.view.conditions[cursor.index].filter.text
        return [TextLine("Condition \(cursor.index + 1)", .title)] + TextLine.folded("  " + text, width: max(20, desk.columns - 4), indent: 2, .emphasis)
    }
}
