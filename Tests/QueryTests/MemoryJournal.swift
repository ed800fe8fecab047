import Catalog
import Columns
import JournalIndex
import TestColumns

/// A journal of cells in memory: its columns are built from the cells, so both can be compared.
struct MemoryJournal: JournalSource {
    let schema: Schema
    let count: Int
    /// `cells[column][row]`
    let cells: [[Cell]]
    var naturalOrder: Permutation?
    /// Columns that say they would have to be built first.
    var unbuilt: Set<ColumnID> = []
    var sources: [SourceReport] { [] }
    var isLoading: Bool { false }

    init(_ columns: [(ColumnDefinition, [Cell])]) {
        schema = Schema(columns: columns.map(\.0))
        cells = columns.map(\.1)
        count = cells.first?.count ?? 0
    }

    /// Rows of text: `ENTRY_TIMESTAMP | SUBJECT`, then one line a row; `-` null, `.` absent, nothing blank, `!x` unreadable.
    init(table: String) {
        let lines = table.split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map { MemoryJournal.trimmed($0) }
        }
        let names = lines.first ?? []
        self.init(
            names.enumerated().map { index, name in
                let definition = MemoryJournal.definition(name, ColumnID(index))
                return (definition, lines.dropFirst().map { MemoryJournal.cell($0[index], definition.kind) })
            })
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    private static func cell(_ text: String, _ kind: ValueKind) -> Cell {
        switch text {
        case "-": return .null
        case ".": return .absent
        case "": return .blank
        case _ where text.hasPrefix("!"): return .unreadable(text: String(text.dropFirst()), reason: "test")
        default: break
        }
        switch kind {
        case .integer: return Int128(text).map { .integer($0) } ?? .null
        case .timestamp: return .timestamp(instant(text))
        default: return .text(text)
        }
    }

    /// `2026-04-08 07:00:00`
    static func instant(_ text: String) -> Timestamp {
        let parts = text.split { !$0.isNumber }.compactMap { Int($0) } + [0, 0, 0, 0]
        return Timestamp(
            year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4], second: parts[5],
            microsecond: parts.count > 10 ? parts[6] : 0) ?? Timestamp(microseconds: 0)
    }

    private static let derived: Set<String> = [
        "SUBJECT", "ACTOR", "QUALIFIED_JOB_NAME", "OBJECT", "CONNECTION_TYPE", "SEVERITY", "CATEGORY", "SENTENCE", "SOURCE",
    ]
    private static let kinds: [String: ValueKind] = [
        "ENTRY_TIMESTAMP": .timestamp, "SEQUENCE_NUMBER": .integer, "REMOTE_ADDRESS": .address, "REMOTE_PORT": .integer,
        "SEVERITY": .code, "JOURNAL_ENTRY_TYPE": .code,
    ]
    private static let roles: [String: ColumnRole] = [
        "SUBJECT": .subjectUser, "ACTOR": .actorUser, "USER_NAME": .actorUser, "OWNER_NAME": .targetUser,
    ]

    static func definition(_ name: String, _ id: ColumnID) -> ColumnDefinition {
        ColumnDefinition(
            id: id, name: name, kind: kinds[name] ?? .text, role: roles[name] ?? .none,
            origin: derived.contains(name) ? .derived : .heading, heading: [name], width: 10, verified: true)
    }

    func cell(row: Int, _ id: ColumnID) -> Cell { cells[id.index][row] }
    func isBuilt(_ id: ColumnID) -> Bool { !unbuilt.contains(id) }

    func entry(_ row: Int) throws -> EntryDetail {
        EntryDetail(
            source: "memory", record: row + 1, offset: 0, heading: [], specific: [], derived: [], unknownTail: nil,
            bytes: [], characters: [], encoding: "UTF-8", entryDataOffset: nil, error: nil)
    }

    func column(_ id: ColumnID, _ work: Work) throws -> Column {
        try work.check()
        return Column(cells[id.index], schema[id].kind)
    }
}
