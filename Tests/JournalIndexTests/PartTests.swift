import Catalog
import Columns
import Foundation
import Records
import Synchronization
import TestRandom
import Testing

@testable import JournalIndex

/// A part of a journal reads the same out of its own records as the whole does.
@Suite struct PartTests {
    @Test(arguments: SampleFiles.all) func columnsOfSomeRowsAreThoseOfTheWhole(_ file: String) throws {
        try check(try SampleFiles.load(file))
    }

    @Test func severalSourcesWithCopiesAreNoDifferent() throws {
        try check(try SampleFiles.load(SampleFiles.all))
    }

    /// What stands behind a record that went may be read with the one before it: each is read alone then.
    @Test func brokenRecordsStayApart() throws {
        let lines = (0..<400).map { i in
            i % 7 == 3 ? "2026-11-01 08:00:00,\(i),T,PW,\"open,x\"y,a" : "2026-11-01 08:00:00,\(i),T,PW,U\(i % 9),\"a\"\"\(i)\nb\""
        }
        let text = (["ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,PATH_NAME"] + lines)
        try check(try Self.load(text))
    }

    @Test func whatWasLetGoIsNotReadAgain() throws {
        let lines = (0..<3_000).map { "2026-11-01 08:00:00,\($0),T,\(["PW", "CP", "AF"][$0 % 3]),U\($0 % 9),/home/\($0)" }
        var limits = LoadingLimits()
        limits.kept.types = ["CP"]
        let text = (["ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,PATH_NAME"] + lines)
        let journal = try Self.load(text, limits)
        #expect(journal.count == 1_000)
        try check(journal)
    }

