import Catalog
import Columns
import JournalIndex

/// Where the cells of one exported column come from.
enum CellSource: Sendable {
    case coded(CodedColumn)
    case integers(IntegerColumn, isTime: Bool)
    /// Few rows: each cell is asked for.
    case cells(any ColumnProvider, ColumnID)

    func cell(_ row: Int) -> Cell {
        switch self {
        case .coded(let column): Cell(code: column.code(row), column.dictionary)
        case .integers(let column, let isTime): Cell(row, column, isTime: isTime)
        case .cells(let provider, let id): provider.cell(row: row, id)
        }
    }
}

extension Cell {
    init(code: UInt32, _ dictionary: TextDictionary) {
        switch code {
        case TextDictionary.absent: self = .absent
        case TextDictionary.null: self = .null
        case TextDictionary.blank: self = .blank
        default: self = .text(dictionary.text(code))
        }
    }

    init(_ row: Int, _ column: IntegerColumn, isTime: Bool) {
        switch column.state(row) {
        case .absent: self = .absent
        case .null: self = .null
        case .blank: self = .blank
        case .unreadable: self = .unreadable(text: column.unreadable[row] ?? "", reason: "")
        case .value:
            let value = column.value(row) ?? 0
            self = isTime ? .timestamp(Timestamp(microseconds: Int64(clamping: value))) : .integer(value)
        }
    }
}

extension Exporter {
    /// Where the cells come from, and which rows there are to be written.
    func cellSources(_ work: Work) throws -> (sources: [CellSource], rows: Permutation) {
        if rows.count <= Self.fewRows, rows.count < provider.count {
            return (columns.map { .cells(provider, $0) }, rows)
        }
        if rows.count < provider.count, !columns.allSatisfy(provider.isBuilt) {
            let (wanted, places) = ascending(rows)
            return (zip(columns, try provider.columns(columns, of: wanted, work)).map(source), places)
        }
        try provider.prepare(columns, work)
        return (try columns.map { source($0, try provider.column($0, work)) }, rows)
    }

    /// Each of the rows once, in ascending order, and the places of all among them.
    private func ascending(_ rows: Permutation) -> (wanted: [UInt32], places: Permutation) {
        let list = rows.rows
        if zip(list, list.dropFirst()).allSatisfy({ $0 < $1 }) { return (list, Permutation(identity: list.count)) }
        let wanted = RankedBitmap(Bitmap(count: provider.count, rows: list.lazy.map { Int($0) }))
        let places = list.map { UInt32(truncatingIfNeeded: wanted.rank(Int($0))) }
        return (wanted.rows(in: 0..<wanted.ones), Permutation(rows: places))
    }

    private func source(_ id: ColumnID, _ column: Column) -> CellSource {
        switch column {
        case .coded(let column): .coded(column)
        case .integer(let column): .integers(column, isTime: provider.schema[id].kind == .timestamp)
        }
    }

    /// Screen columns of the longest value of each column.
    ///
    /// - Complexity: O(rows) per column; texts are looked at once per distinct value.
    func widths(_ sources: [CellSource], _ rows: Permutation, _ work: Work) throws -> [Int] {
        try sources.map { source in
            try work.check()
            return min(longest(source, rows), ExportLayout.widestColumn)
        }
    }

    private func longest(_ source: CellSource, _ rows: Permutation) -> Int {
        switch source {
        case .coded(let column):
            var used = Bitmap(count: column.dictionary.codeCount)
            for row in rows.rows { used[Int(column.code(Int(row)))] = true }
            var longest = 0
            used.forEachOne { longest = max(longest, width(Cell(code: UInt32($0), column.dictionary))) }
            return longest
        case .integers, .cells: return rows.rows.reduce(0) { max($0, width(source.cell(Int($1)))) }
        }
    }

    private func width(_ cell: Cell) -> Int {
        switch cell {
        case .timestamp: ExportText.timestampLength
        case .integer(let value): ExportText.length(of: value)
        default: VisibleText.width(VisibleText.of(cell.exportText))
        }
    }
}
