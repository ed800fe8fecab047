/// Reads the text of a filter. `or` binds least, then `and`, then `not`, then comparisons.
struct Parser {
    /// Brackets and `not`s inside each other. Nobody writes so many; the limit keeps the stack safe.
    static let deepest = 200

    private var lexer: Lexer
    private var current: Lexer.Lexeme
    private var depth = 0

    /// - Returns: `nil` for a text without any condition.
    static func expression(of text: String) throws(FilterError) -> Filter.Expression? {
        var parser = try Parser(text)
        if parser.current.token == .end { return nil }
        let expression = try parser.disjunction()
        try parser.expectEnd()
        return expression
    }

    /// One value or a list of values separated by commas, as they may stand for a parameter.
    static func constants(of text: String) throws(FilterError) -> [Constant] {
        var parser = try Parser(text)
        let constants = try parser.list()
        try parser.expectEnd()
        return constants
    }

    private init(_ text: String) throws(FilterError) {
        lexer = Lexer(text)
        current = try lexer.next()
    }

    private mutating func advance() throws(FilterError) { current = try lexer.next() }

    private func error(_ message: String, _ place: Place? = nil, suggestion: String? = nil) -> FilterError {
        FilterError(message, place ?? current.place, in: lexer.text, suggestion: suggestion)
    }

    private func isAt(_ keyword: Keyword) -> Bool {
        if case .word(let word) = current.token { Keyword(word) == keyword } else { false }
    }

    /// Steps over the keyword when it stands here.
    private mutating func take(_ keyword: Keyword) throws(FilterError) -> Bool {
        guard isAt(keyword) else { return false }
        try advance()
        return true
    }
}

extension Parser {
    private mutating func disjunction() throws(FilterError) -> Filter.Expression {
        let first = try conjunction()
        guard isAt(.or) else { return first }
        var parts = [first]
        while try take(.or) { parts.append(try conjunction()) }
        return .or(parts)
    }

    private mutating func conjunction() throws(FilterError) -> Filter.Expression {
        let first = try negation()
        guard isAt(.and) else { return first }
        var parts = [first]
        while try take(.and) { parts.append(try negation()) }
        return .and(parts)
    }

    private mutating func negation() throws(FilterError) -> Filter.Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.deepest else {
            throw error("More than \(Parser.deepest) brackets stand inside each other.")
        }
        if try take(.not) { return .not(try negation()) }
        guard current.token == .open else { return try comparison() }
        return try bracketed()
    }

    private mutating func bracketed() throws(FilterError) -> Filter.Expression {
        let open = current.place
        try advance()
        let inside = try disjunction()
        guard current.token == .close else { throw unclosed(open) }
        try advance()
        return inside
    }

    private func unclosed(_ open: Place) -> FilterError {
        current.token == .end
            ? error("The bracket opened here is never closed.", open)
            : error(
                "After a complete condition comes `and`, `or` or a closing bracket.", suggestion: nearest([.and, .or]))
    }

    private func expectEnd() throws(FilterError) {
        switch current.token {
        case .end: return
        case .close: throw error("This bracket was never opened.")
        case .word(let word) where Parser.looksLikeClock(word):
            throw error("A date with a time of day is written in quotes: '2026-04-09 07:00'.")
        default:
            throw error("After a complete condition comes `and` or `or`.", suggestion: nearest([.and, .or]))
        }
    }

    private static func looksLikeClock(_ word: String) -> Bool {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 1 && parts.allSatisfy { Double($0) != nil }
    }

    /// The keyword that was probably meant by the word that stands here.
    private func nearest(_ keywords: [Keyword]) -> String? {
        guard case .word(let word) = current.token else { return nil }
        return NearestName.of(word, in: keywords.map(\.rawValue))
    }
}

