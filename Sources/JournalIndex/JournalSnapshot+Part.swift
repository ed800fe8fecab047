import Catalog
package import Columns

/// Columns of some rows: what is not built is read out of their records alone.
extension JournalSnapshot {
    /// Beyond this share of the journal, a column is built for all of it, and kept for the next question.
    private static let mostOfAll = 8

    package func columns(_ ids: [ColumnID], of rows: [UInt32], _ work: Work) throws -> [Column] {
        guard rows.count <= count / Self.mostOfAll, !ids.allSatisfy(isBuilt) else { return try taken(ids, of: rows, work) }
        let part = try JournalSnapshot(self, rows: rows, work)
        try part.prepare(ids, work)
        return try ids.map { id in
            try tellsOfWhole(id) ? column(id, work).rows(rows, work) : part.column(id, work)
        }
    }

    /// Whether the column says where an entry stands among all.
    private func tellsOfWhole(_ id: ColumnID) -> Bool {
        schema[id].origin == .derived && PlaceColumns.names.contains(schema[id].name) && schema[id].name != "ERROR"
    }

    /// The segments with these rows' records only, which are then rows 0, 1, 2, …. Where few records of each stay, several
    /// segments become one.
    ///
    /// - Parameter rows: Ascending.
    func segments(of rows: [UInt32]) -> [Segment] {
        var found: [Segment] = []
        var open: GatheredRecords?
        var next = rows.startIndex, number = 0
        while next < rows.endIndex {
            number = self.number(ofSegmentWith: Int(rows[next]), from: number)
            let segment = segments[number]
            let end = segment.firstRow + segment.count
            let first = next
            while next < rows.endIndex, Int(rows[next]) < end { next += 1 }
            if open?.takes(segment) != true {
                if let full = open?.segment { found.append(full) }
                open = GatheredRecords(segment, firstRow: first)
            }
            open?.add(segment, rows[first..<next])
        }
        if let last = open?.segment { found.append(last) }
        return found
    }

    /// Index of the segment that a row is in, which is not before `start`: mostly that one or the next.
    private func number(ofSegmentWith row: Int, from start: Int) -> Int {
        for number in start..<min(start + 2, segments.count) {
            if row < segments[number].firstRow + segments[number].count { return number }
        }
        return number(ofSegmentWith: row)
    }
}
