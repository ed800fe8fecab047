/// One column of a snapshot: concrete storages, switched once per kernel.
package enum Column: Sendable {
    case coded(CodedColumn)
    case integer(IntegerColumn)

    package var count: Int {
        switch self {
        case .coded(let c): c.count
        case .integer(let c): c.count
        }
    }

    /// The rows whose cell is absent, null or blank: what `is null` finds.
    package func emptyRows(_ work: Work) throws(Cancelled) -> Bitmap {
        switch self {
        case .coded(let c): try c.emptyRows(work)
        case .integer(let c): try c.emptyRows(work)
        }
    }
}
