import Catalog
import Columns
import Records
import Testing
import TestRandom

@testable import JournalIndex

/// Cells that repeat together from record to record are compared together: every cell reads as it does on its own.
@Suite struct RepeatedCellsTests {
    private static let heading =
        "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,JOB_NAME,JOB_USER,JOB_NUMBER,"
        + "REMOTE_ADDRESS,REMOTE_PORT,PROGRAM_NAME,SYSTEM_NAME,RECEIVER_NAME,PATH_NAME"

    /// Who writes: with values that are empty, quoted, odd, unreadable, or as long as another writer's.
    private static let writers = [
        "MKELLY,QPADEV0001,MKELLY,104265,10.0.0.9,449,QCMD", "MKELLZ,QPADEV0001,MKELLY,104265,10.0.0.9,449,QCMD",
        "QUSER,QZDASOINIT,QUSER,104266,2001:db8::7,8471,QZDASOINIT", ",,,,,,", "NULL,\"QP,A\",\" \",104267,-,-,QCMD",
        "QSYS,SCPF,QSYS,000000,banana,port,QWTMCEOJ", "\"QSYS\",SCPF,QSYS,000000,10.0.0.300,99999999999999999999999999,\"\"",
    ]

    /// - Parameter burst: Records a writer writes before the next one, about.
    private static func records(_ count: Int, burst: Int, seed: UInt64) -> [String] {
        var random = SplitMix(seed: seed)
        var writer = 0
        return (0..<count).map { i in
            if Int.random(in: 0..<burst, using: &random) == 0 { writer = Int.random(in: 0..<writers.count, using: &random) }
            let receiver = "AUDRCV\(1000 + i / 700)", path = String(repeating: "p", count: Int.random(in: 0..<30, using: &random))
            let time = "2026-11-0\(1 + i * 8 / count) 08:\(10 + i % 50):00.00000\(i % 10)"
            return "\(time),\(i + 1),T,\(["PW", "JS"][i % 2]),\(writers[writer]),SYSA,\(receiver),/\(path)"
        }
    }

    /// All cells, row by row. Who is asked to keep a part, which is everything here, reads no cell by its cuts.
    private static func cells(_ text: String, byCuts: Bool) throws -> [[String]] {
        var limits = LoadingLimits()
        if !byCuts { limits.kept.types = ["PW", "JS"] }
        let journal = try JournalLoader.load(
            sources: [MemorySource(name: "bursts.csv", bytes: Array(text.utf8))], limits: limits)
        return try journal.schema.columns.map { column in
            let values = try journal.column(column.id, Work())
            return (0..<journal.count).map { "\(Cell(values, row: $0, kind: column.kind))" }
        }
    }

    @Test(arguments: [1, 2, 9, 40, 5_000]) func eachCellIsReadAsItIsAlone(burst: Int) throws {
        let text = ([Self.heading] + Self.records(4_000, burst: burst, seed: UInt64(burst))).joined(separator: "\n") + "\n"
        #expect(try Self.cells(text, byCuts: true) == Self.cells(text, byCuts: false))
    }

    @Test func recordsAndColumnsNumberTheWaysACellStandsAlike() {
        for state in NumberFields.State.allCases { #expect("\(CellState(rawValue: state.rawValue)!)" == "\(state)") }
        #expect(NumberFields.State.allCases.count == CellState.allCases.count)
    }
}
