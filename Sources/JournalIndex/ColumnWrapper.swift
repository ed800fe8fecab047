package import Columns

/// A provider around another one: what it does not say itself is the other's, so that nothing is forgotten on the way.
package protocol ColumnWrapper: ColumnProvider {
    var wrapped: any ColumnProvider { get }
}

extension ColumnWrapper {
    package var count: Int { wrapped.count }
    package var schema: Schema { wrapped.schema }
    package var naturalOrder: Permutation? { wrapped.naturalOrder }
    package var folded: Bitmap? { wrapped.folded }
    package var presentColumns: [ColumnID] { wrapped.presentColumns }
    package func isBuilt(_ id: ColumnID) -> Bool { wrapped.isBuilt(id) }
    package func prepare(_ ids: [ColumnID], _ work: Work) throws { try wrapped.prepare(ids, work) }
    package func rows(containingText needle: String, _ work: Work) throws -> Bitmap {
        try wrapped.rows(containingText: needle, work)
    }
}
