extension Bitmap {
    /// How many rows are in the set. O(words).
    package var ones: Int { ones(inWords: 0..<words.count) }

    /// How many rows of these words are in the set.
    func ones(inWords range: Range<Int>) -> Int {
        let words = words.span
        var total = 0
        for i in range { total &+= words[i].nonzeroBitCount }
        return total
    }

    /// How many rows from `start` up to `end` are in the set. O(words between them).
    package func ones(from start: Int, to end: Int) -> Int {
        guard start < end else { return 0 }
        let (first, last) = (start >> 6, (end - 1) >> 6)
        let head = ~UInt64(0) << UInt64(start & 63), tail = ~UInt64(0) >> UInt64(63 - (end - 1) & 63)
        if first == last { return (words[first] & head & tail).nonzeroBitCount }
        return (words[first] & head).nonzeroBitCount + ones(inWords: first + 1..<last) + (words[last] & tail).nonzeroBitCount
    }

    /// No row is in. O(words), stops at the first row.
    package var isEmpty: Bool { !words.contains { $0 != 0 } }

    /// Every row is in. O(words), stops at the first row that is out.
    package var isFull: Bool { firstZero == nil }

    /// The least row of the set.
    package var firstOne: Int? { firstOne(from: 0) }

    /// The least row of the set that is not below `row`.
    package func firstOne(from row: Int) -> Int? {
        guard row < count else { return nil }
        var index = max(0, row) >> 6
        var word = words[index] & ~0 << UInt64(max(0, row) & 63)
        while word == 0 {
            index += 1
            guard index < words.count else { return nil }
            word = words[index]
        }
        return index << 6 + word.trailingZeroBitCount
    }

    /// The least row that is not in the set.
    package var firstZero: Int? {
        guard let index = words.firstIndex(where: { $0 != ~0 }) else { return nil }
        let row = index << 6 + (~words[index]).trailingZeroBitCount
        return row < count ? row : nil
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

    /// The rows of the set, ascending. For tests and small sets: 8 bytes a row.
    package var rows: [Int] {
        var result: [Int] = []
        forEachOne { result.append($0) }
        return result
    }

    /// The words that belong to one chunk.
    func wordRange(ofChunk chunk: Int) -> Range<Int> {
        chunk * chunkWords..<min((chunk + 1) * chunkWords, words.count)
    }

    /// Calls `body` with every row of the set in one chunk, counted from the chunk's first row, ascending.
    ///
    /// Full words take a straight loop: a bitmap of all rows costs as little as none.
    @inline(__always) func forEachOne(inChunk chunk: Int, _ body: (Int) -> Void) {
        let words = words.span
        let first = chunk * chunkWords
        for index in wordRange(ofChunk: chunk) {
            var rest = words[index]
            let row = (index &- first) &<< 6
            if rest == ~0 {
                for bit in 0..<64 { body(row &+ bit) }
                continue
            }
            while rest != 0 {
                body(row &+ rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
    }
}

extension Bitmap {
    /// Whether a row of the chunk is in. Stops at the first.
    func hasRows(inChunk chunk: Int) -> Bool {
        let words = words.span
        for i in chunk * chunkWords..<min((chunk + 1) * chunkWords, words.count) where words[i] != 0 { return true }
        return false
    }

    /// A set whose words are marked chunk by chunk, on all cores.
    ///
    /// - Parameters:
    ///   - among: Rows that are asked for; chunks without any stay empty.
    ///   - mark: Gets a chunk's number and its words, which are zero.
    init(
        count: Int, among: Bitmap?, _ work: Work, _ mark: @Sendable (Int, UnsafeMutableBufferPointer<UInt64>) -> Void
    ) throws(Cancelled) {
        precondition(among.map { $0.count == count } ?? true)
        let words: [UInt64] = try filled(count: (count + 63) / 64, unit: chunkWords, work) { chunk, words in
            if among?.hasRows(inChunk: chunk) != false { mark(chunk, words) }
        }
        self.init(count: count, words: words)
    }
}
