extension IntegerColumn {
    /// The least and the greatest value among the rows (`nil`: all of them), or `nil` when none has a value.
    ///
    /// - Complexity: O(chunks) for all rows, O(rows of the set) otherwise.
    package func minMax(in rows: Bitmap?, _ work: Work) throws(Cancelled) -> (Int128, Int128)? {
        precondition(rows.map { $0.count == count } ?? true)
        let extents = try mapped(chunks.count, work) { chunk in chunks[chunk].extent(chunk, rows) }
        var result: (Int128, Int128)?
        for case let (low, high)? in extents {
            result = (min(low, result?.0 ?? low), max(high, result?.1 ?? high))
        }
        return result
    }
}

extension IntegerChunk {
    fileprivate func extent(_ chunk: Int, _ rows: Bitmap?) -> (Int128, Int128)? {
        guard hasValues else { return nil }
        guard let rows else { return (base, top) }
        switch offsets {
        case .zero(let count):
            return extent(count, chunk, rows) { _ in UInt64(0) }.map { _ in (base, base) }
        case .wide(let a): return extent(a.count, chunk, rows) { a[$0] }
        case .u8(let a): return shifted(extent(a.count, chunk, rows) { a[$0] })
        case .u16(let a): return shifted(extent(a.count, chunk, rows) { a[$0] })
        case .u32(let a): return shifted(extent(a.count, chunk, rows) { a[$0] })
        case .u64(let a): return shifted(extent(a.count, chunk, rows) { a[$0] })
        }
    }

    private func shifted(_ extent: (some BinaryInteger, some BinaryInteger)?) -> (Int128, Int128)? {
        extent.map { (base + Int128($0.0), base + Int128($0.1)) }
    }

    @inline(__always) private func extent<Number: FixedWidthInteger>(
        _ count: Int, _ chunk: Int, _ rows: Bitmap, _ number: (Int) -> Number
    ) -> (Number, Number)? {
        var low = Number.max, high = Number.min
        let isValue = CellState.value.rawValue
        rows.forEachOne(inChunk: chunk) { row in
            if let states, states[row] != isValue { return }
            low = min(low, number(row))
            high = max(high, number(row))
        }
        return low <= high ? (low, high) : nil
    }
}
