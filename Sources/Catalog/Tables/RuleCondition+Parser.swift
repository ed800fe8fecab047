extension RuleCondition {
    /// A `when` cell; `nil` when it is empty.
    ///
    /// - Precondition: The cell can be parsed (a test reads them all).
    init?(cell: String) {
        guard !cell.isEmpty else { return nil }
        guard let condition = Self(cell, isColumn: { AuditCatalog.column($0) != nil }) else {
            preconditionFailure("condition cannot be read: \(cell)")
        }
        self = condition
    }

    /// Reads `A = X AND (B IN (Y, Z*) OR NOT C IS NULL)`; `nil` when the text is no condition.
    ///
    /// - Parameter isColumn: Tells a column on the right of `=` or `<>` from a value.
    package init?(_ text: String, isColumn: (String) -> Bool) {
        var parser = ConditionParser(tokens: ConditionParser.tokens(text))
        guard let condition = parser.disjunction(isColumn), parser.isAtEnd else { return nil }
        self = condition
    }

    /// Every column named in it.
    package var columns: Set<String> {
        switch self {
        case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.columns) }
        case .not(let part): part.columns
        case .isOneOf(let column, _, _), .isNull(let column, _), .compares(let column, _, _): [column]
        case .equalsColumn(let column, let other, _): [column, other]
        }
    }
}

/// Recursive descent over the words and signs of a condition.
struct ConditionParser {
    enum Token: Equatable {
        case word(String)
        /// In quotes: never a keyword or a column.
        case quoted(String)
        case sign(String)
    }
    var tokens: [Token]
    private var position = 0

    init(tokens: [Token]) { self.tokens = tokens }

    var isAtEnd: Bool { position == tokens.count }

    private mutating func take(_ token: Token) -> Bool {
        guard position < tokens.count, tokens[position] == token else { return false }
        position += 1
        return true
    }
    private mutating func keyword(_ word: String) -> Bool { take(.word(word)) }
    private mutating func sign(_ sign: String) -> Bool { take(.sign(sign)) }

    private mutating func next() -> Token? {
        guard position < tokens.count else { return nil }
        position += 1
        return tokens[position - 1]
    }
}

extension ConditionParser {
    mutating func disjunction(_ isColumn: (String) -> Bool) -> RuleCondition? {
        guard var parts = conjunction(isColumn).map({ [$0] }) else { return nil }
        while keyword("OR") {
            guard let part = conjunction(isColumn) else { return nil }
            parts.append(part)
        }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction(_ isColumn: (String) -> Bool) -> RuleCondition? {
        guard var parts = factor(isColumn).map({ [$0] }) else { return nil }
        while keyword("AND") {
            guard let part = factor(isColumn) else { return nil }
            parts.append(part)
        }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func factor(_ isColumn: (String) -> Bool) -> RuleCondition? {
        if keyword("NOT") { return factor(isColumn).map { .not($0) } }
        if sign("(") {
            let inner = disjunction(isColumn)
            return sign(")") ? inner : nil
        }
        guard case .word(let column) = next() else { return nil }
        return comparison(column, isColumn)
    }

    private mutating func comparison(_ column: String, _ isColumn: (String) -> Bool) -> RuleCondition? {
        if keyword("IS") {
            let negated = keyword("NOT")
            return keyword("NULL") ? .isNull(column: column, negated: negated) : nil
        }
        if keyword("NOT") { return keyword("IN") ? list(column, negated: true) : nil }
        if keyword("IN") { return list(column, negated: false) }
        guard case .sign(let sign) = next(), let operand = next() else { return nil }
        switch (sign, operand) {
        case ("=", .word(let word)) where isColumn(word), ("<>", .word(let word)) where isColumn(word):
            return .equalsColumn(column: column, other: word, negated: sign == "<>")
        case ("=", .word(let value)), ("=", .quoted(let value)), ("<>", .word(let value)), ("<>", .quoted(let value)):
            return .isOneOf(column: column, values: [value], negated: sign == "<>")
        case (_, .word(let word)):
            guard let comparison = RuleCondition.Comparison(rawValue: sign), let value = Int(word) else { return nil }
            return .compares(column: column, comparison, value)
        default: return nil
        }
    }

    private mutating func list(_ column: String, negated: Bool) -> RuleCondition? {
        guard sign("(") else { return nil }
        var values: [String] = []
        repeat {
            switch next() {
            case .word(let value), .quoted(let value): values.append(value)
            default: return nil
            }
        } while sign(",")
        return sign(")") ? .isOneOf(column: column, values: values, negated: negated) : nil
    }
}

extension ConditionParser {
    /// Cuts a condition into words, quoted texts and signs. Never fails: what is no condition does not parse.
    static func tokens(_ text: String) -> [Token] {
        var tokens: [Token] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            switch first {
            case UInt8(ascii: " "): rest.removeFirst()
            case UInt8(ascii: "'"):
                rest.removeFirst()
                tokens.append(.quoted(take(&rest) { $0 != UInt8(ascii: "'") }))
                _ = rest.popFirst()
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
                tokens.append(.sign(String(UnicodeScalar(rest.removeFirst()))))
            case UInt8(ascii: "<")...UInt8(ascii: ">"): tokens.append(.sign(take(&rest, while: isComparison)))
            default: tokens.append(.word(take(&rest) { !endsWord($0) }))
            }
        }
        return tokens
    }

    private static func take(_ rest: inout ArraySlice<UInt8>, while isWanted: (UInt8) -> Bool) -> String {
        let taken = rest.prefix(while: isWanted)
        rest = rest[taken.endIndex...]
        return String(decoding: taken, as: UTF8.self)
    }

    /// `<`, `=` or `>`.
    private static func isComparison(_ byte: UInt8) -> Bool { (60...62).contains(byte) }
    private static func endsWord(_ byte: UInt8) -> Bool { isComparison(byte) || " (),'".utf8.contains(byte) }
}
