import Catalog
import Columns
import Records
import Testing

@testable import JournalIndex

/// Entries that are let go while reading: what stays is as if the others had never been there, and the counts add up.
@Suite struct KeptEntriesTests {
    /// 5,000 records of four types, with lines of changing length.
    private static let records: [String] = (0..<5_000).map { i in
        let time = "2026-11-\(i / 2_000 < 1 ? "01" : i / 2_000 < 2 ? "02" : "03") 08:\(10 + i % 50):00.00000\(i % 10)"
        let user = ["QSYS", "MKELLY", "qsecofr", "", "QSECURE"][i % 5]
        let other = i % 11 == 0 ? "MKELLY" : ""
        let type = ["PW", "JS", "CP", "AF"][i % 4]
        let padding = String(repeating: "x", count: i % 37)
        return "\(time),\(i),T,\(type),\(user),\(other),\"a \(padding), b\""
    }
    private static let heading =
        "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,AUDIT_USER_NAME,PATH_NAME"

    private static func load(_ records: [String], _ kept: KeptEntries = KeptEntries()) throws -> JournalSnapshot {
        var limits = LoadingLimits()
        limits.kept = kept
        let text = ([heading] + records).joined(separator: "\n") + "\n"
        return try JournalLoader.load(
            sources: [MemorySource(name: "mixed.csv", bytes: Array(text.utf8))], limits: limits)
    }

    private static func kept(_ change: (inout KeptEntries) -> Void) -> KeptEntries {
        var kept = KeptEntries()
        change(&kept)
        return kept
    }


    static let rules: [(KeptEntries, @Sendable ([String]) -> Bool)] = [
        (kept { $0.types = ["PW", "CP"] }, { ["PW", "CP"].contains($0[3]) }),
        (kept { $0.users = ["MKELLY"] }, { $0[4] == "MKELLY" || $0[5] == "MKELLY" }),
        (kept { $0.users = ["QSEC*"] }, { $0[4].uppercased().hasPrefix("QSEC") }),
        (kept { $0.types = ["AF"]; $0.users = ["QSYS", "QSECURE"] },
            { $0[3] == "AF" && ["QSYS", "QSECURE"].contains($0[4]) }),
        (kept { $0.types = ["ZC"] }, { _ in false }),
        (KeptEntries(), { _ in true }),
    ]

