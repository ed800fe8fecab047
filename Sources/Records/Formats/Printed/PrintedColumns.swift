/// Where the columns of a printed table stand, in places from the start of a line.
struct PrintedColumns: Sendable {
    /// Ascending.
    let ranges: [Range<Int>]
    /// Whether characters of Chinese, Japanese and Korean take two places each, as they do on a terminal.
    var countsWide = false

    /// The cells of a line without the blanks around them, as ranges of bytes.
    ///
    /// - Parameter take: Gets the number of the column and the cell, which may be empty.
    /// - Returns: Whether every column has a blank or the end of the line behind it, or the next column.
    @inline(__always)
    func cut(_ bytes: RawSpan, _ line: TextLine, isUTF8: Bool, take: (Int, Range<Int>) -> Void) -> Bool {
        if isUTF8, !bytes.isASCII(line.start..<line.end) { return cutCharacters(bytes, line, take: take) }
        let width = line.end - line.start
        var isTidy = true
        for column in ranges.indices {
            let range = ranges[column]
            let end = line.start + min(width, range.upperBound)
            take(column, bytes.trimmed(line.start + min(width, range.lowerBound)..<end))
            if end < line.end, bytes[end] != 0x20, !touchesNext(column) { isTidy = false }
        }
        return isTidy
    }

    /// The same where a character may take several bytes.
    private func cutCharacters(_ bytes: RawSpan, _ line: TextLine, take: (Int, Range<Int>) -> Void) -> Bool {
        var at = line.start, place = 0, isTidy = true
        func advance(to wanted: Int) {
            while place < wanted, at < line.end {
                place += countsWide && Self.isWide(bytes, at) ? 2 : 1
                at += 1
                while at < line.end, bytes[at] & 0xC0 == 0x80 { at += 1 }
            }
        }
        for (column, range) in ranges.enumerated() {
            advance(to: range.lowerBound)
            let start = at
            advance(to: range.upperBound)
            take(column, bytes.trimmed(start..<at))
            if at < line.end, bytes[at] != 0x20, !touchesNext(column) { isTidy = false }
        }
        return isTidy
    }

    /// The cells of a line as recognition looks at them.
    func sample(_ bytes: RawSpan, _ line: TextLine, _ encoding: TextEncoding) -> [CSVSample.Cell] {
        var cells = Array(repeating: CSVSample.Cell(text: "", isQuoted: false), count: ranges.count)
        _ = cut(bytes, line, isUTF8: encoding == .utf8) { column, range in
            cells[column].text = TextDecoding.string(bytes.extracting(range), encoding)
        }
        return cells
    }

    @inline(__always)
    private func touchesNext(_ column: Int) -> Bool {
        column + 1 < ranges.count && ranges[column + 1].lowerBound == ranges[column].upperBound
    }

    /// Three bytes of UTF-8 and more; U+FFFD stands for one byte that was no character.
    private static func isWide(_ bytes: RawSpan, _ at: Int) -> Bool {
        bytes[at] >= 0xE0 && !bytes.has("\u{FFFD}", at: at)
    }

    /// Characters of the shortest date, `26/1/2`.
    private static let leastDate = 6

    /// Digits, a mark, a digit: `2026-11-04`, `4.11.26`.
    static func mayBeDate(_ bytes: RawSpan, _ cell: Range<Int>) -> Bool {
        guard cell.count >= leastDate, let mark = cell.first(where: { TextNumber.digit(bytes[$0]) == nil }) else { return false }
        let isMark = bytes[mark] == UInt8(ascii: "-") || bytes[mark] == UInt8(ascii: "/") || bytes[mark] == UInt8(ascii: ".")
        return isMark && mark > cell.lowerBound && mark + 1 < cell.upperBound && TextNumber.digit(bytes[mark + 1]) != nil
    }
}
