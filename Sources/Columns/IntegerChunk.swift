/// The numbers of up to `chunkRows` rows.
package struct IntegerChunk: Sendable {
    /// value = base + offset. The least value, or 0 when there is none.
    package let base: Int128
    /// The greatest value, or `base` when there is none.
    package let top: Int128
    package let offsets: Offsets
    /// One `CellState` per row; `nil` when every row has a value.
    package let states: [UInt8]?
    /// Whether any row has a value.
    package let hasValues: Bool
    /// Whether every row has a value, and none is less than the one before.
    let rises: Bool

    package enum Offsets: Sendable {
        case zero(count: Int)
        case u8([UInt8])
        case u16([UInt16])
        case u32([UInt32])
        case u64([UInt64])
        /// Only where values of one chunk lie more than 2^64 apart; values themselves, not offsets.
        case wide([Int128])
    }

    package init(_ values: [Int128], states: [UInt8]? = nil) {
        self.init(numbers: values, states: states)
    }

    package init(_ values: [Int64], states: [UInt8]? = nil) {
        self.init(numbers: values, states: states)
    }

    private init<Number: FixedWidthInteger & SignedInteger>(numbers values: [Number], states: [UInt8]?) {
        precondition(states.map { $0.count == values.count } ?? true)
        let isValue = CellState.value.rawValue
        self.states = states.flatMap { $0.allSatisfy { $0 == isValue } ? nil : $0 }
        var (low, high) = Self.extent(values.span, self.states)
        hasValues = low <= high
        if low > high { (low, high) = (0, 0) }
        base = Int128(low)
        top = Int128(high)
        offsets = Self.offsets(values, low, high)
        rises = self.states == nil && hasValues && Self.rises(values.span)
    }

    private static func rises<Number: FixedWidthInteger>(_ values: Span<Number>) -> Bool {
        var falls = 0
        for i in values.indices.dropFirst() where values[i] < values[i &- 1] { falls &+= 1 }
        return falls == 0
    }

    /// The least and the greatest value; the first is above the second when there is none.
    private static func extent<Number: FixedWidthInteger>(
        _ values: Span<Number>, _ states: [UInt8]?
    ) -> (Number, Number) {
        var low = Number.max, high = Number.min
        if let states {
            for i in values.indices where states[i] == CellState.value.rawValue {
                low = min(low, values[i])
                high = max(high, values[i])
            }
        } else {
            for i in values.indices {
                low = min(low, values[i])
                high = max(high, values[i])
            }
        }
        return (low, high)
    }

    /// Distances from `low`; where a row's number is no value it is outside `low ... high`, and counts as `low`.
    private static func offsets<Number: FixedWidthInteger & SignedInteger>(
        _ values: [Number], _ low: Number, _ high: Number
    ) -> Offsets {
        let span = UInt128(truncatingIfNeeded: Int128(high) &- Int128(low))
        func distances<Offset: FixedWidthInteger>() -> [Offset] {
            values.map { $0 < low || $0 > high ? 0 : Offset(truncatingIfNeeded: $0 &- low) }
        }
        return switch span {
        case 0: .zero(count: values.count)
        case ...UInt128(UInt8.max): .u8(distances())
        case ...UInt128(UInt16.max): .u16(distances())
        case ...UInt128(UInt32.max): .u32(distances())
        case ...UInt128(UInt64.max): .u64(distances())
        default: .wide(values.map { Int128($0 < low || $0 > high ? low : $0) })
        }
    }

    /// A chunk of nothing but empty cells of one kind.
    init(empty state: CellState, count: Int) {
        precondition(state.isEmpty)
        (base, top, hasValues, rises) = (0, 0, false, false)
        offsets = .zero(count: count)
        states = count == chunkRows ? Self.fullStates[Int(state.rawValue)] : Array(repeating: state.rawValue, count: count)
    }

    /// Shared by every full chunk of empty cells: a column a source does not have takes no memory.
    private static let fullStates: [[UInt8]] = [CellState.absent, .null, .blank].map {
        Array(repeating: $0.rawValue, count: chunkRows)
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
