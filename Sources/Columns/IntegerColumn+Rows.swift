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
    /// The cells of these rows, in their order; `nil` where one is unreadable or a chunk is wider than 64 bits: those are
    /// asked for one by one. A few instructions a row.
    package func cells(of block: RowBlock) -> IntegerCells? {
        guard block.count > 0 else { return IntegerCells(values: [], states: []) }
        guard let number = block.chunk else { return cells(ofParts: block) }
        guard let base = chunks[number].narrowBase else { return nil }
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

    private func cells(ofParts block: RowBlock) -> IntegerCells? {
        let hasStates = block.parts.contains { chunks[$0.chunk].states != nil }
        var values = [Int64](repeating: 0, count: block.count)
        var states = [UInt8](repeating: CellState.value.rawValue, count: hasStates ? block.count : 0)
        var valueSpan = values.mutableSpan, stateSpan = states.mutableSpan
        for part in block.parts {
            let chunk = chunks[part.chunk]
            guard let base = chunk.narrowBase else { return nil }
            if let states = chunk.states { part.fill(&stateSpan) { states[$0] } }
            switch chunk.offsets {
            case .zero: part.fill(&valueSpan) { _ in base }
            case .u8(let a): part.fill(&valueSpan) { base &+ Int64(a[$0]) }
            case .u16(let a): part.fill(&valueSpan) { base &+ Int64(a[$0]) }
            case .u32(let a): part.fill(&valueSpan) { base &+ Int64(a[$0]) }
            case .u64(let a): part.fill(&valueSpan) { base &+ Int64(truncatingIfNeeded: a[$0]) }
            case .wide: return nil
            }
        }
        return states.contains(CellState.unreadable.rawValue) ? nil : IntegerCells(values: values, states: states)
    }
}

extension IntegerChunk {
    /// `base`, where all its values fit 64 bits.
    fileprivate var narrowBase: Int64? { Int64(exactly: top) == nil ? nil : Int64(exactly: base) }
}
