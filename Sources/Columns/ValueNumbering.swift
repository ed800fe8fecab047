/// A column's values as small numbers, so that grouping and distinct counts need not know what kind of column it is.
///
/// Number 0 is an empty cell (absent, null or blank: one value, as `is null` finds all three); unreadable cells are told
/// apart by their text.
struct ValueNumbering: Sendable {
    /// Numbers are below this.
    let cardinality: Int
    private let source: Source

    private enum Source: Sendable {
        /// number = code - 2; the three empty codes are 0.
        case coded(CodedColumn)
        /// number = value - low + first; `texts` holds the numbers of unreadable rows.
        case direct(IntegerColumn, low: Int128, first: UInt32, texts: [Int: UInt32])
        /// One number per row.
        case listed([UInt32])
    }

    init(_ column: Column, in rows: Bitmap, _ work: Work) throws(Cancelled) {
        switch column {
        case .coded(let column):
            self.init(.coded(column), column.dictionary.codeCount - 2)
        case .integer(let column):
            self = try Self.numbering(column, rows, work)
        }
    }

    /// Numbers made elsewhere, one per row.
    init(listed: [UInt32], cardinality: Int) { self.init(.listed(listed), cardinality) }

    private init(_ source: Source, _ cardinality: Int) {
        self.source = source
        self.cardinality = cardinality
    }

    private static func numbering(
        _ column: IntegerColumn, _ rows: Bitmap, _ work: Work
    ) throws(Cancelled) -> ValueNumbering {
        let texts = column.textNumbers()
        let first = UInt32(1 + Set(texts.values).count)
        guard let (low, high) = try column.minMax(in: nil, work) else {
            return .init(.direct(column, low: 0, first: first, texts: texts), Int(first))
        }
        let span = UInt128(truncatingIfNeeded: high &- low)
        if span < UInt128(max(4_096, column.count)) {
            return .init(.direct(column, low: low, first: first, texts: texts), Int(first) + Int(span) + 1)
        }
        return try listing(column, rows, low, span, first, texts, work)
    }

    /// Numbers values too far apart to be numbers themselves, by hash tables.
    private static func listing(
        _ column: IntegerColumn, _ rows: Bitmap, _ low: Int128, _ span: UInt128, _ first: UInt32,
        _ texts: [Int: UInt32], _ work: Work
    ) throws(Cancelled) -> ValueNumbering {
        // Two words a value: the upper one is numbered first where values are more than 2^64 apart.
        var upper = KeyIndex()
        var uppers = [UInt64](repeating: 0, count: span > UInt128(UInt64.max) ? column.count : 0)
        for row in uppers.indices {
            if row % chunkRows == 0 { try work.check() }
            guard let value = column.value(row) else { continue }
            uppers[row] = UInt64(upper.number(of: UInt64(truncatingIfNeeded: (value &- low) >> 64)))
        }
        precondition(upper.count < 1 << 32)
        let numbers = try RowNumbers(rows, work) { chunk, keys in
            column.chunks[chunk].lowWords(minus: low, keys)
        }
        guard !uppers.isEmpty else { return numbers.numbering(of: column, first, texts) }
        let both = try RowNumbers(rows, work) { [uppers] chunk, keys in
            for i in keys.indices {
                let row = chunk * chunkRows + i
                keys[i] = uppers[row] << 32 | UInt64(numbers.numbers[row])
            }
        }
        return both.numbering(of: column, first, texts)
    }

    /// The one number of all rows of a chunk, where the column says so.
    func onlyNumber(ofChunk chunk: Int) -> UInt32? {
        switch source {
        case .coded(let column):
            if case .constant(let code, _) = column.chunks[chunk] { max(code, 2) - 2 } else { nil }
        case .direct(let column, let low, let first, _): column.chunks[chunk].onlyNumber(low: low, first: first)
        case .listed: nil
        }
    }

