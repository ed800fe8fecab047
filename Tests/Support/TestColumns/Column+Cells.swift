package import Catalog
package import Columns
package import JournalIndex

extension Column {
    /// The column that holds these cells: numbers and instants as integers, anything else coded.
    package init(_ cells: [Cell], _ kind: ValueKind) {
        switch kind {
        case .integer, .timestamp: self = .integer(IntegerColumn(cells))
        default: self = .coded(CodedColumn(cells))
        }
    }
}

extension CodedColumn {
    fileprivate init(_ cells: [Cell]) {
        var dictionary = TextDictionary()
        let codes = cells.map { cell -> UInt32 in
            switch cell {
            case .absent: TextDictionary.absent
            case .null: TextDictionary.null
            case .blank: TextDictionary.blank
            default: dictionary.intern(cell.exportText)
            }
        }
        self.init(dictionary: dictionary, chunks: codes.inChunks.map { CodeChunk($0) })
    }
}

extension IntegerColumn {
    /// Text among numbers is unreadable.
    fileprivate init(_ cells: [Cell]) {
        var values: [Int128] = []
        var states: [UInt8] = []
        var unreadable: [Int: String] = [:]
        for (row, cell) in cells.enumerated() {
            var (state, value): (CellState, Int128) = (.value, 0)
            switch cell {
            case .absent: state = .absent
            case .null: state = .null
            case .blank: state = .blank
            case .integer(let number): value = number
            case .timestamp(let instant): value = Int128(instant.microseconds)
            case .text, .unreadable: (state, unreadable[row]) = (.unreadable, cell.exportText)
            }
            values.append(value)
            states.append(state.rawValue)
        }
        let chunks = zip(values.inChunks, states.inChunks).map { IntegerChunk($0, states: $1) }
        self.init(chunks: chunks, unreadable: unreadable)
    }
}

extension Array {
    fileprivate var inChunks: [[Element]] {
        stride(from: 0, to: count, by: chunkRows).map { Array(self[$0..<Swift.min($0 + chunkRows, count)]) }
    }
}
