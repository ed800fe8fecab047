import Catalog

/// Makes comma-separated text of a sheet's rows, a piece of the sheet at a time.
struct SheetRows {
    let shared: SharedTexts
    /// Cell styles that show numbers as dates.
    let dates: Set<Int>
    /// Cells of the widest row so far.
    private(set) var width: Int
    /// Rows that were written with fewer.
    private(set) var narrow = 0
    private(set) var csv: [UInt8] = []
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
    /// Bytes that are read at once.
    private static let piece = 1 << 20
    /// A row is not longer.
    private static let longestRow = 64 << 20
    /// `</row>`, with a prefix.
    private static let longestTag = 64
    /// What a sheet's million rows come to, and more.
    private static let mostText = min(MemoryBudget.limit, 4 << 30)

    init(shared: SharedTexts, dates: Set<Int>, width: Int) {
        (self.shared, self.dates, self.width) = (shared, dates, width)
    }

    /// - Throws: `SourceError` when the sheet cannot be read, or its text would not fit into memory.
    mutating func read(_ sheet: any ByteSource) throws {
        var rest: [UInt8] = []
        var at = 0
        while true {
            let piece = try sheet.bytes(at..<at + Self.piece)
            at += piece.count
            rest += piece
            let isDone = piece.isEmpty || rest.count > Self.longestRow
            let end = isDone ? rest.count : Self.lastRowEnd(rest, from: rest.count - piece.count - Self.longestTag)
            if end > 0 {
                read(end == rest.count ? rest : Array(rest[..<end]))
                rest.removeFirst(end)
            }
            if csv.count > Self.mostText {
                throw SourceError(
                    path: sheet.name, reason: "its rows are more than \(Self.mostText >> 20) MB of text",
                    remedy: "Save it as CSV and open that.")
            }
            if piece.isEmpty { return }
        }
    }

    /// Behind the last `</row>` that ends behind `start`; 0 when none does.
    private static func lastRowEnd(_ bytes: [UInt8], from start: Int) -> Int {
        let span = bytes.span.bytes
        var end = bytes.count
        while let close = span.last(UInt8(ascii: ">"), before: end), close >= start {
            if close >= 5, span.has("row>", at: close - 3), isClosing(span, close - 4) { return close + 1 }
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
    private mutating func read(_ bytes: [UInt8]) {
        var scan = XMLScan(bytes)
        var cell = SheetCell()
        var next = 0
        var isValue = false
        var value: [UInt8] = []
        row.clear()
        while let piece = scan.next() {
            switch piece {
            case .open(let tag):
                if scan.has(tag.name, "c") {
                    cell = SheetCell(scan, tag.attributes, next: next)
                    next = cell.column + 1
                    value.removeAll(keepingCapacity: true)
                } else if scan.has(tag.name, "v") || scan.has(tag.name, "t") {
                    isValue = !tag.isEmpty
                } else if !tag.isEmpty, scan.has(tag.name, "row") {
                    row.clear()
                    next = 0
                }
            case .close(let name):
                if scan.has(name, "c") {
                    add(cell, value)
                } else if scan.has(name, "v") || scan.has(name, "t") {
                    isValue = false
                } else if scan.has(name, "row") {
                    write()
                }
            case .text(let range): if isValue { scan.append(range, to: &value) }
            }
        }
    }

    private mutating func add(_ cell: SheetCell, _ value: [UInt8]) {
        guard cell.column < Self.mostColumns, !value.isEmpty else { return }
        let start = row.texts.count
        switch cell.kind {
        case .shared:
            let text = Int(String(decoding: value, as: UTF8.self)).flatMap { shared[$0] } ?? value[...]
            row.texts += text
        case .truth: row.texts += (value == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8
        case .number:
            if dates.contains(cell.style) {
                row.texts += (Self.date(value).map { Array($0.utf8) } ?? value)
            } else {
                row.texts += Self.number(value)
            }
        case .text: row.texts += value
        }
        if let last = row.cells.last, last.column >= cell.column { row.isAscending = false }
        row.cells.append(Row.Cell(column: cell.column, text: start..<row.texts.count))
    }

    /// Writes the row; nothing when it has no value.
    private mutating func write() {
        defer { row.clear() }
        guard !row.cells.isEmpty else { return }
        if !row.isAscending { row.cells = Self.sorted(row.cells) }
        var column = 0
        for cell in row.cells {
            while column < cell.column {
                csv.append(UInt8(ascii: ","))
                column += 1
            }
            quote(cell.text)
        }
        let cells = column + 1
        if cells > width {
            // The heading decides, as a rule.
            if width > 0 { narrow += 1 }
            width = cells
        }
        for _ in cells..<max(cells, width) { csv.append(UInt8(ascii: ",")) }
        csv.append(0x0A)
    }

    /// By column; of several cells for one, the last.
    private static func sorted(_ cells: [Row.Cell]) -> [Row.Cell] {
        var last: [Int: Row.Cell] = [:]
        for cell in cells { last[cell.column] = cell }
        return last.values.sorted { $0.column < $1.column }
    }

    private mutating func quote(_ text: Range<Int>) {
        csv.append(0x22)
        if row.texts.span.bytes.holds(0x22, in: text) {
            for byte in row.texts[text] {
                if byte == 0x22 { csv.append(0x22) }
                csv.append(byte)
            }
        } else {
            csv += row.texts[text]
        }
        csv.append(0x22)
    }

    /// A whole number without the exponent that large ones are saved with.
    private static func number(_ value: [UInt8]) -> [UInt8] {
        guard value.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
            let number = Double(String(decoding: value, as: UTF8.self)), number == number.rounded(),
            abs(number) < 9_007_199_254_740_992
        else { return value }
        return Array(String(Int(number)).utf8)
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
    init(_ scan: XMLScan, _ attributes: Range<Int>, next: Int) {
        column = next
        var rest = attributes
        while let (name, value) = scan.nextAttribute(&rest) {
            if scan.has(name, "r") {
                column = Self.column(scan.bytes[value]) ?? next
            } else if scan.has(name, "t") {
                kind = scan.has(value, "s") ? .shared : scan.has(value, "b") ? .truth : scan.has(value, "n") ? .number : .text
            } else if scan.has(name, "s") {
                style = Int(String(decoding: scan.bytes[value], as: UTF8.self)) ?? 0
            }
        }
    }

    /// `C7` -> 2; far beyond every sheet for more letters than columns have.
    private static func column(_ reference: ArraySlice<UInt8>) -> Int? {
        var column = 0
        for byte in reference {
            guard (0x41...0x5A).contains(byte) else { break }
            column = column * 26 + Int(byte - 0x40)
            if column > 1 << 20 { break }
        }
        return column > 0 ? column - 1 : nil
    }
}
