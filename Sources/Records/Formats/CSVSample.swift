/// The first records of a delimited input, cut into cells: what recognition looks at.
struct CSVSample {
    struct Cell: Equatable {
        /// Without quotes; blanks around it as they are.
        var text: String
        var isQuoted: Bool

        /// Nothing between delimiters, or a spelling of null.
        var isNull: Bool { !isQuoted && (text.isEmpty || text == "NULL" || text == "<NULL>" || text == "-") }
    }

    /// Where the first record starts and the second: what a heading line occupies.
    let firstRecord: Range<Int>
    var rows: [[Cell]]
    /// Whether the input goes on behind the sample.
    let isCut: Bool

    /// Rows from the start on; behind them one in `step` is kept, so that dates of the whole head are seen.
    static let mostRows = 200
    static let step = 16

    /// - Parameter head: The input from its first byte behind a byte order mark.
    /// - Parameter isSpread: Look at the whole head, not only at its first records.
    init(
        _ head: ArraySlice<UInt8>, isWhole: Bool, dialect: Dialect, encoding: TextEncoding, mostRows: Int = mostRows,
        isSpread: Bool = true
    ) {
        var rows: [[Cell]] = []
        var first = head.startIndex..<head.startIndex
        var isCut = !isWhole
        head.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return }
            var cut = CarefulCut(bytes, count: buffer.count, dialect: dialect, isFinal: isWhole)
            var at = 0
            for _ in 0..<mostRows where at < buffer.count {
                var row = SampledRow(bytes, start: at, dialect, encoding)
                guard let next = cut.record(from: at, field: { row.append($0, endsRecord: $1) }) else { break }
                if rows.isEmpty { first = head.startIndex + at..<head.startIndex + next }
                if row.saysSomething { rows.append(row.cells) }
                at = next
            }
            if isSpread { at += Self.spread(UnsafeBufferPointer(rebasing: buffer[at...]), isWhole, dialect, encoding, &rows) }
            isCut = isCut || at < buffer.count
        }
        self.rows = rows
        self.isCut = isCut
        firstRecord = first
    }

    /// Adds one in `step` of the records that follow the first ones.
    ///
    /// - Returns: Where the last of them ends.
    private static func spread(
        _ rest: UnsafeBufferPointer<UInt8>, _ isWhole: Bool, _ dialect: Dialect, _ encoding: TextEncoding,
        _ rows: inout [[Cell]]
    ) -> Int {
        guard let bytes = rest.baseAddress, !rest.isEmpty else { return 0 }
        var end = rest.count
        if !isWhole {
            var cut = RecordCut(bytes, count: end, dialect: dialect, isFinal: false)
            end = cut.endOfLastRecord()
        }
        guard end > 0 else { return 0 }
        var cuts = CutList(forBytes: end)
        var cut = RecordCut(bytes, count: end, dialect: dialect, isFinal: true)
        _ = cut.all(into: &cuts)
        var first = 0, number = mostRows
        while first < cuts.count {
            let behind = cuts.recordEnd(from: first)
            if number % step == 0 {
                var row = SampledRow(bytes, start: first == 0 ? 0 : cuts.position(first - 1) + 1, dialect, encoding)
                for i in first..<behind { row.append(cuts.position(i), endsRecord: i == behind - 1) }
                if row.saysSomething { rows.append(row.cells) }
            }
            (first, number) = (behind, number + 1)
        }
        return end
    }

    /// Rows of an input that has cells of another kind.
    init(rows: [[Cell]]) { (self.rows, isCut, firstRecord) = (rows, false, 0..<0) }

    /// The most frequent number of cells in a record, and the share of records that have it.
    var usualWidth: (width: Int, share: Double) {
        var counts: [Int: Int] = [:]
        for row in rows { counts[row.count, default: 0] += 1 }
        guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return (0, 0) }
        return (most.key, Double(most.value) / Double(rows.count))
    }

    /// The cells of one column that hold something, heading not counted; at most `limit`.
    func values(_ column: Int, from row: Int, limit: Int = .max) -> [String] {
        var values: [String] = []
        for cells in rows.dropFirst(row) where column < cells.count && !cells[column].isNull {
            let text = cells[column].text.trimmed
            if !text.isEmpty { values.append(text) }
            if values.count == limit { break }
        }
        return values
    }
}

/// One record on its way into the sample.
private struct SampledRow {
    private(set) var cells: [CSVSample.Cell] = []
    private let bytes: UnsafePointer<UInt8>
    private var start: Int
    private let dialect: Dialect
    private let encoding: TextEncoding

    init(_ bytes: UnsafePointer<UInt8>, start: Int, _ dialect: Dialect, _ encoding: TextEncoding) {
        (self.bytes, self.start, self.dialect, self.encoding) = (bytes, start, dialect, encoding)
    }

    /// A line with nothing on it is no record.
    var saysSomething: Bool { cells.count > 1 || cells.contains { $0.isQuoted || !$0.text.isEmpty } }

    mutating func append(_ end: Int, endsRecord: Bool) {
        let isReturn = endsRecord && end > start && bytes[end - 1] == Dialect.carriageReturn
        cells.append(CSVSample.Cell(bytes, start..<(isReturn ? end - 1 : end), dialect, encoding))
        start = end + 1
    }
}

extension CSVSample.Cell {
    fileprivate init(
        _ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, _ dialect: Dialect, _ encoding: TextEncoding
    ) {
        let field = UnsafeRawBufferPointer(start: bytes + range.lowerBound, count: range.count)
        let inside = QuotedCell.inside(field, dialect)
        isQuoted = inside != nil
        let plain = UnsafeRawBufferPointer(rebasing: field[inside ?? 0..<field.count])
        if let quote = dialect.quote, inside != nil {
            let cell = TextDecoding.unquoted(plain.bytes, quote: quote, escape: dialect.escape)
            text = TextDecoding.string(cell.span.bytes, encoding)
        } else {
            text = TextDecoding.string(plain.bytes, encoding)
        }
    }
}

/// A cell in quotes.
enum QuotedCell {
    /// What stands between the quotes, as a range in `field`; `nil` when the field is not in quotes. Blanks behind the
    /// closing quote are allowed.
    @inline(__always)
    static func inside(_ field: UnsafeRawBufferPointer, _ dialect: Dialect) -> Range<Int>? {
        guard let quote = dialect.quote, field.count >= 2, field[0] == quote else { return nil }
        var end = field.count
        while end > 2, field[end - 1] == 0x20 { end -= 1 }
        return field[end - 1] == quote ? 1..<end - 1 : nil
    }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
    /// Without blanks, tabs and line ends around.
    var trimmed: String {
        let isGap: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let bytes = utf8
        if let first = bytes.first, let last = bytes.last, !isGap(first), !isGap(last) { return String(self) }
        guard let first = bytes.firstIndex(where: { !isGap($0) }), let last = bytes.lastIndex(where: { !isGap($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
