import Canvas
import Cases

/// Asked once when somebody leaves with notes that are not saved.
struct LeaveScreen: TextScreen {
    static let name = "Leave wrkaud"
    static let about = "Asks what becomes of marks, notes and views that are not saved."

    static let mainKeys = [3, 10, 12]
    var scroll = 0

    static let keys = KeyTable<LeaveScreen>(
        [
            KeyRow([.enter, .function(10)], [CommandName("save", "[FILE]")], "Save and leave", "Saves the case, then leaves the program.") {
                _, desk, argument in
                desk.casebook.leavesWhenSaved = true
                desk.saveCase(to: argument.words)
                if desk.casebook.saving == nil { desk.casebook.leavesWhenSaved = false }
            },
            KeyRow([.function(3), .character("Q")], [CommandName("qa"), CommandName("quit")], "Leave", "Leaves without saving.") {
                _, desk, _ in desk.effects.append(.quit)
            },
        ] + KeyRow.common.filter { $0.name != "Exit" } + KeyRow.scrolling)

    func lines(_ desk: Desk) -> [TextLine] {
        let width = max(20, desk.columns - 4)
        let place = desk.casebook.store.map { "Enter saves them in \($0.path) and leaves." } ?? ":save FILE saves them and leaves."
        return TextLine.folded("There are marks, notes or views that are not saved.", width: width, .title) + [TextLine()]
            + TextLine.folded(place, width: width) + [TextLine("F3 leaves without saving."), TextLine("F12 goes back.")]
    }
}
