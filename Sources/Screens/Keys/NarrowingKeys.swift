import Canvas
import Query

extension KeyRow {
    /// What narrows and widens the selection of the report that is shown or counted.
    static var narrowing: [KeyRow] {
        [
            KeyRow([.function(4), .character("&")], [CommandName("select")], "Select",
                "Asks for user, type, action, dates, address, job, object and text, and shows only those entries.") {
                _, desk, _ in desk.open(SelectScreen(desk))
            },
            KeyRow([.function(8), .character("c")], [CommandName("conditions")], "Conditions",
                "Shows the numbered conditions to switch, change or delete them; 2c switches condition 2.") { _, desk, argument in
                guard let number = argument.number else { return desk.open(ConditionsScreen(desk)) }
                desk.toggleCondition(number)
            },
            KeyRow([.character("E")], [CommandName("where", "EXPR", completes: .filter), CommandName("filter", "EXPR", completes: .filter)],
                "Filter text", "Shows the selection as text to change; each part between ands becomes a condition.") {
                _, desk, argument in
                guard let text = argument.words else {
                    return desk.open(CommandLine(.command, text: "where " + desk.report.view.filterText))
                }
                desk.setFilter(text)
            },
            KeyRow([], [CommandName("and", "EXPR", completes: .filter)], "Add condition", "Adds a condition to the selection.") {
                _, desk, argument in desk.addFilter(argument.words ?? "")
            },
            KeyRow([.character("a")], [CommandName("all")], "All on or off",
                "Switches all conditions off, to see what lies around the entry under the cursor; again, on.",
                disabled: { _, desk in desk.report.view.conditions.isEmpty ? "There are no conditions." : nil }) { _, desk, _ in
                desk.toggleAll()
            },
            KeyRow([.character("u")], [CommandName("undo")], "Undo", "Takes back the last step: selection, order or columns.",
                disabled: { _, desk in desk.report.past.isEmpty ? "There is no step to take back." : nil }) { _, desk, _ in
                desk.undo()
            },
            KeyRow([.character("U")], [CommandName("redo")], "Redo", "Does the step again that was taken back.",
                disabled: { _, desk in desk.report.future.isEmpty ? "There is no step to do again." : nil }) { _, desk, _ in
                desk.redo()
            },
        ]
    }
}
