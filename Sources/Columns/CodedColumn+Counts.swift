extension CodedColumn {
    /// How many of the rows have each code; `nil` means all rows.
    ///
    /// - Complexity: O(rows + codes · cores).
    package func codeCounts(in rows: Bitmap?, _ work: Work) throws(Cancelled) -> [Int] {
        precondition(rows.map { $0.count == count } ?? true)
        let codes = dictionary.codeCount
        let parts = strips(chunks.count, parts: max(1, min(coreCount, count / max(1, codes))))
        let partial = try mapped(parts.count, work) { part in
            var counts = [Int](repeating: 0, count: codes)
            for chunk in parts[part] where !work.isCancelled { chunks[chunk].addCounts(chunk, rows, &counts) }
            return counts
        }
        return partial.dropFirst().reduce(into: partial.first ?? Array(repeating: 0, count: codes)) { sum, more in
            for code in sum.indices { sum[code] += more[code] }
        }
    }

    /// Which codes occur in the rows; `nil` means all rows.
    package func codesUsed(in rows: Bitmap?, _ work: Work) throws(Cancelled) -> [Bool] {
        try codeCounts(in: rows, work).map { $0 > 0 }
    }
}

extension CodeChunk {
    fileprivate func addCounts(_ chunk: Int, _ rows: Bitmap?, _ counts: inout [Int]) {
        switch self {
        case .constant(let code, let count):
            counts[Int(code)] += rows.map { $0.ones(inWords: $0.wordRange(ofChunk: chunk)) } ?? count
        case .u8(let a): Columns.addCounts(a.span, chunk, rows, &counts)
        case .u16(let a): Columns.addCounts(a.span, chunk, rows, &counts)
        case .u32(let a): Columns.addCounts(a.span, chunk, rows, &counts)
        }
    }
}

private func addCounts<Code: FixedWidthInteger & UnsignedInteger>(
    _ codes: Span<Code>, _ chunk: Int, _ rows: Bitmap?, _ counts: inout [Int]
) {
    if let rows {
        rows.forEachOne(inChunk: chunk) { counts[Int(codes[$0])] += 1 }
    } else {
        for i in codes.indices { counts[Int(codes[i])] += 1 }
    }
}
