import Cases
import Columns
import JournalIndex

/// The case on the desk: what it says, what of it is saved, and which rows of the journal it speaks of.
struct Casebook: Sendable {
    private(set) var store: CaseStore?
    private(set) var isNamed: Bool
    var file: CaseFile
    /// As it stands in the store.
    private(set) var saved: CaseFile
    /// Left over by sessions that ended without saving, and not yet decided about.
    var unsaved: [UnsavedCase]
    /// Left over, and decided about: their files go once what they say is kept elsewhere.
    var decided: [UnsavedCase] = []
    /// What the file beside the case says of unsaved changes: that of the last effect.
    var kept: CaseFile?
    let names: NameTable
    /// The key of a row's note.
    private(set) var keys: [Int: String] = [:]
    /// Whether the whole journal was looked through for the notes.
    private(set) var isSearched = false
    var saving: Int?
    /// Whether to leave when the case is saved.
    var leavesWhenSaved = false

    init(_ workbench: Workbench) {
        (store, isNamed) = (workbench.store, workbench.isNamed)
        (file, saved, names) = (workbench.file, workbench.file, workbench.names)
        // What was saved after all needs no question.
        unsaved = workbench.unsaved.filter { [file] in $0.joined(with: file) != file }
        decided = workbench.unsaved.filter { [file] in $0.joined(with: file) == file }
    }

    var isUnsaved: Bool { file != saved }

    func note(_ row: Int) -> CaseNote? { keys[row].flatMap { file.notes[$0] } }

    var notesByRow: [Int: CaseNote] { keys.compactMapValues { file.notes[$0] } }

    /// Rows that are marked.
    var rows: Set<Int> { Set(keys.keys) }

    /// Notes of entries that are not in the journal; `nil` before it was looked through.
    var missing: [CaseNote]? {
        guard isSearched else { return nil }
        let found = Set(keys.values)
        return file.sortedNotes.filter { !found.contains($0.entry.key) }
    }

    /// Keeps a note on the entry of a row.
    mutating func keep(_ note: CaseNote, row: Int) {
        file.keep(note)
        keys[row] = note.entry.key
    }

    /// Takes the mark away, with tags and note; copies of the entry lose it, too.
    mutating func drop(row: Int) {
        guard let key = keys[row], let note = file.notes[key] else { return }
        file.drop(note.entry)
        keys = keys.filter { $0.value != key }
    }

    /// Another journal: its rows are not known yet.
    mutating func forgetRows() {
        keys = [:]
        isSearched = false
    }

    /// - Parameter found: The rows of every note that was looked for, by its key; none where it found no entry.
    mutating func take(found: [String: [Int]]) {
        keys = keys.filter { found[$0.value] == nil }
        for (key, rows) in found where file.notes[key] != nil { for row in rows { keys[row] = key } }
        isSearched = true
    }

    /// What was written, while `given` was being saved, takes the place of what was saved; what was done since stays.
    mutating func take(written: CaseFile, given: CaseFile, _ store: CaseStore) {
        if store != self.store { (self.store, isNamed) = (store, true) }
        file = CaseFile.merged(base: given, ours: file, theirs: written)
        saved = written
        keys = keys.filter { file.notes[$0.value] != nil }
    }
}
