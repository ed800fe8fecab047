import Catalog
import Export
import JournalIndex
import Query

/// Counts as a table to write: one line per group, one column per measure.
enum MeasureTable {
    static func table(_ tally: Tally, _ schema: Schema) -> ExportTable {
        ExportTable(columns: columns(tally.request, schema), rows: tally.lines.map { $0.key + $0.values })
    }

    private static func columns(_ request: TallyRequest, _ schema: Schema) -> [ColumnDefinition] {
        func kind(_ name: String) -> ValueKind { schema.id(name).map { schema[$0].kind } ?? .text }
        let counted = request.measures.map { measure -> (String, ValueKind) in
            switch measure {
            case .count: ("ENTRIES", .integer)
            case .first("ENTRY_TIMESTAMP"): ("FIRST", .timestamp)
            case .last("ENTRY_TIMESTAMP"): ("LAST", .timestamp)
            case .first(let name): ("FIRST_\(name)", kind(name))
            case .last(let name): ("LAST_\(name)", kind(name))
            case .distinct(let name): ("DISTINCT_\(name)", .integer)
            }
        }
        return (request.columns.map { ($0, kind($0)) } + counted).enumerated().map { index, column in
            ColumnDefinition(
                id: ColumnID(index), name: column.0, kind: column.1, role: .none, origin: .own, heading: [column.0],
                width: column.0.count, verified: true)
        }
    }
}
