import Columns
import JournalIndex
import Synchronization

/// A column of an export with its cells already written, where there are few distinct ones: a row then costs a copy.
struct PreparedColumn: Sendable {
    private let source: CellSource
    private let index: Int
    /// The bytes of every code, one after another; code `c` ends at `ends[c]`. Empty when not prepared.
    private let bytes: [UInt8]
    private let ends: [Int]

    /// Dictionaries beyond this are written cell by cell: their texts rarely repeat.
    static let mostCodes = 65_536

    /// - Parameter rows: How many will be written: fewer than there are codes are not worth the preparation.
    init(_ source: CellSource, index: Int, _ format: some ExportFormat, rows: Int) {
        self.source = source
        self.index = index
        var text = ExportText()
        var ends: [Int] = []
        if case .coded(let column) = source, column.dictionary.codeCount <= min(Self.mostCodes, rows + 3) {
            for code in 0..<UInt32(column.dictionary.codeCount) {
                format.append(Cell(code: code, column.dictionary), column: index, to: &text)
                ends.append(text.count)
            }
        }
        bytes = text.bytes
        self.ends = ends
    }

    func append(_ row: Int, _ format: some ExportFormat, to text: inout ExportText) {
        guard !ends.isEmpty, case .coded(let column) = source else {
            return format.append(source.cell(row), column: index, to: &text)
        }
        let code = Int(column.code(row))
        text.append(bytes[(code == 0 ? 0 : ends[code - 1])..<ends[code]])
    }
}

/// One place per parallel piece of work, filled from its thread, read when all are done.
final class Slots<Value: Sendable>: Sendable {
    private let values: Mutex<[Value?]>
    init(_ count: Int) { values = Mutex(Array(repeating: nil, count: count)) }
    subscript(index: Int) -> Value? {
        get { values.withLock { $0[index] } }
        set { values.withLock { $0[index] = newValue } }
    }
}
