import Cases
import Columns
import JournalIndex
import Query

/// Marks and notes, and where they are kept.
extension Desk {
    var marked: Set<Int> { casebook.rows }

    /// The journal with its names and notes.
    func annotated(_ journal: any AuditJournal) -> any AuditJournal {
        let (names, notes) = (casebook.names, casebook.notesByRow)
        return journal.replacingSource(changed: NoteColumns.names) { AnnotatedJournal($0, names: names, notes: notes) } ?? journal
    }

    /// Notes changed: the journal says so, and reports that ask for marks or notes are selected anew.
    mutating func notesChanged() {
        noteChanges += 1
        journal = annotated(journal)
        annotateReports()
        if asksForNotes(report) { select(.entry) }
    }

    private mutating func annotateReports() {
        changeReports { report, desk in
            guard let answer = report.answer else { return }
            report.answer?.journal = desk.annotated(answer.journal)
            if desk.asksForNotes(report), report.serial != desk.report.serial { report.mustSelectAgain = true }
        }
    }

    private func asksForNotes(_ report: Report) -> Bool {
        let names = report.view.conditions.reduce(into: Set(report.view.sort.map(\.column))) { names, condition in
            names.formUnion(condition.filter.columnNames ?? [])
        }
        return !names.isDisjoint(with: NoteColumns.names)
    }

    /// The source behind a journal; `nil` where it is elsewhere.
    private func source(_ journal: any AuditJournal) -> (any JournalSource)? { journal.provider as? any JournalSource }

    /// A bare mark on the entry; `nil` where entries cannot be marked.
    func newNote(_ row: Int) -> CaseNote? {
        source(shownJournal).map { CaseNote(entry: EntryIdentity(row: row, of: $0)) }
    }

    /// `m`: marks an entry, or takes a bare mark away. A mark with tags or a note is not lost by one key.
    mutating func toggleMark(_ row: Int) {
        if let note = casebook.note(row) {
            guard note.isBareMark else { return refuse("This entry has a note or tags. :unmark takes them away with the mark.") }
            casebook.drop(row: row)
        } else {
            guard let note = newNote(row) else { return refuse("Entries of this journal cannot be marked.") }
            casebook.keep(note, row: row)
        }
        notesChanged()
        sayMarks()
    }

    mutating func unmark(_ row: Int) {
        guard casebook.note(row) != nil else { return refuse("This entry is not marked.") }
        casebook.drop(row: row)
        notesChanged()
        sayMarks()
    }

    private mutating func sayMarks() {
        let count = casebook.file.notes.count
        say(count == 0 ? "No entry is marked." : "\(count.of("entry is", "entries are")) marked. M shows them.")
    }

    /// Writes tags and a note down; both empty leave a bare mark.
    mutating func write(tags: [String], text: String, row: Int) {
        guard var note = casebook.note(row) ?? newNote(row) else { return refuse("Entries of this journal cannot be marked.") }
        note.tags = CaseNote.tidied(tags)
        note.text = text
        casebook.keep(note, row: row)
        notesChanged()
        say("Noted. :save keeps it in the case file, X shows it.")
    }

    /// `:tag`: adds the tags that the entry does not have; takes them away when it has them all.
    mutating func toggle(tags: String, row: Int) {
        let wanted = CaseNote.tidied([tags])
        guard !wanted.isEmpty else { return refuse("Type one or more words: :tag VPN CONTRACTOR") }
        let note = casebook.note(row)
        let old = note?.tags ?? []
        let hasAll = wanted.allSatisfy(old.contains)
        let tags = hasAll ? old.filter { !wanted.contains($0) } : old + wanted
        write(tags: tags, text: note?.text ?? "", row: row)
        say(hasAll ? "Taken away: \(wanted.joined(separator: " "))." : "Tagged \(wanted.joined(separator: " ")).")
    }

    /// Looks for the entries of the case: at once among few, in the background among many.
    mutating func findNotes() {
        guard !journal.isLoading, let source = source(journal) else { return }
        let notes = casebook.file.sortedNotes
        guard !notes.isEmpty else { return }
        for (id, job) in jobs { if case .notes = job.purpose { cancel(id) } }
        if journal.count <= chunkRows {
            if let found = try? Self.rows(of: notes, in: source, Work()) { take(found: found) }
            return
        }
        run("looking for marked entries", .notes) { id, work in
            .notesFound(id: id, rows: try Self.rows(of: notes, in: source, work))
        }
    }

