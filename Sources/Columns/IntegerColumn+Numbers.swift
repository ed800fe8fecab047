extension IntegerChunk {
    /// Whether the low 64 bits of each number, taken as one without a sign, are that number.
    package var isUnsigned: Bool { base >= 0 && top <= Int128(UInt64.max) }

    /// The low 64 bits of each row's number, for loops over whole chunks; of rows without a value anything.
    package func numbers() -> [UInt64] {
        let base = UInt64(truncatingIfNeeded: base)
        return switch offsets {
        case .zero(let count): Array(repeating: base, count: count)
        case .u8(let a): a.map { base &+ UInt64($0) }
        case .u16(let a): a.map { base &+ UInt64($0) }
        case .u32(let a): a.map { base &+ UInt64($0) }
        case .u64(let a): a.map { base &+ $0 }
        case .wide(let a): a.map { UInt64(truncatingIfNeeded: $0) }
        }
    }
}

/// The numbers of one chunk, decoded once for a loop over its rows.
package struct ChunkNumbers {
    private let numbers: [UInt64]
    /// A `CellState` for each row; `nil` when every row has a value.
    private let states: [UInt8]?

    /// - Parameter column: `nil` when there is no such column: no row has a value.
    package init(_ column: IntegerColumn?, _ chunk: Int) {
        guard let column else {
            (numbers, states) = ([], [])
            return
        }
        numbers = column.chunks[chunk].numbers()
        states = column.chunks[chunk].states
    }

    /// The low 64 bits of the number of a row, counted from the chunk's first; `nil` where it has no value.
    package subscript(i: Int) -> UInt64? {
        hasValue(i) ? number(i) : nil
    }

    package func hasValue(_ i: Int) -> Bool {
        guard let states else { return true }
        return i < states.count && states[i] == CellState.value.rawValue
    }

    package func number(_ i: Int) -> UInt64 { numbers[i] }
}
