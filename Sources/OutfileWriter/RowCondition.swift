import Catalog

/// A `when` of the catalog over values by column name.
struct RowCondition {
    let values: [String: String]
    init(_ values: [String: String]) { self.values = values }

    func holds(_ condition: RuleCondition) -> Bool {
        switch condition {
        case .and(let parts): parts.allSatisfy(holds)
        case .or(let parts): parts.contains(where: holds)
        case .not(let part): !holds(part)
        case .isOneOf(let column, let wanted, let negated): wanted.contains { matches(column, $0) } != negated
        case .equalsColumn(let column, let other, let negated):
            (!isBlank(column) && values[column] == values[other]) != negated
        case .isNull(let column, let negated): isBlank(column) != negated
        case .compares(let column, let comparison, let number):
            values[column].flatMap { Int($0) }.map { compare($0, comparison, number) } ?? false
        }
    }

    private func matches(_ column: String, _ wanted: String) -> Bool {
        let value = values[column] ?? ""
        guard wanted.count > 1, wanted.hasSuffix("*") else { return value == wanted }
        return value.hasPrefix(wanted.dropLast())
    }

    private func isBlank(_ column: String) -> Bool { (values[column] ?? "").allSatisfy { $0 == " " } }

    private func compare(_ value: Int, _ comparison: RuleCondition.Comparison, _ number: Int) -> Bool {
        switch comparison {
        case .less: value < number
        case .lessOrEqual: value <= number
        case .greater: value > number
        case .greaterOrEqual: value >= number
        }
    }
}
