extension CodedColumn {
    /// How many of the rows have each code; `nil` means all rows.
    ///
    /// - Complexity: O(rows + codes · cores).
    package func codeCounts(in rows: Bitmap?, _ work: Work) throws(Cancelled) -> [Int] {
        precondition(rows.map { $0.count == count } ?? true)
        let codes = dictionary.codeCount
        let lanes = codes <= Self.laneLimit ? 4 : 1
        let parts = strips(chunks.count, parts: max(1, min(coreCount, count / max(1, codes))))
        let partial = try mapped(parts.count, work) { part in
            var counts = [UInt32](repeating: 0, count: lanes * codes)
            counts.withUnsafeMutableBufferPointer { counts in
                for chunk in parts[part] where !work.isCancelled {
                    chunks[chunk].addCounts(chunk, rows, counts, lanes: lanes)
                }
            }
            return counts
        }
        var total = [Int](repeating: 0, count: codes)
        for counts in partial {
            for lane in 0..<lanes {
                for code in 0..<codes { total[code] += Int(counts[lane * codes + code]) }
            }
        }
        return total
    }

    /// Up to so many codes are counted in four tables by turns: rows that follow each other often have the same code,
    /// and adding to the same place again must wait for the store before.
    private static let laneLimit = 4_096

    /// Which codes occur in the rows; `nil` means all rows.
    package func codesUsed(in rows: Bitmap?, _ work: Work) throws(Cancelled) -> [Bool] {
        try codeCounts(in: rows, work).map { $0 > 0 }
    }
}

extension CodeChunk {
    /// Adds to `counts`, `lanes` tables one after the other; all codes of a chunk are below a table's length.
    fileprivate func addCounts(
        _ chunk: Int, _ rows: Bitmap?, _ counts: UnsafeMutableBufferPointer<UInt32>, lanes: Int
    ) {
        switch self {
        case .constant(let code, let count):
            counts[Int(code)] += UInt32(rows.map { $0.ones(inWords: $0.wordRange(ofChunk: chunk)) } ?? count)
        case .u8(let a): Columns.addCounts(a.span, chunk, rows, counts, lanes)
        case .u16(let a): Columns.addCounts(a.span, chunk, rows, counts, lanes)
        case .u32(let a): Columns.addCounts(a.span, chunk, rows, counts, lanes)
        }
    }
}

private func addCounts<Code: FixedWidthInteger & UnsignedInteger>(
    _ codes: Span<Code>, _ chunk: Int, _ rows: Bitmap?, _ counts: UnsafeMutableBufferPointer<UInt32>, _ lanes: Int
) {
    let size = counts.count / lanes, mask = lanes - 1
    if let rows {
        rows.forEachOne(inChunk: chunk) { counts[(($0 & mask) &* size) &+ Int(codes[$0])] &+= 1 }
    } else {
        for i in codes.indices { counts[((i & mask) &* size) &+ Int(codes[i])] &+= 1 }
    }
}
