import Columns

/// Which values of an encoder pass a test, block after block: each is asked once, when it comes.
struct FreshMatches {
    /// By the encoder's code.
    private var matches: [Bool] = []

    /// Whether the values of the encoder's next block pass, one flag a record; empty ones are not asked, and do not.
    mutating func flags(of block: EncodedCodes, passing test: (Span<UInt8>) -> Bool) -> [Bool] {
        if block.startsAnew || matches.isEmpty { matches = [false, false] }
        block.fresh.each { value in
            if let value { matches.append(test(value)) } else { matches.append(false) }
        }
        switch block.codes {
        case .each(let codes): return codes.map { matches[Int($0)] }
        case .all(let code): return Array(repeating: matches[Int(code)], count: block.count)
        }
    }
}
