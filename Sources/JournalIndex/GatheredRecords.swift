/// Some records of one source, of neighbouring segments, on their way to a segment of their own.
struct GatheredRecords {
    private let source: Int
    private let firstRow: Int
    private let firstRecord: Int
    private let offset: Int
    private var length = 0
    private var kept: [Segment.Kept] = []
    private var bytes = 0

    /// Bytes of records that are worth a block of their own: what each column costs to begin is small beside them.
    private static let enough = 128 << 10

    /// - Parameter firstRow: Row that the first record will be.
    init(_ segment: Segment, firstRow: Int) {
        (source, offset, firstRecord) = (segment.source, segment.offset, segment.firstRecord)
        self.firstRow = firstRow
    }

    /// Whether records of this segment, which stands behind all others, can be added: there are not enough yet, and places
    /// and numbers fit 32 bits.
    func takes(_ segment: Segment) -> Bool {
        segment.source == source && bytes < Self.enough
            && UInt32(exactly: segment.offset - offset + segment.length) != nil
            && UInt32(exactly: segment.firstRecord - firstRecord + segment.length) != nil
    }

    /// - Parameter rows: Of the segment's; ascending.
    mutating func add(_ segment: Segment, _ rows: ArraySlice<UInt32>) {
        length = segment.offset - offset + segment.length
        let place = UInt32(segment.offset - offset), number = UInt32(segment.firstRecord - firstRecord)
        func add(_ row: UInt32, _ start: UInt32, _ end: UInt32, number own: UInt32) {
            kept.append(Segment.Kept(start: place + start, end: place + end, number: number + own))
            bytes += Int(end - start)
        }
        let first = UInt32(segment.firstRow), end = UInt32(segment.length)
        switch segment.starts {
        case .every(let stride, let count):
            for row in rows {
                let i = row - first
                add(row, i * UInt32(stride), Int(i) + 1 == count ? end : (i + 1) * UInt32(stride), number: i)
            }
        case .at(let starts):
            for row in rows {
                let i = Int(row - first)
                add(row, starts[i], i + 1 < starts.count ? starts[i + 1] : end, number: row - first)
            }
        case .some(let kept):
            for row in rows {
                let record = kept[Int(row - first)]
                add(row, record.start, record.end, number: record.number)
            }
        }
    }

    var segment: Segment {
        Segment(
            source: source, firstRow: firstRow, firstRecord: firstRecord, offset: offset, length: length, starts: .some(kept))
    }
}
