/// Rows per sealed chunk. Kernels run chunk by chunk; 1,024 bitmap words belong to one chunk.
package let chunkRows = 65_536

/// One column of a snapshot: concrete storages, switched once per kernel.
package enum Column: Sendable {
    case coded(CodedColumn)
    case integer(IntegerColumn)

    package var count: Int {
        switch self {
        case .coded(let c): c.count
        case .integer(let c): c.count
        }
    }
}

/// Text (also codes, addresses, hexadecimal) as codes into one dictionary.
package struct CodedColumn: Sendable {
    package let dictionary: TextDictionary
    /// All but the last hold `chunkRows` rows.
    package let chunks: [CodeChunk]
    package let count: Int

    package init(dictionary: TextDictionary, chunks: [CodeChunk]) {
        self.dictionary = dictionary
        self.chunks = chunks
        count = chunks.reduce(0) { $0 + $1.count }
    }

    package func code(_ row: Int) -> UInt32 { chunks[row / chunkRows][row % chunkRows] }
}

/// The codes of up to `chunkRows` rows, as narrow as they allow.
package enum CodeChunk: Sendable {
    case constant(UInt32, count: Int)
    case u8([UInt8])
    case u16([UInt16])
    case u32([UInt32])

    /// Packs codes into the narrowest storage.
    package init(_ codes: [UInt32]) {
        let top = codes.max() ?? 0
        if let first = codes.first, !codes.contains(where: { $0 != first }) {
            self = .constant(first, count: codes.count)
        } else if top <= UInt8.max {
            self = .u8(codes.map { UInt8($0) })
        } else if top <= UInt16.max {
            self = .u16(codes.map { UInt16($0) })
        } else {
            self = .u32(codes)
        }
    }

    package var count: Int {
        switch self {
        case .constant(_, let count): count
        case .u8(let a): a.count
        case .u16(let a): a.count
        case .u32(let a): a.count
        }
    }

    package subscript(i: Int) -> UInt32 {
        switch self {
        case .constant(let code, _): code
        case .u8(let a): UInt32(a[i])
        case .u16(let a): UInt32(a[i])
        case .u32(let a): a[i]
        }
    }
}

/// How a cell of an integer column stands.
package enum CellState: UInt8, Sendable {
    case absent = 0, null = 1, blank = 2, value = 3
    /// The source's text is no number; it is kept in `IntegerColumn.unreadable`.
    case unreadable = 4
}

/// Whole numbers and instants (microseconds): exact, stored per chunk as distance from the chunk's least value.
package struct IntegerColumn: Sendable {
    package let chunks: [IntegerChunk]
    package let count: Int
    /// The text of cells whose state is `unreadable`, by row.
    package let unreadable: [Int: String]

    package init(chunks: [IntegerChunk], unreadable: [Int: String] = [:]) {
        self.chunks = chunks
        self.unreadable = unreadable
        count = chunks.reduce(0) { $0 + $1.count }
    }

    package func state(_ row: Int) -> CellState { chunks[row / chunkRows].state(row % chunkRows) }
    /// The value, or `nil` where the state is not `value`.
    package func value(_ row: Int) -> Int128? { chunks[row / chunkRows].value(row % chunkRows) }
}

package struct IntegerChunk: Sendable {
    /// value = base + offset.
    package let base: Int128
    package let offsets: Offsets
    /// One `CellState` per row; `nil` when every row has a value.
    package let states: [UInt8]?

    package enum Offsets: Sendable {
        case zero(count: Int)
        case u8([UInt8])
        case u16([UInt16])
        case u32([UInt32])
        case u64([UInt64])
        /// Only where values of one chunk lie more than 2^64 apart.
        case wide([Int128])
    }

    package init(_ values: [Int128], states: [UInt8]? = nil) {
        precondition(states == nil || states!.count == values.count)
        var low = Int128.max, high = Int128.min
        for (i, v) in values.enumerated() where states == nil || states![i] == CellState.value.rawValue {
            low = min(low, v)
            high = max(high, v)
        }
        let allValues = states?.allSatisfy { $0 == CellState.value.rawValue } ?? true
        self.states = allValues ? nil : states
        if low > high { (low, high) = (0, 0) }
        base = low
        func offset(_ v: Int128) -> Int128 { v < low || v > high ? 0 : v - low }
        let (span, overflow) = high.subtractingReportingOverflow(low)
        if overflow || span > Int128(UInt64.max) {
            offsets = .wide(values.map { v in v < low || v > high ? low : v })
        } else if span == 0 {
            offsets = .zero(count: values.count)
        } else if span <= UInt8.max {
            offsets = .u8(values.map { UInt8(offset($0)) })
        } else if span <= UInt16.max {
            offsets = .u16(values.map { UInt16(offset($0)) })
        } else if span <= UInt32.max {
            offsets = .u32(values.map { UInt32(offset($0)) })
        } else {
            offsets = .u64(values.map { UInt64(offset($0)) })
        }
    }

    package var count: Int {
        switch offsets {
        case .zero(let count): count
        case .u8(let a): a.count
        case .u16(let a): a.count
        case .u32(let a): a.count
        case .u64(let a): a.count
        case .wide(let a): a.count
        }
    }

    package func state(_ i: Int) -> CellState {
        guard let states else { return .value }
        return CellState(rawValue: states[i]) ?? .unreadable
    }

    package func value(_ i: Int) -> Int128? {
        guard state(i) == .value else { return nil }
        switch offsets {
        case .zero: return base
        case .u8(let a): return base + Int128(a[i])
        case .u16(let a): return base + Int128(a[i])
        case .u32(let a): return base + Int128(a[i])
        case .u64(let a): return base + Int128(a[i])
        case .wide(let a): return a[i]
        }
    }
}
