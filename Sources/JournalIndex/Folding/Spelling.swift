/// How far two texts say the same, whatever format they come from: blanks around a text, its case and zeros before a number
/// are spelling, and `*N` and `*OMITTED` say nothing.
enum Spelling {
    enum Difference: Equatable {
        /// One text, however it is spelled.
        case spelling
        /// One ends where the other goes on, behind so many bytes.
        case end(behind: Int)
        case value
    }

    /// Bytes of a name that reports and cut columns leave at the least; below, a name that goes on is another one (`BRUNO`,
    /// `BRUNO1`).
    static let shortestCut = 8

    /// - Complexity: O(bytes that are alike); no text is made.
    static func difference(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Difference {
        let one = bare(a), other = bare(b)
        let count = min(one.count, other.count)
        let alike = (0..<count).first { upper(a[one.lowerBound + $0]) != upper(b[other.lowerBound + $0]) } ?? count
        if alike == one.count, alike == other.count { return .spelling }
        if isSilent(a, one) || isSilent(b, other) { return .spelling }
        // A number that goes on is another number.
        return alike < count || isNumber(a, one) || isNumber(b, other) ? .value : .end(behind: count)
    }

    /// Where the text stands without blanks around it and zeros before a number.
    private static func bare(_ text: Span<UInt8>) -> Range<Int> {
        var (start, end) = (0, text.count)
        while end > start, text[end - 1] == 0x20 { end -= 1 }
        while start < end, text[start] == 0x20 { start += 1 }
        if start < end, text[start] == 0x30, isNumber(text, start..<end) {
            while start + 1 < end, text[start] == 0x30 { start += 1 }
        }
        return start..<end
    }

    private static func isNumber(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.allSatisfy { (0x30...0x39).contains(text[$0]) }
    }

    private static func isSilent(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.isEmpty || text[range.lowerBound] == 0x2A && (isWord("*N", text, range) || isWord("*OMITTED", text, range))
    }

    private static func isWord(_ word: StaticString, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count == word.utf8CodeUnitCount && range.allSatisfy { upper(text[$0]) == word.utf8Start[$0 - range.lowerBound] }
    }

    private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
}
