import Catalog
import Columns
import JournalIndex

/// A journal with columns the catalog knows and the sources do not have: empty in every row, so that an export has the
/// same shape whatever it is made of.
struct WidenedJournal: ColumnWrapper {
    let base: any ColumnProvider
    let schema: Schema

    init(_ base: any ColumnProvider, columns names: [String]) {
        self.base = base
        var columns = base.schema.columns
        for name in names where base.schema.id(name) == nil && !columns.contains(where: { $0.name == name }) {
            let known = AuditCatalog.column(name)
            columns.append(
                ColumnDefinition(
                    id: ColumnID(columns.count), name: name, kind: known?.kind ?? .text, role: known?.role ?? .none,
                    origin: .own, heading: known?.heading ?? [name], width: known?.width ?? name.count, verified: true))
        }
        schema = Schema(columns: columns)
    }

    var wrapped: any ColumnProvider { base }
    var presentColumns: [ColumnID] { schema.columns.map(\.id) }

    func isBuilt(_ id: ColumnID) -> Bool { id.index >= base.schema.columns.count || base.isBuilt(id) }

    func cell(row: Int, _ id: ColumnID) -> Cell {
        id.index < base.schema.columns.count ? base.cell(row: row, id) : .absent
    }

    func prepare(_ ids: [ColumnID], _ work: Work) throws {
        try base.prepare(ids.filter { $0.index < base.schema.columns.count }, work)
    }

    func column(_ id: ColumnID, _ work: Work) throws -> Column {
        id.index < base.schema.columns.count ? try base.column(id, work) : Self.absent(count)
    }

    func columns(_ ids: [ColumnID], of rows: [UInt32], _ work: Work) throws -> [Column] {
        let own = ids.filter { $0.index < base.schema.columns.count }
        let taken = Dictionary(zip(own, try base.columns(own, of: rows, work))) { first, _ in first }
        return ids.map { taken[$0] ?? Self.absent(rows.count) }
    }

    private static func absent(_ count: Int) -> Column {
        let chunks = stride(from: 0, to: count, by: chunkRows).map {
            CodeChunk.constant(TextDictionary.absent, count: min(chunkRows, count - $0))
        }
        return .coded(CodedColumn(dictionary: TextDictionary(), chunks: chunks))
    }
}
