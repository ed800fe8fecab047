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

    /// Where `byte` next stands in `range`; `nil` when nowhere.
    @inline(__always)
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "a range outside its block")
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let found = memchr(base + range.lowerBound, Int32(byte), range.count)
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
    @inline(__always)
    func has(_ text: StaticString, at start: Int) -> Bool {
        guard start >= 0, start + text.utf8CodeUnitCount <= byteCount else { return false }
        let wanted = text.utf8Start
        for index in 0..<text.utf8CodeUnitCount where self[start + index] != wanted[index] { return false }
        return true
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
        var scan = WordScan(range)
        while words.count < limit, let word = scan.next(in: self) { words.append(word) }
        return words
    }

    /// The range without blanks and controls around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, self[end - 1] <= 0x20 { end -= 1 }
        var start = behindBlanks(from: range.lowerBound, end)
        while start < end, self[start] <= 0x20 { start += 1 }
        return start..<end
    }

    /// The first place at or after `start` where no blank stands; `end` when only blanks do.
    ///
    /// Reports are made of indents: eight bytes at a time.
    func behindBlanks(from start: Int, _ end: Int) -> Int {
        var at = start
        while end - at >= 8, unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self) == 0x2020_2020_2020_2020 { at += 8 }
        while at < end, self[at] == 0x20 { at += 1 }
        return at
    }
}

/// The words of a range one after the other: what stands between blanks and tabulators. Keeps no list of them.
struct WordScan {
    private var at: Int
    private let end: Int

    init(_ range: Range<Int>) { (at, end) = (range.lowerBound, range.upperBound) }

    /// The next word in the bytes that the range is of; `nil` behind the last one.
    mutating func next(in bytes: RawSpan) -> Range<Int>? {
        var start = bytes.behindBlanks(from: at, end)
        while start < end, bytes[start] == 0x09 { start = bytes.behindBlanks(from: start + 1, end) }
        at = start
        while at < end, bytes[at] != 0x20, bytes[at] != 0x09 { at += 1 }
        return at > start ? start..<at : nil
    }
}
