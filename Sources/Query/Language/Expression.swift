extension Filter {
    /// What a filter says, as a tree. The comment above each case is the text it stands for.
    indirect enum Expression: Hashable, Sendable {
        /// `a or b or c`
        case or([Expression])
        /// `a and b and c`
        case and([Expression])
        /// `not a`
        case not(Expression)
        /// `user = QSECOFR`, `port >= 1024`
        case compare(ColumnReference, Comparison, Constant)
        /// `type in (PW, CP)`, `type not in (PW, CP)`
        case isIn(ColumnReference, [Constant], negated: Bool)
        /// `job like 'QZDA%'`, `job not like 'QZDA%'`
        case like(ColumnReference, Constant, negated: Bool)
        /// `time between 2026-04-08 and 2026-04-09`, `port not between 1 and 1023`
        case between(ColumnReference, Constant, Constant, negated: Bool)
        /// `text contains 'GRPPRF'`, `text not contains 'GRPPRF'`
        case contains(ColumnReference, Constant, negated: Bool)
        /// `sentence ~ 'pass(word|phrase)'`
        case matches(ColumnReference, Constant)
        /// `library is null`, `library is not null`
        case isNull(ColumnReference, negated: Bool)
    }

    enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal = "=", unequal = "<>", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    }
}

extension Filter.Expression {
    /// The text that reads back as this expression.
    var text: String {
        switch self {
        case .or(let parts): parts.map(\.operand).joined(separator: " or ")
        case .and(let parts): parts.map(\.operand).joined(separator: " and ")
        case .not(let part): "not " + part.operand
        case .compare(let column, let comparison, let value):
            "\(column.text) \(comparison.rawValue) \(value.text(beside: column))"
        case .isIn(let column, let values, let negated):
            "\(column.text)\(word(negated)) in (\(values.map { $0.text(beside: column) }.joined(separator: ", ")))"
        case .like(let column, let value, let negated):
            "\(column.text)\(word(negated)) like \(value.text(beside: column))"
        case .between(let column, let low, let high, let negated):
            "\(column.text)\(word(negated)) between \(low.text(beside: column)) and \(high.text(beside: column))"
        case .contains(let column, let value, let negated):
            "\(column.text)\(word(negated)) contains \(value.text(beside: column))"
        case .matches(let column, let value): "\(column.text) ~ \(value.text(beside: column))"
        case .isNull(let column, let negated): "\(column.text) is\(word(negated)) null"
        }
    }

    private func word(_ negated: Bool) -> String { negated ? " not" : "" }

    /// In brackets where it joins others.
    private var operand: String {
        switch self {
        case .or, .and: "(\(text))"
        default: text
        }
    }
}

extension Filter.Expression {
    /// The same tree with every value replaced by `values`, which gives one or, inside a list, several for each.
    func mapping(
        _ values: (Constant, _ inList: Bool) throws(FilterError) -> [Constant]
    ) throws(FilterError) -> Self {
        func one(_ constant: Constant) throws(FilterError) -> Constant { try values(constant, false).first ?? constant }
        func each(_ parts: [Self]) throws(FilterError) -> [Self] {
            var mapped: [Self] = []
            for part in parts { mapped.append(try part.mapping(values)) }
            return mapped
        }
        switch self {
        case .or(let parts): return .or(try each(parts))
        case .and(let parts): return .and(try each(parts))
        case .not(let part): return .not(try part.mapping(values))
        case .compare(let column, let comparison, let value): return .compare(column, comparison, try one(value))
        case .like(let column, let value, let negated): return .like(column, try one(value), negated: negated)
        case .between(let column, let low, let high, let negated):
            return .between(column, try one(low), try one(high), negated: negated)
        case .contains(let column, let value, let negated):
            return .contains(column, try one(value), negated: negated)
        case .matches(let column, let value): return .matches(column, try one(value))
        case .isNull: return self
        case .isIn(let column, let list, let negated):
            var mapped: [Constant] = []
            for constant in list { mapped += try values(constant, true) }
            return .isIn(column, mapped, negated: negated)
        }
    }

    /// Every value, in the order written.
    var constants: [Constant] {
        switch self {
        case .or(let parts), .and(let parts): parts.flatMap(\.constants)
        case .not(let part): part.constants
        case .compare(_, _, let value), .like(_, let value, _), .contains(_, let value, _), .matches(_, let value):
            [value]
        case .isIn(_, let values, _): values
        case .between(_, let low, let high, _): [low, high]
        case .isNull: []
        }
    }
}
