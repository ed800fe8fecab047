import Catalog
import Columns
import JournalIndex
import Records
import TestRandom
import Testing

@testable import Export

/// What a small view is written as, its columns read out of its own records: the same as with columns that are built.
@Suite struct SmallViewTests {
    /// Records of a few bytes and of some thousand, of several types, with cells that cannot be read and records that are
    /// broken.
    private static func journal(_ count: Int = 12_000) throws -> JournalSnapshot {
        var random = SplitMix(seed: UInt64(count))
        let lines = (0..<count).map { i in
            let type = ["PW", "CP", "AF", "PS"][Int.random(in: 0..<4, using: &random)]
            let path = String(repeating: "p", count: Int.random(in: 0..<8, using: &random) == 0 ? 2_500 : i % 40)
            let job = i % 3 == 0 ? "" : "\(100_000 + i % 700)/QUSER/QZDASOINIT"
            let port = i % 97 == 5 ? "none" : "\(i % 900)"
            if i % 211 == 7 { return "2026-11-01 08:00:00,\(i),T,PW,\"open,x\"y,a" }
            return "2026-11-01 08:\(10 + i / 600):00,\(i),T,\(type),U\(i % 9),\(job),\(port),\"a\"\"\(i)\n, \(path)\",O\(i % 1_000)"
        }
        let heading =
            "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,QUALIFIED_JOB_NAME,PORT_NUMBER,PATH_NAME,OBJECT_NAME"
        let text = ([heading] + lines).joined(separator: "\n") + "\n"
        return try JournalLoader.load(sources: [MemorySource(name: "small.csv", bytes: Array(text.utf8))])
    }

    /// Rows one by one, in stretches, and all near to one another.
    private static func views(_ count: Int) -> [[UInt32]] {
        var random = SplitMix(seed: 7)
        let all = (0..<UInt32(count)).map { $0 }
        let stretches = all.filter { $0 / 40 % 18 == 3 }
        let scattered = all.filter { _ in Int.random(in: 0..<16, using: &random) == 0 }
        return [scattered, stretches, Array(all[3_000..<3_900]), scattered.shuffled(using: &random), scattered + stretches]
    }

    @Test(arguments: ["csv", "jsonl", "text"]) func linesAreThoseOfBuiltColumns(_ format: String) throws {
        try check(try #require(ExportFormats.named(format)), derived: false)
    }

    @Test func soAreComputedColumns() throws { try check(CSVExport.self, derived: true) }

    private func check(_ format: any ExportFormat.Type, derived: Bool) throws {
        let built = try Self.journal(), journal = try Self.journal()
        let columns = built.schema.columns.filter { derived || $0.origin != .derived }.map(\.id)
        for id in columns { _ = try built.column(id, Work()) }
        func text(_ journal: JournalSnapshot, _ rows: [UInt32]) throws -> String {
            var sink = MemorySink()
            try Exporter(journal, rows: Permutation(rows: rows), columns: columns, format: format).write(to: &sink, Work())
            return sink.string
        }
        for view in Self.views(built.count) {
            let same = try text(journal, view) == text(built, view)
            #expect(same)
            #expect(columns.contains { !journal.isBuilt($0) }, "the view was to be read out of its own records")
        }
    }
}
