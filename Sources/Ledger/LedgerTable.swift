import Catalog
package import Columns
package import JournalIndex

/// The selected lines of a ledger as rows of a journal: the same filters, orders and exports serve them.
///
/// Columns that mean the same as a column of entries have its name, so that `user`, `ip`, `time`, `connection` and
/// `job` can be asked for.
package struct LedgerTable: JournalSource {
    package let ledger: Ledger
    /// Row -> place in `ledger.lines`.
    package let lines: [Int]
    /// The same for every ledger.
    package static let schema = Schema(columns: LedgerColumn.all.enumerated().map { $1.definition(ColumnID($0)) })
    package var schema: Schema { Self.schema }
    package var sources: [SourceReport] { [] }
    package var isLoading: Bool { false }
    package var count: Int { lines.count }
    package var naturalOrder: Permutation? { nil }

    package init(_ ledger: Ledger) {
        self.ledger = ledger
        lines = ledger.lines.indices.filter { ledger.lines[$0].isSelected }
    }

    package func cell(row: Int, _ id: ColumnID) -> Cell {
        LedgerColumn.all[id.index].cell(ledger, ledger.lines[lines[row]])
    }

    package func column(_ id: ColumnID, _ work: Work) throws -> Column {
        switch schema[id].kind {
        case .integer, .timestamp: return .integer(try integers(id, work))
        case .text, .code, .address, .hex: return .coded(try codes(id, work))
        }
    }

    private func integers(_ id: ColumnID, _ work: Work) throws(Cancelled) -> IntegerColumn {
        try IntegerColumn.build(count: count, work) { row in
            switch cell(row: row, id) {
            case .integer(let value): Int64(clamping: value)
            case .timestamp(let time): time.microseconds
            default: nil
            }
        }
    }

    private func codes(_ id: ColumnID, _ work: Work) throws(Cancelled) -> CodedColumn {
        var builder = CodedColumnBuilder()
        for row in 0..<count {
            if row % chunkRows == 0 { try work.check() }
            let cell = cell(row: row, id)
            builder.append(cell.isEmpty ? TextDictionary.null : builder.dictionary.intern(cell.exportText))
        }
        return builder.snapshot()
    }

    package func entry(_ row: Int) throws -> EntryDetail {
        let fields = schema.columns.map { column in
            EntryDetail.Field(
                column: column.id, name: column.name, sourceName: "", cell: cell(row: row, column.id), meaning: nil,
                verified: true, bytes: nil)
        }
        return EntryDetail(
            source: "", record: row + 1, offset: 0, heading: [], specific: [], derived: fields, unknownTail: nil,
            bytes: [],
            characters: [], encoding: "", entryDataOffset: nil, error: nil)
    }
}

/// One column of the ledger.
package struct LedgerColumn: Sendable {
    package let name: String
    let kind: ValueKind
    let role: ColumnRole
    let width: Int
    let heading: [String]
    let cell: @Sendable (Ledger, LedgerLine) -> Cell

    func definition(_ id: ColumnID) -> ColumnDefinition {
        ColumnDefinition(
            id: id, name: name, kind: kind, role: role, origin: .own, heading: heading, width: width, verified: true)
    }

    private init(
        _ name: String, _ kind: ValueKind, _ role: ColumnRole = .none, width: Int, _ heading: String...,
        cell: @escaping @Sendable (Ledger, LedgerLine) -> Cell
    ) {
        (self.name, self.kind, self.role, self.width, self.heading, self.cell) = (
            name, kind, role, width, heading, cell
        )
    }

    /// Every column, in the order of exports.
    package static let all: [LedgerColumn] = [
        LedgerColumn("ENTRY_TIMESTAMP", .timestamp, width: 26, "First", "entry") { _, line in time(line.startTime) },
        LedgerColumn("END_TIMESTAMP", .timestamp, width: 26, "End") { _, line in time(line.endTime) },
        LedgerColumn("LAST_TIMESTAMP", .timestamp, width: 26, "Last", "entry") { _, line in time(line.lastTime) },
        LedgerColumn("DURATION_SECONDS", .integer, width: 9, "How long,", "seconds") { _, line in
            line.duration.map { .integer(Int128($0 / 1_000_000)) } ?? .null
        },
        LedgerColumn("LINE", .code, width: 7, "Line") { _, line in .text(line.isSession ? "SESSION" : "TRIES") },
        LedgerColumn("SUBJECT", .text, .subjectUser, width: 10, "User") { ledger, line in text(ledger.user(line)) },
        LedgerColumn("REMOTE_ADDRESS", .address, .remoteAddress, width: 39, "Remote", "address") { ledger, line in
            text(ledger.address(line))
        },
        LedgerColumn("CONNECTION_TYPE", .code, width: 15, "Connection", "type") { ledger, line in
            text(ledger.connection(line))
        },
        LedgerColumn("QUALIFIED_JOB_NAME", .text, .job, width: 28, "Job") { ledger, line in text(ledger.job(line)) },
        LedgerColumn("JOB_NAME", .text, .job, width: 10, "Job", "name") { ledger, line in
            text(ledger.job(line).split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? "")
        },
        LedgerColumn("SYSTEM_NAME", .text, width: 8, "System", "name") { ledger, line in text(ledger.system(line)) },
        LedgerColumn("START", .code, width: 8, "Start") { _, line in
            line.isSession ? .text(line.hasStart ? "SEEN" : "NOT-SEEN") : .null
        },
        LedgerColumn("END", .code, width: 8, "End") { _, line in line.isSession ? .text(line.end.word) : .null },
        LedgerColumn("ENTRIES", .integer, width: 9, "Entries") { _, line in .integer(Int128(line.entries)) },
        LedgerColumn("SWAPS", .integer, width: 5, "Swaps") { _, line in .integer(Int128(line.swaps)) },
        LedgerColumn("TRIES", .integer, width: 5, "Failed", "tries") { _, line in .integer(Int128(line.tries)) },
        LedgerColumn("FAILED_BEFORE", .integer, width: 6, "Failed", "before") { _, line in
            .integer(Int128(line.failedBefore))
        },
        LedgerColumn("FAILED_FOR_USER", .integer, width: 6, "Failed", "for user") { _, line in
            .integer(Int128(line.failedForUser))
        },
        LedgerColumn("FAILED_FROM_ADDRESS", .integer, width: 7, "Failed from", "address") { _, line in
            .integer(Int128(line.failedFromAddress))
        },
        LedgerColumn("MARKS", .text, width: 40, "Marks") { _, line in text(line.marks.words) },
        LedgerColumn("CONFIDENCE", .code, width: 10, "Confidence") { _, line in .text(line.basis.confidence) },
        LedgerColumn("BASIS", .text, width: 60, "Known by") { _, line in .text(line.basis.sentence) },
    ]

    /// What a line of a ledger says in one column.
    ///
    /// - Parameter line: Its place in `ledger.lines`.
    package static func cell(_ id: ColumnID, of ledger: Ledger, _ line: Int) -> Cell { all[id.index].cell(ledger, ledger.lines[line]) }

    private static func text(_ text: String) -> Cell { text.isEmpty ? .null : .text(text) }
    private static func time(_ time: Int64?) -> Cell { time.map { .timestamp(Timestamp(microseconds: $0)) } ?? .null }
}

extension LedgerLine.End {
    /// As in column END.
    package var word: String {
        switch self {
        case .job: "JOB-END"
        case .swap: "NEXT-SWAP"
        case .notSeen: "NOT-SEEN"
        }
    }
}
