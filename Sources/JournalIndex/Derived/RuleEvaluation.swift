import Catalog

extension RuleCondition {
    /// Every column it looks at.
    var columns: [String] {
        switch self {
        case .and(let parts), .or(let parts): parts.flatMap(\.columns)
        case .not(let part): part.columns
        case .isOneOf(let column, _, _), .isNull(let column, _), .compares(let column, _, _): [column]
        case .equalsColumn(let column, let other, _): [column, other]
        }
    }

    /// What it asks of this column alone; `nil` where it compares the column with another one.
    func questions(to column: String) -> [RuleCondition]? {
        switch self {
        case .and(let parts), .or(let parts):
            let asked = parts.map { $0.questions(to: column) }
            return asked.contains { $0 == nil } ? nil : asked.flatMap { $0 ?? [] }
        case .not(let part): return part.questions(to: column)
        case .isOneOf(column, _, _), .isNull(column, _), .compares(column, _, _): return [self]
        case .isOneOf, .isNull, .compares: return []
        case .equalsColumn(let one, let other, _): return one == column || other == column ? nil : []
        }
    }

    /// Two-valued: a comparison with an empty cell is false, its negation true.
    func holds(_ cell: (String) -> Cell) -> Bool {
        switch self {
        case .and(let parts): return parts.allSatisfy { $0.holds(cell) }
        case .or(let parts): return parts.contains { $0.holds(cell) }
        case .not(let part): return !part.holds(cell)
        case .isNull(let column, let negated): return (cell(column).saying == nil) != negated
        case .isOneOf(let column, let values, let negated):
            guard let text = cell(column).saying else { return negated }
            return values.contains { Self.fits(text, $0) } != negated
        case .equalsColumn(let column, let other, let negated):
            guard let a = cell(column).saying, let b = cell(other).saying else { return negated }
            return (a == b) != negated
        case .compares(let column, let comparison, let constant):
            guard let text = cell(column).saying, let value = Int128(text) else { return false }
            switch comparison {
            case .less: return value < Int128(constant)
            case .lessOrEqual: return value <= Int128(constant)
            case .greater: return value > Int128(constant)
            case .greaterOrEqual: return value >= Int128(constant)
            }
        }
    }

    /// By bytes: a value is asked of every entry, and looking at characters would cost most of it.
    private static func fits(_ text: String, _ value: String) -> Bool {
        let wanted = value.utf8
        guard wanted.count > 1, wanted.last == UInt8(ascii: "*") else { return text == value }
        return text.utf8.starts(with: wanted.dropLast())
    }
}

extension SentenceTemplate {
    /// The sentence with its holes filled; `value` gives `nil` for blank columns.
    func filled(_ value: (String) -> String?) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let words): text += words
            case .column(let name): text += value(name) ?? "unknown"
            case .optional(let inner): text += Self.optional(inner, value) ?? ""
            }
        }
        return text
    }

    private static func optional(_ parts: [Part], _ value: (String) -> String?) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let words): text += words
            case .column(let name):
                guard let filled = value(name) else { return nil }
                text += filled
            case .optional(let inner): text += optional(inner, value) ?? ""
            }
        }
        return text
    }
}
