/// What the radix sort moves: a key and the row it came from.
protocol SortElement: BitwiseCopyable, Sendable {
    /// The word that holds the key; for packed elements the row lies below it.
    var word: UInt64 { get }
    func row(mask: UInt64) -> UInt32
    init(key: UInt64, row: UInt32, rowBits: Int)
}

/// Key and row in one word: where both fit 64 bits, half the memory is moved.
struct PackedElement: SortElement {
    let word: UInt64
    init(key: UInt64, row: UInt32, rowBits: Int) { word = key &<< UInt64(rowBits) | UInt64(row) }
    @inline(__always) func row(mask: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word & mask) }
}

/// A key of any 64 bits, and a row.
struct PairElement: SortElement {
    let word: UInt64
    private let row: UInt32
    init(key: UInt64, row: UInt32, rowBits: Int) { (word, self.row) = (key, row) }
    @inline(__always) func row(mask: UInt64) -> UInt32 { row }
}

/// A stable radix sort on all cores: big ranges are cut into buckets by their highest digit, all cores together; each
/// bucket, small enough for a cache, is then finished by one core from its lowest digit up.
///
/// `here` and `there` are two places of `count` elements each, of which the first is filled; `rows` receives the result.
struct RadixSort<Element: SortElement>: @unchecked Sendable {
    // Unchecked: buckets are disjoint ranges of the three places, and each is worked on by one core at a time.
    let count: Int
    let here: UnsafeMutablePointer<Element>
    let there: UnsafeMutablePointer<Element>
    let rows: UnsafeMutablePointer<UInt32>
    /// Bits of `word` below the key.
    let rowBits: Int
    let work: Work

    /// Elements that one core finishes alone: two times 16 bytes of each fit a second-level cache.
    private static var bucketLimit: Int { 1 << 15 }
    private static var partitionBits: Int { 10 }

    private struct Bucket: Sendable {
        var range: Range<Int>
        /// Whether its elements lie in `there`.
        var isThere: Bool
        /// Low bits of the key in which its elements may still differ.
        var bits: Int
    }

    /// Sorts by the low `keyBits` bits of the keys; higher bits are zero.
    func sort(keyBits: Int) {
        var open = [Bucket(range: 0..<count, isThere: false, bits: keyBits)]
        var small: [Bucket] = []
        while let bucket = open.popLast(), !work.isCancelled {
            if bucket.range.count <= Self.bucketLimit || bucket.bits == 0 { small.append(bucket); continue }
            for part in partition(bucket) where !part.range.isEmpty { open.append(part) }
        }
        // Biggest first would balance better; buckets are many, so their order does not matter.
        let buckets = small
        concurrently(buckets.count) { if !work.isCancelled { finish(buckets[$0]) } }
    }

    private func place(_ isThere: Bool) -> UnsafeMutablePointer<Element> { isThere ? there : here }

    /// Moves a bucket's elements to the other place, cut by their highest digit; keeps their order otherwise.
    private func partition(_ bucket: Bucket) -> [Bucket] {
        let bits = min(Self.partitionBits, bucket.bits), size = 1 << bits
        let shift = UInt64(rowBits + bucket.bits - bits), mask = UInt64(size - 1)
        let parts = strips(bucket.range.count, parts: coreCount)
        var offsets = [Int](repeating: 0, count: parts.count * size)  // first counts, then where each core writes next
        offsets.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            let table = DisjointWrites(start: start)  // core i owns its `size` entries
            concurrently(parts.count) { part in
                let counts = table.start + part * size, from = place(bucket.isThere)
                for i in parts[part] {
                    counts[Int(truncatingIfNeeded: from[bucket.range.lowerBound &+ i].word &>> shift & mask)] &+= 1
                }
            }
            var next = bucket.range.lowerBound
            for digit in 0..<size {
                for part in parts.indices {
                    let n = start[part * size + digit]
                    start[part * size + digit] = next
                    next += n
                }
            }
            concurrently(parts.count) { part in
                let next = table.start + part * size
                let from = place(bucket.isThere), to = place(!bucket.isThere)
                for i in parts[part] {
                    let element = from[bucket.range.lowerBound &+ i]
                    let digit = Int(truncatingIfNeeded: element.word &>> shift & mask)
                    to[next[digit]] = element
                    next[digit] &+= 1
                }
            }
        }
        // After the moves, each digit's last core stands where the digit ends.
        var begin = bucket.range.lowerBound
        return (0..<size).map { digit in
            defer { begin = offsets[(parts.count - 1) * size + digit] }
            let end = offsets[(parts.count - 1) * size + digit]
            return Bucket(range: begin..<end, isThere: !bucket.isThere, bits: bucket.bits - bits)
        }
    }

    /// Sorts one bucket, lowest digit first, and writes its rows.
    private func finish(_ bucket: Bucket) {
        var from = place(bucket.isThere) + bucket.range.lowerBound
        var to = place(!bucket.isThere) + bucket.range.lowerBound
        let n = bucket.range.count
        if n <= 24 {
            insertionSort(from, n)
        } else if bucket.bits > 0 {
            let widest = n < 2_048 ? 8 : 11
            let passes = (bucket.bits + widest - 1) / widest
            let bits = (bucket.bits + passes - 1) / passes
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << bits) { counts in
                for pass in 0..<passes where scatter(from, to, n, shift: rowBits + pass * bits, bits, counts) {
                    swap(&from, &to)
                }
            }
        }
        let mask: UInt64 = (1 << UInt64(rowBits)) &- 1
        for i in 0..<n { rows[bucket.range.lowerBound &+ i] = from[i].row(mask: mask) }
    }

    /// One pass by one digit; false, with nothing moved, when all elements share the digit.
    @inline(__always) private func scatter(
        _ from: UnsafeMutablePointer<Element>, _ to: UnsafeMutablePointer<Element>, _ n: Int, shift: Int, _ bits: Int,
        _ counts: UnsafeMutableBufferPointer<UInt32>
    ) -> Bool {
        let mask = UInt64(1 << bits - 1), shift = UInt64(min(shift, 63))
        counts.initialize(repeating: 0)
        guard let next = counts.baseAddress else { return false }
        for i in 0..<n { next[Int(truncatingIfNeeded: from[i].word &>> shift & mask)] &+= 1 }
        if next[Int(truncatingIfNeeded: from[0].word &>> shift & mask)] == UInt32(n) { return false }
        var sum: UInt32 = 0
        for digit in 0..<1 << bits {
            let count = next[digit]
            next[digit] = sum
            sum &+= count
        }
        for i in 0..<n {
            let digit = Int(truncatingIfNeeded: from[i].word &>> shift & mask)
            to[Int(next[digit])] = from[i]
            next[digit] &+= 1
        }
        return true
    }

    /// By key only: rows of packed elements need not ascend.
    private func insertionSort(_ elements: UnsafeMutablePointer<Element>, _ n: Int) {
        let shift = UInt64(rowBits)
        for i in stride(from: 1, to: n, by: 1) {
            let element = elements[i], key = element.word &>> shift
            var j = i
            while j > 0, elements[j &- 1].word &>> shift > key {
                elements[j] = elements[j &- 1]
                j &-= 1
            }
            elements[j] = element
        }
    }
}
