import Cases
import Catalog
import Columns
import Export
import JournalIndex
import Query
import Records

/// The case and the names a command works with.
struct OpenCase {
    private(set) var store: CaseStore?
    private(set) var file = CaseFile()
    private(set) var names = NameTable()
    /// Whether the case was named on the command line.
    let isNamed: Bool
    /// What was wrong with the files of the settings folder: they are left out.
    private(set) var problems: [String] = []

    /// A table of addresses and people of a whole company fits in.
    private static let longestNames = 64 << 20

    /// - Parameter mayBeNew: Whether a case that was named may not be there yet.
    /// - Throws: `FileProblem`, `SourceError` for a file that was named and cannot be read; `UsageError` for wrong lines of
    ///   one.
    init(_ options: CaseOptions, mayBeNew: Bool) throws {
        isNamed = options.caseFile != nil
        if let path = options.caseFile {
            let store = CaseStore(path: path)
            guard let file = try store.read() ?? (mayBeNew ? CaseFile() : nil) else {
                throw FileProblem(path: path, reason: "there is no such file", remedy: "Check the name of the case.")
            }
            (self.store, self.file) = (store, file)
        } else if let path = SettingsFolder.path("case.txt") {
            openUsual(CaseStore(path: path))
        }
        if let path = SettingsFolder.path("names.txt"), SettingsFolder.exists(path) {
            do {
                let text = try TextFile.read(path, of: "names", most: Self.longestNames)
                problems += names.add(text, file: path).map { "\(path), \($0)." }
            } catch {
                problems.append("\(error)")
            }
        }
        for path in options.nameFiles {
            let wrong = names.add(try TextFile.read(path, of: "names", most: Self.longestNames), file: path)
            guard wrong.isEmpty else { throw UsageError(wrong.map { "\(path), \($0)." }.joined(separator: "\n")) }
        }
    }

    /// A case that cannot be read is left alone: nothing is written over it.
    private mutating func openUsual(_ store: CaseStore) {
        do {
            file = try store.read() ?? CaseFile()
            self.store = store
        } catch {
            problems.append("\(error)")
        }
    }

    /// Where the case is, or would be.
    var place: String? { store?.path ?? SettingsFolder.path("case.txt") }

    /// Changes of the case that an earlier session could not save.
    var unsaved: [UnsavedCase] { place.map { UnsavedCase.left(beside: $0) } ?? [] }

    func tellProblems() { for problem in problems { StandardError.line(problem) } }

    /// - Throws: `UsageError` when there is none of this name.
    func view(_ name: String) throws -> SavedView {
        if let view = file.view(name) { return view }
        let hint = NearestName.of(name, in: file.views.map(\.name)).map { " Did you mean \($0)?" } ?? ""
        guard let path = store?.path else { throw UsageError("There is no case with a view \(name). Name one with --case FILE.") }
        throw UsageError("There is no view \(name) in \(path).\(hint)")
    }

    /// The journal with names, marks and notes.
    ///
    /// - Parameter needsNotes: Whether the usual case is looked for as well; a case that was named always is.
    func annotated(_ journal: any JournalSource, needsNotes: Bool) throws -> AnnotatedJournal {
        guard isNamed || needsNotes else { return AnnotatedJournal(journal, names: names, notes: [:]) }
        let notes = file.sortedNotes
        let found = try NoteSearch.rows(of: notes, in: journal, CommandWork.make("Looking for marked entries"))
        var byRow: [Int: CaseNote] = [:]
        for note in notes { for row in found[note.entry.key] ?? [] { byRow[row] = note } }
        if isNamed { tell(missing: notes.filter { found[$0.entry.key] == nil }, of: notes.count) }
        return AnnotatedJournal(journal, names: names, notes: byRow)
    }

    /// Notes named in a sentence; more are counted.
    private static let mostNamed = 20

    private func tell(missing: [CaseNote], of count: Int) {
        guard !missing.isEmpty, let path = store?.path else { return }
        let here = Count.text(count - missing.count, "marked entry is", "marked entries are")
        StandardError.line("\(path): \(here) here; \(Count.text(missing.count, "note", "notes")) found no entry and stay in the file:")
        for note in missing.prefix(Self.mostNamed) {
            let text = note.text.split(separator: "\n").first.map { ": \($0.prefix(60))" } ?? ""
            StandardError.line("  \(note.entry.title)\(text)")
        }
        if missing.count > Self.mostNamed { StandardError.line("  and \(Count.grouped(missing.count - Self.mostNamed)) more") }
    }
}
