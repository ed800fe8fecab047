/// A bitmap that knows how many rows stand before any row: the way into dense values behind a presence bitmap.
///
/// Costs 4 bytes per 512 rows beside the bitmap.
package struct RankedBitmap: Sendable {
    package let bitmap: Bitmap
    /// `prefix[i]`: rows in the set before word `8 * i`; one more at the end holds the total.
    private let prefix: [UInt32]

    private static let wordsPerBlock = 8

    package init(_ bitmap: Bitmap) {
        self.bitmap = bitmap
        var prefix: [UInt32] = [0]
        var total = 0
        for start in stride(from: 0, to: bitmap.words.count, by: Self.wordsPerBlock) {
            total += bitmap.ones(inWords: start..<min(start + Self.wordsPerBlock, bitmap.words.count))
            prefix.append(UInt32(total))
        }
        self.prefix = prefix
    }

    package var count: Int { bitmap.count }
    package var ones: Int { Int(prefix[prefix.count - 1]) }
    package subscript(row: Int) -> Bool { bitmap[row] }

    /// How many rows of the set are below `row`, which may be `count`. O(1).
    package func rank(_ row: Int) -> Int {
        precondition(row >= 0 && row <= count)
        let word = row >> 6
        let block = word / Self.wordsPerBlock
        var total = Int(prefix[block])
        for i in block * Self.wordsPerBlock..<word { total += bitmap.words[i].nonzeroBitCount }
        if row & 63 != 0 { total += (bitmap.words[word] & ((1 << UInt64(row & 63)) - 1)).nonzeroBitCount }
        return total
    }

    /// The row with `k` rows of the set before it, or `nil` when there are not so many. O(log rows).
    package func select(_ k: Int) -> Int? {
        guard k >= 0, k < ones else { return nil }
        var low = 0, high = prefix.count - 1  // prefix[low] <= k < prefix[high]
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(prefix[middle]) <= k { low = middle } else { high = middle }
        }
        var rest = k - Int(prefix[low])
        var index = low * Self.wordsPerBlock
        while rest >= bitmap.words[index].nonzeroBitCount {
            rest -= bitmap.words[index].nonzeroBitCount
            index += 1
        }
        var word = bitmap.words[index]
        for _ in 0..<rest { word &= word - 1 }
        return index << 6 + word.trailingZeroBitCount
    }

    /// The rows with as many rows of the set before them as `places` says, in ascending order.
    ///
    /// - Precondition: The set has so many. Checked.
    package func rows(in places: Range<Int>) -> [UInt32] {
        precondition(places.upperBound <= ones, "rows that the set does not have")
        guard let first = select(places.lowerBound) else { return [] }
        return [UInt32](unsafeUninitializedCapacity: places.count) { out, count in
            let words = bitmap.words.span
            var index = first >> 6
            var word = words[index] & (~0 << UInt64(first & 63))
            while count < places.count {
                while word == 0 {
                    index += 1
                    word = words[index]
                }
                out[count] = UInt32(truncatingIfNeeded: index << 6 | word.trailingZeroBitCount)
                word &= word &- 1
                count += 1
            }
        }
    }
}
