/// Whole numbers and instants (microseconds): exact, stored per chunk as distance from the chunk's least value.
package struct IntegerColumn: Sendable {
    /// All but the last hold `chunkRows` rows.
    package let chunks: [IntegerChunk]
    package let count: Int
    /// The text of cells whose state is `unreadable`, by row.
    package let unreadable: [Int: String]

    package init(chunks: [IntegerChunk], unreadable: [Int: String] = [:]) {
        precondition(chunks.dropLast().allSatisfy { $0.count == chunkRows })
        precondition(chunks.last.map { $0.count > 0 && $0.count <= chunkRows } ?? true)
        self.chunks = chunks
        self.unreadable = unreadable
        count = chunks.reduce(0) { $0 + $1.count }
    }

    /// Whether every row has a value, and none is less than the one before: as times stand in most journals. O(chunks).
    var rises: Bool {
        chunks.allSatisfy(\.rises) && zip(chunks, chunks.dropFirst()).allSatisfy { $0.top <= $1.base }
    }

    package func state(_ row: Int) -> CellState { chunks[row / chunkRows].state(row % chunkRows) }
    /// The value, or `nil` where the state is not `value`.
    package func value(_ row: Int) -> Int128? { chunks[row / chunkRows].value(row % chunkRows) }

    /// Builds a column chunk by chunk on all cores, for derived columns.
    ///
    /// - Parameter body: Gets a row; returns its value, or `nil` for absent.
    /// - Throws: `Cancelled`.
    package static func build(
        count: Int, _ work: Work, _ body: @Sendable (Int) -> Int64?
    ) throws(Cancelled) -> IntegerColumn {
        let chunks = try mapped(chunkCount(rows: count), work) { chunk in
            var open = OpenIntegers()
            for row in rowRange(ofChunk: chunk, count: count) {
                if let value = body(row) { open.append(value) } else { open.append(.absent) }
            }
            return open.packed()
        }
        return IntegerColumn(chunks: chunks)
    }
}
