import Catalog
import JournalIndex

@testable import Query
import TestRandom

/// A journal and filters that fit it, out of a seed.
struct RandomWorld {
    var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    private mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &random)] }

    static let texts = ["QSECOFR", "QSYS", "JOE", "joe", "Joe's", "QZDASOINIT", "a%b", "PAYROLL", "Grün", "ΑΒΓ", "50", "x y"]
    static let severities = ["info", "notice", "warning", "critical"]
    static let addresses = ["10.0.0.1", "10.1.2.3", "192.168.1.7", "2001:db8::1", "::1", "fe80::5", "10.0.0.9"]
    static let times = ["2026-04-08 00:00:00", "2026-04-08 06:59:59", "2026-04-08 07:00:00", "2026-04-08 07:00:59", "2026-04-09 00:00:00", "2026-03-01 12:00:00"]
    static let names = [
        "ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "JOURNAL_ENTRY_TYPE", "SUBJECT", "ACTOR", "USER_NAME", "OWNER_NAME",
        "JOB_NAME", "QUALIFIED_JOB_NAME", "OBJECT_NAME", "OBJECT", "REMOTE_ADDRESS", "REMOTE_PORT", "SEVERITY",
        "CATEGORY", "SENTENCE", "OWN COLUMN",
    ]

    mutating func journal(rows: Int) -> MemoryJournal {
        MemoryJournal(
            Self.names.enumerated().map { index, name in
                let definition = MemoryJournal.definition(name, ColumnID(index))
                return (definition, (0..<rows).map { _ in cell(definition) })
            })
    }

    private mutating func cell(_ column: ColumnDefinition) -> Cell {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return .null
        case 1: return .blank
        case 2: return .absent
        case 3: return column.kind == .text ? .text(pick(Self.texts)) : .unreadable(text: pick(["banana", "1O", "50"]), reason: "")
        default: break
        }
        switch column.kind {
        case .integer: return .integer(pick([0, 1, 50, 80, 1024, 18_446_744_073_709_551_600]))
        case .timestamp: return .timestamp(MemoryJournal.instant(pick(Self.times)))
        case .address: return .text(pick(Self.addresses))
        default:
            if column.name == "SEVERITY" { return .text(pick(Self.severities)) }
            return .text(column.name == "QUALIFIED_JOB_NAME" ? pick(["1/JOE/A", "2/QSYS/B"]) : pick(Self.texts))
        }
    }

    // MARK: filters

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

    private mutating func leaf() -> Filter.Expression {
        let names: [ColumnReference.Name] = Self.names.map { .column($0) } + [
            .short(.user), .short(.anyuser), .short(.job), .short(.object), .short(.text), .column("PATH_NAME"),
        ]
        let column = ColumnReference(pick(names))
        if case .short(.text) = column.name { return anyText(column) }
        if Int.random(in: 0..<8, using: &random) == 0 { return .isNull(column, negated: Bool.random(using: &random)) }
        if case .column(let name) = column.name, let leaf = typed(column, name) { return leaf }
        return text(column)
    }

    private mutating func typed(_ column: ColumnReference, _ name: String) -> Filter.Expression? {
        switch name {
        case "ENTRY_TIMESTAMP":
            ordered(
                column,
                ["2026-04", "2026-04-08"].map { Constant(.word($0)) } + [Constant(.quoted("2026-04-08 07"))]
                    + [Constant(.word("2026-04-08-07.00.00.000000"))]
                    + ["2026-04-08 07:00", "2026-04-08 24:00"].map { Constant(.quoted($0)) }
                    + ["-7D", "NOW-2D", "TODAY"].map { Constant(.word($0)) })
        case "SEQUENCE_NUMBER", "REMOTE_PORT":
            ordered(column, ["-3", "0", "1", "50", "1024", "18446744073709551600"].map { Constant(.word($0)) })
        case "REMOTE_ADDRESS":
            Bool.random(using: &random)
                ? .isIn(column, [pick(networks), pick(networks)], negated: Bool.random(using: &random))
                : ordered(column, Self.addresses.compactMap { IPAddress($0) }.sorted().map(\.text).map { Constant(.word(Folding.upper($0))) })
        case "SEVERITY": ordered(column, Self.severities.map { Constant(.word(Folding.upper($0))) })
        default: nil
        }
    }

    private let networks: [Constant] = [
        "10.0.0.0/8", "10.0.0.1-10.0.0.8", "2001:DB8::/32", "::FFFF:10.0.0.1", "10.*", "FE80::*",
    ].map { Constant(.word($0)) }

    /// Two of the values, which ascend: `between` backwards is an error.
    private mutating func ends(_ ascending: [Constant]) -> (Constant, Constant) {
        let a = Int.random(in: ascending.indices, using: &random), b = Int.random(in: ascending.indices, using: &random)
        return (ascending[min(a, b)], ascending[max(a, b)])
    }

    /// - Parameter values: Ascending.
    private mutating func ordered(_ column: ColumnReference, _ values: [Constant]) -> Filter.Expression {
        let negated = Bool.random(using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .isIn(column, [pick(values), pick(values)], negated: negated)
        case 1:
            let (low, high) = ends(values)
            return .between(column, low, high, negated: negated)
        default: return .compare(column, pick(Filter.Comparison.allCases), pick(values))
        }
    }

    private var values: [Constant] {
        Self.texts.map { Constant(.quoted($0)) } + ["QSECOFR", "Q*", "JOE", "50", "1/JOE/A", "1/*", "*"].map { Constant(.word($0)) }
    }
    private let patterns = ["Q%", "%O%", "_OE", "%", "%ü%", "a%b", "J__'%", "%/%"].map { Constant(.quoted($0)) }
    private let needles = ["o", "QS", "GRÜN", "βγ", "%", " ", "2026-04", "50"].map { Constant(.quoted($0)) }
    private let expressions = ["^q", "o$", "j.e", "(sec|pay).*[lr]$", "[^a-z]", "\\d+", "x?y{1,2}", "γ", "^(Q|J)\\w+$"].map { Constant(.quoted($0)) }

    private mutating func text(_ column: ColumnReference) -> Filter.Expression {
        let negated = Bool.random(using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .like(column, pick(patterns), negated: negated)
        case 1: return .contains(column, pick(needles), negated: negated)
        case 2: return .matches(column, pick(expressions))
        case 3: return .isIn(column, (0..<Int.random(in: 1...4, using: &random)).map { _ in pick(values) }, negated: negated)
        case 4:
            let (low, high) = ends(
                Self.texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { Constant(.quoted($0)) })
            return .between(column, low, high, negated: negated)
        case 5: return .compare(column, pick([.less, .lessOrEqual, .greater, .greaterOrEqual]), Constant(.quoted(pick(Self.texts))))
        default: return .compare(column, pick([.equal, .unequal]), pick(values))
        }
    }

    private mutating func anyText(_ column: ColumnReference) -> Filter.Expression {
        let negated = Bool.random(using: &random)
        return switch Int.random(in: 0..<3, using: &random) {
        case 0: .like(column, pick(patterns), negated: negated)
        case 1: .matches(column, pick(expressions))
        default: .contains(column, pick(needles), negated: negated)
        }
    }
}
