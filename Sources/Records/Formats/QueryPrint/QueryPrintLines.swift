/// The lines of a page that Query for IBM i printed: how headings of pages are told from entries, in any language.
enum QueryPrintLines {
    /// `26/11/09 08:30:11 ... PAGE 1`: a date, a time, and a number behind a word at the end.
    static func isPageHeading(_ bytes: RawSpan, _ line: TextLine) -> Bool {
        // Most lines are none: two words tell.
        var start = WordScan(line.start..<line.end)
        guard let date = start.next(in: bytes), TextNumber.digit(bytes[date.lowerBound]) != nil,
            HistoryDetailLine.isDate(bytes, date), let clock = start.next(in: bytes), HistoryDetailLine.isTime(bytes, clock)
        else { return false }
        let words = bytes.words(line.start..<line.end)
        guard words.count >= 4 else { return false }
        let page = words[words.count - 1], word = words[words.count - 2]
        return page.count <= 7 && isNumber(bytes, page) && !isNumber(bytes, word)
    }

    /// `* * *  E N D  O F  R E P O R T  * * *`, in any language.
    ///
    /// - Parameter text: The line without blanks around.
    static func isEnd(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
        text.count > 6 && bytes.has("* * *", at: text.lowerBound) && bytes.has("* * *", at: text.upperBound - 5)
    }

    /// Whether a word is a number, a date or a time: headings of columns hold none.
    static func holdsValue(_ bytes: RawSpan, _ line: TextLine) -> Bool {
        bytes.words(line.start..<line.end).contains { word in
            isNumber(bytes, word) || HistoryDetailLine.isDate(bytes, word) || isInstant(bytes, word)
        }
    }

    static func holdsDate(_ bytes: RawSpan, _ line: TextLine) -> Bool {
        bytes.words(line.start..<line.end).contains { HistoryDetailLine.isDate(bytes, $0) || isInstant(bytes, $0) }
    }

    /// `2026-11-02-08.11.52.095532`
    private static func isInstant(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        word.count >= 19 && TextNumber.digit(bytes[word.lowerBound]) != nil
            && CSVDates.isDate(TextDecoding.string(bytes.extracting(word), .utf8))
    }

    private static func isNumber(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        word.allSatisfy { TextNumber.digit(bytes[$0]) != nil }
    }
}

/// Pages of a report: headings are passed over, and what has no date is a total.
struct QueryPrintPage: PrintedPage {
    static let format = QueryPrintFormat.name

    let printed: PrintedColumns
    let headings: [[UInt8]]
    /// The column that holds a date or an instant in every entry.
    let anchor: Int?

    /// A cell with nothing in it says nothing.
    func value(_ cell: Range<Int>, in block: RawSpan) -> CellValue? {
        cell.isEmpty ? nil : CellValue(kind: .plain, range: cell)
    }

    func role(of line: TextLine, _ record: CellRecord, isTidy: Bool, isBehindBlank: Bool, in block: RawSpan) -> PrintedRole {
        if isFurniture(block, line) { return .furniture }
        return isEntry(record, block) ? .entry : .stray("this line is no entry of the report: it has no date")
    }

    private func isFurniture(_ block: RawSpan, _ line: TextLine) -> Bool {
        let text = block.behindBlanks(from: line.start, line.end)..<line.end
        for heading in headings where heading.count == text.count && block.equals(heading, at: text) { return true }
        return QueryPrintLines.isEnd(block, text) || QueryPrintLines.isPageHeading(block, line)
    }

    private func isEntry(_ record: CellRecord, _ block: RawSpan) -> Bool {
        guard let anchor else { return true }
        return record[anchor].map { PrintedColumns.mayBeDate(block, $0.range) } ?? false
    }
}
