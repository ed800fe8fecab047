import Columns
import Records
import Synchronization
import TestRandom
import Testing

@testable import JournalIndex

/// Many files of one kind share a reader and what was learned of their values; what stands in them does not change by it.
struct LikeSourcesTests {
    private static let heading =
        "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME,JOB_NAME,PROGRAM_NAME,OBJECT_NAME,JOURNAL_ENTRY_TYPE,REMOTE_ADDRESS\n"

    /// Values that other files have too, values of this one alone, nulls, quotes, and a record that is broken.
    private static func file(_ number: Int, _ random: inout SplitMix) -> [[String]] {
        (0..<Int.random(in: 1...60, using: &random)).map { record in
            let users = ["QSYS", "NIGHT01", "NULL", "", "-", "\"A, B\"", "USER\(number)", "N", "a name of more than sixteen bytes"]
            return [
                "2026-11-\(10 + number % 20) 08:00:0\(record % 10).000001", "\(number * 1_000 + record)",
                users.randomElement(using: &random) ?? "", "J\(record % 7)", "PGM", "OBJ\(Int.random(in: 0...99, using: &random))",
                "PW", record % 3 == 0 ? "" : "192.0.2.\(record)",
            ]
        }
    }

    private func cells(_ journal: JournalSnapshot, _ rows: Range<Int>) throws -> [[String]] {
        let ids = try ["ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "USER_NAME", "JOB_NAME", "PROGRAM_NAME", "OBJECT_NAME",
            "JOURNAL_ENTRY_TYPE", "REMOTE_ADDRESS"]
            .map { try #require(journal.schema.id($0)) }
        return rows.map { row in ids.map { journal.cell(row: row, $0).exportText } }
    }

    private static func text(_ records: [[String]]) -> String {
        heading + records.map { $0.joined(separator: ",") + "\n" }.joined()
    }

    /// Inputs that begin as the others do, and have to be read otherwise.
    private static let unlike: [@Sendable (String) -> String] = [
        { $0.replacing("2026-11-", with: "11/").replacing(" 08:00", with: "/26 08:00") },
        { $0.replacing("QSYS", with: "QSÝS") },
        { $0.replacing(",PGM,", with: ",P;G,M,") },
        { $0.replacing("NIGHT01", with: "\"NIGHT\\\"01\"") },
        { heading + $0.dropFirst(heading.count).replacing("\n", with: "\r\n") },
        { $0 + "2026-11-05 08:00:00.000001,7,\"unclosed\n" },
        { $0 + $0 },
        { String($0.dropLast(9)) },
    ]

    private func check(_ sources: [MemorySource], _ name: String) throws {
        let together = try JournalLoader.load(sources: sources)
        var row = 0
        for (number, source) in sources.enumerated() {
            let alone = try JournalLoader.load(sources: [source])
            #expect(together.sources[number].entries == alone.count, "\(name), file \(number)")
            #expect(together.sources[number].rejected == alone.sources[0].rejected, "\(name), file \(number)")
            #expect("\(together.sources[number].facts)" == "\(alone.sources[0].facts)", "\(name), file \(number)")
            if alone.schema.id("OBJECT_NAME") != nil {
                #expect(try cells(together, row..<row + alone.count) == cells(alone, 0..<alone.count), "\(name), file \(number)")
            }
            row += alone.count
        }
        #expect(row == together.count)
    }

    @Test(arguments: 0..<6) func manyLikeFilesReadAsEachOfThemAlone(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let other = "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME\n2026-11-02 08:00:00,PW,QSYS\n2026-11-02 08:00:01,JS,OTHER\n"
        let sources = (0..<120).map { number in
            let text = number % 17 == 16 ? other : Self.text(Self.file(number, &random))
            return MemorySource(name: "\(number).csv", bytes: Array(text.utf8))
        }
        try check(sources, "all alike")
    }

    /// What is assumed of an input by its beginning is proved before anything of it is kept.
    @Test(arguments: 0..<unlike.count) func aFileThatOnlyBeginsAlikeReadsAsAlone(_ change: Int) throws {
        var random = SplitMix(seed: UInt64(change))
        let sources = (0..<30).map { number in
            let text = Self.text(Self.file(number, &random))
            return MemorySource(name: "\(number).csv", bytes: Array((number == 20 ? Self.unlike[change](text) : text).utf8))
        }
        try check(sources, "change \(change)")
    }

    /// What was shown stays where it is when reading starts anew, and grows from there.
    @Test func snapshotsGrowAcrossAnUnlikeFile() throws {
        var random = SplitMix(seed: 1)
        let sources = (0..<150).map { number in
            let text = Self.text(Self.file(number, &random))
            return MemorySource(name: "\(number).csv", bytes: Array((number == 75 ? text.replacing("PGM", with: "\"P,M\"") + "x\n" : text).utf8))
        }
        let counts = Mutex<[Int]>([])
        let journal = try JournalLoader.load(sources: sources) { snapshot in counts.withLock { $0.append(snapshot.count) } }
        let published = counts.withLock { $0 }
        #expect(!published.isEmpty && published == published.sorted())
        #expect(published.allSatisfy { $0 <= journal.count })
    }
}
