import Catalog
import Columns
import Export
import JournalIndex
import TestColumns

/// A journal made of cells, column by column: the naive provider the exporter is tested with.
struct SmallJournal: ColumnProvider {
    let schema: Schema
    let cells: [[Cell]]
    var count: Int { cells.first?.count ?? 0 }
    var naturalOrder: Permutation? { nil }

    init(_ columns: [(name: String, kind: ValueKind, cells: [Cell])]) {
        schema = Schema(
            columns: columns.enumerated().map { index, column in
                ColumnDefinition(
                    id: ColumnID(index), name: column.name, kind: column.kind, role: .none, origin: .heading,
                    heading: column.name.split(separator: "_").map(String.init), width: 10, verified: true)
            })
        cells = columns.map(\.cells)
    }

    func cell(row: Int, _ id: ColumnID) -> Cell { cells[id.index][row] }

    func column(_ id: ColumnID, _ work: Work) throws -> Column { Column(cells[id.index], schema[id].kind) }
}

extension SmallJournal {
    /// Three entries with every kind of cell and every nasty text.
    static let sample = SmallJournal([
        ("ENTRY_TIMESTAMP", .timestamp, [.timestamp(Timestamp(microseconds: 1_793_606_597_007_919)), .null,
            .unreadable(text: "yesterday", reason: "no date")]),
        ("SEQUENCE_NUMBER", .integer, [.integer(18_446_744_073_709_551_600), .integer(7), .absent]),
        ("USER_NAME", .code, [.text("QSECOFR"), .blank, .null]),
        ("ENTRY_TEXT", .text, [.text("a \"quoted\", text"), .text("-"), .text("\u{1B}[31mred\nline")]),
    ])

    func exporter(
        _ format: any ExportFormat.Type, rows: Permutation? = nil, options: ExportOptions = ExportOptions()
    ) -> Exporter {
        Exporter(
            self, rows: rows ?? Permutation(identity: count), columns: schema.columns.map(\.id), format: format,
            options: options)
    }

    func export(
        _ format: any ExportFormat.Type, rows: Permutation? = nil, options: ExportOptions = ExportOptions()
    ) throws -> String {
        var sink = MemorySink()
        try exporter(format, rows: rows, options: options).write(to: &sink, Work())
        return sink.string
    }
}
