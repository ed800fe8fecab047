/// The numbers of some rows, where they fit 64 bits.
package struct IntegerCells: Sendable {
    /// One for each row; nothing where the state is another than `value`.
    package let values: [Int64]
    /// A `CellState` for each row; empty when every row has a value.
    package let states: [UInt8]

    /// Whether all cells are the same: one number, or one kind of nothing.
    package var isOne: Bool {
        if let state = states.first, state != CellState.value.rawValue { return states.allSatisfy { $0 == state } }
        return states.isEmpty && values.allSatisfy { $0 == values[0] }
    }
}

extension IntegerColumn {
    /// The cells of these rows, in their order; `nil` where one is unreadable or wider than 64 bits, or where the rows
    /// stand in several chunks: those are asked for one by one. A few instructions a row.
    package func cells(of rows: ArraySlice<UInt32>) -> IntegerCells? {
        guard let first = rows.first else { return IntegerCells(values: [], states: []) }
        let number = Int(first) / chunkRows
        let chunk = chunks[number]
        guard rows.allSatisfy({ Int($0) / chunkRows == number }), let base = Int64(exactly: chunk.base),
            Int64(exactly: chunk.top) != nil
        else { return nil }
        let states = chunk.states.map { states in rows.map { states[Int($0) % chunkRows] } } ?? []
        if states.contains(CellState.unreadable.rawValue) { return nil }
        func values(_ offset: (Int) -> UInt64) -> IntegerCells {
            IntegerCells(values: rows.map { base &+ Int64(truncatingIfNeeded: offset(Int($0) % chunkRows)) }, states: states)
        }
        return switch chunk.offsets {
        case .zero: values { _ in 0 }
        case .u8(let a): values { UInt64(a[$0]) }
        case .u16(let a): values { UInt64(a[$0]) }
        case .u32(let a): values { UInt64(a[$0]) }
        case .u64(let a): values { a[$0] }
        case .wide: nil
        }
    }
}
