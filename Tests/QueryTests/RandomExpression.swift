@testable import Query
import TestRandom

/// Filters out of nothing: every case, every kind of value, in every nesting.
struct RandomExpression {
    var random: SplitMix
    var columns: [ColumnReference]
    var values: [Constant]

    mutating func expression(depth: Int) -> Filter.Expression {
        switch depth > 0 ? Int.random(in: 0..<6, using: &random) : 3 {
        case 0: .or(parts(depth))
        case 1: .and(parts(depth))
        case 2: .not(expression(depth: depth - 1))
        default: leaf()
        }
    }

    private mutating func parts(_ depth: Int) -> [Filter.Expression] {
        (0..<Int.random(in: 2...3, using: &random)).map { _ in expression(depth: depth - 1) }
    }

    private mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &random)] }

    mutating func leaf() -> Filter.Expression {
        let column = pick(columns)
        let negated = Bool.random(using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .isIn(column, (0..<Int.random(in: 1...3, using: &random)).map { _ in pick(values) }, negated: negated)
        case 1: return .like(column, pick(values), negated: negated)
        case 2: return .between(column, pick(values), pick(values), negated: negated)
        case 3: return .contains(column, pick(values), negated: negated)
        case 4: return .matches(column, pick(values))
        case 5: return .isNull(column, negated: negated)
        default: return .compare(column, pick(Filter.Comparison.allCases), pick(values))
        }
    }
}
