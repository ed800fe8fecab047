/// The numbers of some rows, where they fit 64 bits.
package struct IntegerCells: Sendable {
    /// One for each row; nothing where the state is another than `value`.
    package let values: [Int64]
    /// A `CellState` for each row; empty when every row has a value.
    package let states: [UInt8]

    /// Cells that are the same one after the other, each once, and the first place of each; `nil` when there are more than
    /// `most`.
    package func runs(most: Int) -> (firsts: [UInt32], cells: IntegerCells)? {
        var firsts: [UInt32] = []
        for i in values.indices where i == 0 || values[i] != values[i - 1] || (!states.isEmpty && states[i] != states[i - 1]) {
            if firsts.count == most { return nil }
            firsts.append(UInt32(truncatingIfNeeded: i))
        }
        return (
            firsts,
            IntegerCells(values: firsts.map { values[Int($0)] }, states: states.isEmpty ? [] : firsts.map { states[Int($0)] }))
    }
}

extension IntegerColumn {
    /// The cells of these rows, in their order; `nil` where one is unreadable or wider than 64 bits, or where the rows
    /// stand in several chunks: those are asked for one by one. A few instructions a row.
    package func cells(of block: RowBlock) -> IntegerCells? {
        guard block.count > 0 else { return IntegerCells(values: [], states: []) }
        guard let number = block.chunk, let base = Int64(exactly: chunks[number].base), Int64(exactly: chunks[number].top) != nil
        else { return nil }
        let chunk = chunks[number]
        let states = chunk.states.map { states in block.map { states[$0] } } ?? []
        if states.contains(CellState.unreadable.rawValue) { return nil }
        func values(_ offset: (Int) -> UInt64) -> IntegerCells {
            IntegerCells(values: block.map { base &+ Int64(truncatingIfNeeded: offset($0)) }, states: states)
        }
        return switch chunk.offsets {
        case .zero: IntegerCells(values: Array(repeating: base, count: block.count), states: states)
        case .u8(let a): values { UInt64(a[$0]) }
        case .u16(let a): values { UInt64(a[$0]) }
        case .u32(let a): values { UInt64(a[$0]) }
        case .u64(let a): values { a[$0] }
        case .wide: nil
        }
    }
}
