import Columns
import Foundation
import Records
import Testing

@testable import JournalIndex

/// Exports with other headings, joined in one file, are read each by its own.
@Suite struct JoinedExportTests {
    private static func text(_ rows: [[String]], _ delimiter: String = ",", _ lineEnd: String = "\n", isQuoted: Bool = false) -> String {
        rows.map { row in row.map { isQuoted ? "\"\($0)\"" : $0 }.joined(separator: delimiter) + lineEnd }.joined()
    }

    private static let signOns = [["ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "VIOLATION_TYPE", "AUDIT_USER_NAME", "DEVICE_NAME", "REMOTE_ADDRESS"]]
        + (1...900).map { ["2026-11-02 08:11:13.000001", "\($0)", "P", "BRUNO", "QPADEV0007", "10.20.3.81"] }
    private static let jobs = [["SEQUENCE_NUMBER", "ENTRY_TIMESTAMP", "JOURNAL_ENTRY_TYPE", "JOB_NAME"]]
        + (901...950).map { ["\($0)", "2026-11-03 08:11:13.000001", "JS", "QZDASOINIT"] }
    private static let unknown = [["USER_NAME", "SEQUENCE_NUMBER", "ENTRY_TIMESTAMP", "OWN_NOTE", "SITE"]]
        + (951...999).map { ["SEQUEL", "\($0)", "2026-11-04 08:11:13.000001", "x", "NORTH"] }

    private func load(_ bytes: [UInt8]) throws -> JournalSnapshot {
        try JournalLoader.load(sources: [MemorySource(name: "a.csv", bytes: bytes)])
    }

    private func column(_ journal: JournalSnapshot, _ name: String, _ rows: Range<Int>) throws -> Set<String> {
        let id = try #require(journal.schema.id(name))
        return Set(rows.map { journal.cell(row: $0, id).exportText })
    }

    @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n"])
    func eachPartIsReadByItsOwnHeading(_ delimiter: String, _ lineEnd: String) throws {
        for (mark, isQuoted) in [("", false), ("\u{FEFF}", false), ("", true), ("\u{FEFF}", true)] {
            let text = Self.text(Self.signOns) + mark + Self.text(Self.jobs, delimiter, lineEnd, isQuoted: isQuoted)
                + mark + Self.text(Self.unknown, delimiter, lineEnd, isQuoted: isQuoted)
            let journal = try load(Array(text.utf8))
            // Each heading stands in its place, as a record that is no entry.
            #expect(journal.count == 1_001)
            #expect(journal.sources.map(\.entries) == [901, 51, 49])
            #expect(journal.sources.map(\.rejected) == [1, 1, 0])
            #expect(journal.sources.map(\.flawed) == [0, 0, 0])
            #expect(try column(journal, "JOURNAL_ENTRY_TYPE", 0..<900) == ["PW"])
            #expect(try column(journal, "ERROR", 900..<901).first?.contains("what follows is read by it") == true)
            #expect(try column(journal, "JOURNAL_ENTRY_TYPE", 901..<951) == ["JS"])
            #expect(try column(journal, "JOB_NAME", 901..<951) == ["QZDASOINIT"])
            #expect(try column(journal, "REMOTE_ADDRESS", 901..<951) == [""])
            #expect(try column(journal, "USER_NAME", 952..<1_001) == ["SEQUEL"])
            #expect(try column(journal, "SITE", 952..<1_001) == ["NORTH"])
            #expect(try column(journal, "SOURCE", 0..<1_001) == ["a.csv"])
            #expect(try (0..<1_001).map { try column(journal, "RECORD", $0..<$0 + 1) } == (1...1_001).map { ["\($0)"] })
        }
    }

    @Test func partsTellWhereTheyStandAndAddUp() throws {
        let first = Self.text(Self.signOns)
        let text = first + Self.text(Self.jobs, ";")
        let journal = try load(Array(text.utf8))
        #expect(journal.sources.count == 2)
        #expect(journal.sources[0].facts.first?.value.hasPrefix("1 of 2") == true)
        #expect(journal.sources[1].facts.first?.value == "2 of 2: from byte \(first.utf8.count) on, by the heading that stands there")
        #expect(journal.sources.reduce(0) { $0 + $1.bytesRead } == text.utf8.count)
        let entry = try journal.entry(901)
        #expect(entry.offset == first.utf8.count + Self.text([Self.jobs[0]], ";").utf8.count && entry.record == 902)
        #expect(try journal.sha256(ofSource: 0, Work()) == journal.sha256(ofSource: 1, Work()))
    }

    /// Many programs write no line end behind the last record; `cat` adds none.
    @Test(arguments: [",", ";"], ["", "\u{FEFF}"])
    func aHeadingBehindTheLastFieldIsFound(_ delimiter: String, _ mark: String) throws {
        for isQuoted in [false, true] {
            let first = Self.text(Self.signOns, delimiter, isQuoted: isQuoted).dropLast()
            for other in [Self.jobs, Self.signOns] {
                let journal = try load(Array((first + mark + Self.text(other, delimiter, isQuoted: isQuoted)).utf8))
                #expect(journal.sources.map(\.entries) == [900, other.count - 1])
                #expect(journal.sources.allSatisfy { $0.rejected + $0.flawed == 0 })
                #expect(try column(journal, "REMOTE_ADDRESS", 0..<900) == ["10.20.3.81"])
                #expect(try column(journal, "RECORD", 900..<901) == ["901"])
            }
        }
    }

    /// UTF-16 is read from a copy of its text.
    @Test func transcodedTextIsTakenApart() throws {
        let text = "\u{FEFF}" + Self.text(Self.signOns) + "\u{FEFF}" + Self.text(Self.jobs)
        let journal = try load(text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] })
        #expect(journal.sources.map(\.entries) == [901, 50])
    }

