/// An order of rows: position on the screen -> row. 32 bits a row: a journal holds at most 4,294,967,295 entries.
package struct Permutation: Equatable, Sendable {
    /// `rows[position]` is the row shown there.
    package let rows: [UInt32]

    package init(rows: [UInt32]) { self.rows = rows }
    package init(identity count: Int) { rows = (0..<UInt32(count)).map { $0 } }

    package var count: Int { rows.count }
    package subscript(position: Int) -> Int { Int(rows[position]) }
}
