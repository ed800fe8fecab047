/// Bytes of written cells, and more behind them, so that short cells are copied 32 bytes at a time.
struct WrittenCells: Sendable {
    /// Readable for `slack` bytes behind the last cell.
    let bytes: [UInt8]

    static let slack = 32

    init(_ text: consuming ExportText) {
        var bytes = text.bytes
        bytes.append(contentsOf: repeatElement(0, count: Self.slack))
        self.bytes = bytes
    }
}

/// The written cells of one column for a block of rows: row `r` of the block is `lengths[r]` bytes from `starts[r]` on.
struct BlockCells {
    var written: WrittenCells
    var starts: [UInt32]
    var lengths: [UInt32]
}

extension BlockCells {
    /// The same cell in every row.
    init(repeating text: consuming ExportText, rows: Int) {
        let length = UInt32(truncatingIfNeeded: text.count)
        self.init(
            written: WrittenCells(text), starts: Array(repeating: 0, count: rows),
            lengths: Array(repeating: length, count: rows))
    }

    /// The cell that stands in every row; `nil` when they differ. Empty of no rows.
    var onlyCell: ArraySlice<UInt8>? {
        guard let start = starts.first, let length = lengths.first else { return [] }
        guard starts.allSatisfy({ $0 == start }), lengths.allSatisfy({ $0 == length }) else { return nil }
        return written.bytes[Int(start)..<Int(start) + Int(length)]
    }

    /// Cells that stand one behind the other.
    init(_ text: consuming ExportText, ends: [UInt32]) {
        var starts = ends, lengths = ends
        var start: UInt32 = 0
        for i in ends.indices {
            starts[i] = start
            lengths[i] = ends[i] - start
            start = ends[i]
        }
        self.init(written: WrittenCells(text), starts: starts, lengths: lengths)
    }
}

/// Puts the cells of columns together to rows.
enum RowAssembly {
    /// The text of a block: row by row the cells of all columns, then `rowEnd`.
    ///
    /// - Precondition: Every column has `rows` cells, each inside its bytes.
    /// - Complexity: One copy of each cell.
    static func text(_ columns: [BlockCells], rows: Int, rowEnd: [UInt8]) -> [UInt8] {
        let columns = merged(columns, rows, rowEnd)
        let total = columns.reduce(0) { $0 + checkedLength($1, rows) }
        return [UInt8](unsafeUninitializedCapacity: total + WrittenCells.slack) { text, written in
            guard let target = text.baseAddress else { return }
            withPlaces(of: columns) { copy($0, rows, to: UnsafeMutableRawPointer(target)) }
            written = total
        }
    }

    /// Neighbours with the same cell in every row as one: most columns of a journal are empty in most entries.
    private static func merged(_ columns: [BlockCells], _ rows: Int, _ rowEnd: [UInt8]) -> [BlockCells] {
        var result: [BlockCells] = []
        var same = ExportText()
        func close() {
            if same.count > 0 { result.append(BlockCells(repeating: same, rows: rows)) }
            same = ExportText()
        }
        for column in columns {
            if let cell = column.onlyCell {
                same.append(cell)
            } else {
                close()
                result.append(column)
            }
        }
        same.append(rowEnd[...])
        close()
        return result
    }

    /// Bytes of all cells; checks that each stands where it may.
    private static func checkedLength(_ column: BlockCells, _ rows: Int) -> Int {
        precondition(column.starts.count == rows && column.lengths.count == rows)
        let end = column.written.bytes.count - WrittenCells.slack
        var total = 0, furthest = 0
        for row in 0..<rows {
            let length = Int(column.lengths[row])
            total += length
            furthest = max(furthest, Int(column.starts[row]) + length)
        }
        precondition(furthest <= end)
        return total
    }

    /// Where the cells of a column are, as long as its arrays stay where they are.
    private struct Places {
        let bytes: UnsafeRawPointer
        let starts: UnsafePointer<UInt32>
        let lengths: UnsafePointer<UInt32>
    }

    /// Calls `body` with the places of all columns; none of their arrays is empty.
    private static func withPlaces(of columns: [BlockCells], _ body: ([Places]) -> Void) {
        func next(_ index: Int, _ places: [Places]) {
            guard index < columns.count else { return body(places) }
            let column = columns[index]
            column.written.bytes.withUnsafeBytes { bytes in
                column.starts.withUnsafeBufferPointer { starts in
                    column.lengths.withUnsafeBufferPointer { lengths in
                        guard let bytes = bytes.baseAddress, let starts = starts.baseAddress,
                            let lengths = lengths.baseAddress
                        else { return }
                        next(index + 1, places + [Places(bytes: bytes, starts: starts, lengths: lengths)])
                    }
                }
            }
        }
        next(0, [])
    }

    /// Copies row by row. `target` has room for all cells and for the slack behind the last: each copy of 32 bytes ends
    /// where a later cell is written over it.
    private static func copy(_ columns: [Places], _ rows: Int, to target: UnsafeMutableRawPointer) {
        var place = target
        columns.withUnsafeBufferPointer { columns in
            for row in 0..<rows {
                for column in columns {
                    let source = column.bytes + Int(column.starts[row]), length = Int(column.lengths[row])
                    if length <= WrittenCells.slack {
                        place.storeBytes(
                            of: source.loadUnaligned(as: SIMD32<UInt8>.self), as: SIMD32<UInt8>.self)
                    } else {
                        place.copyMemory(from: source, byteCount: length)
                    }
                    place += length
                }
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
