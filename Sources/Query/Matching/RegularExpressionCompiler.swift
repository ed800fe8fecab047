/// Turns the tree of a regular expression into instructions.
struct RegularExpressionCompiler {
    /// Instructions; `{ }` inside `{ }` multiplies.
    private static let most = 5_000

    private(set) var program: [RegularExpression.Instruction] = []

    private mutating func add(_ instruction: RegularExpression.Instruction) throws(RegularExpression.Problem) {
        guard program.count < Self.most else { throw .init(message: "it repeats too much") }
        program.append(instruction)
    }

    mutating func emit(_ node: RegularExpressionParser.Node) throws(RegularExpression.Problem) {
        switch node {
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let branches): try emit(branches)
        case .repeated(let item, let least, let most): try emit(item, least, most)
        case .take(let characters): try add(.take(characters))
        case .textStart: try add(.textStart)
        case .textEnd: try add(.textEnd)
        }
    }

    private mutating func emit(_ branches: [RegularExpressionParser.Node]) throws(RegularExpression.Problem) {
        var ends: [Int] = []
        for branch in branches.dropLast() {
            let fork = program.count
            try add(.either(fork + 1, fork + 1))
            try emit(branch)
            ends.append(program.count)
            try add(.go(0))
            program[fork] = .either(fork + 1, program.count)
        }
        if let last = branches.last { try emit(last) }
        for end in ends { program[end] = .go(program.count) }
    }

    private mutating func emit(
        _ item: RegularExpressionParser.Node, _ least: Int, _ most: Int?
    ) throws(RegularExpression.Problem) {
        for _ in 0..<least { try emit(item) }
        guard let most else {
            let fork = program.count
            try add(.either(fork + 1, fork + 1))
            try emit(item)
            try add(.go(fork))
            program[fork] = .either(fork + 1, program.count)
            return
        }
        var forks: [Int] = []
        for _ in least..<max(least, most) {
            forks.append(program.count)
            try add(.go(0))
            try emit(item)
        }
        for fork in forks { program[fork] = .either(fork + 1, program.count) }
    }
}
