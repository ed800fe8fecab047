import Records

/// The records that one read block held: where they are, so that they can be read again.
///
/// Four bytes an entry, none where records have one fixed length.
struct Segment: Sendable {
    /// Index of the source.
    let source: Int
    /// Row of the first record.
    let firstRow: Int
    /// Where the block starts in its source, and how long it is, in bytes.
    let offset: Int
    let length: Int
    let starts: Starts

    enum Starts: Sendable {
        case every(Int, count: Int)
        case at([UInt32])
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
        }
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
        }
    }
}

extension Segment {
    /// The row whose record holds the byte at `offset` of the source.
    func row(ofByte offset: Int) -> Int {
        let relative = offset - self.offset
        switch starts {
        case .every(let stride, let count): return firstRow + min(relative / stride, count - 1)
        case .at(let starts):
            var low = 0, high = starts.count - 1
            while low < high {
                let middle = (low + high + 1) / 2
                if Int(starts[middle]) <= relative { low = middle } else { high = middle - 1 }
            }
            return firstRow + low
        }
    }
}
