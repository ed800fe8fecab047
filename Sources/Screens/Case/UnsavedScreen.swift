import Canvas
import Cases

/// Asked first when an earlier session ended without saving: what becomes of its marks, notes and views.
struct UnsavedScreen: TextScreen {
    static let name = "Unsaved Changes"
    static let about = "Asks what becomes of marks, notes and views of a session that ended without being left: its terminal was cut off, or the program killed."

    static let mainKeys = [3, 12, 23]
    var scroll = 0

    static let keys = KeyTable<UnsavedScreen>(
        [
            KeyRow([.enter], [CommandName("take")], "Take them", "Takes the changes into the case; :save then writes them to its file.") {
                _, desk, _ in
                desk.casebook.takeUnsaved()
                desk.findNotes()
                desk.notesChanged()
                desk.back()
                desk.say("The changes are in the case again. :save writes them to its file, X shows the case.")
            },
            KeyRow([.function(23)], [CommandName("delete")], "Delete", "Deletes the changes for good.") { _, desk, _ in
                desk.casebook.decideUnsaved()
                desk.back()
                desk.say("The changes are deleted.")
            },
            KeyRow([.function(12), .character("q"), .escape], [CommandName("q")], "Later", "Leaves them where they are; the next start asks again.") {
                _, desk, _ in desk.back()
            },
        ] + KeyRow.common.filter { $0.name != "Cancel" } + KeyRow.scrolling)

    func lines(_ desk: Desk) -> [TextLine] {
        let width = max(20, desk.columns - 4)
        var lines = TextLine.folded("A session ended before its changes to the case were saved. They were kept.", width: width, .title)
        lines += [TextLine()] + TextLine.folded("Enter takes them into the case. F12 leaves them for the next start. F23 deletes them.", width: width)
        for one in desk.casebook.unsaved {
            lines += [TextLine()] + TextLine.folded(one.path, width: width, .emphasis)
            let (now, then) = (desk.casebook.file, one.joined(with: desk.casebook.file))
            let notes = then.sortedNotes.filter { now.notes[$0.entry.key] != $0 }
            let gone = now.sortedNotes.filter { then.notes[$0.entry.key] == nil }
            let views = then.views.filter { now.view($0.name) != $0 }
            lines += notes.flatMap { note in
                let first = note.text.split(separator: "\n").first.map { "  " + $0 } ?? ""
                return TextLine.folded("  " + note.entry.title + (note.tags.isEmpty ? "" : "  " + note.tags.joined(separator: " ")) + first, width: width, indent: 4)
            }
            lines += gone.flatMap { TextLine.folded("  " + $0.entry.title + "  mark taken away", width: width, indent: 4) }
            lines += views.flatMap { TextLine.folded("  view " + $0.name, width: width, indent: 4) }
        }
        return lines
    }
}
