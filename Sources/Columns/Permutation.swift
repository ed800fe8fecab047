/// An order of rows: position on the screen -> row. 32 bits a row: a journal holds at most 4,294,967,295 entries.
///
/// Rows that ascend are not listed but looked up in their set, so that an order of all entries costs next to nothing.
package struct Permutation: Sendable {
    private enum Storage: Sendable {
        case listed([UInt32])
        case ascending(RankedBitmap)
    }
    private let storage: Storage

    package init(rows: [UInt32]) { storage = .listed(rows) }
    package init(identity count: Int) { self.init(Bitmap(count: count, repeating: true)) }

    /// The rows of a set, in row order. 4 bytes per 512 rows.
    package init(_ set: Bitmap) { storage = .ascending(RankedBitmap(set)) }

    package var count: Int {
        switch storage {
        case .listed(let rows): rows.count
        case .ascending(let set): set.ones
        }
    }

    /// The row at a position. O(log rows) where rows ascend: loops over many ask for `rows(in:)`.
    package subscript(position: Int) -> Int {
        switch storage {
        case .listed(let rows): return Int(rows[position])
        case .ascending(let set):
            guard let row = set.select(position) else { preconditionFailure("a position without a row") }
            return row
        }
    }

    /// All rows. Makes a list of them where they ascend.
    package var rows: [UInt32] {
        switch storage {
        case .listed(let rows): rows
        case .ascending(let set): set.rows(in: 0..<set.ones)
        }
    }

    /// The rows at some positions.
    package func rows(in positions: Range<Int>) -> [UInt32] {
        switch storage {
        case .listed(let rows): Array(rows[positions])
        case .ascending(let set): set.rows(in: positions)
        }
    }

    /// Where a row stands; `nil` when it does not. O(rows) where they do not ascend.
    package func position(of row: Int) -> Int? {
        switch storage {
        case .listed(let rows): rows.firstIndex { Int($0) == row }
        case .ascending(let set): row >= 0 && row < set.count && set[row] ? set.rank(row) : nil
        }
    }

    /// The same order without the rows that are not in `set`.
    ///
    /// - Throws: `Cancelled`.
    package func filtered(by set: Bitmap, _ work: Work) throws(Cancelled) -> Permutation {
        if case .ascending(let all) = storage {
            try work.check()
            return Permutation(all.bitmap.intersection(set))
        }
        let rows = rows
        let parts = strips(rows.count, parts: chunkCount(rows: rows.count))
        let kept = try mapped(parts.count, work) { part in
            let rows = rows.span, words = set.words.span
            return [UInt32](unsafeUninitializedCapacity: parts[part].count) { out, count in
                for position in parts[part] {
                    let row = rows[position]
                    out[count] = row  // kept when the count goes on, overwritten otherwise
                    count &+= Int(words[Int(row &>> 6)] &>> UInt64(row & 63) & 1)
                }
            }
        }
        var all: [UInt32] = []
        all.reserveCapacity(kept.reduce(0) { $0 + $1.count })
        for part in kept { all.append(contentsOf: part) }
        return Permutation(rows: all)
    }

    /// row -> position; `UInt32.max` for rows below `count` that the order does not have.
    ///
    /// - Parameter count: Rows of the journal; `nil` when the order has all of them.
    package func inverse(count: Int? = nil) -> [UInt32] {
        let rows = rows
        var positions = [UInt32](repeating: .max, count: count ?? rows.count)
        for position in rows.indices { positions[Int(rows[position])] = UInt32(truncatingIfNeeded: position) }
        return positions
    }
}

extension Permutation: Equatable {
    package static func == (a: Permutation, b: Permutation) -> Bool { a.count == b.count && a.rows == b.rows }
}
