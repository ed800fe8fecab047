import Catalog

/// What the cells of a sheet's rows mean beyond themselves.
struct SheetCells: Sendable {
    let shared: SharedTexts
    /// Cell styles that show numbers as dates.
    let dates: Set<Int>
    /// Whether days are counted from 1904 on.
    var isFrom1904 = false
}

/// What a cell's value is shown as.
enum SheetValue {
    case asItStands
    case other([UInt8])
    /// It names a shared text that the workbook does not have.
    case missing
}

/// Makes comma-separated text of a sheet's rows, a piece of the sheet at a time.
struct SheetRows {
    private let cells: SheetCells
    /// How the cells so far were written; `nil` where each is read for itself.
    private var shapes: SheetShapes?
    /// Whether the row that is read is one to remember.
    private var isRemembering = true
    /// Rows before others are read in one go again, and how many these were the last time.
    private var patience = (rowsLeft: 0, pause: 0)
    /// Cells of the widest row so far, and rows that were written with fewer.
    private var widest: (width: Int, narrow: Int)
    private(set) var csv: [UInt8] = []
    /// Why rows are missing, one sentence; `nil` when none is.
    private(set) var failure: String?
    private var row = Row()

    private struct Row {
        struct Cell {
            var column: Int
            /// In `texts`.
            var text: Range<Int>
            var isMissing = false
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
    /// Bytes of rows that are worth a try to read them in one go, and rows until the next one at most.
    private static let (worthTrying, longestPause) = (4096, 63)
    /// A comment or a literal text is not longer; who never ends one is not waited for.
    private static let longestLiteral = 4 << 20
    /// `</row>`, with a prefix.
    private static let longestTag = 64

    /// - Parameter width: Cells that each row gets at least.
    /// - Parameter remembers: Whether rows that are written as those before them are read in one go.
    init(_ cells: SheetCells, width: Int = 0, remembers: Bool = true) {
        (self.cells, widest) = (cells, (width, 0))
        if remembers { shapes = SheetShapes(cells) }
    }

    /// Cells of the widest row so far.
    var width: Int { widest.width }
    /// Rows that were written with fewer.
    var narrow: Int { widest.narrow }

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
        let done = input.withBytes { bytes in
            let end = isDone ? bytes.byteCount : Self.lastRowEnd(bytes, from: before - Self.longestTag)
            return read(bytes.extracting(0..<end), isDone: isDone)
        }
        input.drop(done)
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
    ///
    /// - Parameter isDone: Whether what does not end here is broken.
    /// - Returns: How many bytes need not be read again: not those of a row in which a comment or literal goes on.
    private mutating func read(_ bytes: RawSpan, isDone: Bool) -> Int {
        var reading = Reading()
        row.clear()
        while case let at = reading.scan.at, let piece = reading.scan.next(in: bytes) {
            switch piece {
            case .open(let tag): open(tag, at: at, bytes, &reading)
            case .close(let name): close(name, bytes, &reading)
            case .text(let range) where reading.cell.isShown:
                reading.cell.values.append(range)
                XMLScan.append(bytes, range, to: &row.texts)
            case .literal(let range) where reading.cell.isShown:
                reading.cell.isLiteral = true
                bytes.append(range, to: &row.texts)
            case .text, .literal: break
            }
        }
        if reading.scan.isAtEnd(of: bytes) { return bytes.byteCount }
        let done = max(reading.whole, reading.odd)
        if reading.scan.isInside, !isDone, bytes.byteCount - done < Self.longestLiteral { return done }
        failure = "the XML of the sheet is broken: rows are missing"
        return bytes.byteCount
    }

    /// Where the reading of some rows is.
    private struct Reading {
        var scan = XMLScan()
        var cell = CellReading()
        /// Behind the last whole row, and the start of the row that has to be read for itself.
        var (whole, odd) = (0, -1)
    }

    @inline(__always)
    private mutating func open(_ tag: XMLScan.Tag, at: Int, _ bytes: RawSpan, _ reading: inout Reading) {
        if bytes.isName(tag.name, "c") {
            begin(&reading.cell, bytes, tag, at: at)
            if tag.isEmpty { remember(reading.cell, bytes, end: reading.scan.at) }
        } else if bytes.isName(tag.name, "v") || bytes.isName(tag.name, "t") {
            (reading.cell.isValue, reading.cell.part) = (!tag.isEmpty, row.texts.count)
        } else if bytes.isName(tag.name, "rPh") {
            reading.cell.isReading = !tag.isEmpty
        } else if !tag.isEmpty, bytes.isName(tag.name, "row") {
            row.clear()
            reading.cell = CellReading()
            guard at != reading.odd else { return }
            reading.odd = readKnownRows(bytes, from: at)
            // The row there comes again, and is remembered then.
            if reading.odd > at { reading.scan.move(to: reading.odd) }
        }
    }

    @inline(__always)
    private mutating func close(_ name: Range<Int>, _ bytes: RawSpan, _ reading: inout Reading) {
        if bytes.isName(name, "c") {
            add(reading.cell.place, from: reading.cell.start)
            remember(reading.cell, bytes, end: reading.scan.at)
            (reading.cell.isValue, reading.cell.start) = (false, row.texts.count)
        } else if bytes.isName(name, "v") || bytes.isName(name, "t") {
            if reading.cell.place.kind == .text { SheetText.unescape(&row.texts, from: min(reading.cell.part, row.texts.count)) }
            reading.cell.isValue = false
        } else if bytes.isName(name, "rPh") {
            reading.cell.isReading = false
        } else if bytes.isName(name, "row") {
            write()
            (reading.cell.start, reading.whole) = (0, reading.scan.at)
        }
    }

