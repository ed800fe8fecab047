import Catalog
import Columns
import JournalIndex

/// Where few rows are left and a column would have to be built for them, their cells are read instead: a question about
/// a rare entry type reads a few records, not all of them.
extension Evaluation {
    /// Rows whose records are read sooner than a column is built for all of them.
    var fewRows: Int { max(1_000, journal.count / 256) }

    /// What needs no building goes first, then what costs least.
    func order(_ node: BoundFilter.Node) -> (Int, Int) { (needsBuilding(node) ? 1 : 0, node.cost) }

    func needsBuilding(_ node: BoundFilter.Node) -> Bool { node.columns.contains { !journal.isBuilt($0) } }

    /// Whether single cells answer the same as whole columns do.
    func isReadByCells(_ node: BoundFilter.Node) -> Bool {
        switch node {
        case .always, .never, .number, .empty: true
        case .text(let id, _): journal.schema[id].kind != .integer && journal.schema[id].kind != .timestamp
        case .not(let part): isReadByCells(part)
        case .and(let parts), .or(let parts): parts.allSatisfy(isReadByCells)
        case .anyCell: false
        }
    }

    func rows(_ rows: Bitmap, whoseCellsSatisfy node: BoundFilter.Node) throws(Cancelled) -> [Int] {
        var found: [Int] = []
        for (done, row) in rows.rows.enumerated() {
            if done % 256 == 0 { try work.check() }
            if holds(node, row) { found.append(row) }
        }
        return found
    }

    private func holds(_ node: BoundFilter.Node, _ row: Int) -> Bool {
        switch node {
        case .always: return true
        case .never, .anyCell: return false
        case .and(let parts): return parts.allSatisfy { holds($0, row) }
        case .or(let parts): return parts.contains { holds($0, row) }
        case .not(let part): return !holds(part, row)
        case .empty(let id): return journal.cell(row: row, id).isEmpty
        case .text(let id, let test):
            let text = journal.cell(row: row, id).exportText
            return !text.isEmpty && test.holds(text)
        case .number(let id, let ranges):
            let number: Int128? =
                switch journal.cell(row: row, id) {
                case .integer(let value): value
                case .timestamp(let time): Int128(time.microseconds)
                case .text(let text): Int128(text)
                default: nil
                }
            return number.map { number in ranges.contains { $0.contains(number) } } ?? false
        }
    }
}

extension BoundFilter.Node {
    /// The columns it looks at; those of `anyCell` are read from the records.
    var columns: Set<ColumnID> {
        switch self {
        case .always, .never, .anyCell: []
        case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.columns) }
        case .not(let part): part.columns
        case .text(let id, _), .number(let id, _), .empty(let id): [id]
        }
    }
}
