/// Keys with their columns, found by a look at one place or few: a dictionary's hash would cost more than the key.
struct KeyTable: Sendable {
    /// A key as numbers, so that comparing it takes no loop.
    private struct Place: Sendable {
        var key = KeyWords()
        /// -1 where no key stands.
        var column = -1
    }

    private var places = [Place](repeating: Place(), count: 64)
    /// Keys longer than `KeyWords` can tell, by place.
    private var long: [Int: [UInt8]] = [:]
    private(set) var count = 0

    /// A key that is there already gets the new column.
    mutating func insert(_ key: [UInt8], column: Int) {
        if count * 4 >= places.count { grow() }
        let bytes = key.span.bytes
        let words = KeyWords(bytes, 0..<key.count)
        let at = place(words, bytes, 0..<key.count)
        if places[at].column < 0 {
            count += 1
            places[at].key = words
            if words.isCut { long[at] = key }
        }
        places[at].column = column
    }

    /// The column of the key that stands at `range`; `nil` when no key of the table does.
    @inline(__always)
    func column(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        let column = places[place(KeyWords(bytes, range), bytes, range)].column
        return column < 0 ? nil : column
    }

    /// Where the key stands, or would.
    @inline(__always)
    private func place(_ words: KeyWords, _ bytes: RawSpan, _ range: Range<Int>) -> Int {
        var at = words.hash & (places.count - 1)
        while places[at].column >= 0 {
            if places[at].key == words, !words.isCut || bytes.equals(long[at] ?? [], at: range) { break }
            at = (at + 1) & (places.count - 1)
        }
        return at
    }

    private mutating func grow() {
        let old = (places, long)
        places = Array(repeating: Place(), count: places.count * 2)
        long = [:]
        for (number, place) in old.0.enumerated() where place.column >= 0 {
            // Keys of the table differ: the next free place is theirs.
            var at = place.key.hash & (places.count - 1)
            while places[at].column >= 0 { at = (at + 1) & (places.count - 1) }
            places[at] = place
            long[at] = old.1[number]
        }
    }
}

/// The first sixteen bytes of a key as two numbers, and its length.
struct KeyWords: Equatable, Sendable {
    static let length = 16

    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var count = 0

    /// No key.
    init() {}

    @inline(__always)
    init(_ bytes: RawSpan, _ range: Range<Int>) {
        count = range.count
        low = Self.word(bytes, range.lowerBound, min(8, range.count))
        high = range.count > 8 ? Self.word(bytes, range.lowerBound + 8, min(8, range.count - 8)) : 0
    }

    /// The `count` (0 ... 8) bytes at `start`, the first in the lowest place.
    @inline(__always)
    private static func word(_ bytes: RawSpan, _ start: Int, _ count: Int) -> UInt64 {
        if count == 0 { return 0 }
        if start + 8 <= bytes.byteCount {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
            return word & .max >> UInt64(64 - 8 * count)
        }
        var word: UInt64 = 0
        for at in 0..<count { word |= UInt64(bytes[start + at]) << UInt64(8 * at) }
        return word
    }

    /// Whether the key is longer.
    @inline(__always)
    var isCut: Bool { count > Self.length }

    @inline(__always)
    var hash: Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 40)
    }
}
