import Catalog
import Columns

extension DerivedColumn {
    /// The column its sources gave, where that leaves nothing to compute; `nil` where entries have to be looked at.
    ///
    /// - Parameter kindColumns: As a build of the column gets them.
    /// - Complexity: O(rows), a fraction of an instruction each where none is empty.
    /// - Throws: `Cancelled`.
    func taken(
        from given: DerivedColumnBuild.InputColumn, _ kindColumns: [CodedColumn?], _ work: Work
    ) throws(Cancelled) -> Column? {
        guard yieldsToGiven, given.kind.isNumber == kind.isNumber else { return nil }
        let empty = try given.column.emptyRows(work)
        return empty.isEmpty || entryTypes != nil && !applies(toAnyOf: empty, kindColumns) ? given.column : nil
    }

    private func applies(toAnyOf rows: Bitmap, _ kindColumns: [CodedColumn?]) -> Bool {
        var kinds = KindNumbers(kindColumns)
        var known: [UInt64: Bool] = [:]
        for chunk in 0..<chunkCount(rows: rows.count) {
            let range = rowRange(ofChunk: chunk, count: rows.count)
            guard rows.firstOne(from: range.lowerBound).map(range.contains) == true else { continue }
            let ofRows = kinds.numbers(chunk: chunk, count: range.count)
            var last: UInt64?
            for row in range where rows[row] && ofRows[row - range.lowerBound] != last {
                let kind = ofRows[row - range.lowerBound]
                last = kind
                let applies = known[kind] ?? applies(to: EntryKind(kindColumns, row: row).entryType)
                if applies { return true }
                known[kind] = applies
            }
        }
        return false
    }
}
