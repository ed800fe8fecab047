import Columns

/// Which values of an encoder pass a test, block after block: each is asked once, when it comes.
struct FreshMatches {
    /// By the encoder's code.
    private var matches: [Bool] = []

    /// The records of the encoder's next block whose value passes; empty ones are not asked.
    mutating func records(of block: EncodedCodes, passing test: (Span<UInt8>) -> Bool) -> [Int] {
        if block.startsAnew || matches.isEmpty { matches = [false, false] }
        block.fresh.each { value in
            if let value { matches.append(test(value)) } else { matches.append(false) }
        }
        switch block.codes {
        case .each(let codes): return codes.indices.filter { matches[Int(codes[$0])] }
        case .all(let code): return matches[Int(code)] ? Array(0..<block.count) : []
        }
    }
}