    @Test func theSameHeadingAgainAndOneAtTheEndMakeNoPart() throws {
        let text = Self.text(Self.signOns) + Self.text(Self.signOns) + Self.text(Self.jobs.prefix(1).map { $0 }, ",", "")
        let journal = try load(Array(text.utf8))
        #expect(journal.sources.count == 1 && journal.count == 1_802 && journal.sources[0].rejected == 2)
    }

    /// A file whose every second line is another heading is not taken apart, and says so.
    @Test func moreHeadingsThanPartsAreTold() throws {
        let pair = Self.text([Self.signOns[0], Self.jobs[0]])
        let journal = try load(Array(String(repeating: pair, count: 1_100).utf8))
        #expect(journal.sources.count == 1)
        #expect(journal.sources[0].failure?.contains("headings stand in it") == true)
    }

    /// Lines that look like headings at first sight cost their own length, and no more.
    @Test func wideEntriesThatBeginAsHeadingsAreEntries() throws {
        let wide = "USER_NAME,JOB_NAME," + String(repeating: "X_NAME,", count: 3_000) + "\n"
        let long = "2026-11-02 08:11:13,1,PW," + String(repeating: "A", count: 4_000) + "ENTRY_TIMESTAMP,USER_NAME,X,9,9,9,9\n"
        let heading = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,USER_NAME\n"
        let journal = try load(Array((heading + String(repeating: wide + long, count: 20)).utf8))
        #expect(journal.count == 40 && journal.sources.count == 1 && journal.sources[0].flawed == 40)
    }

    @Test func wordsOfDataAreNoHeading() throws {
        let rows = [["USER_NAME", "JOB_NAME", "ENTRY_TIMESTAMP", "NOTE"]]
            + (1...500).map { ["USER_NAME", "SYSTEM", "2026-11-02 08:11:13.000001", "JOB_NAME \($0)"] }
        let journal = try load(Array(Self.text(rows).utf8))
        #expect(journal.count == 500 && journal.sources.count == 1 && journal.sources[0].rejected == 0)
    }
}

/// Raw outfiles of several record lengths joined in one file, and damaged ones, are read where their headings stand.
@Suite struct JoinedOutfileTests {
    private static func bytes(_ names: [String]) throws -> [UInt8] {
        try names.flatMap { Array(try Data(contentsOf: SampleFiles.folder.appending(path: "outfiles/\($0)"))) }
    }

    private func load(_ bytes: [UInt8]) throws -> JournalSnapshot {
        try JournalLoader.load(sources: [MemorySource(name: "all", bytes: bytes)])
    }

    /// Types of a journal, by its order of loading.
    private func types(_ journal: JournalSnapshot) throws -> [String] {
        let id = try #require(journal.schema.id("JOURNAL_ENTRY_TYPE"))
        return (0..<journal.count).map { journal.cell(row: $0, id).exportText }
    }

    @Test(arguments: [
        ["QAUDITPW", "QAUDITJS", "QAUDITCP"], ["QAUDITJS", "QAUDITPW"], ["QAUDITGR", "QAUDITPS", "QAUDITPG", "QAUDITST", "QAUDITPW"],
        ["QAUDITPW", "QAUDITPW"], ["QAUDITAD", "QAUDITGR", "QAUDITAD", "QAUDITJS"], ["QAUDITST", "QAUDITSV", "QAUDITZC", "QAUDITZR"],
    ])
    func eachIsReadByItsOwnLength(_ names: [String]) throws {
        let journal = try load(Self.bytes(names))
        let apart = try names.flatMap { try types(load(Self.bytes([$0]))) }
        #expect(try types(journal) == apart)
        #expect(journal.sources.allSatisfy { $0.rejected + $0.flawed == 0 })
        #expect(try journal.sources.reduce(0) { $0 + $1.bytesRead } == Self.bytes(names).count)
        let record = try #require(journal.schema.id("RECORD"))
        #expect((0..<journal.count).map { journal.cell(row: $0, record).exportText } == (1...journal.count).map(String.init))
    }

    /// Bytes too many or missing in one record cost that record, not those behind it.
    @Test(arguments: [-40, -1, 1, 3, 650]) func damageCostsOneRecord(_ more: Int) throws {
        let whole = try Self.bytes(["QAUDITPW"])
        // Behind the heading of a record.
        let middle = whole.count / 727 / 2 * 727 + 620
        let damaged = more > 0
            ? whole[..<middle] + Array(repeating: 0x40, count: more) + whole[middle...] : whole[..<middle] + whole[(middle - more)...]
        let journal = try load(Array(damaged))
        let sequence = try #require(journal.schema.id("SEQUENCE_NUMBER"))
        let numbers = Set((0..<journal.count).map { journal.cell(row: $0, sequence).exportText })
        let intact = try load(whole)
        #expect(numbers.isSuperset(of: Set((0..<intact.count).map { intact.cell(row: $0, sequence).exportText })))
        #expect(journal.sources.reduce(0) { $0 + $1.rejected } <= 1)
    }
}
