/// Cuts the text of a filter into tokens. It knows no columns and no types: what a word means depends on its place.
struct Lexer {
    enum Token: Equatable {
        /// `QSECOFR`, `and`, `10.0.0.0/8`, `2026-04-08-07.00.00.000000`: everything up to a blank or a sign.
        case word(String)
        /// `'as it is'`
        case quotedText(String)
        /// `"ACTION"`
        case quotedName(String)
        /// `?USER`
        case parameter(String)
        case comparison(Filter.Comparison)
        case tilde, open, close, comma, end
    }

    struct Lexeme {
        var token: Token
        var place: Place
    }

    let text: String
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    /// The next token; `.end` again and again at the end.
    mutating func next() throws(FilterError) -> Lexeme {
        while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
        let start = position
        let token = try token()
        return Lexeme(token: token, place: Place(start..<position))
    }

    private mutating func token() throws(FilterError) -> Token {
        guard position < scalars.count else { return .end }
        switch scalars[position] {
        case "(": return sign(.open)
        case ")": return sign(.close)
        case ",": return sign(.comma)
        case "~": return sign(.tilde)
        case "=": return sign(.comparison(.equal))
        case "<", ">", "!": return try comparison()
        case "'": return .quotedText(try quoted(by: "'", "text"))
        case "\"": return .quotedName(try quoted(by: "\"", "name"))
        case "?": return try parameter()
        default: return try word()
        }
    }

    private mutating func sign(_ token: Token) -> Token {
        position += 1
        return token
    }

    private mutating func comparison() throws(FilterError) -> Token {
        let first = scalars[position]
        let second = position + 1 < scalars.count ? scalars[position + 1] : " "
        let found: (Filter.Comparison, Int)? =
            switch (first, second) {
            case ("<", ">"), ("!", "="): (.unequal, 2)
            case ("<", "="): (.lessOrEqual, 2)
            case (">", "="): (.greaterOrEqual, 2)
            case ("<", _): (.less, 1)
            case (">", _): (.greater, 1)
            default: nil
            }
        guard let found else {
            throw FilterError(
                "An exclamation mark stands only in `!=`; `not` turns a condition round.",
                Place(position..<position + 1), in: text, suggestion: "not")
        }
        position += found.1
        return .comparison(found.0)
    }

    private mutating func quoted(by mark: Unicode.Scalar, _ what: String) throws(FilterError) -> String {
        let start = position
        position += 1
        var content = String.UnicodeScalarView()
        while position < scalars.count {
            if scalars[position] == mark {
                position += 1
                guard position < scalars.count, scalars[position] == mark else { return String(content) }
            }
            content.append(scalars[position])
            position += 1
        }
        throw FilterError("The quoted \(what) that starts here has no end.", Place(start..<start + 1), in: text)
    }

    private mutating func parameter() throws(FilterError) -> Token {
        let start = position
        position += 1
        var name = String.UnicodeScalarView()
        while position < scalars.count, scalars[position].properties.isAlphabetic || scalars[position] == "_"
            || ("0"..."9").contains(scalars[position])
        {
            name.append(scalars[position])
            position += 1
        }
        guard !name.isEmpty else {
            throw FilterError(
                "A question mark begins a parameter such as ?USER; put it in quotes where it is part of a value.",
                Place(start..<start + 1), in: text)
        }
        return .parameter(Folding.upper(String(name)))
    }

    private mutating func word() throws(FilterError) -> Token {
        let start = position
        while position < scalars.count, Lexer.isWordScalar(scalars[position]) { position += 1 }
        guard position > start else {
            let code = String(scalars[start].value, radix: 16, uppercase: true)
            throw FilterError("The character U+\(code) can only stand in quotes.", Place(start..<start + 1), in: text)
        }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[start..<position])
        return .word(String(word))
    }
}

extension Lexer {
    /// Whether a character can be part of a word: no blanks, no signs of the language, no control characters.
    static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar.value > 0x20 && scalar.value < 0x7F && !"()',\"=<>!~?".unicodeScalars.contains(scalar)
        }
        let properties = scalar.properties
        return !properties.isWhitespace && ![.control, .format].contains(properties.generalCategory)
    }

    /// Whether the text is one word, read back as it is.
    static func isPlainWord(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy(isWordScalar)
    }
}
