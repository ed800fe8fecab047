/// A piece of a sort key, at most 64 bits wide, for which smaller numbers come first.
struct SortPart: Sendable {
    /// Bits its numbers need.
    let bits: Int
    private let source: Source

    private enum Source: Sendable {
        /// `table[code]` is the number.
        case codes(CodedColumn, table: [UInt32])
        /// Distance from the least value, or from the greatest when descending; `empty` where there is no value.
        case distances(IntegerColumn, low: Int128, high: Int128, descending: Bool, empty: UInt64)
        /// 1 where there is no value.
        case missing(IntegerColumn)
        /// Upper or lower half of a 128-bit value.
        case half(IntegerColumn, upper: Bool, descending: Bool)
    }

    private init(_ source: Source, bits: Int) {
        self.source = source
        self.bits = bits
    }

    /// The pieces of a key, most significant first: one, except for numbers more than 2^64 apart.
    static func parts(of key: OrderKey, in rows: Bitmap, _ work: Work) throws(Cancelled) -> [SortPart] {
        switch key.ranks {
        case .codes(let column, let ranks):
            return [codes(column, ranks, key.descending)]
        case .integers(let column):
            guard let (low, high) = try column.minMax(in: rows, work) else { return [] }
            let span = UInt128(truncatingIfNeeded: high &- low)
            guard span < UInt128(UInt64.max) else { return halves(column, key.descending) }
            let empty = UInt64(span) + 1
            return [SortPart(
                .distances(column, low: low, high: high, descending: key.descending, empty: empty),
                bits: 64 - empty.leadingZeroBitCount)]
        }
    }

    private static func codes(_ column: CodedColumn, _ ranks: [UInt32], _ descending: Bool) -> SortPart {
        precondition(ranks.count == column.dictionary.codeCount)
        let top = ranks.lazy.filter { $0 != .max }.max() ?? 0
        let empty = top + 1
        let table = ranks.map { $0 == .max ? empty : descending ? top - $0 : $0 }
        return SortPart(.codes(column, table: table), bits: 32 - empty.leadingZeroBitCount)
    }

    private static func halves(_ column: IntegerColumn, _ descending: Bool) -> [SortPart] {
        [
            SortPart(.missing(column), bits: 1),
            SortPart(.half(column, upper: true, descending: descending), bits: 64),
            SortPart(.half(column, upper: false, descending: descending), bits: 64),
        ]
    }

    /// Shifts the keys of a chunk's rows up and puts this piece's numbers below.
    func append(toKeysOf chunk: Int, _ keys: UnsafeMutableBufferPointer<UInt64>) {
        switch source {
        case .codes(let column, let table):
            switch column.chunks[chunk] {
            case .constant(let code, _):
                let number = UInt64(table[Int(code)])
                push(keys) { _ in number }
            case .u8(let codes): push(keys) { UInt64(table[Int(codes[$0])]) }
            case .u16(let codes): push(keys) { UInt64(table[Int(codes[$0])]) }
            case .u32(let codes): push(keys) { UInt64(table[Int(codes[$0])]) }
            }
        case .distances(let column, let low, let high, let descending, let empty):
            pushDistances(column.chunks[chunk], low, high, descending, empty, keys)
        case .missing(let column):
            push(keys) { column.chunks[chunk].state($0) == .value ? 0 : 1 }
        case .half(let column, let upper, let descending):
            push(keys) { row in
                guard let value = column.chunks[chunk].value(row) else { return 0 }
                let number = (UInt128(truncatingIfNeeded: value) ^ (1 << 127)) ^ (descending ? .max : 0)
                return UInt64(truncatingIfNeeded: upper ? number >> 64 : number)
            }
        }
    }

    @inline(__always) private func push(_ keys: UnsafeMutableBufferPointer<UInt64>, _ number: (Int) -> UInt64) {
        if bits == 64 {
            for i in keys.indices { keys[i] = number(i) }
        } else {
            for i in keys.indices { keys[i] = keys[i] &<< UInt64(bits) | number(i) }
        }
    }

    /// Where the chunk's least value stands is added to offsets, modulo 2^64: the result lies in `0 ... empty`.
    private func pushDistances(
        _ chunk: IntegerChunk, _ low: Int128, _ high: Int128, _ descending: Bool, _ empty: UInt64,
        _ keys: UnsafeMutableBufferPointer<UInt64>
    ) {
        let shift = UInt64(truncatingIfNeeded: descending ? high &- chunk.base : chunk.base &- low)
        func push(_ offset: (Int) -> UInt64) {
            let states = chunk.states
            self.push(keys) { i in
                if let states, states[i] != CellState.value.rawValue { return empty }
                let distance = descending ? shift &- offset(i) : shift &+ offset(i)
                return min(distance, empty)  // rows outside the set may lie anywhere; they are not used
            }
        }
        switch chunk.offsets {
        case .zero: push { _ in 0 }
        case .u8(let a): push { UInt64(a[$0]) }
        case .u16(let a): push { UInt64(a[$0]) }
        case .u32(let a): push { UInt64(a[$0]) }
        case .u64(let a): push { a[$0] }
        case .wide(let a): push { UInt64(truncatingIfNeeded: a[$0] &- chunk.base) }
        }
    }
}
