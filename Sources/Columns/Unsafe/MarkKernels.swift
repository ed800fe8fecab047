// Kernels that compare the rows of one chunk and add those that match to the chunk's bitmap words.
// Here pointers are written to: `words` has at least one bit per row, and bits past the last row may be set.

extension UnsafeMutableBufferPointer<UInt64> {
    /// Sets every bit.
    func fill() { update(repeating: ~0) }
}

/// Adds rows whose test holds, 64 at a time.
@inline(__always) func mark(
    _ count: Int, _ words: UnsafeMutableBufferPointer<UInt64>, _ test: (Int) -> Bool
) {
    precondition(words.count * 64 >= count)
    let full = count >> 6
    for index in 0..<full {
        var word: UInt64 = 0
        let row = index &<< 6
        for bit in 0..<64 { word |= (test(row &+ bit) ? 1 : 0) &<< UInt64(truncatingIfNeeded: bit) }
        words[index] |= word
    }
    for row in full << 6..<count where test(row) { words[row >> 6] |= 1 << UInt64(row & 63) }
}

/// Adds rows whose code is marked in `matches`, which holds a flag for every code that occurs.
func markMatches<Code: FixedWidthInteger & UnsignedInteger>(
    _ codes: Span<Code>, _ matches: Span<Bool>, _ words: UnsafeMutableBufferPointer<UInt64>
) {
    mark(codes.count, words) { matches[Int(codes[$0])] }
}

/// Adds rows whose number lies in `range`, whose ends need not fit the number's type: the plain twin of `markRange`.
func markRangePlainly<Number: FixedWidthInteger & UnsignedInteger>(
    _ numbers: Span<Number>, _ range: ClosedRange<UInt64>, _ words: UnsafeMutableBufferPointer<UInt64>
) {
    guard let (low, width) = range.distances(as: Number.self) else { return }
    mark(numbers.count, words) { numbers[$0] &- low <= width }
}

extension ClosedRange<UInt64> {
    /// The range's start and length in a narrower type, or `nil` when it lies wholly beyond that.
    func distances<Number: FixedWidthInteger & UnsignedInteger>(as _: Number.Type) -> (low: Number, width: Number)? {
        let top = UInt64(Number.max)
        guard lowerBound <= top else { return nil }
        return (Number(lowerBound), Number(Swift.min(upperBound, top) - lowerBound))
    }
}

/// Adds rows whose number lies in one of `ranges`, which are sorted and apart.
func markRanges<Number: FixedWidthInteger & UnsignedInteger>(
    _ numbers: Span<Number>, _ ranges: [ClosedRange<UInt64>], _ words: UnsafeMutableBufferPointer<UInt64>
) {
    mark(numbers.count, words) { row in
        let number = UInt64(numbers[row])
        var low = 0, high = ranges.count  // the first range that ends at or after the number
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= number
    }
}
