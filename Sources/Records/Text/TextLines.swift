import Glibc

/// A line of text in a block.
struct TextLine: Equatable {
    /// First byte behind form feeds, and the end without the line end and blanks before it.
    var start: Int
    var end: Int
    /// First byte of the next line; the end of the block for the last one.
    var next: Int
    /// Whether a line feed ends it.
    var isEnded: Bool

    var isBlank: Bool { start == end }
}

extension RawSpan {
    /// Where `byte` next stands at or after `start`; `nil` when nowhere. At the speed of memory.
    func first(_ byte: UInt8, from start: Int) -> Int? {
        withUnsafeBytes { buffer in
            guard start < buffer.count, let base = buffer.baseAddress,
                let found = memchr(base + start, Int32(byte), buffer.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Where `byte` last stands before `end`; `nil` when nowhere.
    func last(_ byte: UInt8, before end: Int) -> Int? {
        var at = min(end, byteCount) - 1
        while at >= 0 {
            if self[at] == byte { return at }
            at -= 1
        }
        return nil
    }

    /// The line that starts at `start`, which is before the end of the block.
    func line(from start: Int) -> TextLine {
        let found = first(0x0A, from: start)
        var from = start
        var end = found ?? byteCount
        while end > from, self[end - 1] == 0x20 || self[end - 1] == 0x0D || self[end - 1] == 0x0C { end -= 1 }
        while from < end, self[from] == 0x0C { from += 1 }
        return TextLine(start: from, end: end, next: found.map { $0 + 1 } ?? byteCount, isEnded: found != nil)
    }

    /// Whether `text` stands at `start`.
    func has(_ text: StaticString, at start: Int) -> Bool {
        guard start >= 0, start + text.utf8CodeUnitCount <= byteCount else { return false }
        return text.withUTF8Buffer { wanted in
            for index in wanted.indices where self[start + index] != wanted[index] { return false }
            return true
        }
    }

    /// A hash of the bytes of `range`, for names that are looked up again and again; equal bytes must still be compared.
    func hash(_ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for at in range { hash = (hash ^ UInt64(self[at])) &* 0x100_0000_01b3 }
        return hash
    }

    /// Whether the bytes of `range` are these.
    func equals(_ bytes: [UInt8], at range: Range<Int>) -> Bool {
        guard range.count == bytes.count else { return false }
        return extracting(range).withUnsafeBytes { own in
            bytes.withUnsafeBytes { other in
                own.count == 0 || memcmp(own.baseAddress!, other.baseAddress!, own.count) == 0
            }
        }
    }

    /// The words of `range`: what stands between blanks.
    func words(_ range: Range<Int>, limit: Int = .max) -> [Range<Int>] {
        var words: [Range<Int>] = []
        words.reserveCapacity(min(limit, 8))
        return withUnsafeBytes { bytes in
            precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "words outside their block")
            var at = range.lowerBound
            while at < range.upperBound, words.count < limit {
                while at < range.upperBound, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
                let start = at
                while at < range.upperBound, bytes[at] != 0x20, bytes[at] != 0x09 { at += 1 }
                if at > start { words.append(start..<at) }
            }
            return words
        }
    }

    /// The range without blanks around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while end > start, self[end - 1] <= 0x20 { end -= 1 }
        while start < end, self[start] <= 0x20 { start += 1 }
        return start..<end
    }
}
