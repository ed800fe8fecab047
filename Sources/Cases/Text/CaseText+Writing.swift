import Catalog

extension CaseText {
    /// The whole file. Equal cases give equal texts, and each change of one thing changes few lines.
    package static func text(_ file: CaseFile) -> String {
        var lines = ["\(heading) \(version)"]
        for source in file.sources.sorted(by: { ($0.sha256, $0.name, $0.entries) < ($1.sha256, $1.name, $1.entries) }) {
            lines += ["", "source"] + properties([
                ("sha256", source.sha256), ("name", source.name), ("entries", String(source.entries)),
            ])
        }
        for note in file.sortedNotes { lines += ["", "entry"] + self.lines(note) }
        for view in file.views { lines += ["", "view"] + self.lines(view) }
        if !file.unknown.isEmpty { lines += [""] + file.unknown }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ note: CaseNote) -> [String] {
        let entry = note.entry
        return properties([
            ("system", entry.system), ("receiver", entry.receiver), ("sequence", entry.sequence.map { String($0) }),
            ("time", entry.time?.text(.ibm)), ("type", entry.type), ("job", entry.job), ("content", entry.content),
            ("source", note.source), ("tags", note.tags.joined(separator: " ")),
        ]) + noteLines(note.text) + note.unknown
    }

    /// One property for each line of a note, so that a difference shows the line that changed.
    private static func noteLines(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line($0.isEmpty ? "note" : "note " + spelled(String($0))) }
    }

    private static func lines(_ view: SavedView) -> [String] {
        [line("name " + spelled(view.name))]
            + view.conditions.map { line(($0.isEnabled ? "where " : "off ") + spelled($0.filter)) }
            + view.columns.map { line("column " + spelled($0)) } + view.sort.map { line("sort " + spelled($0)) } + view.unknown
    }

    private static func properties(_ values: [(name: String, value: String?)]) -> [String] {
        values.compactMap { name, value in
            guard let value, !value.isEmpty else { return nil }
            return line(name + " " + spelled(value))
        }
    }

    private static func line(_ text: String) -> String { "  " + text }
}
