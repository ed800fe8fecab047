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

/// Where the columns of a printed report stand, in characters from the start of a line.
struct PrintedColumns: Sendable {
    /// Ascending; together they cover the line.
    let ranges: [Range<Int>]

    /// The cells of a line without the blanks around them, as ranges of bytes; `nil` for empty ones.
    ///
    /// - Parameter take: Gets the number of the column and the cell.
    @inline(__always)
    func cut(_ bytes: RawSpan, _ line: TextLine, isUTF8: Bool, take: (Int, Range<Int>) -> Void) {
        if isUTF8, !bytes.isASCII(line.start..<line.end) { return cutCharacters(bytes, line, take: take) }
        let width = line.end - line.start
        for column in ranges.indices {
            let range = ranges[column]
            guard range.lowerBound < width else { break }
            let cell = bytes.trimmed(line.start + range.lowerBound..<line.start + min(width, range.upperBound))
            if !cell.isEmpty { take(column, cell) }
        }
    }

    /// The same where a character may take several bytes.
    private func cutCharacters(_ bytes: RawSpan, _ line: TextLine, take: (Int, Range<Int>) -> Void) {
        var place = line.start, character = 0
        func advance(to wanted: Int) {
            while character < wanted, place < line.end {
                place += 1
                while place < line.end, bytes[place] & 0xC0 == 0x80 { place += 1 }
                character += 1
            }
        }
        for (column, range) in ranges.enumerated() where place < line.end {
            advance(to: range.lowerBound)
            let start = place
            advance(to: range.upperBound)
            let cell = bytes.trimmed(start..<place)
            if !cell.isEmpty { take(column, cell) }
        }
    }
}
