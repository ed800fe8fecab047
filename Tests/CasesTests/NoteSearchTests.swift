import Catalog
import Columns
import JournalIndex
import Query
import Records
import Testing

@testable import Cases

/// Notes find their entries wherever the data went, and only theirs.
@Suite struct NoteSearchTests {
    static let heading = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,VIOLATION_TYPE,AUDIT_USER_NAME,JOB_NAME,SYSTEM_NAME,RECEIVER_NAME"
    static let rows = [
        "2026-04-08 07:00:00.000001,101,T,PW,P,MKELLY,QZDASOINIT,PROD,R1",
        "2026-04-08 07:00:00.000002,102,T,PW,P,MKELLY,QZDASOINIT,PROD,R1",
        "2026-04-09 07:00:00.000001,101,T,PW,P,MKELLY,QZDASOINIT,PROD,R2",
    ]

    static func journal(_ lines: [String], _ heading: String = heading) throws -> JournalSnapshot {
        let text = ([heading] + lines).joined(separator: "\n") + "\n"
        return try JournalLoader.load(sources: [MemorySource(name: "a.csv", bytes: Array(text.utf8))])
    }

    private func found(_ note: EntryIdentity, _ journal: JournalSnapshot) throws -> [Int] {
        try NoteSearch.rows(of: [CaseNote(entry: note)], in: journal, Work())[note.key] ?? []
    }

    @Test func entriesAreFoundInAnotherOrderAndFile() throws {
        let first = try Self.journal(Self.rows)
        let other = try Self.journal(Self.rows.reversed())
        for row in 0..<3 {
            let note = EntryIdentity(row: row, of: first)
            #expect(note.hasPlace && !note.content.isEmpty)
            #expect(try found(note, other) == [2 - row])
        }
    }

    @Test func anotherReceiverOrSecondIsAnotherEntry() throws {
        let journal = try Self.journal(Self.rows)
        var note = EntryIdentity(row: 0, of: journal)
        note.receiver = "R9"
        #expect(try found(note, journal) == [])
        note = EntryIdentity(row: 0, of: journal)
        note.time = Timestamp(year: 2020, month: 1, day: 1)
        #expect(try found(note, journal) == [])
    }

    /// System, receiver and sequence number are enough, as somebody writes them down by hand.
    @Test func aPlaceWithoutTimeFindsItsEntry() throws {
        let journal = try Self.journal(Self.rows + ["NULL,103,T,PW,P,MKELLY,QZDASOINIT,PROD,R1"])
        for row in 0..<4 {
            var note = EntryIdentity(row: row, of: journal)
            note.time = nil
            #expect(try found(note, journal) == [row])
            note.receiver = "R9"
            #expect(try found(note, journal) == [])
        }
    }

    @Test func anEntryThatWasLoadedTwiceIsMarkedTwice() throws {
        let journal = try Self.journal(Self.rows + [Self.rows[1]])
        #expect(try found(EntryIdentity(row: 1, of: journal), journal) == [1, 3])
    }

    @Test func withoutAPlaceTimeTypeJobAndContentTell() throws {
        let cut = { (row: String) in row.split(separator: ",", omittingEmptySubsequences: false).enumerated().filter { $0.offset != 1 && $0.offset < 7 }.map { String($0.element) }.joined(separator: ",") }
        let heading = cut(Self.heading)
        let first = try Self.journal(Self.rows.map(cut), heading)
        let other = try Self.journal(Self.rows.reversed().map(cut), heading)
        for row in 0..<3 {
            let note = EntryIdentity(row: row, of: first)
            #expect(!note.hasPlace)
            #expect(try found(note, other) == [2 - row])
        }
        // A place is known of the note alone: what stands in the entry decides.
        let whole = EntryIdentity(row: 0, of: try Self.journal(Self.rows))
        #expect(try found(whole, first) == [])
    }