    /// The cell that is being read.
    private struct CellReading {
        var place = SheetCell()
        var tag = (start: 0, name: 0..<0)
        /// The column of the next one, where it names none.
        var next = 0
        /// Where the value begins in the texts of its row.
        var start = 0
        /// Where the part of it begins that is being read.
        var part = 0
        var isValue = false
        /// Readings of Japanese texts stand beside them.
        var isReading = false
        var isLiteral = false
        /// Where the parts of the value stand.
        var values: [Range<Int>] = []

        var isShown: Bool { isValue && !isReading }
    }

    @inline(__always)
    private func begin(_ cell: inout CellReading, _ bytes: RawSpan, _ tag: XMLScan.Tag, at: Int) {
        cell.place = SheetCell(bytes, tag.attributes, next: cell.next)
        cell.tag = (at, tag.name)
        cell.next = cell.place.column + 1
        cell.start = row.texts.count
        (cell.isValue, cell.isReading, cell.isLiteral) = (false, false, false)
        cell.values.removeAll(keepingCapacity: true)
    }

    /// Remembers how a cell was written that ends at `end`, when its value is one piece.
    private mutating func remember(_ cell: CellReading, _ bytes: RawSpan, end: Int) {
        guard isRemembering, cell.values.count <= 1, !cell.isLiteral, !cell.tag.name.isEmpty else { return }
        shapes?.learn(bytes, cell.place, tag: cell.tag, value: cell.values.first, end: end)
    }

    /// Reads the rows from `start` on that are written as those before them. Where that is hardly ever one, it is tried ever
    /// more rarely, and nothing is remembered of the rows between.
    ///
    /// - Returns: Where the first other one begins.
    private mutating func readKnownRows(_ bytes: RawSpan, from start: Int) -> Int {
        isRemembering = patience.rowsLeft == 0
        guard isRemembering else {
            patience.rowsLeft -= 1
            return start
        }
        let cells = cells
        let end = shapes?.read(bytes, from: start, widest: &widest, to: &csv) { Self.shown($0, $1, cells) } ?? start
        patience.pause = end - start >= Self.worthTrying ? 0 : min(2 * patience.pause + 1, Self.longestPause)
        patience.rowsLeft = patience.pause
        return end
    }

    /// Adds the cell whose value is the end of the row's texts.
    @inline(__always)
    private mutating func add(_ cell: SheetCell, from start: Int) {
        guard cell.column < Self.mostColumns, start < row.texts.count else {
            return row.texts.removeLast(row.texts.count - start)
        }
        var isMissing = false
        if cell.kind != .text {
            switch Self.shown(cell, Array(row.texts[start...]), cells) {
            case .asItStands: break
            case .other(let other): row.texts.replaceSubrange(start..., with: other)
            case .missing: isMissing = true
            }
        }
        if let last = row.cells.last, last.column >= cell.column { row.isAscending = false }
        row.cells.append(Row.Cell(column: cell.column, text: start..<row.texts.count, isMissing: isMissing))
    }

    private static func shown(_ cell: SheetCell, _ value: [UInt8], _ cells: SheetCells) -> SheetValue {
        switch cell.kind {
        case .text: return .asItStands
        case .shared: return Int(String(decoding: value, as: UTF8.self)).flatMap { cells.shared[$0] }.map { .other($0) } ?? .missing
        case .truth: return .other(Array((value == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8))
        case .number:
            let text = cells.dates.contains(cell.style) ? date(value, isFrom1904: cells.isFrom1904) : number(value)
            return text.map { .other(Array($0.utf8)) } ?? .asItStands
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
            widest = (count, narrow + (width > 0 ? 1 : 0))
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
            if cell.isMissing { csv += MissingSheetTexts.cell } else { quote(texts, cell.text, to: &csv) }
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
    static func quote(_ texts: RawSpan, _ text: Range<Int>, to csv: inout [UInt8]) {
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

    /// Days since 30 December 1899 or 1 January 1904; the fraction is the time, exact to a millisecond.
    private static func date(_ value: [UInt8], isFrom1904: Bool) -> String? {
        guard let days = Double(String(decoding: value, as: UTF8.self)), days >= 0, days < 200_000,
            let start = isFrom1904 ? Timestamp(year: 1904, month: 1, day: 1) : Timestamp(year: 1899, month: 12, day: 30)
        else { return nil }
        let milliseconds = Int64((days * 86_400_000).rounded())
        return Timestamp(microseconds: start.microseconds + milliseconds * 1000).text()
    }
}

/// Where a cell stands, and what its value is.
struct SheetCell {
    enum Kind { case number, shared, truth, text }
    var column = 0
    var kind = Kind.number
    var style = 0
    /// Behind its reference, when that is its first attribute.
    var referenceEnd: Int?
    /// Whether its reference stands elsewhere.
    var isOddlyReferenced = false

    init() {}

    /// - Parameter next: Its column where it names none.
    @inline(__always)
    init(_ bytes: RawSpan, _ attributes: Range<Int>, next: Int) {
        column = next
        var rest = attributes
        while let (name, value) = XMLScan.nextAttribute(bytes, &rest) {
            if bytes.isName(name, "r") {
                column = Self.column(bytes, value) ?? next
                isOddlyReferenced = isOddlyReferenced || name.lowerBound != attributes.lowerBound + 1
                referenceEnd = rest.lowerBound
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
