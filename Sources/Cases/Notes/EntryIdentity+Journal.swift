import Catalog
import Digest
package import JournalIndex

extension EntryIdentity {
    /// What names the entry of a row.
    ///
    /// Cost: the record is read again for its content.
    package init(row: Int, of journal: any JournalSource) {
        self.init(heading: row, of: journal)
        content = Self.content(row, of: journal)
    }

    /// Without the content.
    init(heading row: Int, of journal: any JournalSource) {
        func cell(_ name: String) -> Cell { journal.schema.id(name).map { journal.cell(row: row, $0) } ?? .absent }
        func text(_ name: String) -> String? { cell(name).isEmpty ? nil : cell(name).exportText }
        self.init(
            system: text("SYSTEM_NAME"), receiver: text("RECEIVER_NAME"), sequence: text("SEQUENCE_NUMBER").flatMap { Int128($0) },
            type: ["JOURNAL_CODE", "JOURNAL_ENTRY_TYPE", "ENTRY_TYPE"].compactMap(text).joined(separator: " "),
            job: text("QUALIFIED_JOB_NAME") ?? text("JOB_NAME") ?? "")
        if case .timestamp(let value) = cell("ENTRY_TIMESTAMP") { time = value }
    }

    /// SHA-256 of `NAME=value` lines of the fields the source gives, in order of name, empty ones left out: 32 digits of
    /// it; empty where the record cannot be read.
    static func content(_ row: Int, of journal: any JournalSource) -> String {
        // Under the names of the sources, whatever people add: a note names the entry in every session.
        let journal = (journal as? AnnotatedJournal)?.base ?? journal
        guard let entry = try? journal.entry(row) else { return "" }
        let fields = (entry.heading + entry.specific).filter { !$0.cell.isEmpty }
        var hash = SHA256()
        for field in fields.sorted(by: { $0.name < $1.name }) { hash.update("\(field.name)=\(field.cell.exportText)\n") }
        return String(hash.digest.hex.prefix(32))
    }
}