    /// The rows of every note; none where it found no entry.
    private static func rows(of notes: [CaseNote], in source: any JournalSource, _ work: Work) throws -> [String: [Int]] {
        let found = try NoteSearch.rows(of: notes, in: source, work)
        return Dictionary(notes.map { ($0.entry.key, found[$0.entry.key] ?? []) }) { first, _ in first }
    }

    mutating func take(found: [String: [Int]]) {
        casebook.take(found: found)
        notesChanged()
        tellCase()
    }

    /// Says how much of the case is about these entries.
    private mutating func tellCase() {
        guard let missing = casebook.missing, let path = casebook.store?.path else { return }
        let here = casebook.file.notes.count - missing.count
        // The usual case may be about quite another journal.
        guard here > 0 || casebook.isNamed else { return }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let rest = missing.isEmpty ? "" : "; \(missing.count.of("note", "notes")) found no entry and stay\(missing.count == 1 ? "s" : "")"
        say("\(name): \(here.of("entry is", "entries are")) marked here\(rest). X shows the case.")
    }
}

// MARK: saving

extension Desk {
    /// `:save`: writes the case in the background.
    ///
    /// - Parameter path: Where from now on; `nil` for the place it has.
    mutating func saveCase(to path: String?) {
        guard casebook.saving == nil else { return refuse("The case is being saved.") }
        var base = casebook.saved
        var store = casebook.store
        if let path, path != store?.path {
            store = CaseStore(path: path)
            // What stands there is somebody else's: it is taken in, not written over.
            base = CaseFile()
        }
        guard let store else { return refuse("Name a file for the case: :save case.txt") }
        let (given, before, journal) = (casebook.file, base, journal)
        let rows = casebook.keys
        casebook.saving = run("saving \(store.path)") { id, work in
            let named = try CaseSources.naming(given, rows: rows, journal, work)
            let written = try store.write(named, base: before, sources: journal.sources.map(\.name))
            return .caseSaved(id: id, store: store, written: written, given: given)
        }
    }

    mutating func take(_ store: CaseStore, written: CaseFile, given: CaseFile) {
        let others = written.notes.count + written.views.count > given.notes.count + given.views.count
        casebook.saving = nil
        casebook.take(written: written, given: given, store)
        if others { findNotes() }
        notesChanged()
        let what = "\(written.notes.count.of("marked entry", "marked entries")) and \(written.views.count.of("view", "views"))"
        say("Saved \(what)\(others ? ", with what was written there meanwhile" : "") in \(store.path).")
        if casebook.leavesWhenSaved { effects.append(.quit) }
    }

    mutating func saveFailed(_ reason: String) {
        casebook.saving = nil
        casebook.leavesWhenSaved = false
        fail(reason)
    }
}

/// Names the sources of noted entries by what is in them.
enum CaseSources {
    /// The case with the SHA-256 of every source that a noted entry came from. Cost: one reading of each, once.
    static func naming(
        _ file: CaseFile, rows: [Int: String], _ journal: any AuditJournal, _ work: Work
    ) throws -> CaseFile {
        guard let column = journal.schema.id("SOURCE") else { return file }
        var file = file
        var known: [String: CaseSource?] = [:]
        for (row, key) in rows.sorted(by: { $0.key < $1.key }) {
            guard var note = file.notes[key], let cell = journal.cells(rows: [row], columns: [column]).first?.first else { continue }
            let name = cell.exportText
            if known[name] == nil { known[name] = .some(try source(name, journal, work)) }
            guard let source = known[name] ?? nil else { continue }
            note.source = source.sha256
            file.keep(note)
            file.sources.removeAll { $0.sha256 == source.sha256 }
            file.sources.append(source)
        }
        return file
    }

    private static func source(_ name: String, _ journal: any AuditJournal, _ work: Work) throws -> CaseSource? {
        guard let index = journal.sources.firstIndex(where: { $0.name == name }),
            let digest = try journal.sha256(ofSource: index, work)
        else { return nil }
        return CaseSource(sha256: digest, name: name, entries: journal.sources[index].entries)
    }
}
