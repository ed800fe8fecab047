extension IntegerColumn {
    /// The rows whose value lies in the range. Cells without a value are never in it.
    ///
    /// - Complexity: O(rows) at worst; chunks that lie wholly inside or outside the range are not looked into.
    package func rows(in range: ClosedRange<Int128>, _ work: Work) throws(Cancelled) -> Bitmap {
        try rows(inAny: [range], work)
    }

    /// The rows whose value lies in one of the ranges, which may be in any order and overlap.
    ///
    /// - Parameter among: Rows that are asked for; chunks without any are not looked into.
    package func rows(
        inAny ranges: [ClosedRange<Int128>], among: Bitmap? = nil, _ work: Work
    ) throws(Cancelled) -> Bitmap {
        let ranges = ranges.mergedAndSorted()
        return try select(among, work) { chunk, words in
            chunk.mark(ranges, words)
            chunk.clearRowsWithoutValue(words)
        }
    }

    /// The rows whose cell stands in one of these ways.
    package func rows(withStates states: Set<CellState>, _ work: Work) throws(Cancelled) -> Bitmap {
        try select(nil, work) { chunk, words in
            guard let all = chunk.states else { return states.contains(.value) ? words.fill() : () }
            for state in states {
                let raw = UInt64(state.rawValue)
                markRange(all.span, raw...raw, words)
            }
        }
    }

    /// The rows whose cell is absent, null or blank.
    package func emptyRows(_ work: Work) throws(Cancelled) -> Bitmap {
        try rows(withStates: [.absent, .null, .blank], work)
    }

    private func select(
        _ among: Bitmap?, _ work: Work, _ body: @Sendable (IntegerChunk, UnsafeMutableBufferPointer<UInt64>) -> Void
    ) throws(Cancelled) -> Bitmap {
        try Bitmap(count: count, among: among, work) { body(chunks[$0], $1) }
    }
}

extension [ClosedRange<Int128>] {
    /// The same numbers in ranges that ascend and do not touch.
    func mergedAndSorted() -> Self {
        var merged: Self = []
        for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

extension IntegerChunk {
    /// Adds rows in one of the ranges; rows without a value may be added too.
    fileprivate func mark(_ ranges: [ClosedRange<Int128>], _ words: UnsafeMutableBufferPointer<UInt64>) {
        let near = ranges.filter { $0.overlaps(base...top) }
        guard hasValues, let first = near.first else { return }
        if first.lowerBound <= base, first.upperBound >= top { return words.fill() }
        if case .wide(let values) = offsets {
            return Columns.mark(values.count, words) { row in near.contains { $0.contains(values[row]) } }
        }
        let distances = near.map {
            UInt64(max($0.lowerBound, base) - base)...UInt64(min($0.upperBound, top) - base)
        }
        mark(distances: distances, words)
    }

    private func mark(distances: [ClosedRange<UInt64>], _ words: UnsafeMutableBufferPointer<UInt64>) {
        switch offsets {
        case .zero, .wide: words.fill()  // handled before: one value is wholly inside or outside
        case .u8(let a): markAny(a.span, distances, words)
        case .u16(let a): markAny(a.span, distances, words)
        case .u32(let a): markAny(a.span, distances, words)
        case .u64(let a): markAny(a.span, distances, words)
        }
    }

    fileprivate func clearRowsWithoutValue(_ words: UnsafeMutableBufferPointer<UInt64>) {
        guard let states else { return }
        let isValue = UInt64(CellState.value.rawValue)
        let values = [UInt64](unsafeUninitializedCapacity: words.count) { buffer, initialized in
            initialized = words.count
            buffer.initialize(repeating: 0)
            markRange(states.span, isValue...isValue, .init(rebasing: buffer[..<words.count]))
        }
        for i in words.indices { words[i] &= values[i] }
    }
}

/// A few ranges are compared one after the other, many by bisection.
private func markAny<Number: RangeMarkable>(
    _ numbers: Span<Number>, _ ranges: [ClosedRange<UInt64>], _ words: UnsafeMutableBufferPointer<UInt64>
) {
    if ranges.count > 8 { return markRanges(numbers, ranges, words) }
    for range in ranges { markRange(numbers, range, words) }
}
