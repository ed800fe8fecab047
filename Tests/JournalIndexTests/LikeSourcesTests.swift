import Columns
import Records
import TestRandom
import Testing

@testable import JournalIndex

/// Many files of one kind share a reader and what was learned of their values; what stands in them does not change by it.
struct LikeSourcesTests {
    private static let heading = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME,JOB_NAME,PROGRAM_NAME,OBJECT_NAME,REMOTE_ADDRESS\n"

    /// Values that other files have too, values of this one alone, nulls, quotes, and a record that is broken.
    private static func file(_ number: Int, _ random: inout SplitMix) -> [[String]] {
        (0..<Int.random(in: 1...60, using: &random)).map { record in
            let users = ["QSYS", "NIGHT01", "NULL", "", "-", "\"A, B\"", "USER\(number)", "N", "a name of more than sixteen bytes"]
            return [
                "2026-11-\(10 + number % 20) 08:00:0\(record % 10).000001", "\(number * 1_000 + record)",
                users.randomElement(using: &random) ?? "", "J\(record % 7)", "PGM", "OBJ\(Int.random(in: 0...99, using: &random))",
                record % 3 == 0 ? "" : "192.0.2.\(record)",
            ]
        }
    }

    private func cells(_ journal: JournalSnapshot, _ rows: Range<Int>) throws -> [[String]] {
        let ids = try ["ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "USER_NAME", "JOB_NAME", "PROGRAM_NAME", "OBJECT_NAME", "REMOTE_ADDRESS"]
            .map { try #require(journal.schema.id($0)) }
        return rows.map { row in ids.map { journal.cell(row: row, $0).exportText } }
    }

    @Test(arguments: 0..<6) func manyLikeFilesReadAsEachOfThemAlone(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let other = "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME\n2026-11-02 08:00:00,PW,QSYS\n2026-11-02 08:00:01,JS,OTHER\n"
        var sources: [MemorySource] = []
        for number in 0..<120 {
            let text = number % 17 == 16
                ? other : Self.heading + Self.file(number, &random).map { $0.joined(separator: ",") + "\n" }.joined()
            sources.append(MemorySource(name: "\(number).csv", bytes: Array(text.utf8)))
        }
        let together = try JournalLoader.load(sources: sources)
        var row = 0
        for (number, source) in sources.enumerated() {
            let alone = try JournalLoader.load(sources: [source])
            #expect(together.sources[number].entries == alone.count)
            if number % 17 != 16 {
                #expect(try cells(together, row..<row + alone.count) == cells(alone, 0..<alone.count), "file \(number)")
            }
            row += alone.count
        }
        #expect(row == together.count)
    }
}
