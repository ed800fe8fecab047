import Columns
import Records

/// Where patterns stand in the bytes of a segment's records.
struct SegmentTraces {
    /// The rows in whose bytes one stands, ascending.
    private(set) var rows: [Int] = []
    /// By row of the segment: where its places begin in `places`, and behind the last where all end. Empty without rows.
    private var firsts: [UInt32] = []
    /// Ascending, in bytes from the start of the segment.
    private var places: [Int] = []
    private let firstRow: Int
    /// Of the shortest pattern.
    private let length: Int

    /// - Parameter bytes: The segment.
    /// - Parameter known: Rows of which nobody asks.
    init(_ patterns: [SearchPattern], _ segment: Segment, _ bytes: [UInt8], besides known: Bitmap) {
        firstRow = segment.firstRow
        length = patterns.map(\.bytes.count).min() ?? 0
        for pattern in patterns { find(pattern, segment, bytes, besides: known) }
        if patterns.count > 1 { places.sort() }
        if !places.isEmpty { findRows(segment) }
    }

    private mutating func find(_ pattern: SearchPattern, _ segment: Segment, _ bytes: [UInt8], besides known: Bitmap) {
        var at = 0, end = 0
        while let hit = pattern.next(in: bytes.span, from: at) {
            at = hit + 1
            if hit >= end {
                let row = segment.row(ofByte: segment.offset + hit)
                end = segment.bytes(ofRow: row).upperBound - segment.offset
                if known[row] {
                    at = max(at, end)
                    continue
                }
            }
            places.append(hit)
        }
    }

    /// Leaves out what stands between records, and what reaches beyond one.
    private mutating func findRows(_ segment: Segment) {
        var kept: [Int] = []
        firsts.reserveCapacity(segment.count + 1)
        var at = 0
        while at < places.count {
            let row = segment.row(ofByte: segment.offset + places[at]), place = segment.bytes(ofRow: row)
            let own = place.lowerBound - segment.offset..<place.upperBound - segment.offset
            while firsts.count <= row - firstRow { firsts.append(UInt32(kept.count)) }
            let before = kept.count
            // What stands before its record stands between two that stayed.
            repeat {
                if places[at] >= own.lowerBound, places[at] + length <= own.upperBound { kept.append(places[at]) }
                at += 1
            } while at < places.count && places[at] < own.upperBound
            if kept.count > before { rows.append(row) }
        }
        while firsts.count <= segment.count { firsts.append(UInt32(kept.count)) }
        places = kept
    }

    /// Whether a pattern may stand in these bytes of a row's record.
    ///
    /// - Parameter bytes: From the start of the segment.
    @inline(__always)
    func reach(_ bytes: Range<Int>, ofRow row: Int) -> Bool {
        let places = places.span
        for i in Int(firsts[row - firstRow])..<Int(firsts[row - firstRow + 1])
        where places[i] >= bytes.lowerBound && places[i] + length <= bytes.upperBound { return true }
        return false
    }
}
