import Catalog
package import Columns
package import JournalIndex

extension IndexedJournal {
    /// Rows read cell by cell before whole columns are asked for: the next place is often near.
    private static let nearby = 500

    package func find(
        _ text: String, in selection: Selection, from position: Int, backward: Bool, columns: [ColumnID], _ work: Work
    ) throws -> Int? {
        let path = SearchPath(count: selection.count, from: position, backward: backward)
        let needle = FoldedNeedle(text)
        for step in 0..<min(path.count, Self.nearby) {
            if step % 50 == 0 { try work.check() }
            let row = selection.row(at: path[step])
            if columns.contains(where: { needle.stands(inCell: index.cell(row: row, $0)) }) { return path[step] }
        }
        guard path.count > Self.nearby else { return nil }
        let rows = try rows(containing: needle, columns, work)
        let order = selection.order.rows
        for step in Self.nearby..<path.count {
            if step % chunkRows == 0 { try work.check() }
            if rows[Int(order[path[step]])] { return path[step] }
        }
        return nil
    }

    private func rows(containing needle: FoldedNeedle, _ columns: [ColumnID], _ work: Work) throws -> Bitmap {
        let evaluation = Evaluation(journal: index, work: work)
        var rows = Bitmap(count: count)
        for column in columns { rows.formUnion(try evaluation.rows(.text(column, .contains(needle)))) }
        return rows
    }
}

/// The positions of a list in the order they are searched: from one on, round once.
struct SearchPath {
    let count: Int
    private let start: Int
    private let backward: Bool

    init(count: Int, from position: Int, backward: Bool) {
        self.count = count
        self.backward = backward
        let first = backward ? position - 1 : position
        start = count == 0 ? 0 : ((first % count) + count) % count
    }

    subscript(step: Int) -> Int { (backward ? start - step + count : start + step) % count }
}

extension FoldedNeedle {
    func stands(inCell cell: Cell) -> Bool { !cell.isEmpty && stands(in: cell.exportText) }
}
