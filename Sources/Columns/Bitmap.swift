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

    /// The set of these rows, each below `count`, in any order.
    package init(count: Int, rows: some Sequence<Int>) {
        self.init(count: count)
        for row in rows { self[row] = true }
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
