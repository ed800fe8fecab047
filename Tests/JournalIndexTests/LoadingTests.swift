import Catalog
import Columns
import Records
import Synchronization
import Testing

@testable import JournalIndex

/// From bytes to a journal: what the loader must keep, and that a column and its cells are one thing.
struct LoadingTests {
    private func load(_ files: [(name: String, text: String)]) throws -> JournalSnapshot {
        try JournalLoader.load(sources: files.map { MemorySource(name: $0.name, bytes: Array($0.text.utf8)) })
    }

    private func texts(_ journal: JournalSnapshot, _ column: String) throws -> [String] {
        let id = try #require(journal.schema.id(column))
        return (0..<journal.count).map { journal.cell(row: $0, id).exportText }
    }

    private let signOns = """
        ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME,JOB_NAME,JOB_USER,JOB_NUMBER,REMOTE_ADDRESS,VIOLATION_TYPE,AUDIT_USER_NAME,DEVICE_NAME
        2026-11-02 08:00:00.000001,10,QSYS,QINTER,QSYS,000123,192.0.2.10,P,MKELLY,QPADEV0001
        2026-11-02 08:00:05.000002,11,QSYS,QINTER,QSYS,000123,,U,NOBODY,QPADEV0001
        2026-11-02 08:01:00,x12,QSYS,QINTER,QSYS,000123,banana,P,MKELLY,QPADEV0001

        """

    @Test func entryTypeFollowsFromTheColumns() throws {
        let journal = try load([("pw.csv", signOns)])
        #expect(try texts(journal, "JOURNAL_ENTRY_TYPE") == ["PW", "PW", "PW"])
        #expect(try texts(journal, "JOURNAL_CODE") == ["T", "T", "T"])
        #expect(try texts(journal, "SUBJECT") == ["MKELLY", "NOBODY", "MKELLY"])
        #expect(try texts(journal, "QUALIFIED_JOB_NAME")[0] == "000123/QSYS/QINTER")
        #expect(try texts(journal, "ENTRY_TYPE_DETAIL")[0] == "Password not valid")
    }

    @Test func anEntryTypeWithoutJournalCodeIsAnAuditEntry() throws {
        let journal = try load([(
            "some.csv", "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,AUDIT_USER_NAME\n2026-11-02 08:00:00,PW,P,MKELLY\n")])
        #expect(try texts(journal, "SUBJECT") == ["MKELLY"])
        #expect(try texts(journal, "CATEGORY") == ["sign-on"])
    }

    @Test func unreadableFieldKeepsTheEntryAndItsText() throws {
        let journal = try load([("pw.csv", signOns)])
        #expect(try texts(journal, "SEQUENCE_NUMBER") == ["10", "11", "x12"])
        #expect(try texts(journal, "REMOTE_ADDRESS") == ["192.0.2.10", "", "banana"])
        let errors = try texts(journal, "ERROR")
        #expect(errors[0].isEmpty && errors[1].isEmpty)
        #expect(errors[2].contains("SEQUENCE_NUMBER") && errors[2].contains("x12"))
        #expect(errors[2].contains("REMOTE_ADDRESS") && errors[2].contains("banana"))
        #expect(journal.sources[0].flawed == 1)
        #expect(journal.sources[0].rejected == 0)
    }

