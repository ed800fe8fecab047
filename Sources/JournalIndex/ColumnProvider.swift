package import Columns

/// What the query engine asks of an index: its columns, whole or cell by cell.
package protocol ColumnProvider: Sendable {
    /// Entries, in load order: rows are `0 ..< count`.
    var count: Int { get }
    var schema: Schema { get }
    /// The journal's own order (sequence within a system, time across); `nil` when load order is that order.
    var naturalOrder: Permutation? { get }
    /// Copies of entries that stand in several sources, of which another row is shown; `nil` when there are none. What
    /// walks the whole journal leaves them out.
    var folded: Bitmap? { get }
    /// The columns that entries of the loaded types can have; others of the schema are empty in every row.
    var presentColumns: [ColumnID] { get }

    /// The whole column, built now when nobody asked before; kept afterwards.
    ///
    /// - Throws: `Cancelled`, or the source's error when its bytes can no longer be read.
    func column(_ id: ColumnID, _ work: Work) throws -> Column

    /// Builds several columns at once, so that the sources are read once for all of them; `column` then gives them.
    ///
    /// - Throws: As `column`.
    func prepare(_ ids: [ColumnID], _ work: Work) throws

    /// The columns of these rows alone: row `i` of each is `rows[i]`. Where `rows` are few of many, a column that is not
    /// built is read for them only, and not kept.
    ///
    /// - Parameter rows: Ascending, each below `count`.
    /// - Throws: As `column`.
    func columns(_ ids: [ColumnID], of rows: [UInt32], _ work: Work) throws -> [Column]

    /// Whether `column` gives the column without building it.
    func isBuilt(_ id: ColumnID) -> Bool

    /// One cell, from the column where it is built, from the record's bytes otherwise.
    func cell(row: Int, _ id: ColumnID) -> Cell

    /// The rows whose text in a column passes `test`, which is given it as UTF-8 and is not asked of empty cells.
    ///
    /// - Returns: `nil` where `column` is to be asked; else it was not built, as it would take much memory.
    /// - Throws: As `column`.
    func rows(
        of id: ColumnID, passing test: @escaping @Sendable (Span<UInt8>) -> Bool, _ work: Work
    ) throws -> Bitmap?

    /// The rows whose entry, as the source gives it, contains `needle` somewhere, case ignored.
    ///
    /// - Throws: `Cancelled`, or the source's error when its bytes can no longer be read.
    func rows(containingText needle: String, _ work: Work) throws -> Bitmap
}

extension ColumnProvider {
    package var folded: Bitmap? { nil }
    package var presentColumns: [ColumnID] { schema.columns.map(\.id) }
    package func isBuilt(_ id: ColumnID) -> Bool { true }
    package func prepare(_ ids: [ColumnID], _ work: Work) throws {}
    package func rows(
        of id: ColumnID, passing test: @escaping @Sendable (Span<UInt8>) -> Bool, _ work: Work
    ) throws -> Bitmap? { nil }

    package func columns(_ ids: [ColumnID], of rows: [UInt32], _ work: Work) throws -> [Column] {
        try taken(ids, of: rows, work)
    }

    /// `columns` out of whole columns, which are built and kept.
    func taken(_ ids: [ColumnID], of rows: [UInt32], _ work: Work) throws -> [Column] {
        try prepare(ids, work)
        return try Column.rows(rows, of: ids.map { try column($0, work) }, work)
    }
}
