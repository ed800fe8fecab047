import Catalog
import Columns
import Records
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

    private func check(_ journal: JournalSnapshot) throws {
        var random = SplitMix(seed: UInt64(journal.count))
        for share in [0.02, 0.3, 1] {
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