extension Parser {
    private mutating func comparison() throws(FilterError) -> Filter.Expression {
        let column = try column()
        if case .comparison(let comparison) = current.token {
            try advance()
            let value = try value()
            try refuseNull([value], behind: comparison == .unequal ? "is not null" : "is null")
            return .compare(column, comparison, value)
        }
        if current.token == .tilde {
            try advance()
            return .matches(column, try value())
        }
        if try take(.is) { return try null(column) }
        let negated = try take(.not)
        return try named(column, negated: negated)
    }

    /// The comparisons that are words and can stand behind `not`.
    private mutating func named(_ column: ColumnReference, negated: Bool) throws(FilterError) -> Filter.Expression {
        if try take(.in) {
            let values = try values()
            try refuseNull(values, behind: negated ? "is not null" : "is null")
            return .isIn(column, values, negated: negated)
        }
        if try take(.like) { return .like(column, try value(), negated: negated) }
        if try take(.contains) { return .contains(column, try value(), negated: negated) }
        guard try take(.between) else { throw missingComparison(column, negated) }
        let low = try value()
        guard try take(.and) else { throw error("`between` takes two values: `between 1 and 9`.") }
        let high = try value()
        try refuseNull([low, high], behind: "is null")
        return .between(column, low, high, negated: negated)
    }

    /// As in SQL, null is no value: nothing would be equal to it, and nobody would be told.
    private func refuseNull(_ constants: [Constant], behind remedy: String) throws(FilterError) {
        for constant in constants {
            guard case .word(let word) = constant.value, Keyword(word) == .null else { continue }
            throw error(
                "`null` is no value to compare with: write `\(remedy)` behind the column, or the value in quotes: '\(word)'.",
                constant.place)
        }
    }

    private func missingComparison(_ column: ColumnReference, _ negated: Bool) -> FilterError {
        let words: [Keyword] = [.in, .like, .between, .contains] + (negated ? [] : [.is, .not])
        let list =
            negated
            ? "`in`, `like`, `between` or `contains`" : "a comparison: = <> < <= > >= in like between contains ~ is"
        return error("After `\(column.text)\(negated ? " not" : "")` comes \(list).", suggestion: nearest(words))
    }

    private mutating func null(_ column: ColumnReference) throws(FilterError) -> Filter.Expression {
        let negated = try take(.not)
        guard try take(.null) else {
            throw error("After `is` comes `null` or `not null`.", suggestion: nearest([.null, .not]))
        }
        return .isNull(column, negated: negated)
    }

    private mutating func column() throws(FilterError) -> ColumnReference {
        let place = current.place
        switch current.token {
        case .word(let word) where Keyword(word) == nil:
            try advance()
            return ColumnReference(typed: word, place)
        case .quotedName(let name) where !name.isEmpty:
            try advance()
            return ColumnReference(.column(name), place)
        case .quotedText: throw error("A column stands here, not a value. Names go without quotes or in double ones.")
        case .end: throw error("A condition is missing at the end.")
        default: throw error("A column is missing here.")
        }
    }
}

extension Parser {
    private mutating func value() throws(FilterError) -> Constant {
        let place = current.place
        let constant: Constant
        switch current.token {
        case .word(let word): constant = Constant(typed: word, place)
        case .quotedText(let text): constant = Constant(.quoted(text), place)
        case .parameter(let name): constant = Constant(.parameter(name), place)
        case .quotedName: throw error("A value stands here, not a column. Values go without quotes or in single ones.")
        case .open: throw error("A list in brackets comes after `in`.", suggestion: "in")
        default: throw error("A value is missing here.")
        }
        try advance()
        return constant
    }

    /// `(a, b)`, or one value without brackets.
    private mutating func values() throws(FilterError) -> [Constant] {
        guard current.token == .open else { return [try value()] }
        let open = current.place
        try advance()
        let values = try list()
        guard current.token == .close else {
            throw current.token == .end
                ? error("The list opened here is never closed.", open)
                : error("Values of a list are separated by commas.")
        }
        try advance()
        return values
    }

    private mutating func list() throws(FilterError) -> [Constant] {
        var values = [try value()]
        while current.token == .comma {
            try advance()
            values.append(try value())
        }
        return values
    }
}
