/// Reads the text of a regular expression into a tree.
struct RegularExpressionParser {
    indirect enum Node {
        case sequence([Node])
        case choice([Node])
        case repeated(Node, Int, Int?)
        case take(ScalarClass)
        case textStart, textEnd
    }

    /// Groups inside each other; the limit keeps the stack safe.
    private static let deepest = 100
    /// Times in `{ }`.
    private static let mostTimes = 1_000

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    static func node(of pattern: String) throws(RegularExpression.Problem) -> Node {
        var parser = RegularExpressionParser(scalars: Array(pattern.unicodeScalars))
        let node = try parser.choice()
        guard parser.peek == nil else { throw .init(message: "a closing bracket has no opening one") }
        return node
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    private mutating func choice() throws(RegularExpression.Problem) -> Node {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(RegularExpression.Problem) -> Node {
        var parts: [Node] = []
        while let next = peek, next != "|", next != ")" { parts.append(try repeated()) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repeated() throws(RegularExpression.Problem) -> Node {
        let item = try item()
        guard let times = try times() else { return item }
        _ = take("?")
        guard try self.times() == nil else { throw .init(message: "a repetition follows a repetition") }
        return .repeated(item, times.least, times.most)
    }

    private mutating func times() throws(RegularExpression.Problem) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard take("{") else { return nil }
        let least = try number()
        var most: Int? = least
        if take(",") { most = peek == "}" ? nil : try number() }
        guard take("}"), most ?? least >= least else { throw .init(message: "{ } takes one number or two in order") }
        return (least, most)
    }

    private mutating func number() throws(RegularExpression.Problem) -> Int {
        var value: Int?
        while let scalar = peek, ("0"..."9").contains(scalar), value ?? 0 <= Self.mostTimes {
            value = (value ?? 0) * 10 + Int(scalar.value - 48)
            position += 1
        }
        guard let value, value <= Self.mostTimes else {
            throw .init(message: "{ } takes numbers up to \(Self.mostTimes)")
        }
        return value
    }

    private mutating func item() throws(RegularExpression.Problem) -> Node {
        guard let scalar = peek else { return .sequence([]) }
        position += 1
        switch scalar {
        case "(": return try group()
        case "[": return .take(try characterClass())
        case ".": return .take(.any)
        case "^": return .textStart
        case "$": return .textEnd
        case "\\": return .take(ScalarClass(members: [try escape()]))
        case "*", "+", "?", "{": throw .init(message: "nothing stands before \(scalar)")
        default: return .take(ScalarClass(scalar))
        }
    }

    private mutating func group() throws(RegularExpression.Problem) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw .init(message: "too many groups stand inside each other") }
        if take("?") {
            guard take(":") else { throw .init(message: "only ( ) and (?: ) are known") }
        }
        let inside = try choice()
        guard take(")") else { throw .init(message: "a group is not closed") }
        return inside
    }

    /// What stands behind a backslash.
    private mutating func escape() throws(RegularExpression.Problem) -> ScalarClass.Member {
        guard let scalar = peek else { throw .init(message: "nothing stands behind the last backslash") }
        position += 1
        switch scalar {
        case "d": return .digit
        case "w": return .word
        case "s": return .space
        case "D": return .notDigit
        case "W": return .notWord
        case "S": return .notSpace
        case "t": return .range(9...9)
        case "n": return .range(10...10)
        case "r": return .range(13...13)
        default:
            guard !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else {
                throw .init(message: "\\\(scalar) is not known")
            }
            return .range(scalar.value...scalar.value)
        }
    }
}

extension RegularExpressionParser {
    /// What stands between `[` and `]`; a `]` at the very beginning stands for itself.
    private mutating func characterClass() throws(RegularExpression.Problem) -> ScalarClass {
        var found = ScalarClass(members: [], isNegated: take("^"))
        repeat {
            guard let low = try member() else { throw .init(message: "[ is not closed") }
            guard case .range(let from) = low, peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
                found.members.append(low)
                continue
            }
            position += 1
            guard let high = try member(), case .range(let to) = high, from.lowerBound <= to.lowerBound else {
                throw .init(message: "a range in [ ] goes backwards")
            }
            found.members.append(.range(from.lowerBound...to.lowerBound))
        } while peek != "]"
        position += 1
        return found
    }

    private mutating func member() throws(RegularExpression.Problem) -> ScalarClass.Member? {
        guard let scalar = peek else { return nil }
        position += 1
        return scalar == "\\" ? try escape() : .range(scalar.value...scalar.value)
    }
}
