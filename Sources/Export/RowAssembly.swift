/// Bytes of written cells, and more behind them, so that short cells are copied 32 bytes at a time.
struct WrittenCells: Sendable {
    /// Readable for `slack` bytes behind the last cell.
    let bytes: [UInt8]

    static let slack = 32

    init(_ text: consuming ExportText) { self.init(text.bytes) }

    init(_ bytes: consuming [UInt8]) {
        bytes.append(contentsOf: repeatElement(0, count: Self.slack))
        self.bytes = bytes
    }
}

/// The written cells of one column, or of neighbours, for a block of rows: `lengths[i]` bytes from `starts[i]` on, for row
/// `i`, or for the rows from `firsts[i]` on.
struct BlockCells {
    var written: WrittenCells
    var starts: [UInt32]
    var lengths: [UInt32]
    /// In ascending order, from 0 on; `nil` where each row has a cell of its own.
    var firsts: [UInt32]?
}

extension BlockCells {
    /// Cells that stand one behind the other.
    init(_ text: consuming ExportText, ends: [UInt32], firsts: [UInt32]? = nil) {
        var starts = ends, lengths = ends
        var start: UInt32 = 0
        for i in ends.indices {
            starts[i] = start
            lengths[i] = ends[i] - start
            start = ends[i]
        }
        self.init(written: WrittenCells(text), starts: starts, lengths: lengths, firsts: firsts)
    }

    /// With a place for each of these rows, which ascend.
    ///
    /// - Precondition: It is written by runs.
    func places(at rows: [UInt32]) -> BlockCells {
        guard let firsts else { preconditionFailure("cells that are written row by row") }
        var (starts, lengths) = (rows, rows)
        var run = 0
        for (i, row) in rows.enumerated() {
            while run + 1 < firsts.count, firsts[run + 1] <= row { run += 1 }
            starts[i] = self.starts[run]
            lengths[i] = self.lengths[run]
        }
        return BlockCells(written: written, starts: starts, lengths: lengths)
    }

    /// With a place for each row of a block.
    func spread(over rows: Int) -> BlockCells {
        guard let firsts else { return self }
        var spread = BlockCells(written: written, starts: [], lengths: [])
        spread.starts.reserveCapacity(rows)
        spread.lengths.reserveCapacity(rows)
        for i in firsts.indices {
            let count = (i + 1 < firsts.count ? Int(firsts[i + 1]) : rows) - Int(firsts[i])
            spread.starts.append(contentsOf: repeatElement(starts[i], count: count))
            spread.lengths.append(contentsOf: repeatElement(lengths[i], count: count))
        }
        return spread
    }
}

/// Puts the cells of columns together to rows.
enum RowAssembly {
    /// The text of a block: row by row the cells of all columns, then `rowEnd`.
    ///
    /// - Precondition: Every column has `rows` cells, each inside its bytes.
    /// - Complexity: One copy of each cell.
    static func text(_ columns: [BlockCells], rows: Int, rowEnd: [UInt8]) -> [UInt8] {
        joined(merged(columns, rows, rowEnd), rows)
    }

    /// Row by row the cells of all columns, each of which has one for every row.
    static func joined(_ columns: [BlockCells], _ rows: Int) -> [UInt8] {
        let total = columns.reduce(0) { $0 + checkedLength($1, rows) }
        return [UInt8](unsafeUninitializedCapacity: total + WrittenCells.slack) { text, written in
            guard let target = text.baseAddress else { return }
            withPlaces(of: columns) { copy($0, rows, to: UnsafeMutableRawPointer(target)) }
            written = total
        }
    }

    /// So many rows there must be for each run of a column that is written by runs.
    static let worthRuns = 4

    /// Neighbours whose cells seldom change as one: most columns of a journal are empty or as in the entry before.
    private static func merged(_ columns: [BlockCells], _ rows: Int, _ rowEnd: [UInt8]) -> [BlockCells] {
        var result: [BlockCells] = []
        var together = RunsTogether(most: rows / worthRuns)
        var end = ExportText()
        end.append(rowEnd)
        for column in columns + [BlockCells(end, ends: [UInt32(rowEnd.count)], firsts: [0])] {
            if together.add(column) { continue }
            result += together.close(rows)
            if !together.add(column) { result.append(column.spread(over: rows)) }
        }
        return result + together.close(rows)
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
                    if length <= mostByVectors {
                        var at = 0
                        repeat {
                            (place + at).storeBytes(
                                of: (source + at).loadUnaligned(as: SIMD32<UInt8>.self), as: SIMD32<UInt8>.self)
                            at &+= WrittenCells.slack
                        } while at < length
                    } else {
                        place.copyMemory(from: source, byteCount: length)
                    }
                    place += length
                }
            }
        }
    }

    /// Longer cells are left to `memcpy`.
    private static let mostByVectors = 256

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
