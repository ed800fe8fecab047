import Catalog

/// What the cells of a sheet's rows mean beyond themselves.
struct SheetCells: Sendable {
    let shared: SharedTexts
    /// Cell styles that show numbers as dates.
    let dates: Set<Int>
}

/// Makes comma-separated text of a sheet's rows, a piece of the sheet at a time.
struct SheetRows {
    private let cells: SheetCells
    /// Cells of the widest row so far.
    private(set) var width: Int
    /// Rows that were written with fewer.
    private(set) var narrow = 0
    private(set) var csv: [UInt8] = []
    /// Why rows are missing, one sentence; `nil` when none is.
    private(set) var failure: String?
    private var row = Row()

    private struct Row {
        struct Cell {
            var column: Int
            /// In `texts`.
            var text: Range<Int>
        }
        var cells: [Cell] = []
        var texts: [UInt8] = []
        var isAscending = true

        mutating func clear() {
            cells.removeAll(keepingCapacity: true)
            texts.removeAll(keepingCapacity: true)
            isAscending = true
        }
    }

    /// Columns of a sheet; more are no result of a query.
    private static let mostColumns = 2000
    /// A row is not longer.
    private static let longestRow = 64 << 20
    /// `</row>`, with a prefix.
    private static let longestTag = 64

    /// - Parameter width: Cells that each row gets at least.
    init(_ cells: SheetCells, width: Int = 0) { (self.cells, self.width) = (cells, width) }

    /// Reads the first rows, until their text is longer than `limit`.
    ///
    /// - Returns: Whether these are all.
    /// - Throws: `SourceError` when the sheet cannot be read.
    mutating func read(_ sheet: any ByteSource, atMost limit: Int) throws -> Bool {
        var input = PiecedInput(sheet)
        while csv.count <= limit {
            try readPiece(&input)
            if input.isLast { return true }
        }
        return false
    }

    /// Reads all rows and hands their text on, until nobody wants more; the sheet does not keep them.
    ///
    /// - Throws: `SourceError` when the sheet cannot be read.
    mutating func write(_ sheet: any ByteSource, _ hand: (borrowing [UInt8]) -> Bool) throws {
        var input = PiecedInput(sheet, isOnlyReader: true)
        while !input.isLast {
            try readPiece(&input)
            if !csv.isEmpty, !hand(csv) { return }
            csv.removeAll(keepingCapacity: true)
        }
    }

    /// Reads the next piece of the sheet, up to the end of its last row.
    private mutating func readPiece(_ input: inout PiecedInput) throws {
        let before = input.count
        try input.next()
        let isDone = input.isLast || input.count > Self.longestRow
        let end = input.withBytes { bytes in
            let end = isDone ? bytes.byteCount : Self.lastRowEnd(bytes, from: before - Self.longestTag)
            read(bytes.extracting(0..<end))
            return end
        }
        input.drop(end)
    }

    /// Behind the last `</row>` that ends behind `start`; 0 when none does.
    private static func lastRowEnd(_ bytes: RawSpan, from start: Int) -> Int {
        var end = bytes.byteCount
        while let close = bytes.last(UInt8(ascii: ">"), before: end), close >= start {
            if close >= 5, bytes.has("row>", at: close - 3), isClosing(bytes, close - 4) { return close + 1 }
            end = close
        }
        return 0
    }

    /// Whether `</` stands up to `at`, maybe with a prefix behind it.
    private static func isClosing(_ bytes: RawSpan, _ at: Int) -> Bool {
        var start = at
        while start > 0, at - start < 40, bytes[start] != UInt8(ascii: "/"), bytes[start] > 0x20 { start -= 1 }
        return start > 0 && bytes[start] == UInt8(ascii: "/") && bytes[start - 1] == UInt8(ascii: "<")
    }

    /// Reads whole rows.
    private mutating func read(_ bytes: RawSpan) {
        var scan = XMLScan()
        var cell = SheetCell()
        var next = 0
        var isValue = false
        // Where the value of the cell begins in the texts of its row.
        var start = 0
        row.clear()
        while let piece = scan.next(in: bytes) {
            switch piece {
            case .open(let tag):
                if bytes.isName(tag.name, "c") {
                    cell = SheetCell(bytes, tag.attributes, next: next)
                    next = cell.column + 1
                    start = row.texts.count
                } else if bytes.isName(tag.name, "v") || bytes.isName(tag.name, "t") {
                    isValue = !tag.isEmpty
                } else if !tag.isEmpty, bytes.isName(tag.name, "row") {
                    row.clear()
                    (next, start) = (0, 0)
                }
            case .close(let name):
                if bytes.isName(name, "c") {
                    add(cell, from: start)
                    start = row.texts.count
                } else if bytes.isName(name, "v") || bytes.isName(name, "t") {
                    isValue = false
                } else if bytes.isName(name, "row") {
                    write()
                    start = 0
                }
            case .text(let range): if isValue { XMLScan.append(bytes, range, to: &row.texts) }
            }
        }
        if !scan.isAtEnd(of: bytes) { failure = "the XML of the sheet is broken: rows are missing" }
    }