    @Test func marksAndNotesAreColumns() throws {
        let journal = try Self.journal(Self.rows)
        let note = CaseNote(entry: EntryIdentity(row: 1, of: journal), tags: ["vpn x"], text: "seen")
        let annotated = AnnotatedJournal(journal, names: NameTable(), notes: [1: note])
        for (name, expected) in [("MARKED", "YES"), ("TAGS", "VPN X"), ("NOTE", "seen")] {
            let id = try #require(annotated.schema.id(name))
            guard case .coded(let column) = try annotated.column(id, Work()) else { return #expect(Bool(false)) }
            #expect((0..<3).map { column.text($0) } == ["", expected, ""])
            #expect((0..<3).map { annotated.cell(row: $0, id) } == [.null, .text(expected), .null])
            #expect(annotated.presentColumns.contains(id))
        }
        let entry = try annotated.entry(1)
        #expect(entry.derived.suffix(3).map(\.name) == ["MARKED", "TAGS", "NOTE"])
    }

    /// A source may have columns of these names: both can be asked for, and a note names the entry with and without them.
    @Test func aSourcesOwnColumnsStandBesideTheCases() throws {
        let heading = "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,NOTE,note,TAGS,MARKED,REPORTED_NOTE"
        let plain = try Self.journal(["2026-04-08 07:00:00,PW,theirs,second,T,M,third"], heading)
        let note = CaseNote(entry: EntryIdentity(row: 0, of: plain), tags: ["ours"], text: "ours")
        let annotated = AnnotatedJournal(plain, names: NameTable(), notes: [0: note])
        func text(_ name: String) -> String? { annotated.schema.id(name).map { annotated.cell(row: 0, $0).exportText } }
        #expect(text("NOTE") == "ours" && text("TAGS") == "OURS" && text("MARKED") == "YES")
        #expect(Set(annotated.schema.columns.map(\.name)).count == annotated.schema.columns.count)
        let theirs = annotated.schema.columns.filter { $0.name.hasPrefix("REPORTED_") || $0.name.hasPrefix("NOTE_") }
        #expect(Set(theirs.map { annotated.cell(row: 0, $0.id).exportText }) == ["theirs", "second", "T", "M", "third"])
        let journal = IndexedJournal(annotated)
        #expect(try journal.count(Filter("note = 'ours' and NOTE = 'ours'"), Work()) == 1)
        #expect(try journal.count(Filter("note = 'theirs' or note = 'second'"), Work()) == 0)
        for column in theirs {
            let value = annotated.cell(row: 0, column.id).exportText
            #expect(try journal.count(Filter("\(column.name) = '\(value)'"), Work()) == 1)
        }
        #expect(EntryIdentity(row: 0, of: annotated) == EntryIdentity(row: 0, of: plain))
    }

    @Test func namesOfAddressesAreColumnsBuiltByValue() throws {
        let heading = "ENTRY_TIMESTAMP,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,REMOTE_ADDRESS"
        let addresses = ["10.1.2.3", "", "10.1.9.9", "no address", "::ffff:10.1.2.3"]
        let journal = try Self.journal(addresses.map { "2026-04-08 07:00:00,T,JS,MARTA,\($0)" }, heading)
        var names = NameTable()
        #expect(names.add("10.1.2.3 = fileserver\n10.0.0.0/8 = Head office\nMARTA = Marta K.\n", file: "n") == [])
        let annotated = AnnotatedJournal(journal, names: names, notes: [:])
        func texts(_ name: String) throws -> [String] {
            let id = try #require(annotated.schema.id(name))
            guard case .coded(let column) = try annotated.column(id, Work()) else { return [] }
            #expect((0..<5).map { annotated.cell(row: $0, id).exportText } == (0..<5).map { column.text($0) })
            return (0..<5).map { column.text($0) }
        }
        #expect(try texts("REMOTE_ADDRESS_NAME") == ["fileserver", "", "Head office", "", "fileserver"])
        #expect(try texts("REMOTE_ADDRESS_NETWORK") == ["Head office", "", "Head office", "", "Head office"])
        #expect(try texts("USER_NAME_PERSON") == Array(repeating: "Marta K.", count: 5))
    }
}
