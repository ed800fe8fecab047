import Catalog
import Columns
import JournalIndex
import Query
import TestColumns

/// A journal made of cells, row by row, that the query engine answers.
struct TestJournal: JournalSource {
    let schema: Schema
    var rows: [[Cell]]
    var sources: [SourceReport]
    var isLoading = false
    var count: Int { rows.count }
    var naturalOrder: Permutation? { nil }

    func cell(row: Int, _ id: ColumnID) -> Cell { rows[row][id.index] }

    func column(_ id: ColumnID, _ work: Work) throws -> Column { Column(rows.map { $0[id.index] }, schema[id].kind) }

    func entry(_ row: Int) throws -> EntryDetail {
        let text = schema.columns.map { cell(row: row, $0.id).exportText }.joined(separator: ",")
        let bytes = Array(text.utf8)
        func fields(_ wanted: (ColumnDefinition.Origin) -> Bool) -> [EntryDetail.Field] {
            schema.columns.filter { wanted($0.origin) }.map { column in
                let cell = cell(row: row, column.id)
                let meaning = column.name == "ENTRY_TYPE" && cell == .text("P") ? "Password not valid" : nil
                return EntryDetail.Field(
                    column: column.id, name: column.name, sourceName: column.name, cell: cell, meaning: meaning,
                    verified: column.verified, bytes: nil)
            }
        }
        return EntryDetail(
            source: "audit.csv", record: row + 1, offset: row * 100, heading: fields { $0 == .heading },
            specific: fields { if case .entrySpecific = $0 { true } else { false } }, derived: fields { $0 == .derived },
            unknownTail: nil, bytes: bytes, characters: bytes.map { Character(UnicodeScalar($0)) }, encoding: "UTF-8",
            entryDataOffset: nil, error: nil)
    }
}

extension TestJournal {
    private static let types = ["PW", "JS", "CP", "AF", "ZC", "PW", "PW"]
    private static let actions = ["P", "S", "A", "A", "C", "U", "P"]
    private static let users = ["QSECOFR", "JSMITH", "JADAMS", "JKLEIN", "WEBSRV", "MKELLY"]
    private static let jobs = ["QPADEV0007", "QZDASOINIT", "NIGHTRUN", "FTPSRV01"]

    static let columns: [(String, ValueKind, ColumnRole, ColumnDefinition.Origin, [String], Int)] = [
        ("ENTRY_TIMESTAMP", .timestamp, .none, .heading, ["Entry", "timestamp"], 26),
        ("SEQUENCE_NUMBER", .integer, .none, .heading, ["Sequence", "number"], 20),
        ("JOURNAL_ENTRY_TYPE", .code, .none, .heading, ["Ent", "type"], 2),
        ("ENTRY_TYPE", .code, .none, .heading, ["Sub", "type"], 1),
        ("USER_NAME", .text, .actorUser, .heading, ["User", "name"], 10),
        ("JOB_NAME", .text, .job, .heading, ["Job", "name"], 10),
        ("JOB_NUMBER", .text, .job, .heading, ["Job", "number"], 6),
        ("REMOTE_ADDRESS", .address, .remoteAddress, .heading, ["Remote", "address"], 39),
        ("OBJECT_NAME", .text, .object, .entrySpecific(["AF", "ZC"]), ["Object", "name"], 10),
        ("DEVICE_NAME", .text, .device, .entrySpecific(["PW"]), ["Device", "name"], 10),
        ("SUBJECT", .text, .subjectUser, .derived, ["User"], 10),
        ("CONNECTION_TYPE", .code, .none, .derived, ["Connection", "type"], 10),
        ("SEVERITY", .code, .none, .derived, ["Severity"], 8),
        ("SENTENCE", .text, .none, .derived, ["What", "happened"], 60),
        ("SOURCE", .text, .none, .derived, ["Source"], 20),
        ("RECORD", .integer, .none, .derived, ["Record"], 9),
        ("ERROR", .text, .none, .derived, ["Error"], 40),
    ]

    /// Invented entries, 197 seconds apart, from 2026-11-02 08:00 on.
    static func make(_ count: Int, isLoading: Bool = false) -> TestJournal {
        let definitions = columns.enumerated().map { index, column in
            ColumnDefinition(
                id: ColumnID(index), name: column.0, kind: column.1, role: column.2, origin: column.3, heading: column.4,
                width: column.5, verified: column.0 != "DEVICE_NAME")
        }
        let start = Timestamp(year: 2026, month: 11, day: 2, hour: 8)?.microseconds ?? 0
        let rows = (0..<count).map { row -> [Cell] in
            let type = types[row % types.count]
            let user = users[row % users.count]
            let job = jobs[row % jobs.count]
            return [
                .timestamp(Timestamp(microseconds: start + Int64(row) * 197_007_919)), .integer(Int128(104_201 + row)),
                .text(type), .text(actions[row % actions.count]), row % 11 == 3 ? .null : .text(user), .text(job),
                .text(String(104_200 + row * 13)), row % 5 == 4 ? .blank : .text("192.0.2.\(row % 3 * 17 + 3)"),
                type == "AF" || type == "ZC" ? .text("PAYMAST") : .absent,
                type == "PW" ? .text(job) : .absent, .text(user), .text(job == "QZDASOINIT" ? "ODBC" : "5250"),
                .text(type == "PW" ? "warning" : "info"), .text("\(type) entry of \(user) in job \(job)"),
                .text("audit.csv"), .integer(Int128(row + 1)), row == 7 ? .text("REMOTE_ADDRESS: no address") : .null,
            ]
        }
        let report = SourceReport(
            name: "audit.csv", format: "CSV", facts: [("Delimiter", "comma"), ("Encoding", "UTF-8")], bytes: 10_000,
            bytesRead: isLoading ? 4_200 : 10_000, entries: count, rejected: 0, flawed: count > 7 ? 1 : 0,
            first: Timestamp(microseconds: start), last: Timestamp(microseconds: start + Int64(count) * 197_007_919), failure: nil)
        return TestJournal(schema: Schema(columns: definitions), rows: rows, sources: [report], isLoading: isLoading)
    }
}
