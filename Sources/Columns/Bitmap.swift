/// A set of rows, one bit a row, in 64-bit words; bits past `count` are zero.
package struct Bitmap: Equatable, Sendable {
    /// Rows it speaks of, in bits (not words).
    package let count: Int
    package internal(set) var words: [UInt64]

    package init(count: Int, repeating value: Bool = false) {
        self.count = count
        words = Array(repeating: value ? ~0 : 0, count: (count + 63) / 64)
        clearTail()
    }

    /// Takes over words made by a kernel; bits past `count` are cleared.
    package init(count: Int, words: [UInt64]) {
        precondition(words.count == (count + 63) / 64)
        self.count = count
        self.words = words
        clearTail()
    }

    package subscript(row: Int) -> Bool {
        get { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
        set {
            if newValue { words[row >> 6] |= 1 << UInt64(row & 63) } else { words[row >> 6] &= ~(1 << UInt64(row & 63)) }
        }
    }

    mutating func clearTail() {
        if count & 63 != 0 { words[words.count - 1] &= (1 << UInt64(count & 63)) - 1 }
    }
}

extension Bitmap {
    /// How many rows are in the set. O(words).
    package var ones: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    package mutating func formIntersection(_ other: Bitmap) {
        precondition(count == other.count)
        for i in words.indices { words[i] &= other.words[i] }
    }
    package mutating func formUnion(_ other: Bitmap) {
        precondition(count == other.count)
        for i in words.indices { words[i] |= other.words[i] }
    }
    package mutating func subtract(_ other: Bitmap) {
        precondition(count == other.count)
        for i in words.indices { words[i] &= ~other.words[i] }
    }
    package mutating func invert() {
        for i in words.indices { words[i] = ~words[i] }
        clearTail()
    }

    /// Calls `body` with every row of the set, ascending.
    @inlinable package func forEachOne(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                body(index << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
