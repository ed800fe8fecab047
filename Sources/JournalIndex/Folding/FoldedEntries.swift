package import Columns

/// Entries that stand in several sources: of each, one is shown; the others, its copies, are folded behind it.
///
/// Nothing is dropped: a copy keeps its row, FOLDED tells it from the entry shown, ALSO_IN names the other sources, and
/// a filter that names FOLDED finds copies, too.
package struct FoldedEntries: Sendable {
    /// A row and the row of the same entry that is shown instead.
    struct Pair: Equatable, Sendable {
        var copy: UInt32
        var shown: UInt32
    }

    /// The copies.
    package let rows: Bitmap
    private let ranked: RankedBitmap
    /// What is shown for each copy, copies ascending.
    private let shown: [UInt32]
    /// The copies by what is shown for them, then ascending.
    private let copies: [UInt32]

    /// - Parameter pairs: Each copy once, and nothing shown that is a copy itself.
    /// - Parameter count: Rows of the journal.
    init?(_ pairs: [Pair], count: Int) {
        if pairs.isEmpty { return nil }
        let byCopy = pairs.sorted { $0.copy < $1.copy }
        var rows = Bitmap(count: count)
        for pair in byCopy { rows[Int(pair.copy)] = true }
        self.rows = rows
        ranked = RankedBitmap(rows)
        shown = byCopy.map(\.shown)
        copies = pairs.sorted { ($0.shown, $0.copy) < ($1.shown, $1.copy) }.map(\.copy)
        precondition(ranked.ones == pairs.count && !pairs.contains { rows[Int($0.shown)] })
    }

    /// How many copies there are.
    package var count: Int { copies.count }

    /// The other rows of the same entry, what is shown first; empty for an entry that stands in one source. O(log copies).
    func others(of row: Int) -> [Int] {
        guard rows[row] else { return copies(of: row) }
        let entry = Int(shown[ranked.rank(row)])
        return [entry] + copies(of: entry).filter { $0 != row }
    }

    private func copies(of row: Int) -> [Int] {
        func entry(_ place: Int) -> Int { Int(shown[ranked.rank(Int(copies[place]))]) }
        var low = 0, high = copies.count
        while low < high {
            let middle = (low + high) / 2
            if entry(middle) < row { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < copies.count, entry(end) == row { end += 1 }
        return copies[low..<end].map { Int($0) }
    }

    /// The copies and what is shown for them.
    var involved: Bitmap { rows.union(Bitmap(count: rows.count, rows: shown.lazy.map { Int($0) })) }
}
