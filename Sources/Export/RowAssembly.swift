/// The written cells of one column for a block of rows: row `r` of the block stands at `ranges[r]` in `bytes`.
struct BlockCells {
    var bytes: [UInt8]
    var ranges: [Range<Int>]
}

/// Puts the cells of columns together to rows.
enum RowAssembly {
    /// The text of a block: row by row the cells of all columns, then `rowEnd`.
    ///
    /// - Precondition: Every column has `rows` ranges, each inside its bytes.
    /// - Complexity: One copy of each cell; column by column, so that each column's bytes stay near.
    static func text(_ columns: [BlockCells], rows: Int, rowEnd: [UInt8]) -> [UInt8] {
        let rowEnds = BlockCells(bytes: rowEnd, ranges: Array(repeating: 0..<rowEnd.count, count: rows))
        let all = columns + [rowEnds]
        var places = starts(of: all, rows: rows)
        let total = places.removeLast()
        return [UInt8](unsafeUninitializedCapacity: total) { text, written in
            for column in all { copy(column, into: text, at: &places) }
            written = total
        }
    }

    /// Where each row starts, and where the last one ends.
    private static func starts(of columns: [BlockCells], rows: Int) -> [Int] {
        var lengths = [Int](repeating: 0, count: rows)
        for column in columns {
            precondition(column.ranges.count == rows)
            for row in 0..<rows {
                precondition(column.ranges[row].upperBound <= column.bytes.count)
                lengths[row] += column.ranges[row].count
            }
        }
        var starts = [0]
        starts.reserveCapacity(rows + 1)
        var end = 0
        for length in lengths {
            end += length
            starts.append(end)
        }
        return starts
    }

    /// Copies each cell to its row's place and moves the place behind it.
    ///
    /// The places were computed from the same ranges, which were checked against the bytes: nothing is written outside.
    private static func copy(_ column: BlockCells, into text: UnsafeMutableBufferPointer<UInt8>, at places: inout [Int]) {
        guard let target = text.baseAddress else { return }
        column.bytes.withUnsafeBufferPointer { bytes in
            guard let source = bytes.baseAddress else { return }
            for row in places.indices {
                let range = column.ranges[row]
                (target + places[row]).initialize(from: source + range.lowerBound, count: range.count)
                places[row] += range.count
            }
        }
    }

    /// `text` without the blanks before each line end.
    static func trimmed(_ text: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(text.count)
        var lineStart = 0
        for byte in text {
            if byte == UInt8(ascii: "\n") {
                while kept.count > lineStart, kept.last == UInt8(ascii: " ") { kept.removeLast() }
                lineStart = kept.count + 1
            }
            kept.append(byte)
        }
        return kept
    }
}
