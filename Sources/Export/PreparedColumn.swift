import Columns
import JournalIndex

/// A column of an export with its cells already written, where there are few distinct ones: a row then costs a copy.
struct PreparedColumn: Sendable {
    private let source: CellSource
    private let index: Int
    /// Every code, one after another; code `c` stands at `ends[c] ..< ends[c + 1]`. Empty when not prepared.
    private let written: WrittenCells
    private let ends: [UInt32]

    /// Dictionaries beyond this are written cell by cell: they would take too much memory, once more.
    static let mostBytes = 1 << 26

    /// - Parameter rows: How many will be written: fewer than there are codes are not worth the preparation.
    init(_ source: CellSource, index: Int, _ format: some ExportFormat, rows: Int) {
        self.source = source
        self.index = index
        var text = ExportText()
        var ends: [UInt32] = []
        if case .coded(let column) = source, Self.isWorthIt(column.dictionary, rows) {
            ends.append(0)
            for code in 0..<UInt32(column.dictionary.codeCount) {
                format.append(Cell(code: code, column.dictionary), column: index, to: &text)
                ends.append(UInt32(truncatingIfNeeded: text.count))
            }
        }
        written = WrittenCells(text)
        self.ends = ends
    }

    private static func isWorthIt(_ dictionary: TextDictionary, _ rows: Int) -> Bool {
        dictionary.codeCount <= rows + Int(TextDictionary.firstValue) && dictionary.byteCount <= mostBytes
    }

    /// The written cells of these rows.
    func cells(_ rows: ArraySlice<UInt32>, _ format: some ExportFormat) -> BlockCells {
        guard !ends.isEmpty, case .coded(let column) = source else { return written(rows, format) }
        let codes = column.codes(of: rows)
        var starts = codes, lengths = codes
        for i in codes.indices {
            let code = Int(codes[i])
            starts[i] = ends[code]
            lengths[i] = ends[code + 1] - ends[code]
        }
        return BlockCells(written: written, starts: starts, lengths: lengths)
    }

    private func written(_ rows: ArraySlice<UInt32>, _ format: some ExportFormat) -> BlockCells {
        var text = ExportText(capacity: rows.count * 32)
        if case .integers(let column, let areTimes) = source, let numbers = column.cells(of: rows) {
            if let first = rows.first, numbers.isOne {
                format.append(source.cell(Int(first)), column: index, to: &text)
                return BlockCells(repeating: text, rows: rows.count)
            }
            let ends = format.append(numbers, areTimes: areTimes, column: index, to: &text)
            return BlockCells(text, ends: ends)
        }
        let ends = rows.map { row in
            format.append(source.cell(Int(row)), column: index, to: &text)
            return UInt32(truncatingIfNeeded: text.count)
        }
        // Positions are 32 bits; a block of cells beyond that is no journal's.
        precondition(text.count <= Int(UInt32.max), "cells of 4 GB in one block")
        return BlockCells(text, ends: ends)
    }
}