    /// Adds the cell whose value is the end of the row's texts.
    @inline(__always)
    private mutating func add(_ cell: SheetCell, from start: Int) {
        guard cell.column < Self.mostColumns, start < row.texts.count else {
            return row.texts.removeLast(row.texts.count - start)
        }
        if cell.kind != .text, let other = shown(cell, Array(row.texts[start...])) {
            row.texts.removeLast(row.texts.count - start)
            row.texts += other
        }
        if let last = row.cells.last, last.column >= cell.column { row.isAscending = false }
        row.cells.append(Row.Cell(column: cell.column, text: start..<row.texts.count))
    }

    /// What a value is shown as; `nil` where it is shown as it is.
    private func shown(_ cell: SheetCell, _ value: [UInt8]) -> ArraySlice<UInt8>? {
        switch cell.kind {
        case .text: nil
        case .shared: Int(String(decoding: value, as: UTF8.self)).flatMap { cells.shared[$0] }
        case .truth: Array((value == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8)[...]
        case .number: (cells.dates.contains(cell.style) ? Self.date(value) : Self.number(value)).map { Array($0.utf8)[...] }
        }
    }

    /// Writes the row; nothing when it has no value.
    private mutating func write() {
        defer { row.clear() }
        guard !row.cells.isEmpty else { return }
        if !row.isAscending { row.cells = Self.sorted(row.cells) }
        let count = Self.write(row, to: &csv)
        if count > width {
            // The heading decides, as a rule.
            if width > 0 { narrow += 1 }
            width = count
        }
        for _ in count..<max(count, width) { csv.append(UInt8(ascii: ",")) }
        csv.append(0x0A)
    }

    /// Writes the cells up to the last one that has a value.
    ///
    /// - Returns: How many these are.
    private static func write(_ row: Row, to csv: inout [UInt8]) -> Int {
        let texts = row.texts.span.bytes
        var column = 0
        for cell in row.cells {
            while column < cell.column {
                csv.append(UInt8(ascii: ","))
                column += 1
            }
            quote(texts, cell.text, to: &csv)
        }
        return column + 1
    }

    /// By column; of several cells for one, the last.
    private static func sorted(_ cells: [Row.Cell]) -> [Row.Cell] {
        var last: [Int: Row.Cell] = [:]
        for cell in cells { last[cell.column] = cell }
        return last.values.sorted { $0.column < $1.column }
    }

    @inline(__always)
    private static func quote(_ texts: RawSpan, _ text: Range<Int>, to csv: inout [UInt8]) {
        csv.append(0x22)
        if texts.holds(0x22, in: text) {
            for at in text {
                if texts[at] == 0x22 { csv.append(0x22) }
                csv.append(texts[at])
            }
        } else {
            texts.append(text, to: &csv)
        }
        csv.append(0x22)
    }

    /// A whole number without the exponent that large ones are saved with; `nil` for others.
    private static func number(_ value: [UInt8]) -> String? {
        guard value.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
            let number = Double(String(decoding: value, as: UTF8.self)), number == number.rounded(),
            abs(number) < 9_007_199_254_740_992
        else { return nil }
        return String(Int(number))
    }

    /// Days since 30 December 1899; the fraction is the time, exact to a millisecond.
    private static func date(_ value: [UInt8]) -> String? {
        guard let days = Double(String(decoding: value, as: UTF8.self)), days >= 0, days < 200_000,
            let start = Timestamp(year: 1899, month: 12, day: 30)
        else { return nil }
        let milliseconds = Int64((days * 86_400_000).rounded())
        return Timestamp(microseconds: start.microseconds + milliseconds * 1000).text()
    }
}

/// Where a cell stands, and what its value is.
private struct SheetCell {
    enum Kind { case number, shared, truth, text }
    var column = 0
    var kind = Kind.number
    var style = 0

    init() {}

    /// - Parameter next: Its column where it names none.
    @inline(__always)
    init(_ bytes: RawSpan, _ attributes: Range<Int>, next: Int) {
        column = next
        var rest = attributes
        while let (name, value) = XMLScan.nextAttribute(bytes, &rest) {
            if bytes.isName(name, "r") {
                column = Self.column(bytes, value) ?? next
            } else if bytes.isName(name, "t") {
                kind = Self.kind(bytes, value)
            } else if bytes.isName(name, "s") {
                style = Int(TextDecoding.string(bytes.extracting(value), .utf8)) ?? 0
            }
        }
    }

    private static func kind(_ bytes: RawSpan, _ type: Range<Int>) -> Kind {
        bytes.isName(type, "s") ? .shared : bytes.isName(type, "b") ? .truth : bytes.isName(type, "n") ? .number : .text
    }

    /// `C7` -> 2; far beyond every sheet for more letters than columns have.
    private static func column(_ bytes: RawSpan, _ reference: Range<Int>) -> Int? {
        var column = 0
        for at in reference {
            guard (0x41...0x5A).contains(bytes[at]) else { break }
            column = column * 26 + Int(bytes[at] - 0x40)
            if column > 1 << 20 { break }
        }
        return column > 0 ? column - 1 : nil
    }
}
