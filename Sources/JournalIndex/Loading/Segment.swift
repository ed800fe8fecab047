import Records

/// The records that one read block held: where they are, so that they can be read again.
///
/// Four bytes an entry, none where records have one fixed length.
struct Segment: Sendable {
    /// Index of the source.
    let source: Int
    /// Row of the first record.
    let firstRow: Int
    /// Records of the source before the block, those that were let go included.
    let firstRecord: Int
    /// Where the block starts in its source, and how long it is, in bytes.
    let offset: Int
    let length: Int
    let starts: Starts

    enum Starts: Sendable {
        case every(Int, count: Int)
        case at([UInt32])
        /// Where records between these were let go: start, end and number within the block of each.
        case some([Kept])
    }

    struct Kept: Sendable {
        var start: UInt32, end: UInt32, number: UInt32

        /// Bytes, what follows the record up to the next one included.
        var length: Int { Int(end) - Int(start) }

        /// Bytes that are passed over rather than left out: a read of its own costs as much.
        private static let worthPassing = 2 << 10

        /// Behind the records from `first` on that are read at once: as near to each other as that, and `most` bytes
        /// together, or one.
        ///
        /// - Parameter kept: In the order of the source; there is one at `first`.
        static func endOfStretch(_ kept: [Kept], from first: Int, most: Int) -> Int {
            var next = first + 1
            while next < kept.count, Int(kept[next].start) - Int(kept[next - 1].end) <= worthPassing,
                Int(kept[next].end) - Int(kept[first].start) <= most
            { next += 1 }
            return next
        }
    }

    var count: Int { starts.count }

    /// The bytes of a record in its source, up to the start of the next one (so line ends may follow the record).
    func bytes(ofRow row: Int) -> Range<Int> {
        let i = row - firstRow
        switch starts {
        case .every(let stride, let count):
            return offset + i * stride..<(i + 1 == count ? offset + length : offset + (i + 1) * stride)
        case .at(let starts):
            let end = i + 1 < starts.count ? Int(starts[i + 1]) : length
            return offset + Int(starts[i])..<offset + end
        case .some(let kept): return offset + Int(kept[i].start)..<offset + Int(kept[i].end)
        }
    }

    /// Number of a row's record in its source, from 1.
    func record(ofRow row: Int) -> Int {
        let i = row - firstRow
        if case .some(let kept) = starts { return firstRecord + Int(kept[i].number) + 1 }
        return firstRecord + i + 1
    }
}

extension Segment.Starts {
    /// - Parameter length: Bytes of the block.
    init(_ starts: [UInt32], length: Int) {
        let stride = starts.count > 1 ? Int(starts[1]) : max(1, length)
        let isRegular = starts.indices.allSatisfy { Int(starts[$0]) == $0 * stride }
        self = isRegular ? .every(stride, count: starts.count) : .at(starts)
    }

    var count: Int {
        switch self {
        case .every(_, let count): count
        case .at(let starts): starts.count
        case .some(let kept): kept.count
        }
    }
}

extension Segment {
    /// The row whose record holds the byte at `offset` of the source.
    func row(ofByte offset: Int) -> Int {
        let relative = offset - self.offset
        switch starts {
        case .every(let stride, let count): return firstRow + min(relative / stride, count - 1)
        case .at(let starts): return firstRow + last(of: starts.count) { Int(starts[$0]) <= relative }
        case .some(let kept): return firstRow + last(of: kept.count) { Int(kept[$0].start) <= relative }
        }
    }

    /// The last of `count` numbers for which `holds`, which holds for none behind one for which it does not; else 0.
    private func last(of count: Int, _ holds: (Int) -> Bool) -> Int {
        var low = 0, high = count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if holds(middle) { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
