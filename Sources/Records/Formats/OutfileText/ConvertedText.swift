import Catalog

/// Records of an outfile that were copied as text: EBCDIC made characters of another encoding, byte by byte, with line ends
/// between the records or without; or left as they were, with line ends between.
///
/// The conversion of a single-byte page is a permutation, so it can be undone: packed and binary fields come back, too, when
/// the page is the one that was converted from. What the target could not hold became a substitute (U+001A, or U+FFFD): there
/// the record gets the substitute of EBCDIC, X'3F', which stands for a lost byte.
struct ConvertedText {
    /// Records of one length, without line ends.
    private(set) var bytes: [UInt8] = []
    private(set) var recordLength: Int?
    /// Records that were shorter than the longest: trailing blanks were left out.
    private(set) var filledUp = 0
    /// Characters that stand for a lost byte.
    private(set) var lost = 0
    /// Whether line ends stand between the records.
    let hasLines: Bool

    static let substitute: UInt8 = 0x3F

    /// - Parameter text: From a record's first byte on.
    /// - Parameter feed: The byte that ends lines.
    init(_ text: RawSpan, _ table: CharacterBytes, feed: UInt8 = 0x0A, headings: [OutfileHeading]) {
        let starts = Self.starts(text, table, feed, headings)
        hasLines = starts.count > 1 || (text.byteCount > 0 && text[text.byteCount - 1] == feed)
        var ends: [Int] = []
        bytes.reserveCapacity(text.byteCount)
        for (number, start) in starts.enumerated() {
            let next = number + 1 < starts.count ? starts[number + 1] : text.byteCount
            let end = hasLines ? Self.withoutLineEnd(text, start..<next, feed) : next
            lost += table.append(text.extracting(start..<end), to: &bytes)
            ends.append(bytes.count)
        }
        guard hasLines else { return }
        fill(ends)
    }

    /// Where records start: at the first byte, and behind line ends where a heading follows. Another line feed is a byte of
    /// a record.
    private static func starts(
        _ text: RawSpan, _ table: CharacterBytes, _ feed: UInt8, _ headings: [OutfileHeading]
    ) -> [Int] {
        var starts = [0]
        var at = 0
        while let end = text.first(feed, from: at) {
            at = end + 1
            if at < text.byteCount, isHeading(text, at, table, headings) { starts.append(at) }
        }
        return starts
    }

    static func isHeading(_ text: RawSpan, _ start: Int, _ table: CharacterBytes, _ headings: [OutfileHeading]) -> Bool {
        guard start < text.byteCount, table.isDigit(text[start]) else { return false }
        let most = headings.map(\.leastBytes).max() ?? 0
        var head: [UInt8] = []
        _ = table.append(text.extracting(start..<min(text.byteCount, start + most)), to: &head)
        return headings.contains { $0.isHeading(head.span.bytes, at: 0) }
    }

    private static func withoutLineEnd(_ text: RawSpan, _ range: Range<Int>, _ feed: UInt8) -> Int {
        var end = range.upperBound
        if end > range.lowerBound, text[end - 1] == feed { end -= 1 } else { return end }
        return end > range.lowerBound && text[end - 1] == 0x0D ? end - 1 : end
    }

    /// Gives every record the length of the longest.
    private mutating func fill(_ ends: [Int]) {
        let lengths = zip(ends, [0] + ends).map { $0 - $1 }
        guard let length = lengths.max() else { return }
        recordLength = length
        filledUp = lengths.count { $0 < length }
        guard filledUp > 0 else { return }
        var filled: [UInt8] = []
        filled.reserveCapacity(length * ends.count)
        var start = 0
        for end in ends {
            filled += bytes[start..<end]
            filled.append(contentsOf: repeatElement(CodePage.blank, count: length - (end - start)))
            start = end
        }
        bytes = filled
    }
}

/// The byte each character stands for in an EBCDIC page.
struct CharacterBytes: Sendable {
    private let page: CodePage
    private let isUTF8: Bool
    /// By byte of a single-byte encoding, and by character below U+0100 in UTF-8.
    private let table: [UInt8]
    private let isLost: [Bool]

    init(_ page: CodePage, _ encoding: TextEncoding) {
        self.page = page
        isUTF8 = encoding == .utf8
        let scalars = (0..<256).map { byte -> Unicode.Scalar in
            encoding == .utf8
                ? Unicode.Scalar(UInt8(byte)) : TextDecoding.string([UInt8(byte)].span.bytes, encoding).unicodeScalars.first ?? "\u{FFFD}"
        }
        let bytes = scalars.map { $0 == "\u{1A}" ? nil : page.byte(of: $0) }
        table = bytes.map { $0 ?? ConvertedText.substitute }
        isLost = bytes.map { $0 == nil }
    }

    /// Each byte for itself: of records that were not converted.
    init(unchanged page: CodePage) {
        self.page = page
        isUTF8 = false
        table = Array(UInt8.min...UInt8.max)
        isLost = Array(repeating: false, count: 256)
    }

    func isDigit(_ byte: UInt8) -> Bool { (0xF0...0xF9).contains(table[Int(byte)]) }

    /// Appends a byte for each character.
    ///
    /// - Returns: How many of them stand for a lost byte.
    func append(_ text: RawSpan, to bytes: inout [UInt8]) -> Int {
        var lost = 0
        var at = 0
        while at < text.byteCount {
            let byte = text[at]
            guard isUTF8, byte >= 0x80 else {
                bytes.append(table[Int(byte)])
                if isLost[Int(byte)] { lost += 1 }
                at += 1
                continue
            }
            let (scalar, count) = Self.character(text, at)
            at += count
            if let scalar, let found = page.byte(of: scalar) {
                bytes.append(found)
            } else {
                bytes.append(ConvertedText.substitute)
                lost += 1
            }
        }
        return lost
    }

    /// The character of two to four bytes at `at`; `nil` and one byte where there is none.
    private static func character(_ text: RawSpan, _ at: Int) -> (Unicode.Scalar?, Int) {
        let first = text[at]
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        guard count > 1, at + count <= text.byteCount else { return (nil, 1) }
        var value = UInt32(first) & (0x7F >> UInt32(count))
        for place in at + 1..<at + count {
            guard text[place] & 0xC0 == 0x80 else { return (nil, 1) }
            value = value << 6 | UInt32(text[place] & 0x3F)
        }
        return (Unicode.Scalar(value), count)
    }
}
