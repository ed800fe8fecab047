import Canvas
import Cases

/// A note on one entry: its tags and what somebody wrote.
struct NoteScreen: PromptScreen {
    static let name = "Note on Entry"
    static let about = "Writes tags and a note on an entry, which marks it. They are kept in the case file, which names the entry by system, receiver and sequence number."

    var lines: [PromptLine]
    var index = 0
    private let row: Int
    /// What is noted so far; a bare mark where nothing is, `nil` where the entry cannot be marked.
    private let before: CaseNote?
    /// Lines of the note behind those that have a field.
    private let rest: [Substring]

    private static let noteLines = 8

    init(_ desk: Desk, row: Int) {
        self.row = row
        let note = desk.casebook.note(row)
        before = note ?? desk.newNote(row)
        let text = (note?.text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let fields = text.count > Self.noteLines ? Self.noteLines - 1 : Self.noteLines
        rest = Array(text.dropFirst(fields))
        lines = [PromptLine("Tags", note?.tags.joined(separator: " ") ?? "", width: 46, maximum: 400, "Words")]
        for place in 0..<fields {
            let line = place < text.count ? String(text[place]) : ""
            lines.append(PromptLine(place == 0 ? "Note" : "  line \(place + 1)", line, width: 46, maximum: 2_000, ""))
        }
    }

    static let keys = KeyTable<NoteScreen>(
        [KeyRow([.enter], [], "Write", "Writes tags and note down and goes back.") { screen, desk, _ in screen.submit(&desk) }]
            + KeyRow.promptMoving + KeyRow.commonWhileTyping)

    private var text: String {
        var text = lines.dropFirst().map { $0.field.text.trimmingBlanks } + rest.map(String.init)
        while text.last?.isEmpty == true { text.removeLast() }
        return text.joined(separator: "\n")
    }

    /// The note as it is typed, which nobody has written down yet; `nil` where nothing was changed.
    var draft: CaseNote? {
        guard var note = before else { return nil }
        (note.tags, note.text) = (CaseNote.tidied([lines[0].field.text]), text)
        return note == before ? nil : note
    }

    private func submit(_ desk: inout Desk) {
        desk.back()
        desk.write(tags: [lines[0].field.text], text: text, row: row)
    }

    func draw(into grid: inout Grid, _ desk: Desk) { drawPrompt(into: &grid, desk) }
}