    /// é of one code point and of two, K and the Kelvin sign: the same to `String`, not to a journal.
    @Test func textsThatOnlyLookAlikeStayApart() throws {
        let users = ["K", "\u{212A}", "\u{E9}", "e\u{301}"]
        let lines = users.enumerated().map { "2026-11-02 08:00:0\($0),\($0),CO,N,\($1),/home/\($1),x\($1)" }
        let journal = try load([(
            "co.csv", "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,USER_NAME,PATH_NAME,REMOTE_PORT\n"
                + lines.joined(separator: "\n") + "\n")])
        let wanted = users.map { Array($0.utf8) }
        #expect(try texts(journal, "ACTOR").map { Array($0.utf8) } == wanted)
        #expect(try texts(journal, "OBJECT").map { Array($0.utf8.dropFirst(6)) } == wanted)
        let actor = try #require(journal.schema.id("ACTOR"))
        let built = try journal.column(actor, Work())
        for (row, user) in wanted.enumerated() {
            #expect(Array(Cell(built, row: row, kind: .text).exportText.utf8) == user)
        }
        #expect(try texts(journal, "ERROR").map { Array($0.utf8.suffix(5)) }.enumerated().allSatisfy { row, end in
            Array(end.dropLast().suffix(wanted[row].count)) == wanted[row]
        })
    }

    @Test func severalSourcesBecomeOneJournalInOrder() throws {
        let later = signOns.replacing("2026-11-02 08:00:00.000001,10", with: "2026-11-02 07:00:00.000001,3")
        let journal = try load([("a.csv", signOns), ("b.csv", later)])
        #expect(journal.count == 6)
        let order = try #require(journal.naturalOrder)
        #expect(order[0] == 3)
        #expect(try texts(journal, "SOURCE") == ["a.csv", "a.csv", "a.csv", "b.csv", "b.csv", "b.csv"])
        #expect(try texts(journal, "RECORD") == ["1", "2", "3", "1", "2", "3"])
        #expect(try texts(journal, "LOAD_ORDER") == ["1", "2", "3", "4", "5", "6"])
    }

    @Test func anUnknownColumnIsKeptUnderItsOwnName() throws {
        let journal = try load([("odd.csv", "ENTRY_TIMESTAMP,Shoe Size\n2026-11-02 08:00:00,44\n")])
        let own = journal.schema.columns.filter { $0.origin == .own }
        #expect(own.count == 1)
        #expect(journal.cell(row: 0, own[0].id).exportText == "44")
    }

    @Test(arguments: SampleFiles.all)
    func aColumnHoldsWhatItsCellsShow(file: String) throws {
        let fresh = try SampleFiles.load(file)
        let built = try SampleFiles.load(file)
        #expect(fresh.count > 0)
        for id in fresh.presentColumns {
            let column = try built.column(id, Work())
            #expect(column.count == fresh.count)
            let kind = fresh.schema[id].kind
            for row in 0..<fresh.count {
                let (shown, kept) = (fresh.cell(row: row, id), Cell(column, row: row, kind: kind))
                guard shown.isEmpty != kept.isEmpty || shown.exportText != kept.exportText else { continue }
                Issue.record("\(file) \(fresh.schema[id].name) row \(row): cell \(shown), column \(kept)")
                return
            }
        }
    }

    @Test(arguments: SampleFiles.all)
    func entriesShowTheirOwnBytes(file: String) throws {
        let journal = try SampleFiles.load(file)
        for row in stride(from: 0, to: journal.count, by: 7) {
            let entry = try journal.entry(row)
            #expect(entry.characters.count == entry.bytes.count)
            for field in entry.heading + entry.specific {
                if let bytes = field.bytes { #expect(bytes.lowerBound >= 0 && bytes.upperBound <= entry.bytes.count) }
            }
        }
    }

    @Test func publishingNeverTakesBackWhatItShowed() throws {
        var text = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME\n"
        for i in 0..<60_000 { text += "2026-11-02 08:00:00.\(100_000 + i % 900_000),\(i + 1),USER\(i % 50)\n" }
        let counts = Mutex<[Int]>([])
        let whole = try JournalLoader.load(sources: [MemorySource(name: "big.csv", bytes: Array(text.utf8))]) { snapshot in
            counts.withLock { $0.append(snapshot.count) }
            #expect(snapshot.isLoading)
        }
        #expect(whole.count == 60_000)
        #expect(!whole.isLoading)
        #expect(counts.withLock { $0 }.allSatisfy { $0 > 0 && $0 <= 60_000 })
        let user = try #require(whole.schema.id("USER_NAME"))
        #expect((0..<whole.count).allSatisfy { whole.cell(row: $0, user).exportText == "USER\($0 % 50)" })
    }
}
