/// A condition inside the catalog's tables (`when`): columns against constants, two-valued.
///
/// A comparison with null or blank is false; `<>` and `NOT IN` are true for it. Values ending in `*` are generic names.
package indirect enum RuleCondition: Equatable, Sendable {
    case and([RuleCondition])
    case or([RuleCondition])
    case not(RuleCondition)
    /// Column equal to one of the values (exactly, or by generic prefix); negated for `<>` and `NOT IN`.
    case isOneOf(column: String, values: [String], negated: Bool)
    /// Column equal to another column (`ACTOR <> SUBJECT`).
    case equalsColumn(column: String, other: String, negated: Bool)
    case isNull(column: String, negated: Bool)
    /// Numeric comparison: column >= value, etc.
    case compares(column: String, Comparison, Int)

    package enum Comparison: String, Sendable { case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=" }
}
