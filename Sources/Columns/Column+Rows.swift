extension Column {
    /// The columns of these rows alone: row `i` of each is `rows[i]` of the one it was taken from.
    ///
    /// - Parameter rows: Each below the columns' count. Ascending ones are found fastest.
    /// - Complexity: O(rows) a column, on all cores: each takes the next chunk of any of them. Dictionaries are shared.
    /// - Throws: `Cancelled`.
    package static func rows(_ rows: [UInt32], of columns: [Column], _ work: Work) throws(Cancelled) -> [Column] {
        let count = chunkCount(rows: rows.count)
        let blocks = (0..<count).map { RowBlock(rows[rowRange(ofChunk: $0, count: rows.count)]) }
        let taken = try mapped(columns.count * count, work) { part in
            TakenChunk(columns[part / count], blocks[part % count], first: part % count * chunkRows)
        }
        return columns.indices.map { Column(taken[$0 * count..<($0 + 1) * count], like: columns[$0]) }
    }

    /// `rows` of one column.
    package func rows(_ rows: [UInt32], _ work: Work) throws(Cancelled) -> Column {
        try Self.rows(rows, of: [self], work)[0]
    }

    /// - Parameter chunks: All of `column`'s kind.
    private init(_ chunks: ArraySlice<TakenChunk>, like column: Column) {
        var codes: [CodeChunk] = [], integers: [IntegerChunk] = [], unreadable: [Int: String] = [:]
        for chunk in chunks {
            switch chunk {
            case .codes(let chunk): codes.append(chunk)
            case .integers(let chunk, let texts):
                integers.append(chunk)
                unreadable.merge(texts) { first, _ in first }
            }
        }
        switch column {
        case .coded(let column): self = .coded(CodedColumn(checked: codes, column.dictionary))
        case .integer: self = .integer(IntegerColumn(chunks: integers, unreadable: unreadable))
        }
    }
}

/// What becomes a chunk of a column of some rows.
private enum TakenChunk: Sendable {
    case codes(CodeChunk)
    /// With the texts of cells that are unreadable, by row of the whole column.
    case integers(IntegerChunk, [Int: String])

    /// - Parameter first: Row of the new column that the chunk starts with.
    init(_ column: Column, _ block: RowBlock, first: Int) {
        switch column {
        case .coded(let column): self = .codes(column.chunk(block))
        case .integer(let column): self = column.chunk(block, first: first)
        }
    }
}

extension CodedColumn {
    fileprivate func chunk(_ block: RowBlock) -> CodeChunk {
        CodeChunk(codes(of: block).span, below: dictionary.codeCount)
    }
}

extension IntegerColumn {
    fileprivate func chunk(_ block: RowBlock, first: Int) -> TakenChunk {
        if let cells = cells(of: block) {
            return .integers(IntegerChunk(cells.values, states: cells.states.isEmpty ? nil : cells.states), [:])
        }
        var open = OpenIntegers()
        var texts: [Int: String] = [:]
        for row in block.rows { append(Int(row), to: &open, first: first, &texts) }
        return .integers(open.packed(), texts)
    }

    private func append(_ row: Int, to open: inout OpenIntegers, first: Int, _ texts: inout [Int: String]) {
        let state = state(row)
        if state == .unreadable { texts[first + open.count] = unreadable[row] }
        if state == .value, let value = value(row) { open.append(wide: value) } else { open.append(state) }
    }
}
