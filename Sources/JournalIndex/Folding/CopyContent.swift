import Catalog
import Columns
import Records

/// What pairs of rows without sequence numbers say besides time, type, job and users: they are the same entry when
/// nothing differs that both sources tell.
struct CopyContent {
    let journal: JournalSnapshot

    /// Pairs whose cells are read one by one; for more, whole columns are.
    private static let fewPairs = 20_000

    /// The pairs that do not differ.
    ///
    /// - Parameter isForwarded: Lines of SIEM feeds are the same when they are so byte for byte.
    /// - Throws: `Cancelled`, or the source's error.
    func agreeing(
        _ pairs: [FoldedEntries.Pair], isForwarded: Bool, _ sources: [Int], _ work: Work
    ) throws -> [FoldedEntries.Pair] {
        if isForwarded {
            return try pairs.filter { try bytes(Int($0.copy)) == bytes(Int($0.shown)) }
        }
        var left = pairs
        for id in shared(sources) {
            try work.check()
            if left.isEmpty { break }
            let column = left.count > Self.fewPairs ? try journal.readable(id, work) : nil
            left = left.filter { pair in
                let cells = [pair.copy, pair.shown].map { row in
                    column.map { Cell($0, row: Int(row), kind: journal.schema[id].kind) } ?? journal.givenCell(Int(row), id)
                }
                return cells[0].isEmpty || cells[1].isEmpty || cells[0].exportText == cells[1].exportText
            }
        }
        return left
    }

    /// The columns that at least two of the sources give, without those that were compared before, and those that depend
    /// on how a source was made: texts and types of messages are cut by printing and written in the reader's language.
    private func shared(_ sources: [Int]) -> [ColumnID] {
        journal.schema.columns.filter { column in
            let givers = sources.count { journal.inputs[$0].columns[column.id] != nil }
            return givers > 1 && !SameEntry.compared.contains(column.name) && !Self.apart.contains(column.name)
                && !column.name.hasSuffix("_DETAIL")
        }.map(\.id)
    }

    private static let apart: Set<String> = [
        "ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "ENTRY_DATA", "MESSAGE_TEXT", "MESSAGE_SECOND_LEVEL_TEXT", "MESSAGE_TYPE",
    ]

    private func bytes(_ row: Int) throws -> [UInt8] {
        let segment = journal.segment(ofRow: row)
        let place = segment.bytes(ofRow: row)
        var bytes = try journal.inputs[segment.source].bytes.bytes(at: place.lowerBound, count: place.count)
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        return bytes
    }
}

extension JournalSnapshot {
    /// The column as the sources gave it, without keeping it when it was not there.
    fileprivate func readable(_ id: ColumnID, _ work: Work) throws -> Column {
        try ready(id, given: true) ?? readColumns([schema[id]], work)[0]
    }
}
