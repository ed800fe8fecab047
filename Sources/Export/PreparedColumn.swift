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
            let dictionary = column.dictionary
            // Most cells are their text and a mark.
            text = ExportText(capacity: dictionary.byteCount + 2 * dictionary.codeCount + WrittenCells.slack)
            ends.reserveCapacity(dictionary.codeCount + 1)
            ends.append(0)
            for code in 0..<UInt32(dictionary.codeCount) {
                format.append(code, of: dictionary, column: index, to: &text)
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
    func cells(_ block: RowBlock, _ format: some ExportFormat) -> BlockCells {
        guard case .coded(let column) = source else { return written(block, format) }
        let most = block.count / RowAssembly.worthRuns
        if let runs = column.runs(of: block, most: most) {
            if ends.isEmpty {
                return written(runs.firsts.map { block.rows[block.rows.startIndex + Int($0)] }, runs.firsts, format)
            }
            return prepared(runs.values, runs.firsts)
        }
        return ends.isEmpty ? written(Array(block.rows), nil, format) : prepared(column.codes(of: block), nil)
    }

    private func prepared(_ codes: [UInt32], _ firsts: [UInt32]?) -> BlockCells {
        var starts = codes, lengths = codes
        for i in codes.indices {
            let code = Int(codes[i])
            starts[i] = ends[code]
            lengths[i] = ends[code + 1] - ends[code]
        }
        return BlockCells(written: written, starts: starts, lengths: lengths, firsts: firsts)
    }

    private func written(_ block: RowBlock, _ format: some ExportFormat) -> BlockCells {
        guard case .integers(let column, let areTimes) = source, let numbers = column.cells(of: block) else {
            return written(Array(block.rows), nil, format)
        }
        let runs = numbers.runs(most: block.count / RowAssembly.worthRuns)
        var text = ExportText(capacity: (runs?.firsts.count ?? block.count) * 32 + WrittenCells.slack)
        let ends = format.append(runs?.cells ?? numbers, areTimes: areTimes, column: index, to: &text)
        return BlockCells(text, ends: ends, firsts: runs?.firsts)
    }

    /// The cells of these rows, each asked for by itself.
    private func written(_ rows: [UInt32], _ firsts: [UInt32]?, _ format: some ExportFormat) -> BlockCells {
        var text = ExportText(capacity: rows.count * 32 + WrittenCells.slack)
        let ends = rows.map { row in
            if case .coded(let column) = source {
                format.append(column.code(Int(row)), of: column.dictionary, column: index, to: &text)
            } else {
                format.append(source.cell(Int(row)), column: index, to: &text)
            }
            return UInt32(truncatingIfNeeded: text.count)
        }
        // Positions are 32 bits; a block of cells beyond that is no journal's.
        precondition(text.count <= Int(UInt32.max), "cells of 4 GB in one block")
        return BlockCells(text, ends: ends, firsts: firsts)
    }
}

extension ExportFormat {
    /// The cell that a code stands for.
    fileprivate func append(_ code: UInt32, of dictionary: TextDictionary, column: Int, to text: inout ExportText) {
        guard code >= TextDictionary.firstValue else { return append(Cell(code: code, dictionary), column: column, to: &text) }
        dictionary.withBytes(of: code) { append($0, column: column, to: &text) }
    }
}
