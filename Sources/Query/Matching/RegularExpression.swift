import Catalog

/// A regular expression that is looked for anywhere in a text, case ignored.
///
/// `.` `[a-z]` `[^a-z]` `\d` `\w` `\s` and their opposites, `( )` `(?: )` `|` `*` `+` `?` `{2,3}` `^` `$`. It never goes
/// back over the text, so the time is proportional to the length of the text, whatever the expression: the reason why it
/// is our own. Back references and look-around cannot be written.
struct RegularExpression: Sendable {
    let program: [Instruction]

    enum Instruction: Sendable {
        case take(ScalarClass)
        case either(Int, Int)
        case go(Int)
        case textStart
        case textEnd
        case found
    }

    /// What is wrong with an expression.
    struct Problem: Error {
        var message: String
    }

    init(_ pattern: String) throws(Problem) {
        var compiler = RegularExpressionCompiler()
        try compiler.emit(try RegularExpressionParser.node(of: pattern))
        program = compiler.program + [.found]
    }

    /// Whether it is found in `text`; makes a searcher for one text only.
    func isFound(in text: String) -> Bool {
        var searcher = RegularExpressionSearcher(self)
        return searcher.isFound(in: text)
    }
}

/// The characters one step takes.
struct ScalarClass: Sendable {
    enum Member: Sendable {
        case range(ClosedRange<UInt32>)
        case digit, word, space
        case notDigit, notWord, notSpace
    }

    var members: [Member]
    var isNegated = false

    /// Every character.
    static let any = ScalarClass(members: [], isNegated: true)

    init(members: [Member], isNegated: Bool = false) {
        self.members = members
        self.isNegated = isNegated
    }

    init(_ scalar: Unicode.Scalar) {
        self.init(members: [.range(scalar.value...scalar.value)])
    }

    /// Whether the character belongs to it in either case.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let (lower, upper) = (CaseFolding.fold(scalar), Folding.upper(scalar))
        let isMember = members.contains { $0.contains(scalar) || $0.contains(lower) || $0.contains(upper) }
        return isMember != isNegated
    }
}

extension ScalarClass.Member {
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .range(let range): range.contains(scalar.value)
        case .digit: scalar.properties.numericType == .decimal
        case .word: scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal || scalar == "_"
        case .space: scalar.properties.isWhitespace
        case .notDigit: !Self.digit.contains(scalar)
        case .notWord: !Self.word.contains(scalar)
        case .notSpace: !Self.space.contains(scalar)
        }
    }
}
