import Catalog
package import Columns
import Records
import Synchronization

/// Finding text anywhere in the records.
extension JournalSnapshot {
    /// The rows in whose record `needle` stands: in the record's characters as its encoding reads them, or in a field
    /// that the source spells as hexadecimal digits. Case is ignored.
    ///
    /// - Complexity: reads every byte once, on all cores; nothing is kept.
    package func rows(containingText needle: String, _ work: Work) throws -> Bitmap {
        var rows = Bitmap(count: count)
        guard !needle.isEmpty else { return Bitmap(count: count, repeating: true) }
        let results = Mutex<[Result<[Int], any Error>?]>(Array(repeating: nil, count: segments.count))
        let patterns = inputs.map { $0.reader.searchPatterns(needle) }
        concurrently(segments.count) { i in
            if work.isCancelled { return }
            let result = Result { try search(segments[i], patterns[segments[i].source]) }
            results.withLock { $0[i] = result }
            if i % 16 == 0 { work.progress(Double(i) / Double(segments.count)) }
        }
        try work.check()
        let needsProof = inputs.map { $0.reader.crossesFields(needle) }
        for (segment, result) in zip(segments, results.withLock({ $0 })) {
            for row in try result?.get() ?? []
            where !needsProof[segment.source] || showsText(needle, row) { rows[row] = true }
        }
        return try rows.union(rowsSpelledInHex(needle, work))
    }

    private func search(_ segment: Segment, _ patterns: [SearchPattern]) throws -> [Int] {
        let bytes = try inputs[segment.source].bytes.bytes(at: segment.offset, count: segment.length)
        var rows: [Int] = []
        for pattern in patterns {
            var at = 0
            while let hit = pattern.next(in: bytes.span, from: at) {
                let row = segment.row(ofByte: segment.offset + hit)
                let place = segment.bytes(ofRow: row)
                // Between records that stayed, and before the first, others may have been let go.
                if segment.offset + hit < place.lowerBound {
                    at = hit + 1
                    continue
                }
                if segment.offset + hit + pattern.bytes.count <= place.upperBound { rows.append(row) }
                // One hit a record is enough.
                at = max(hit + 1, place.upperBound - segment.offset)
            }
        }
        return rows
    }

    /// Whether a cell of the record, as text, contains `needle`.
    private func showsText(_ needle: String, _ row: Int) -> Bool {
        let folded = needle.lowercased()
        return schema.columns.contains { definition in
            isGiven(definition.id) && givenCell(row, definition.id).exportText.lowercased().contains(folded)
        }
    }

    /// Fields spelled as digits (ENTRY_DATA of a CSV) and texts that go on over lines are searched as what they mean,
    /// column by column.
    private func rowsSpelledInHex(_ needle: String, _ work: Work) throws -> Bitmap {
        var rows = Bitmap(count: count)
        let folded = needle.lowercased()
        for id in spelledColumns where schema[id].kind != .integer && schema[id].kind != .timestamp {
            guard case .coded(let column) = try given(id, work) else { continue }
            let matches = (0..<column.dictionary.codeCount).map { code in
                column.dictionary.text(UInt32(code)).lowercased().contains(folded)
            }
            if matches.contains(true) { rows.formUnion(try column.rows(whereCode: matches, work)) }
        }
        return rows
    }

    private var spelledColumns: Set<ColumnID> {
        var spelled: Set<ColumnID> = []
        for input in inputs {
            for column in input.reader.spelledColumns {
                if let id = schema.id(input.reader.columns[column].name) { spelled.insert(id) }
            }
            guard input.reader.spellsEntryData else { continue }
            for id in input.columns.keys { if case .entrySpecific = schema[id].origin { spelled.insert(id) } }
        }
        return spelled
    }
}