    /// Few of many: read from their records, and nothing is kept.
    @Test func fewRowsBuildNoColumn() throws {
        let lines = (0..<4_000).map { "2026-11-01 08:00:00,\($0),T,PW,U\($0 % 9),/home/\($0)" }
        let journal = try Self.load(
            ["ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,PATH_NAME"] + lines)
        let ids = try ["PATH_NAME", "LOAD_ORDER", "RECORD", "SENTENCE"].map { try #require(journal.schema.id($0)) }
        let rows = [5, 6, 7, 1_024, 3_999].map { UInt32($0) }
        let few = try journal.columns(ids, of: rows, Work())
        #expect(!journal.isBuilt(ids[0]) && !journal.isBuilt(ids[3]))
        for (id, column) in zip(ids, few) {
            for (place, row) in rows.enumerated() {
                #expect(Cell(column, row: place, kind: journal.schema[id].kind) == journal.cell(row: Int(row), id))
            }
        }
        _ = try journal.columns(ids, of: Array(0..<1_000), Work())
        #expect(journal.isBuilt(ids[0]))
    }

    private static func load(_ lines: [String], _ limits: LoadingLimits = LoadingLimits()) throws -> JournalSnapshot {
        try JournalLoader.load(
            sources: [MemorySource(name: "part.csv", bytes: Array((lines.joined(separator: "\n") + "\n").utf8))], limits: limits)
    }

    /// Records of some bytes and of some thousand: some are read together with what lies between them, some alone.
    private static let scattered = (0..<6_000).map { i in
        let path = String(repeating: "x", count: i % 7 == 0 ? 4_000 : i % 90)
        return "2026-11-01 08:00:00,\(i),T,\(["PW", "CP", "AF"][i % 3]),U\(i % 9),\"/home/\(path)\""
    }
    private static let heading = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,PATH_NAME"

    @Test func recordsFarApartAndNearAreRead() throws {
        try check(try Self.load([Self.heading] + Self.scattered), shares: [0.002, 0.02, 0.1])
        var limits = LoadingLimits()
        limits.kept.types = ["CP"]
        try check(try Self.load([Self.heading] + Self.scattered, limits), shares: [0.002, 0.02, 0.1])
    }

    @Test func partsOfJoinedExportsAreReadEachByItsReader() throws {
        let other = ["USER_NAME,SEQUENCE_NUMBER,ENTRY_TIMESTAMP,OWN_NOTE,SITE"]
            + (0..<3_000).map { "SEQUEL,\($0 + 10_000),2026-11-04 08:11:13.000001,\(String(repeating: "n", count: $0 % 3_000)),S\($0 % 70)" }
        let journal = try Self.load([Self.heading] + Self.scattered + other)
        #expect(journal.sources.count == 2)
        try check(journal, shares: [0.002, 0.02, 0.1])
    }

    @Test func outfilesFarApartAndNearAreRead() throws {
        let record = try Data(contentsOf: SampleFiles.folder.appending(path: "outfiles/QAUDITAF"))
        let bytes = Array((0..<200).map { _ in record }.joined())
        try check(try JournalLoader.load(sources: [MemorySource(name: "QAUDITAF", bytes: bytes)]), shares: [0.002, 0.02, 0.1])
    }

    /// A file that has become shorter is told of, where a record that is asked for is behind its end; so is one that has
    /// other records now. Nothing else happens.
    @Test func aSourceThatChangedIsToldOf() throws {
        let bytes = Array(([Self.heading] + Self.scattered).joined(separator: "\n").utf8)
        let source = ChangingSource(bytes)
        let journal = try JournalLoader.load(sources: [source])
        let path = try #require(journal.schema.id("PATH_NAME"))
        let rows = (0..<UInt32(journal.count)).filter { $0 % 50 == 0 }
        let before = try journal.columns([path], of: rows, Work())[0]
        for length in stride(from: bytes.count, through: 0, by: -bytes.count / 40) {
            source.change { $0 = Array(bytes[..<length]) }
            let here = rows.filter { row in
                let segment = journal.segment(ofRow: Int(row))
                return segment.bytes(ofRow: Int(row)).upperBound <= length
            }
            let column = try journal.columns([path], of: here, Work())[0]
            #expect(here.indices.allSatisfy { isSame(column, before, $0) })
            if here.count == rows.count { continue }
            #expect(throws: SourceError.self) { try journal.columns([path], of: rows, Work()) }
        }
        var random = SplitMix(seed: 5)
        for _ in 0..<40 {
            source.change { now in
                now = bytes
                for _ in 0..<2_000 { now[Int.random(in: 0..<now.count, using: &random)] = [10, 34, 44, 0, 255].randomElement(using: &random) ?? 10 }
            }
            do {
                #expect(try journal.columns([path], of: rows, Work())[0].count == rows.count)
            } catch is SourceError {}
        }
    }

    private func isSame(_ a: Column, _ b: Column, _ row: Int) -> Bool {
        Cell(a, row: row, kind: .text).exportText == Cell(b, row: row, kind: .text).exportText
    }

    private func check(_ journal: JournalSnapshot, shares: [Double] = [0.02, 0.3, 1]) throws {
        var random = SplitMix(seed: UInt64(journal.count))
        for share in shares {
            let rows = (0..<UInt32(journal.count)).filter { _ in Double.random(in: 0..<1, using: &random) < share }
            let part = try JournalSnapshot(journal, rows: rows, Work())
            let ids = journal.presentColumns.filter { !PlaceColumns.names.contains(journal.schema[$0].name) }
            try part.prepare(ids, Work())
            for id in ids + [journal.schema.id("ERROR"), journal.schema.id("SOURCE"), journal.schema.id("RECORD")].compactMap({ $0 }) {
                let kind = journal.schema[id].kind
                let column = try part.column(id, Work())
                let differing = rows.indices.first { place in
                    Cell(column, row: place, kind: kind).exportText != journal.cell(row: Int(rows[place]), id).exportText
                }
                let told = differing.map { "row \(rows[$0]) of \(journal.schema[id].name)" }
                #expect(told == nil)
            }
        }
    }
}

/// A source that becomes another one when a test says so.
private final class ChangingSource: ByteSource {
    let name = "changing.csv"
    let size: Int?
    private let bytes: Mutex<[UInt8]>

    init(_ bytes: [UInt8]) {
        size = bytes.count
        self.bytes = Mutex(bytes)
    }

    func change(_ body: (inout [UInt8]) -> Void) { bytes.withLock { body(&$0) } }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        bytes.withLock { bytes in
            guard offset < bytes.count else { return 0 }
            let part = bytes[offset..<min(offset + buffer.count, bytes.count)]
            buffer.copyBytes(from: part)
            return part.count
        }
    }
}