    @Test(arguments: 0..<rules.count) func whatStaysIsWhatAWholeReadingOfItGives(_ rule: Int) throws {
        let (kept, fits) = Self.rules[rule]
        let wanted = Self.records.filter { fits($0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)) }
        let journal = try Self.load(Self.records, kept)
        #expect(journal.count == wanted.count)
        #expect(journal.sources[0].entries + journal.sources[0].leftOut == Self.records.count)
        guard !wanted.isEmpty else { return }
        let alone = try Self.load(wanted)
        for column in journal.schema.columns where !["SOURCE", "RECORD"].contains(column.name) {
            let (a, b) = (try journal.column(column.id, Work()), try alone.column(try #require(alone.schema.id(column.name)), Work()))
            for row in stride(from: 0, to: journal.count, by: 7) {
                #expect(Cell(a, row: row, kind: column.kind) == Cell(b, row: row, kind: column.kind), "\(column.name) of \(row)")
            }
        }
    }

    /// Where an entry names nobody else, the job's user is who acted.
    @Test(arguments: ["QUALIFIED_JOB_NAME", "JOB_USER"]) func theUserOfTheJobIsAUser(_ column: String) throws {
        let job = column == "JOB_USER" ? "MKELLY" : "000123/MKELLY/QPADEV0001"
        let text = "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME,\(column)\n"
            + "2026-11-01 08:00:00,CP,,\(job)\n2026-11-01 08:00:01,CP,JOE,\n"
        var limits = LoadingLimits()
        limits.kept = Self.kept { $0.users = ["MKELLY"] }
        let journal = try JournalLoader.load(sources: [MemorySource(name: "a.csv", bytes: Array(text.utf8))], limits: limits)
        #expect(journal.count == 1 && journal.sources[0].leftOut == 1)
        #expect(journal.cell(row: 0, try #require(journal.schema.id("ACTOR"))) == .text("MKELLY"))
    }

    /// Whoever any column of users names, the computed ones included, is found with the entries of that user alone, too.
    @Test(arguments: SampleFiles.all) func noEntryThatNamesAUserIsLost(_ file: String) throws {
        let whole = try Self.recordsByUser(SampleFiles.load(file))
        let users = whole.keys.filter { !$0.hasSuffix("*") }.sorted()
        for user in stride(from: 0, to: users.count, by: users.count / Self.usersOfFile + 1).map({ users[$0] }) {
            let part = try Self.recordsByUser(
                SampleFiles.load([file], limits: Self.limits { $0.users = [user.uppercased()] }), only: user)
            #expect(part[user] == whole[user], "\(user)")
        }
    }

    /// A profile that was deleted by another one, of which no column of users tells.
    @Test func theObjectOfAnEntryIsAUser() throws {
        let file = "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,OBJECT_NAME,OBJECT_LIBRARY,OBJECT_TYPE,USER_NAME\n"
            + "2026-11-01 08:00:00,DO,A,EXTERN01,QSYS,*USRPRF,KLARA\n2026-11-01 08:00:01,DO,A,EXTERN02,QSYS,*USRPRF,KLARA\n"
        let journal = try JournalLoader.load(
            sources: [MemorySource(name: "a.csv", bytes: Array(file.utf8))], limits: Self.limits { $0.users = ["EXTERN01"] })
        #expect(journal.count == 1)
        #expect(journal.cell(row: 0, try #require(journal.schema.id("SUBJECT"))) == .text("EXTERN01"))
    }

    /// Users of each file that are asked for: each takes a reading.
    private static let usersOfFile = 8

    /// The records of each user, by the name of the user column and without: what `user =` and `anyuser =` find.
    private static func recordsByUser(_ journal: JournalSnapshot, only: String? = nil) throws -> [String: Set<String>] {
        var records: [String: Set<String>] = [:]
        guard let number = journal.schema.id("RECORD") else { return [:] }
        for column in journal.schema.columns where column.role.isUser {
            let values = try journal.column(column.id, Work())
            for row in 0..<journal.count {
                guard case .text(let user) = Cell(values, row: row, kind: column.kind), only == nil || user == only else { continue }
                records[user, default: []].insert("\(column.name) of \(journal.cell(row: row, number).exportText)")
            }
        }
        return records
    }

    private static func limits(_ change: (inout KeptEntries) -> Void) -> LoadingLimits {
        var limits = LoadingLimits()
        limits.kept = kept(change)
        return limits
    }

    @Test(arguments: [
        ("User profile BRUNO changed.", true), ("Job 104177/BRUNO/QPADEV0001 ended.", true), ("Profile 'bruno' (of KLARA)", true),
        ("User BRUNO1 from BRUNOPC", false), ("", false),
    ]) func textsOfMessagesNameUsersByWords(text: String, names: Bool) throws {
        let file = "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,MESSAGE_TEXT\n2026-11-01 08:00:00,CPF1393,\(text)\n"
        let journal = try JournalLoader.load(
            sources: [MemorySource(name: "a.csv", bytes: Array(file.utf8))], limits: Self.limits { $0.users = ["BRUNO"] })
        #expect(journal.count == (names ? 1 : 0))
    }

    /// All records of a strip have one type and one user: they stay together or go together.
    @Test(arguments: [("PW", "MKELLY", 3_000), ("CP", "MKELLY", 0), ("PW", "QSYS", 0)])
    func recordsOfOneValueAreJudgedOneByOne(type: String, user: String, count: Int) throws {
        let lines = (0..<3_000).map { "2026-11-01 08:00:00,\($0),T,PW,MKELLY,,/home/\($0)" }
        let journal = try Self.load(lines, Self.kept { $0.types = [type]; $0.users = [user] })
        #expect(journal.count == count)
        #expect(journal.sources[0].leftOut == 3_000 - count)
    }

    @Test func timesAreKeptFromTheirStartToBeforeTheirEnd() throws {
        let start = try #require(Timestamp(year: 2026, month: 11, day: 2, hour: 0, minute: 0, second: 0)).microseconds
        let journal = try Self.load(Self.records, Self.kept { $0.times = start..<start + Timestamp.microsecondsPerDay })
        #expect(journal.count == 2_000)
        #expect(journal.sources[0].leftOut == 3_000)
    }

    /// The record behind an entry is its own, its number is that in the source, and text is found in what stays only.
    @Test func recordsAreTheirOwn() throws {
        let journal = try Self.load(Self.records, Self.kept { $0.types = ["CP"] })
        for row in stride(from: 0, to: journal.count, by: 97) {
            let entry = try journal.entry(row)
            #expect(entry.record == row * 4 + 3)
            #expect(String(decoding: entry.bytes, as: UTF8.self) == Self.records[row * 4 + 2])
        }
        let record = try #require(journal.schema.id("RECORD"))
        #expect(journal.cell(row: 5, record) == .integer(23))
        #expect(Cell(try journal.column(record, Work()), row: 5, kind: .integer) == .integer(23))
        #expect(try journal.rows(containingText: "MKELLY", Work()).ones == (0..<journal.count).count { row in
            Self.records[row * 4 + 2].contains("MKELLY")
        })
    }

    @Test func whatCannotBeReadStays() throws {
        let broken = Self.records[..<10] + ["not a time,1,T,PW,QSYS,,\"\""] + Self.records[10..<20]
        let journal = try Self.load(Array(broken), Self.kept { $0.times = 0..<1 })
        #expect(journal.count == 1)
        #expect(journal.sources[0].leftOut == 20)
    }
}

