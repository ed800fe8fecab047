extension Column {
    /// The column of these rows alone: row `i` of it is `rows[i]` of this one.
    ///
    /// - Parameter rows: Each below `count`. Ascending ones are found fastest.
    /// - Complexity: O(rows), on all cores. The dictionary is shared.
    /// - Throws: `Cancelled`.
    package func rows(_ rows: [UInt32], _ work: Work) throws(Cancelled) -> Column {
        switch self {
        case .coded(let column): .coded(try column.rows(rows, work))
        case .integer(let column): .integer(try column.rows(rows, work))
        }
    }
}

extension CodedColumn {
    fileprivate func rows(_ rows: [UInt32], _ work: Work) throws(Cancelled) -> CodedColumn {
        let chunks = try mapped(chunkCount(rows: rows.count), work) { chunk in
            let codes = codes(of: RowBlock(rows[rowRange(ofChunk: chunk, count: rows.count)]))
            return CodeChunk(codes.span, below: dictionary.codeCount)
        }
        return CodedColumn(checked: chunks, dictionary)
    }
}

extension IntegerColumn {
    fileprivate func rows(_ rows: [UInt32], _ work: Work) throws(Cancelled) -> IntegerColumn {
        let taken = try mapped(chunkCount(rows: rows.count), work) { chunk in
            part(rows, rowRange(ofChunk: chunk, count: rows.count))
        }
        let unreadable = taken.reduce(into: [Int: String]()) { all, part in all.merge(part.unreadable) { first, _ in first } }
        return IntegerColumn(chunks: taken.map(\.chunk), unreadable: unreadable)
    }

    private func part(_ rows: [UInt32], _ places: Range<Int>) -> (chunk: IntegerChunk, unreadable: [Int: String]) {
        var open = OpenIntegers()
        var texts: [Int: String] = [:]
        for place in places {
            let row = Int(rows[place])
            let state = state(row)
            if state == .value, let value = value(row) { open.append(wide: value) } else { open.append(state) }
            if state == .unreadable { texts[place] = unreadable[row] }
        }
        return (open.packed(), texts)
    }
}
