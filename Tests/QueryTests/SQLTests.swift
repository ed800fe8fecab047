import Catalog
import JournalIndex
import Testing

@testable import Query

@Suite struct SQLTests {
    static let schema = Schema(
        columns: ["ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "USER_NAME", "REMOTE_ADDRESS", "SUBJECT", "own name", "JOB_NAME"]
            .enumerated().map { MemoryJournal.definition($1, ColumnID($0)) })

    static let texts: [(filter: String, sql: String, pushdown: SQLText.Pushdown)] = [
        ("", "1 = 1", .exact),
        ("USER_NAME = joe", "USER_NAME IN ('JOE')", .exact),
        ("USER_NAME = 'O''Neill'", "USER_NAME IN ('O''Neill')", .exact),
        ("\"own name\" = X", "\"own name\" IN ('X')", .exact),
        ("USER_NAME <> JOE", "USER_NAME IS NULL OR NOT (USER_NAME IN ('JOE'))", .exact),
        ("USER_NAME in (QSEC*, JOE)", "USER_NAME IN ('JOE') OR LEFT(USER_NAME, 4) = 'QSEC'", .exact),
        ("USER_NAME like 'Q%'", "RTRIM(USER_NAME) <> '' AND RTRIM(USER_NAME) LIKE 'Q%'", .exact),
        ("USER_NAME contains 'a''b'", "LOCATE(LOWER('a''b'), LOWER(USER_NAME)) > 0", .exact),
        ("USER_NAME is null", "USER_NAME IS NULL OR RTRIM(USER_NAME) = ''", .exact),
        ("seq is not null", "SEQUENCE_NUMBER IS NOT NULL", .exact),
        ("seq between 1 and 9", "SEQUENCE_NUMBER >= 1 AND SEQUENCE_NUMBER <= 9", .exact),
        ("seq > 1", "SEQUENCE_NUMBER >= 2", .exact),
        ("time = 2026-04-08",
            "ENTRY_TIMESTAMP >= TIMESTAMP '2026-04-08 00:00:00.000000' AND ENTRY_TIMESTAMP < TIMESTAMP '2026-04-09 00:00:00.000000'", .exact),
        ("time >= -1d", "ENTRY_TIMESTAMP >= TIMESTAMP '2026-04-08 00:00:00.000000'", .exact),
        ("ip = 10.0.0.1", "REMOTE_ADDRESS IN ('10.0.0.1') OR REMOTE_ADDRESS LIKE '%:%'", .inexact),
        ("ip <> 10.0.0.1", "1 = 1", .unsupported),
        ("ip in 10.0.0.0/8", "1 = 1", .unsupported),
        ("user = JOE", "1 = 1", .unsupported),
        ("text contains x", "1 = 1", .unsupported),
        ("USER_NAME ~ 'x'", "1 = 1", .unsupported),
        ("USER_NAME >= 'A'", "1 = 1", .unsupported),
        ("user = JOE and seq = 1", "SEQUENCE_NUMBER >= 1 AND SEQUENCE_NUMBER <= 1", .inexact),
        ("user = JOE or seq = 1", "1 = 1", .unsupported),
        ("not (user = JOE or seq = 1)", "SEQUENCE_NUMBER IS NULL OR NOT (SEQUENCE_NUMBER >= 1 AND SEQUENCE_NUMBER <= 1)", .inexact),
        ("not (USER_NAME = A and USER_NAME = B)",
            "(USER_NAME IS NULL OR NOT (USER_NAME IN ('A'))) OR (USER_NAME IS NULL OR NOT (USER_NAME IN ('B')))", .exact),
        ("PATH_NAME = X", "1 = 0", .exact),
    ]

    @Test(arguments: texts.indices) func aFilterIsWrittenAsSQL(_ index: Int) throws {
        let (text, sql, pushdown) = Self.texts[index]
        let bound = try BoundFilter(try Filter(text), to: Self.schema, EvaluationTests.reference)
        #expect(SQLText(bound, schema: Self.schema) == SQLText(sql, pushdown))
    }
}