    /// Writes the numbers of a chunk's rows, all below `cardinality`; those of rows outside the set the numbering was made
    /// for mean nothing.
    func write(chunk: Int, _ out: UnsafeMutableBufferPointer<UInt32>) {
        switch source {
        case .coded(let column):
            switch column.chunks[chunk] {
            case .constant(let code, _): out.update(repeating: max(code, 2) - 2)
            case .u8(let a): for i in out.indices { out[i] = max(UInt32(a[i]), 2) &- 2 }
            case .u16(let a): for i in out.indices { out[i] = max(UInt32(a[i]), 2) &- 2 }
            case .u32(let a): for i in out.indices { out[i] = max(a[i], 2) &- 2 }
            }
        case .direct(let column, let low, let first, let texts):
            column.chunks[chunk].write(low: low, first: first, out) { texts[chunk * chunkRows + $0] ?? 0 }
        case .listed(let numbers):
            for i in out.indices { out[i] = numbers[chunk &* chunkRows &+ i] }
        }
    }
}

extension RowNumbers {
    /// With the numbers of empty and unreadable cells put in.
    fileprivate func numbering(of column: IntegerColumn, _ first: UInt32, _ texts: [Int: UInt32]) -> ValueNumbering {
        var numbers = numbers
        for i in numbers.indices { numbers[i] = numbers[i] &+ first }
        for (chunk, part) in column.chunks.enumerated() {
            guard let states = part.states else { continue }
            for i in states.indices where states[i] != CellState.value.rawValue {
                numbers[chunk * chunkRows + i] = texts[chunk * chunkRows + i] ?? 0
            }
        }
        return ValueNumbering(listed: numbers, cardinality: Int(first) + max(1, count))
    }
}

extension IntegerColumn {
    /// Unreadable rows with a number, from 1, for each distinct text, in order of rows.
    fileprivate func textNumbers() -> [Int: UInt32] {
        // By bytes: texts that only look alike are two values.
        var numbers: [[UInt8]: UInt32] = [:]
        var result: [Int: UInt32] = [:]
        for (row, text) in unreadable.sorted(by: { $0.key < $1.key }) {
            let next = UInt32(1 + numbers.count)
            let bytes = Array(text.utf8)
            result[row] = numbers[bytes, default: next]
            if result[row] == next { numbers[bytes] = next }
        }
        return result
    }
}

extension IntegerChunk {
    /// value - low + first of every row, where all have the same value.
    fileprivate func onlyNumber(low: Int128, first: UInt32) -> UInt32? {
        guard case .zero = offsets, states == nil else { return nil }
        return UInt32(truncatingIfNeeded: base &- low) &+ first
    }

    /// value - low + first where there is a value, 0 where the cell is empty.
    fileprivate func write(
        low: Int128, first: UInt32, _ out: UnsafeMutableBufferPointer<UInt32>, text: (Int) -> UInt32
    ) {
        let shift = UInt32(truncatingIfNeeded: base &- low) &+ first
        switch offsets {
        case .zero: out.update(repeating: shift)
        case .u8(let a): for i in out.indices { out[i] = UInt32(a[i]) &+ shift }
        case .u16(let a): for i in out.indices { out[i] = UInt32(a[i]) &+ shift }
        case .u32(let a): for i in out.indices { out[i] = a[i] &+ shift }
        case .u64(let a): for i in out.indices { out[i] = UInt32(truncatingIfNeeded: a[i]) &+ shift }
        case .wide(let a): for i in out.indices { out[i] = UInt32(truncatingIfNeeded: a[i] &- base) &+ shift }
        }
        guard let states else { return }
        for i in out.indices where states[i] != CellState.value.rawValue {
            out[i] = states[i] == CellState.unreadable.rawValue ? text(i) : 0
        }
    }

    /// The low 64 bits of value - low; anything where there is no value.
    func lowWords(minus low: Int128, _ out: UnsafeMutableBufferPointer<UInt64>) {
        let shift = UInt64(truncatingIfNeeded: base &- low)
        switch offsets {
        case .zero: out.update(repeating: shift)
        case .u8(let a): for i in out.indices { out[i] = UInt64(a[i]) &+ shift }
        case .u16(let a): for i in out.indices { out[i] = UInt64(a[i]) &+ shift }
        case .u32(let a): for i in out.indices { out[i] = UInt64(a[i]) &+ shift }
        case .u64(let a): for i in out.indices { out[i] = a[i] &+ shift }
        case .wide(let a): for i in out.indices { out[i] = UInt64(truncatingIfNeeded: a[i] &- low) }
        }
    }
}
