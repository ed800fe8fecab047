import Columns

/// Walks the sources of a group in order of loading and finds the rows of entries that an earlier source has, too.
///
/// Rows of one source are never the same entry to each other: what one export has twice happened twice, or is told by
/// `Coverage`. Where a source has several entries that look alike, the first is the copy of the first, the second of the
/// second. Of the copies of an entry the row of the richest source is shown, the one with most columns for its type: so
/// nothing that one export knows is hidden; of equally rich ones, the first.
struct CopySearch: Sendable {
    let same: SameEntry
    /// By place of the source in the group and entry type code: how many columns it gives.
    let richness: [[UInt32: Int]]
    let types: CodedColumn?
    /// Rows of each source that can have copies: those within the times of the others.
    let windows: [ClosedRange<Int64>?]

    /// Rows whose keys are looked at together: the table of a part stays in a processor's caches.
    private static let partRows = 1 << 16
    /// Rows with one key that are compared with each other; more are not told apart by it, and stay as they are.
    private static let mostAlike = 256

    /// Each copy with the row that is shown for it. O(rows of the group), on all cores, and eight bytes for each row
    /// meanwhile.
    ///
    /// - Throws: `Cancelled`.
    func pairs(_ work: Work) throws(Cancelled) -> [FoldedEntries.Pair] {
        let rows = same.sources.reduce(0) { $0 + $1.rows.count }
        let parts = max(1, (rows + Self.partRows - 1) / Self.partRows)
        let first = same.sources.map(\.rows.lowerBound).min() ?? 0, end = same.sources.map(\.rows.upperBound).max() ?? 0
        let chunks = Array(first / chunkRows..<chunkCount(rows: end))
        let keys = try mapped(chunks.count, work) { self.keys(inChunk: chunks[$0], parts) }
        let found = try mapped(parts, work) { part in self.pairs(keys.lazy.map { $0[part] }, work) }
        return found.flatMap { $0 }
    }

    /// The rows of a chunk by the part their key falls into: the upper half of the key above the row.
    private func keys(inChunk chunk: Int, _ parts: Int) -> [[UInt64]] {
        var keys = [[UInt64]](repeating: [], count: parts)
        for part in keys.indices { keys[part].reserveCapacity(chunkRows / parts * 5 / 4) }
        let rows = chunk * chunkRows..<(chunk + 1) * chunkRows
        let from = same.sources.firstIndex { $0.rows.upperBound > rows.lowerBound } ?? same.sources.count
        let to = same.sources.lastIndex { $0.rows.lowerBound < rows.upperBound }.map { $0 + 1 } ?? from
        same.forEachKey(inChunk: chunk, from..<max(from, to), isWanted: { windows[$0]?.contains($1) ?? true }) { row, key in
            keys[Int(truncatingIfNeeded: key >> 40 % UInt64(parts))].append(key & ~0xFFFF_FFFF | UInt64(row))
        }
        return keys
    }

    /// The pairs among the rows of one part, which ascend.
    private func pairs(_ keys: some Sequence<[UInt64]>, _ work: Work) -> [FoldedEntries.Pair] {
        var table = AlikeTable()
        var pairs: [FoldedEntries.Pair] = []
        /// Rows that gave way to the row of a richer source.
        var replaced: [UInt32: UInt32] = [:]
        let isEven = Set(richness.flatMap(\.values)).count < 2
        var source = 0
        for keys in keys {
            if work.isCancelled { return [] }
            for key in keys {
                let row = Int(key & 0xFFFF_FFFF)
                while row >= same.sources[source].rows.upperBound { source += 1 }
                let tag = UInt32(truncatingIfNeeded: key >> 32)
                let match = table.take(tag, row: row, source: source, most: Self.mostAlike) { other in
                    same.areSame((other.source, Int(other.row)), (source, row))
                }
                guard let match else { continue }
                let other = table[match]
                if !isEven, wealth(row, source) > wealth(Int(other.row), other.source) {
                    replaced[other.row] = UInt32(row)
                    pairs.append(.init(copy: other.row, shown: UInt32(row)))
                    table.replace(match, row: row, source: source)
                } else {
                    pairs.append(.init(copy: UInt32(row), shown: other.row))
                }
            }
        }
        return pairs.map { pair in
            var shown = pair.shown
            while let next = replaced[shown] { shown = next }
            return .init(copy: pair.copy, shown: shown)
        }
    }

    private func wealth(_ row: Int, _ source: Int) -> Int { richness[source][types?.code(row) ?? 0] ?? 0 }
}

/// Rows by their keys; several may share one.
private struct AlikeTable {
    struct Slot {
        var row: UInt32 = .max
        /// The upper half of the key.
        var tag: UInt32 = 0
        private var ownSource: UInt32 = 0
        private var lastSource: UInt32 = 0

        /// Place of the row's source in the group.
        var source: Int { get { Int(ownSource) } set { ownSource = UInt32(newValue) } }
        /// The source whose row was taken for the same entry last: another row of it is another entry.
        var last: Int { get { Int(lastSource) } set { lastSource = UInt32(newValue) } }
        var isFree: Bool { row == .max }
    }

    private var slots = [Slot](repeating: Slot(), count: 1 << 10)
    private var count = 0

    subscript(place: Int) -> Slot { slots[place] }

    /// The place of the same entry of another source, as `isSame` says; `nil` when there is none, and the row is added.
    ///
    /// - Parameter tag: The upper half of the key.
    /// - Parameter most: Rows with the same key that are asked about; behind them nothing is added.
    mutating func take(_ tag: UInt32, row: Int, source: Int, most: Int, isSame: (Slot) -> Bool) -> Int? {
        if count * 2 >= slots.count { grow() }
        var place = place(of: tag)
        var alike = 0
        while !slots[place].isFree {
            if slots[place].tag == tag {
                if slots[place].last != source, isSame(slots[place]) {
                    slots[place].last = source
                    return place
                }
                alike += 1
                if alike == most { return nil }
            }
            place = (place + 1) & (slots.count - 1)
        }
        slots[place].row = UInt32(row)
        slots[place].tag = tag
        slots[place].source = source
        slots[place].last = source
        count += 1
        return nil
    }

    /// Another row of the same entry stands for it from now on.
    mutating func replace(_ place: Int, row: Int, source: Int) {
        slots[place].row = UInt32(row)
        slots[place].source = source
    }

    private func place(of tag: UInt32) -> Int {
        Int(truncatingIfNeeded: UInt64(tag) &* 0x9E37_79B9_7F4A_7C15 >> 24) & (slots.count - 1)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where !slot.isFree {
            var place = place(of: slot.tag)
            while !slots[place].isFree { place = (place + 1) & (slots.count - 1) }
            slots[place] = slot
        }
    }
}
