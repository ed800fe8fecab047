import Catalog
import JournalIndex

/// Turns the tree of a filter into one that knows columns and types.
struct Binder {
    let source: String
    let schema: Schema
    let reference: TimeReference

    func error(_ message: String, _ place: Place, suggestion: String? = nil) -> FilterError {
        FilterError(message, place, in: source, suggestion: suggestion)
    }

    func node(_ expression: Filter.Expression) throws(FilterError) -> BoundFilter.Node {
        switch expression {
        case .or(let parts): return .or(try nodes(parts))
        case .and(let parts): return .and(try nodes(parts))
        case .not(let part): return .not(try node(part))
        case .compare(let column, .unequal, let value): return .not(try any(column, .oneOf([value])))
        case .compare(let column, .equal, let value): return try any(column, .oneOf([value]))
        case .compare(let column, let comparison, let value): return try any(column, Test(comparison, value))
        case .isIn(let column, let values, let negated): return try any(column, .oneOf(values)).negated(negated)
        case .like(let column, let value, let negated): return try any(column, .like(value)).negated(negated)
        case .contains(let column, let value, let negated): return try any(column, .contains(value)).negated(negated)
        case .matches(let column, let value): return try any(column, .matches(value))
        case .between(let column, let low, let high, let negated):
            return try any(column, .range(low: low, lowIsIn: true, high: high, highIsIn: true)).negated(negated)
        case .isNull(let column, let negated): return try empty(column).negated(negated)
        }
    }

    private func nodes(_ parts: [Filter.Expression]) throws(FilterError) -> [BoundFilter.Node] {
        var nodes: [BoundFilter.Node] = []
        for part in parts { nodes.append(try node(part)) }
        return nodes
    }

    /// A comparison without its "not".
    enum Test {
        case oneOf([Constant])
        case range(low: Constant?, lowIsIn: Bool, high: Constant?, highIsIn: Bool)
        case like(Constant)
        case contains(Constant)
        case matches(Constant)

        init(_ comparison: Filter.Comparison, _ value: Constant) {
            switch comparison {
            case .less: self = .range(low: nil, lowIsIn: false, high: value, highIsIn: false)
            case .lessOrEqual: self = .range(low: nil, lowIsIn: false, high: value, highIsIn: true)
            case .greater: self = .range(low: value, lowIsIn: false, high: nil, highIsIn: false)
            case .greaterOrEqual: self = .range(low: value, lowIsIn: true, high: nil, highIsIn: false)
            case .equal, .unequal: self = .oneOf([value])
            }
        }
    }
}

extension BoundFilter.Node {
    func negated(_ isNegated: Bool) -> Self { isNegated ? .not(self) : self }
}
