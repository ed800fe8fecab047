/// What the head of a table with dashes under its heading tells: names, where columns stand, and some of its rows.
struct Db2TableSurvey {
    /// Bytes before the first row.
    let start: Int
    /// The two lines without line ends and blanks behind.
    let heading: [UInt8]
    let dashes: [UInt8]
    let names: [String]
    let columns: PrintedColumns
    private(set) var rows: [[CSVSample.Cell]] = []

    /// Lines before the heading: the statement, prompts and warnings.
    private static let mostLinesBefore = 60

    /// - Returns: `nil` when no line of dashes stands below a heading.
    /// - Parameter takesAll: Every row, not some of them.
    init?(_ head: RawSpan, isWhole: Bool, encoding: TextEncoding, takesAll: Bool = false) {
        var above: TextLine?
        var found: (heading: TextLine, dashes: TextLine)?
        var at = 0
        for _ in 0..<Self.mostLinesBefore where at < head.byteCount && found == nil {
            let line = head.line(from: at)
            at = line.next
            guard line.isEnded || isWhole else { break }
            if let above, !above.isBlank, Self.isDashes(head, line) { found = (above, line) }
            above = line
        }
        guard let found else { return nil }
        start = at
        heading = Self.bytes(head, found.heading)
        dashes = Self.bytes(head, found.dashes)
        let stretches = head.words(found.dashes.start..<found.dashes.end)
        let last = stretches.count - 1
        columns = PrintedColumns(
            ranges: stretches.enumerated().map { column, range in
                let start = range.lowerBound - found.dashes.start
                return start..<(column == last ? .max : start + range.count)
            }, countsWide: true)
        names = Self.names(head, found.heading, columns, encoding)
        var number = 0
        while at < head.byteCount {
            let line = head.line(from: at)
            at = line.next
            guard !line.isBlank, line.isEnded || isWhole else { break }
            number += 1
            guard takesAll || number <= CSVSample.mostRows || number % CSVSample.step == 0 else { continue }
            rows.append(columns.sample(head, line, encoding).map { $0.text == "-" ? CSVSample.Cell(text: "", isQuoted: false) : $0 })
        }
    }

    private static func bytes(_ head: RawSpan, _ line: TextLine) -> [UInt8] { (line.start..<line.end).map { head[$0] } }

    /// Stretches of dashes with one blank between, three dashes at least: `------- ----`.
    static func isDashes(_ head: RawSpan, _ line: TextLine) -> Bool {
        guard line.end - line.start >= 3, head[line.start] == UInt8(ascii: "-") else { return false }
        var dashes = 0, before: UInt8 = 0x20
        for at in line.start..<line.end {
            let byte = head[at]
            guard byte == UInt8(ascii: "-") || (byte == 0x20 && before != 0x20) else { return false }
            if byte != 0x20 { dashes += 1 }
            before = byte
        }
        return dashes >= 3
    }

    /// A word of the heading for each column, or what stands above its dashes: some names are longer than their columns.
    private static func names(_ head: RawSpan, _ line: TextLine, _ columns: PrintedColumns, _ encoding: TextEncoding) -> [String] {
        let words = head.words(line.start..<line.end)
        if words.count == columns.ranges.count { return words.map { TextDecoding.string(head.extracting($0), encoding) } }
        return columns.sample(head, line, encoding).map(\.text)
    }
}

/// Rows below the dashes, up to a blank line and a line that counts them; headings may come again.
struct Db2TablePage: PrintedPage {
    static let format = Db2TableFormat.name
    static let hasOthers = true

    let printed: PrintedColumns
    let heading: [UInt8]
    let dashes: [UInt8]
    /// The cell of the entry's time, which every row has.
    let time: Int?

    func isBelowOtherHeading(_ line: TextLine, in block: RawSpan) -> Bool {
        Db2TableSurvey.isDashes(block, line) && !block.equals(dashes, at: line.start..<line.end)
    }

    /// Null is a dash; what is blank is a blank value.
    func value(_ cell: Range<Int>, in block: RawSpan) -> CellValue? {
        let isNull = cell.count == 1 && block[cell.lowerBound] == UInt8(ascii: "-")
        return CellValue(kind: isNull ? .null : .plain, range: cell)
    }

    func role(of line: TextLine, _ record: CellRecord, isTidy: Bool, isBehindBlank: Bool, in block: RawSpan) -> PrintedRole {
        let range = line.start..<line.end
        if block.equals(heading, at: range) || block.equals(dashes, at: range) { return .furniture }
        if isBehindBlank, time == nil || !hasTime(record, block), Self.isCount(block, range) { return .furniture }
        if Self.isPrompt(block, range) { return .furniture }
        guard isTidy, hasTime(record, block) else {
            return .stray("this line is no row below the heading: its values do not stand in the columns")
        }
        return .entry
    }

    private func hasTime(_ record: CellRecord, _ block: RawSpan) -> Bool {
        guard let time else { return true }
        guard let value = record[time] else { return false }
        return value.kind == .null || PrintedColumns.mayBeDate(block, value.range)
    }

    /// `  1000 RECORD(S) SELECTED.`, in any language; `(5 rows affected)` of other programs.
    private static func isCount(_ block: RawSpan, _ line: Range<Int>) -> Bool {
        let text = block.trimmed(line)
        let start = block[text.lowerBound] == UInt8(ascii: "(") ? text.lowerBound + 1 : text.lowerBound
        var words = WordScan(start..<text.upperBound)
        guard let number = words.next(in: block), words.next(in: block) != nil else { return false }
        return number.allSatisfy { TextNumber.digit(block[$0]) != nil || block[$0] == 0x2C || block[$0] == 0x2E }
    }

    /// What `db2 -i` writes before it reads: `DB2>`, `?>`.
    private static func isPrompt(_ block: RawSpan, _ line: Range<Int>) -> Bool {
        (line.count == 4 && block.has("DB2>", at: line.lowerBound)) || (line.count == 2 && block.has("?>", at: line.lowerBound))
    }
}
