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
        let isCut = starts.count > 1 || (text.byteCount > 0 && text[text.byteCount - 1] == feed)
        hasLines = isCut
        var ends: [Int] = []
        ends.reserveCapacity(starts.count)
        var lost = 0
        bytes = Array(unsafeUninitializedCapacity: text.byteCount) { buffer, count in
            for (number, start) in starts.enumerated() {
                let next = number + 1 < starts.count ? starts[number + 1] : text.byteCount
                let end = isCut ? Self.withoutLineEnd(text, start..<next, feed) : next
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[count...])
                let put = text.extracting(start..<end).withUnsafeBytes { table.put($0, into: rest) }
                count += put.count
                lost += put.lost
                ends.append(count)
            }
        }
        self.lost = lost
        if isCut { fill(ends, headings) }
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
        let most = headings.reduce(0) { max($0, $1.leastBytes) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { head in
            let part = text.extracting(start..<min(text.byteCount, start + most))
            let count = part.withUnsafeBytes { table.put($0, into: head).count }
            let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(head)[..<count]).bytes
            return headings.contains { $0.isHeading(bytes, at: 0) }
        }
    }

    private static func withoutLineEnd(_ text: RawSpan, _ range: Range<Int>, _ feed: UInt8) -> Int {
        var end = range.upperBound
        if end > range.lowerBound, text[end - 1] == feed { end -= 1 } else { return end }
        return end > range.lowerBound && text[end - 1] == 0x0D ? end - 1 : end
    }

    /// Gives every record the length of the longest, or the one that they state, where the blanks of all were left out.
    private mutating func fill(_ ends: [Int], _ headings: [OutfileHeading]) {
        let lengths = zip(ends, [0] + ends).map { $0 - $1 }
        guard let longest = lengths.max().map({ max($0, stated(ends, headings)) }) else { return }
        // Nothing but damage makes records so different: what is longer goes on in the next record, and is told there.
        let length = min(longest, max(Self.leastRoom, Self.mostGrowth * bytes.count / lengths.count))
        recordLength = length
        filledUp = lengths.count { $0 < length }
        guard lengths.contains(where: { $0 != length }) else { return }
        var filled: [UInt8] = []
        filled.reserveCapacity(length * ends.count)
        var start = 0
        for end in ends {
            filled += bytes[start..<end]
            let rest = (end - start) % length
            if rest > 0 || end == start { filled.append(contentsOf: repeatElement(CodePage.blank, count: length - rest)) }
            start = end
        }
        bytes = filled
    }

    /// The length that most records state; of several the greatest.
    private func stated(_ ends: [Int], _ headings: [OutfileHeading]) -> Int {
        var counts: [Int: Int] = [:]
        for (start, end) in zip([0] + ends, ends) {
            let record = bytes.span.bytes.extracting(start..<end)
            if let heading = headings.first(where: { $0.isHeading(record, at: 0) }) { counts[heading.statedLength(record), default: 0] += 1 }
        }
        let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
        return most <= OutfileRecordLength.greatestLength ? most : 0
    }

    /// Blanks that are given back make the records at most so many times larger, but for short ones.
    private static let mostGrowth = 32
    private static let leastRoom = 4_096
}

/// The byte each character stands for in an EBCDIC page.
struct CharacterBytes: Sendable {
    private let page: CodePage
    private let isUTF8: Bool
    /// By byte of a single-byte encoding, and by character below U+0100 in UTF-8.
    ///
    /// The byte, and 0x100 where it stands for a lost one.
    private let table: [UInt16]

    init(_ page: CodePage, _ encoding: TextEncoding) {
        self.page = page
        isUTF8 = encoding == .utf8
        let scalars = (0..<256).map { byte -> Unicode.Scalar in
            encoding == .utf8
                ? Unicode.Scalar(UInt8(byte)) : TextDecoding.string([UInt8(byte)].span.bytes, encoding).unicodeScalars.first ?? "\u{FFFD}"
        }
        table = scalars.map { scalar in (scalar == "\u{1A}" ? nil : page.byte(of: scalar)).map { UInt16($0) } ?? Self.lost }
    }

    /// Each byte for itself: of records that were not converted.
    init(unchanged page: CodePage) {
        self.page = page
        isUTF8 = false
        table = Array(0..<256)
    }

    func isDigit(_ byte: UInt8) -> Bool { (0xF0...0xF9).contains(table[Int(byte)]) }

    /// Writes a byte for each character of `text`, as far as there is room.
    ///
    /// - Returns: How many bytes were written, and how many of them stand for a lost byte.
    func put(_ text: UnsafeRawBufferPointer, into buffer: UnsafeMutableBufferPointer<UInt8>) -> (count: Int, lost: Int) {
        var at = 0, count = 0, lost = 0
        let end = text.count, room = buffer.count
        table.withUnsafeBufferPointer { table in
            while at < end, count < room {
                let byte = text[at]
                var found = table[Int(byte)]
                at &+= 1
                if byte >= 0x80, isUTF8 { found = beyond(text, &at) }
                buffer[count] = UInt8(truncatingIfNeeded: found)
                count &+= 1
                lost &+= Int(found >> 8)
            }
        }
        return (count, lost)
    }

    /// What the character of several bytes stands for whose first byte is before `at`; `at` moves behind it.
    private func beyond(_ text: UnsafeRawBufferPointer, _ at: inout Int) -> UInt16 {
        let first = text[at - 1]
        // Up to U+00FF: what EBCDIC has beside ASCII, and all controls.
        if first == 0xC2 || first == 0xC3, at < text.count, text[at] & 0xC0 == 0x80 {
            at += 1
            return table[Int(first & 0x03) << 6 | Int(text[at - 1] & 0x3F)]
        }
        let (scalar, count) = Self.character(text.bytes, at - 1)
        at += count - 1
        return scalar.flatMap { page.byte(of: $0) }.map { UInt16($0) } ?? Self.lost
    }

    /// The substitute, and the mark of a lost byte above it.
    private static let lost = UInt16(ConvertedText.substitute) | 0x100

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
