/// An order of rows: position on the screen -> row. 32 bits a row: a journal holds at most 4,294,967,295 entries.
package struct Permutation: Equatable, Sendable {
    /// `rows[position]` is the row shown there.
    package let rows: [UInt32]

    package init(rows: [UInt32]) { self.rows = rows }
    package init(identity count: Int) { rows = (0..<UInt32(count)).map { $0 } }

    /// The rows of a set, in row order.
    package init(_ set: Bitmap) {
        var rows: [UInt32] = []
        rows.reserveCapacity(set.ones)
        set.forEachOne { rows.append(UInt32(truncatingIfNeeded: $0)) }
        self.rows = rows
    }

    package var count: Int { rows.count }
    package subscript(position: Int) -> Int { Int(rows[position]) }

    /// The same order without the rows that are not in `set`.
    ///
    /// - Throws: `Cancelled`.
    package func filtered(by set: Bitmap, _ work: Work) throws(Cancelled) -> Permutation {
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
        var positions = [UInt32](repeating: .max, count: count ?? rows.count)
        for position in rows.indices { positions[Int(rows[position])] = UInt32(truncatingIfNeeded: position) }
        return positions
    }
}
