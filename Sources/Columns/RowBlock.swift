/// Some rows, in any order, of which columns are asked one after the other; what is known of all of them is found once.
package struct RowBlock: Sendable {
    package let rows: ArraySlice<UInt32>
    /// The chunk that all of them are in; `nil` where there are several, or no rows.
    let chunk: Int?
    /// The rows by chunk where there are several, so that each chunk is looked at once.
    let parts: [Part]
    /// Whether each is the one after the row before it.
    private let isRange: Bool

    /// Rows of one chunk.
    struct Part: Sendable {
        let chunk: Int
        /// Where each row stands in the block, counted from its start.
        let places: ArraySlice<UInt32>
        /// Where each stands in the chunk.
        let rows: ArraySlice<UInt32>
    }

    package init(_ rows: ArraySlice<UInt32>) {
        self.rows = rows
        let first = rows.first ?? 0
        let number = first / UInt32(chunkRows)
        let isOne = rows.allSatisfy { $0 / UInt32(chunkRows) == number }
        chunk = !rows.isEmpty && isOne ? Int(number) : nil
        parts = isOne ? [] : Self.parts(rows)
        var next = first
        var differs: UInt32 = 0
        for row in rows {
            differs |= row ^ next
            next &+= 1
        }
        isRange = differs == 0
    }

    /// O(rows + chunks).
    private static func parts(_ rows: ArraySlice<UInt32>) -> [Part] {
        var ends = [Int](repeating: 0, count: Int((rows.max() ?? 0) / UInt32(chunkRows)) + 1)
        for row in rows { ends[Int(row / UInt32(chunkRows))] += 1 }
        var next = 0
        for chunk in ends.indices { (ends[chunk], next) = (next, next + ends[chunk]) }
        var places = [UInt32](repeating: 0, count: rows.count), inChunks = places
        for (place, row) in rows.enumerated() {
            let chunk = Int(row / UInt32(chunkRows))
            places[ends[chunk]] = UInt32(truncatingIfNeeded: place)
            inChunks[ends[chunk]] = row % UInt32(chunkRows)
            ends[chunk] += 1
        }
        var start = 0
        return ends.enumerated().compactMap { chunk, end in
            defer { start = end }
            return start < end ? Part(chunk: chunk, places: places[start..<end], rows: inChunks[start..<end]) : nil
        }
    }

    package var count: Int { rows.count }

    /// `value` of each row, by its place in the chunk.
    ///
    /// - Precondition: All are in one chunk.
    func map<Value>(_ value: (Int) -> Value) -> [Value] { rows.map { value(Int($0) % chunkRows) } }
}

extension RowBlock.Part {
    /// Writes the value of each row, which is asked for by its place in the chunk, to its place in the block.
    @inline(__always)
    func fill<Value: BitwiseCopyable>(_ block: inout MutableSpan<Value>, _ value: (Int) -> Value) {
        let places = places.span, rows = rows.span
        for i in places.indices { block[Int(places[i])] = value(Int(rows[i])) }
    }
}

/// Rows of a block that follow on one another with the same value: the place in the block of the first row of each run.
package struct Runs<Value: Sendable>: Sendable {
    package var firsts: [UInt32] = []
    package var values: [Value] = []

    /// `nil` when there are more than `most`.
    init?(_ count: Int, most: Int, _ value: (Int) -> Value) where Value: Equatable {
        for i in 0..<count {
            let one = value(i)
            if one == values.last { continue }
            if firsts.count == most { return nil }
            append(i, one)
        }
    }

    init() {}

    mutating func append(_ place: Int, _ value: Value) {
        firsts.append(UInt32(truncatingIfNeeded: place))
        values.append(value)
    }
}

extension RowBlock {
    /// Runs of the same code, or `nil` when there are more than `most`; a single run is never too many.
    ///
    /// - Parameter codes: Of the chunk.
    func runs<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ codes: Span<Code>, most: Int
    ) -> Runs<UInt32>? {
        guard isRange, let first = rows.first else {
            return Runs(count, most: most) { UInt32(codes[Int(rows[rows.startIndex + $0]) % chunkRows]) }
        }
        let start = Int(first) % chunkRows
        let codes = codes.extracting(start..<start + count)
        var runs = Runs<UInt32>()
        var last = codes[0]
        runs.append(0, UInt32(last))
        for from in stride(from: 0, to: count, by: Self.atOnce) {
            let part = codes.extracting(from..<min(from + Self.atOnce, count))
            var differs: Code = 0
            for i in part.indices { differs |= part[i] ^ last }
            if differs == 0 { continue }
            for i in part.indices where part[i] != last {
                last = part[i]
                if runs.firsts.count >= most { return nil }
                runs.append(from + i, UInt32(last))
            }
        }
        return runs
    }

    /// Codes that are compared at once.
    private static let atOnce = 32
}

extension CodedColumn {
    /// The codes of a block's rows as runs, or `nil` when there are more than `most`; a single run may be given nevertheless.
    ///
    /// - Complexity: O(rows); a fraction of an instruction a row where rows follow on one another and codes repeat.
    package func runs(of block: RowBlock, most: Int) -> Runs<UInt32>? {
        guard let chunk = block.chunk else {
            let codes = codes(of: block)
            return Runs(block.count, most: most) { codes[$0] }
        }
        switch chunks[chunk] {
        case .constant(let code, _):
            var runs = Runs<UInt32>()
            runs.append(0, code)
            return runs
        case .u8(let codes): return block.runs(codes.span, most: most)
        case .u16(let codes): return block.runs(codes.span, most: most)
        case .u32(let codes): return block.runs(codes.span, most: most)
        }
    }
}
