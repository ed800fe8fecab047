import Catalog
import Columns
import Records

extension JournalSnapshot {
    /// One entry with everything known of it, from the record's own bytes.
    ///
    /// - Throws: `SourceError` when the source can no longer be read, with what to do.
    package func entry(_ row: Int) throws -> EntryDetail {
        let record = try record(row)
        let input = inputs[record.source]
        let fields = fields(row, record, input)
        let own = record.bytes.span.bytes.extracting(Int(record.range.lowerBound)..<Int(record.range.upperBound))
        return EntryDetail(
            source: input.name, record: segment(ofRow: row).record(ofRow: row), offset: input.start + record.offset,
            heading: fields.filter { input.reader.columns[$0.reader].isHeading }.map(\.field),
            specific: fields.filter { !input.reader.columns[$0.reader].isHeading }.map(\.field),
            derived: derivedFields(row), unknownTail: input.reader.unknownTail(of: own),
            bytes: Array(record.bytes[Int(record.range.lowerBound)..<Int(record.range.upperBound)]),
            characters: input.reader.characters(of: own), encoding: input.reader.encoding,
            entryDataOffset: input.reader.entryDataOffset, error: error(row),
            unstated: input.reader.unstatedFields(of: own)?.sentence)
    }

    private func error(_ row: Int) -> String? {
        if case .text(let text) = placeCell("ERROR", row) { text } else { nil }
    }

    private func fields(
        _ row: Int, _ record: CachedRecord, _ input: LoadedSource
    ) -> [(reader: Int, field: EntryDetail.Field)] {
        let kind = kind(row)
        return record.fields.keys.sorted().compactMap { index in
            let column = input.reader.columns[index]
            guard let range = record.fields[index], range.state != .absent, let id = schema.id(column.name) else {
                return nil
            }
            let cell = decode(range, record.bytes.span.bytes, input.reader.decoders, schema[id].kind)
            let isConstant = range.length == 0
            let start = Int(range.start) - Int(record.range.lowerBound)
            return (
                index,
                EntryDetail.Field(
                    column: id, name: column.name, sourceName: column.sourceName, cell: cell,
                    meaning: meaning(kind, column.name, cell), verified: column.verified,
                    bytes: isConstant ? nil : start..<start + Int(range.length))
            )
        }
    }

    private func meaning(_ kind: EntryKind, _ column: String, _ cell: Cell) -> String? {
        if column == "JOURNAL_ENTRY_TYPE" { return AuditCatalog.entryType(kind.journalCode, kind.entryType)?.title }
        switch cell {
        case .text(let code): return AuditCatalog.meaning(entryType: kind.entryType, column: column, code: code)
        case .integer(let code): return AuditCatalog.meaning(entryType: kind.entryType, column: column, code: String(code))
        default: return nil
        }
    }

    /// The derived columns that say something about this entry.
    private func derivedFields(_ row: Int) -> [EntryDetail.Field] {
        schema.columns.filter { $0.origin == .derived && $0.name != "ERROR" }.compactMap { definition in
            let cell = cell(row: row, definition.id)
            let isUsual = definition.name == PlaceColumns.folded && cell == .text("NO")
            guard !cell.isEmpty, !isUsual else { return nil }
            return EntryDetail.Field(
                column: definition.id, name: definition.name, sourceName: "", cell: cell, meaning: nil, verified: true,
                bytes: nil)
        }
    }
}
