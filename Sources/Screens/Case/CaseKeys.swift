import Canvas
import Cases
import Query

/// Marks, notes, views and steps: the keys of the report.
extension ReportScreen {
    private static let needsEntry: @Sendable (ReportScreen, Desk) -> String? = { _, desk in
        desk.report.row == nil ? "The report has no entry to do that with." : nil
    }

    static var caseRows: [KeyRow<ReportScreen>] {
        [
            KeyRow([.character("m")], [CommandName("mark")], "Mark", "Marks the entry, or takes the mark away.", disabled: needsEntry) {
                _, desk, _ in desk.markLine()
            },
            KeyRow([], [CommandName("unmark")], "Unmark", "Takes the mark away with tags and note.", disabled: needsEntry) { _, desk, _ in
                if let row = desk.report.row { desk.unmark(row) }
            },
            KeyRow([.character(";")], [CommandName("note", "[TEXT]")], "Note", "Writes a note and tags on the entry, which marks it.",
                disabled: needsEntry) { _, desk, argument in desk.note(argument.words) },
            KeyRow([], [CommandName("tag", "WORD ...")], "Tag", "Tags the entry with these words, or takes them away.", disabled: needsEntry) {
                _, desk, argument in if let row = desk.report.row { desk.toggle(tags: argument.words ?? "", row: row) }
            },
            KeyRow([.character("M")], [CommandName("marked")], "Marked", "Shows only the marked entries; F12 goes back.",
                disabled: { _, desk in desk.marked.isEmpty ? "No entry is marked. m marks one." : nil }) { _, desk, _ in desk.openMarked() },
            KeyRow([.character("X")], [CommandName("case")], "Case", "Shows the case: its file, marked entries and notes.") { _, desk, _ in
                desk.open(CaseScreen())
            },
            KeyRow([.control("s")], [CommandName("save", "[FILE]")], "Save case", "Writes the case to its file, or to another one from now on.") {
                _, desk, argument in desk.saveCase(to: argument.words)
            },
            KeyRow([.character("e")], [CommandName("views")], "Views", "Lists the saved views.") { _, desk, _ in desk.open(ViewsScreen(desk)) },
            KeyRow([.character("W")], [CommandName("save-view", "NAME")], "Save view",
                "Saves selection, columns and order under a name, in the case.") { _, desk, argument in
                guard let name = argument.words else { return desk.open(CommandLine(.command, text: "save-view ")) }
                desk.saveView(name)
            },
            KeyRow([], [CommandName("open-view", "NAME")], "Open view", "Shows the entries of a saved view.") { _, desk, argument in
                desk.openView(argument.words ?? "")
            },
            KeyRow([.character("D")], [CommandName("steps")], "Steps", "Lists the steps taken, with the commands that repeat them.") {
                _, desk, _ in desk.open(StepsScreen(desk))
            },
        ]
    }
}

extension Desk {
    /// Marks the entry under the cursor and goes to the next line.
    mutating func markLine() {
        guard let row = report.row else { return }
        toggleMark(row)
        if report.place.position + 1 < report.count { report.place.position += 1 }
    }

    /// Asks for a note on the entry under the cursor, or writes the one that was typed.
    mutating func note(_ text: String?) {
        guard let row = report.row else { return }
        guard let text else { return open(NoteScreen(self, row: row)) }
        write(tags: casebook.note(row)?.tags ?? [], text: text, row: row)
    }

    /// The marked entries as a report of their own.
    mutating func openMarked() {
        guard let filter = try? Filter("marked = \(NoteColumns.isMarked)") else { return }
        var next = Report(serial: nextSerial, view: ReportView(conditions: [Condition(filter)], face: report.view.face), query: "*MARKED")
        next.view.widths = report.view.widths
        push(next)
        open(ReportScreen())
    }
}
