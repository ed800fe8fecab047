/// The first line of a printed message: ID, severity and type in columns 1, 10 and 14, then the text behind a label.
struct HistoryMessageLine {
    let id: Range<Int>
    let severity: Range<Int>
    let type: Range<Int>
    let text: Range<Int>

    /// Bytes from the start of a line to where a label (`Message . . . . :`, in any language) begins, and to where the
    /// lines of a text begin that goes on.
    static let labelIndent = 26
    static let textIndent = 28

    /// - Parameter shift: Bytes of printer control before the first column.
    init?(_ bytes: RawSpan, _ line: TextLine, shift: Int) {
        let start = line.start + shift
        guard line.end >= start + 12, Self.isMessageID(bytes, start), bytes[start + 7] == 0x20 else { return nil }
        var words = WordScan(start + 7..<line.end)
        guard let severity = words.next(in: bytes), severity.count <= 2, severity.lowerBound - start <= 12,
            severity.allSatisfy({ TextNumber.digit(bytes[$0]) != nil }), let type = words.next(in: bytes)
        else { return nil }
        id = start..<start + 7
        self.severity = severity
        let typeEnd = Self.gap(bytes, type.lowerBound..<line.end)
        self.type = type.lowerBound..<typeEnd
        let colon = Self.labelEnd(bytes, typeEnd..<line.end)
        text = bytes.trimmed((colon ?? typeEnd)..<line.end)
    }

    /// Three letters or digits, the first a letter, then four hexadecimal digits.
    static func isMessageID(_ bytes: RawSpan, _ start: Int) -> Bool {
        guard start >= 0, start + 7 <= bytes.byteCount, (0x41...0x5A).contains(bytes[start]) else { return false }
        for at in start + 1..<start + 3 where !isNameByte(bytes[at]) { return false }
        for at in start + 3..<start + 7 where TextHex.value(of: bytes[at]) == nil || bytes[at] > 0x5A { return false }
        return true
    }

    static func isNameByte(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) }

    /// Where two blanks follow each other, or the end.
    private static func gap(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
        var at = range.lowerBound
        while at + 1 < range.upperBound {
            if bytes[at] == 0x20, bytes[at + 1] == 0x20 { return at }
            at += 1
        }
        return range.upperBound
    }

    /// Behind the colon of a label that ends with ` :` or `.:`; `nil` when there is none within its room.
    static func labelEnd(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        let room = range.prefix(48)
        for at in room where bytes[at] == UInt8(ascii: ":") && at > range.lowerBound {
            guard bytes[at - 1] == 0x20 || bytes[at - 1] == UInt8(ascii: ".") else { return nil }
            return at + 1
        }
        return nil
    }
}

/// The last line of a printed message: `QZDASOINIT QUSER 846143 QZBSSECR 0000 26/08/07 16:40:50.484540 USR01`.
struct HistoryDetailLine {
    let job: Range<Int>
    let user: Range<Int>
    let number: Range<Int>
    let program: Range<Int>?
    let instruction: Range<Int>?
    /// Date and time.
    let time: Range<Int>
    let date: Range<Int>
    let fromUser: Range<Int>?

    init?(_ bytes: RawSpan, _ line: TextLine, shift: Int) {
        guard line.end - line.start >= 50, line.start + shift + 4 < line.end, bytes[line.start + shift] == 0x20 else {
            return nil
        }
        var words = WordScan(line.start + shift..<line.end)
        guard let job = words.next(in: bytes), let user = words.next(in: bytes), let number = words.next(in: bytes),
            number.count == 6, number.allSatisfy({ TextNumber.digit(bytes[$0]) != nil }), var date = words.next(in: bytes)
        else { return nil }
        (self.job, self.user, self.number) = (job, user, number)
        // Program and instruction stand before the date, or the program alone, or neither.
        var before: (Range<Int>?, Range<Int>?)
        for _ in 0..<2 where !Self.isDate(bytes, date) {
            before = before.0 == nil ? (date, nil) : (before.0, date)
            guard let next = words.next(in: bytes) else { return nil }
            date = next
        }
        guard Self.isDate(bytes, date), let clock = words.next(in: bytes), Self.isTime(bytes, clock) else { return nil }
        (program, instruction) = before
        self.date = date
        time = date.lowerBound..<clock.upperBound
        fromUser = words.next(in: bytes)
    }

    /// Digits with two separators between: `26/08/07`, `07.08.26`.
    static func isDate(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        guard (6...10).contains(word.count) else { return false }
        var separators = 0
        for at in word where TextNumber.digit(bytes[at]) == nil {
            guard bytes[at] == 0x2F || bytes[at] == 0x2D || bytes[at] == 0x2E else { return false }
            separators += 1
        }
        return separators == 2
    }

    /// `16:40:50.484540`, `16.40.50`.
    static func isTime(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        guard word.count >= 7, TextNumber.digit(bytes[word.lowerBound]) != nil else { return false }
        return word.allSatisfy { TextNumber.digit(bytes[$0]) != nil || bytes[$0] == 0x3A || bytes[$0] == 0x2E || bytes[$0] == 0x2C }
    }
}

/// The heading of a printed page: ` 5770SS1 V7R5M0 220415   History Log   SYSA   26/08/08 11:42:48   Page  0001`.
struct HistoryBanner {
    let system: Range<Int>?
    let date: Range<Int>?

    init?(_ bytes: RawSpan, _ line: TextLine) {
        // Most lines are none: three words tell.
        var first = WordScan(line.start..<line.end)
        var isHeading = false
        for _ in 0..<3 {
            guard !isHeading, let word = first.next(in: bytes) else { break }
            isHeading = Self.isRelease(bytes, word)
        }
        guard isHeading else { return nil }
        let words = bytes.words(line.start..<line.end)
        guard words.count >= 4 else { return nil }
        let at = words.indices.last { HistoryDetailLine.isDate(bytes, words[$0]) }
        date = at.map { words[$0] }
        system = at.flatMap { $0 > 2 ? words[$0 - 1] : nil }.flatMap { $0.count <= 8 ? $0 : nil }
    }

    /// `V7R5M0`.
    private static func isRelease(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        guard word.count == 6 else { return false }
        let at = word.lowerBound
        return bytes[at] == UInt8(ascii: "V") && bytes[at + 2] == UInt8(ascii: "R") && bytes[at + 4] == UInt8(ascii: "M")
            && TextNumber.digit(bytes[at + 1]) != nil && TextNumber.digit(bytes[at + 3]) != nil
    }
}
