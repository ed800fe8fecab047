/// A column's values as small numbers, so that grouping and distinct counts need not know what kind of column it is.
///
/// Numbers 0, 1 and 2 are absent, null and blank; unreadable cells are told apart by their text.
struct ValueNumbering: Sendable {
    /// Numbers are below this.
    let cardinality: Int
    private let source: Source

    static let firstValue = TextDictionary.firstValue

    private enum Source: Sendable {
        case coded(CodedColumn)
        /// number = value - low + first; `texts` holds the numbers of unreadable rows.
        case direct(IntegerColumn, low: Int128, first: UInt32, texts: [Int: UInt32])
        /// One number per row.
        case listed([UInt32])
    }

    init(_ column: Column, in rows: Bitmap, _ work: Work) throws(Cancelled) {
        switch column {
        case .coded(let column):
            source = .coded(column)
            cardinality = column.dictionary.codeCount
        case .integer(let column):
            self = try Self.numbering(column, rows, work)
        }
    }

    init(listed: [UInt32], cardinality: Int) {
        source = .listed(listed)
        self.cardinality = cardinality
    }

    private init(_ source: Source, _ cardinality: Int) {
        self.source = source
        self.cardinality = cardinality
    }

    private static func numbering(
        _ column: IntegerColumn, _ rows: Bitmap, _ work: Work
    ) throws(Cancelled) -> ValueNumbering {
        let texts = column.textNumbers()
        let first = firstValue + UInt32(Set(texts.values).count)
        guard let (low, high) = try column.minMax(in: nil, work) else {
            return .init(.direct(column, low: 0, first: first, texts: texts), Int(first))
        }
        let (span, overflow) = high.subtractingReportingOverflow(low)
        if !overflow, span < Int128(max(4_096, column.count)) {
            return .init(.direct(column, low: low, first: first, texts: texts), Int(first) + Int(span) + 1)
        }
        return try listing(column, rows, first, texts, work)
    }

    /// Numbers values too far apart to be numbers themselves: by a hash table, in order of appearance.
    private static func listing(
        _ column: IntegerColumn, _ rows: Bitmap, _ first: UInt32, _ texts: [Int: UInt32], _ work: Work
    ) throws(Cancelled) -> ValueNumbering {
        var numbers = [UInt32](repeating: 0, count: column.count)
        var seen: [Int128: UInt32] = [:]
        for chunk in column.chunks.indices {
            try work.check()
            let start = chunk * chunkRows
            rows.forEachOne(inChunk: chunk) { i in
                if let value = column.chunks[chunk].value(i) {
                    let next = first + UInt32(seen.count)
                    numbers[start + i] = seen[value, default: next]
                    if numbers[start + i] == next { seen[value] = next }
                } else {
                    let state = column.chunks[chunk].state(i)
                    numbers[start + i] = state.isEmpty ? UInt32(state.rawValue) : texts[start + i] ?? 0
                }
            }
        }
        return ValueNumbering(listed: numbers, cardinality: Int(first) + seen.count)
    }

    /// The numbers of a chunk's rows. Rows outside the set the numbering was made for may have any.
    func numbers(ofChunk chunk: Int) -> [UInt32] {
        switch source {
        case .coded(let column): column.chunks[chunk].decoded()
        case .direct(let column, let low, let first, let texts):
            column.chunks[chunk].numbers(low: low, first: first) { texts[chunk * chunkRows + $0] ?? 0 }
        case .listed(let numbers): Array(numbers[rowRange(ofChunk: chunk, count: numbers.count)])
        }
    }
}

extension IntegerColumn {
    /// Unreadable rows with a number for each distinct text, in order of rows.
    fileprivate func textNumbers() -> [Int: UInt32] {
        var numbers: [String: UInt32] = [:]
        var result: [Int: UInt32] = [:]
        for (row, text) in unreadable.sorted(by: { $0.key < $1.key }) {
            let next = ValueNumbering.firstValue + UInt32(numbers.count)
            result[row] = numbers[text, default: next]
            if result[row] == next { numbers[text] = next }
        }
        return result
    }
}

extension IntegerChunk {
    /// value - low + first where there is a value, the state's number where the cell is empty.
    fileprivate func numbers(low: Int128, first: UInt32, text: (Int) -> UInt32) -> [UInt32] {
        let shift = hasValues ? UInt32(truncatingIfNeeded: base - low) &+ first : 0
        var numbers = distances(plus: shift)
        guard let states else { return numbers }
        for i in numbers.indices where states[i] != CellState.value.rawValue {
            numbers[i] = states[i] == CellState.unreadable.rawValue ? text(i) : UInt32(states[i])
        }
        return numbers
    }

    private func distances(plus shift: UInt32) -> [UInt32] {
        switch offsets {
        case .zero(let count): Array(repeating: shift, count: count)
        case .u8(let a): a.map { UInt32($0) &+ shift }
        case .u16(let a): a.map { UInt32($0) &+ shift }
        case .u32(let a): a.map { $0 &+ shift }
        case .u64(let a): a.map { UInt32(truncatingIfNeeded: $0) &+ shift }
        case .wide(let a): a.map { UInt32(truncatingIfNeeded: $0 &- base) &+ shift }
        }
    }
}
