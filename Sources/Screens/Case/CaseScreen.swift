import Canvas
import Cases
import Catalog

/// The case: where it is kept, what it says, which of its notes found no entry here.
struct CaseScreen: TextScreen {
    static let name = "Display Case"
    static let about = "Shows the case file: where it is kept, its marked entries with tags and notes, those that are not among the entries loaded, and the sources by their SHA-256."

    var scroll = 0

    static let keys = KeyTable<CaseScreen>(
        [
            .enterToContinue,
            KeyRow([.function(10), .control("s")], [CommandName("save", "[FILE]")], "Save", "Writes the case to its file, or to another one from now on.") {
                _, desk, argument in desk.saveCase(to: argument.words)
            },
            KeyRow([.function(11), .character("M")], [CommandName("marked")], "Marked", "Shows only the marked entries; F12 goes back.",
                disabled: { _, desk in desk.marked.isEmpty ? "No entry is marked here." : nil }) { _, desk, _ in desk.openMarked() },
        ] + KeyRow.common + KeyRow.scrolling)

    func lines(_ desk: Desk) -> [TextLine] {
        let width = max(20, desk.columns - 4)
        let book = desk.casebook
        var lines: [TextLine] = []
        func fact(_ label: String, _ value: String, _ style: Style = .normal) {
            let label = label.label(24) + "   "
            let parts = TextLine.folded(value, width: max(10, width - label.count), style)
            lines.append(TextLine(label).adding(parts.first?.text ?? "", style))
            lines += parts.dropFirst().map { TextLine(String(repeating: " ", count: label.count)).adding($0.text, style) }
        }
        fact("Kept in", book.store?.path ?? "no file yet: :save FILE")
        fact("State", book.isUnsaved ? "not saved; F10 saves" : "saved", book.isUnsaved ? .warning : .normal)
        fact("Marked entries", book.file.notes.count.grouped)
        fact("Views", book.file.views.count.grouped)
        let missing = book.missing
        if let missing, !missing.isEmpty {
            lines += [TextLine(), TextLine("Notes that found no entry here; they are kept", .title)]
            for note in missing { lines += self.lines(note, width) }
        }
        let absent = Set((missing ?? []).map(\.entry.key))
        let here = book.file.sortedNotes.filter { !absent.contains($0.entry.key) }
        if !here.isEmpty {
            lines += [TextLine(), TextLine(missing == nil ? "Marked entries" : "Marked entries found here", .title)]
            for note in here { lines += self.lines(note, width) }
        }
        if !book.file.sources.isEmpty {
            lines += [TextLine(), TextLine("Sources of marked entries, when the case was saved", .title)]
            for source in book.file.sources {
                lines += TextLine.folded("\(source.name), \(source.entries.entries)", width: width)
                lines.append(TextLine("  SHA-256 " + source.sha256, .dim))
            }
        }
        return lines
    }

    private func lines(_ note: CaseNote, _ width: Int) -> [TextLine] {
        let time = note.entry.time.map { String($0.text(.ibm).prefix(19)) + "  " } ?? ""
        let title = note.entry.hasPlace ? time + note.entry.title + "  " + note.entry.type : note.entry.title
        let tags = note.tags.isEmpty ? "" : "  " + note.tags.joined(separator: " ")
        var lines = TextLine.folded(title + tags, width: width, indent: 4)
        for line in note.text.split(separator: "\n") { lines += TextLine.folded("    " + line, width: width, indent: 4, .emphasis) }
        return lines
    }
}
