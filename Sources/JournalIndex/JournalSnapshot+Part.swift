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
        var next = rows.startIndex
        while next < rows.endIndex {
            let segment = segment(ofRow: Int(rows[next]))
            let end = segment.firstRow + segment.count
            let first = next
            while next < rows.endIndex, Int(rows[next]) < end { next += 1 }
            let kept = segment.keeping(rows[first..<next], firstRow: first)
            if let joined = found.last?.joined(kept) { found[found.count - 1] = joined } else { found.append(kept) }
        }
        return found
    }
}

extension Segment {
    /// The segment without all other records, which starts at another row.
    fileprivate func keeping(_ rows: ArraySlice<UInt32>, firstRow: Int) -> Segment {
        let kept = rows.map { row in
            let place = bytes(ofRow: Int(row))
            return Kept(
                start: UInt32(place.lowerBound - offset), end: UInt32(place.upperBound - offset),
                number: UInt32(record(ofRow: Int(row)) - 1 - firstRecord))
        }
        return Segment(
            source: source, firstRow: firstRow, firstRecord: firstRecord, offset: offset, length: length, starts: .some(kept))
    }

    /// Bytes of records that are worth a block of their own: what each column costs to begin is small beside them.
    private static let enough = 128 << 10

    /// This segment and the next one's records as one; `nil` where it has enough of its own, would be read as a whole, or
    /// where a place would not fit 32 bits.
    fileprivate func joined(_ next: Segment) -> Segment? {
        guard next.source == source, case .some(let own) = starts, case .some(let others) = next.starts,
            let bytes = UInt32(exactly: next.offset - offset), let records = UInt32(exactly: next.firstRecord - firstRecord),
            UInt32(exactly: next.offset - offset + next.length) != nil,
            isSparse(own), next.isSparse(others), own.reduce(0, { $0 + $1.length }) < Self.enough
        else { return nil }
        let moved = others.map { Kept(start: $0.start + bytes, end: $0.end + bytes, number: $0.number + records) }
        return Segment(
            source: source, firstRow: firstRow, firstRecord: firstRecord, offset: offset,
            length: next.offset - offset + next.length, starts: .some(own + moved))
    }
}
