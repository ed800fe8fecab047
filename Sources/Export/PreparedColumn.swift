import Columns
import JournalIndex

/// A column of an export with its cells already written, where there are few distinct ones: a row then costs a copy.
struct PreparedColumn: Sendable {
    private let source: CellSource
    private let index: Int
    /// The bytes of every code, one after another; code `c` stands at `ends[c] ..< ends[c + 1]`. Empty when not prepared.
    private let bytes: [UInt8]
    private let ends: [Int]

    /// Dictionaries beyond this are written cell by cell: their texts rarely repeat.
    static let mostCodes = 65_536
    static let mostBytes = 1 << 24

    /// - Parameter rows: How many will be written: fewer than there are codes are not worth the preparation.
    init(_ source: CellSource, index: Int, _ format: some ExportFormat, rows: Int) {
        self.source = source
        self.index = index
        var text = ExportText()
        var ends: [Int] = []
        if case .coded(let column) = source, Self.isWorthIt(column.dictionary, rows) {
            ends.append(0)
            for code in 0..<UInt32(column.dictionary.codeCount) {
                format.append(Cell(code: code, column.dictionary), column: index, to: &text)
                ends.append(text.count)
            }
        }
        bytes = text.bytes
        self.ends = ends
    }

    private static func isWorthIt(_ dictionary: TextDictionary, _ rows: Int) -> Bool {
        dictionary.codeCount <= min(mostCodes, rows + Int(TextDictionary.firstValue)) && dictionary.byteCount <= mostBytes
    }

    /// The written cells of these rows.
    func cells(_ rows: ArraySlice<UInt32>, _ format: some ExportFormat) -> BlockCells {
        guard !ends.isEmpty, case .coded(let column) = source else { return written(rows, format) }
        let ranges = rows.map { row in
            let code = Int(column.code(Int(row)))
            return ends[code]..<ends[code + 1]
        }
        return BlockCells(bytes: bytes, ranges: ranges)
    }

    private func written(_ rows: ArraySlice<UInt32>, _ format: some ExportFormat) -> BlockCells {
        var text = ExportText(capacity: rows.count * 32)
        let ranges = rows.map { row in
            let start = text.count
            format.append(source.cell(Int(row)), column: index, to: &text)
            return start..<text.count
        }
        return BlockCells(bytes: text.bytes, ranges: ranges)
    }
}
