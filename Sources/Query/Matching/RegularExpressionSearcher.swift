/// Looks for one regular expression in many texts, one thread at a time.
///
/// It follows every possibility at once, as a set of places in the program; a set met before is remembered with where
/// each ASCII character leads, so that most steps are one look into a table.
struct RegularExpressionSearcher {
    /// Sets remembered; beyond this the memory starts anew.
    private static let mostStates = 500

    private let program: [RegularExpression.Instruction]
    private var states: [State] = []
    private var numbers: [[Int]: Int] = [:]

    private struct State {
        /// Places that take a character or wait for the end of the text, ascending.
        var places: [Int]
        var isFound: Bool
        /// ASCII character -> state, or -1 where nobody went yet.
        var next: [Int32]
    }

    init(_ expression: RegularExpression) { program = expression.program }

    mutating func isFound(in text: String) -> Bool {
        if states.count > Self.mostStates { forget() }
        var state = number(of: closure([0], atStart: true))
        for scalar in text.unicodeScalars {
            if states[state].isFound { return true }
            state = step(state, scalar)
        }
        if states[state].isFound { return true }
        return closure(states[state].places, atEnd: true).contains(program.count - 1)
    }

    private mutating func forget() {
        states.removeAll()
        numbers.removeAll()
    }

    private mutating func step(_ state: Int, _ scalar: Unicode.Scalar) -> Int {
        guard scalar.isASCII else { return number(of: follow(state, scalar)) }
        let known = states[state].next[Int(scalar.value)]
        if known >= 0 { return Int(known) }
        let next = number(of: follow(state, scalar))
        states[state].next[Int(scalar.value)] = Int32(next)
        return next
    }

    /// The places after `scalar`; a new search begins at every character.
    private func follow(_ state: Int, _ scalar: Unicode.Scalar) -> [Int] {
        var after: [Int] = []
        for place in states[state].places {
            if case .take(let characters) = program[place], characters.contains(scalar) { after.append(place + 1) }
        }
        return closure(after + [0])
    }

    private mutating func number(of places: [Int]) -> Int {
        if let known = numbers[places] { return known }
        states.append(
            State(places: places, isFound: places.contains(program.count - 1), next: Array(repeating: -1, count: 128)))
        numbers[places] = states.count - 1
        return states.count - 1
    }

    /// Every place that can be reached without a character.
    private func closure(_ places: [Int], atStart: Bool = false, atEnd: Bool = false) -> [Int] {
        var seen = Set(places)
        var open = places
        var found: [Int] = []
        func reach(_ place: Int) { if seen.insert(place).inserted { open.append(place) } }
        while let place = open.popLast() {
            switch program[place] {
            case .take, .found: found.append(place)
            case .go(let target): reach(target)
            case .either(let first, let second):
                reach(first)
                reach(second)
            case .textStart: if atStart { reach(place + 1) }
            case .textEnd: if atEnd { reach(place + 1) } else { found.append(place) }
            }
        }
        return found.sorted()
    }
}
