/// Rows per sealed chunk. Kernels run chunk by chunk; 1,024 bitmap words belong to one chunk.
package let chunkRows = 65_536

/// Bitmap words per chunk.
package let chunkWords = chunkRows / 64

/// How many chunks hold `rows` rows.
package func chunkCount(rows: Int) -> Int { (rows + chunkRows - 1) / chunkRows }

/// The rows of one chunk of a column of `count` rows.
package func rowRange(ofChunk chunk: Int, count: Int) -> Range<Int> {
    chunk * chunkRows..<min((chunk + 1) * chunkRows, count)
}

/// Cuts `0 ..< count` into at most `parts` ranges of about equal length, in order, none empty.
func strips(_ count: Int, parts: Int) -> [Range<Int>] {
    let parts = max(1, min(parts, count))
    return (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }.filter { !$0.isEmpty }
}

extension UnsafeMutableBufferPointer where Element: FixedWidthInteger {
    /// Whether all elements are the same. All are looked at, several at once.
    ///
    /// - Precondition: There is one.
    @inline(__always) var isOneValue: Bool {
        let first = self[0]
        var differs: Element = 0
        for element in self { differs |= element ^ first }
        return differs == 0
    }
}
