import Catalog
package import Columns
package import JournalIndex

/// A journal that an export reads with pseudonyms in place of what names somebody or something.
///
/// Its columns are those of the base, in the same places; columns that are dropped are empty.
package struct PseudonymousJournal: ColumnWrapper {
    private let base: any JournalSource
    private let pseudonyms: Pseudonyms
    private let policies: [PseudonymPolicy]

    package init(_ base: any JournalSource, _ key: PseudonymKey) {
        self.base = base
        pseudonyms = Pseudonyms(key)
        policies = base.schema.columns.map { PseudonymPolicy($0) }
    }

    package var wrapped: any ColumnProvider { base }

    package func prepare(_ ids: [ColumnID], _ work: Work) throws {
        try base.prepare(ids.filter { policy($0) != .drop && policy($0) != .retell }, work)
    }

    package func policy(_ id: ColumnID) -> PseudonymPolicy { policies[id.index] }

    /// Text is looked for nowhere: it would tell what was replaced.
    package func rows(containingText needle: String, _ work: Work) throws -> Bitmap { Bitmap(count: count) }

    package func cell(row: Int, _ id: ColumnID) -> Cell {
        guard policy(id) == .retell else { return replaced(base.cell(row: row, id), id) }
        let retold = base.retold(row: row, id) { column, cell in
            policy(column) == .retell ? .null : replaced(cell, column)
        }
        guard let retold, case .text = retold else { return .null }
        return retold
    }

    private func replaced(_ cell: Cell, _ id: ColumnID) -> Cell {
        if case .unreadable(let text, let reason) = cell {
            // The text of a value that could not be read may be anything.
            return policy(id) == .replace ? .text(pseudonyms.text(text)) : .unreadable(text: "", reason: reason)
        }
        switch policy(id) {
        case .keep: return cell
        case .drop, .retell: return .null
        case .keepCodes, .replace: break
        }
        switch cell {
        case .text(let text): return .text(policy(id) == .keepCodes ? code(text) : pseudonyms.text(text))
        case .integer, .timestamp: return policy(id) == .keepCodes ? cell : .null
        case .absent, .null, .blank, .unreadable: return cell
        }
    }

    private func code(_ text: String) -> String { PseudonymPolicy.isCode(text) ? text : pseudonyms.text(text) }

    package func column(_ id: ColumnID, _ work: Work) throws -> Column {
        switch policy(id) {
        case .drop: .coded(Self.empty(count))
        case .retell: try retold(id, 0..<count, work)
        case .keep, .keepCodes, .replace: try replaced(base.column(id, work), id, work)
        }
    }

    package func columns(_ ids: [ColumnID], of rows: [UInt32], _ work: Work) throws -> [Column] {
        let read = ids.filter { policy($0) != .drop && policy($0) != .retell }
        let taken = Dictionary(zip(read, try base.columns(read, of: rows, work))) { first, _ in first }
        return try ids.map { id in
            if let column = taken[id] { return try replaced(column, id, work) }
            return policy(id) == .drop ? .coded(Self.empty(rows.count)) : try retold(id, rows, work)
        }
    }

    private func replaced(_ column: Column, _ id: ColumnID, _ work: Work) throws -> Column {
        switch column {
        case .integer(let column):
            policy(id) == .replace ? .coded(Self.empty(column.count)) : .integer(IntegerColumn(chunks: column.chunks))
        case .coded(let column):
            policy(id) == .keep ? .coded(column) : .coded(try replaced(column, isCode: policy(id) == .keepCodes, work))
        }
    }

    /// Each value is replaced once, whatever the number of rows.
    private func replaced(_ column: CodedColumn, isCode: Bool, _ work: Work) throws -> CodedColumn {
        var dictionary = TextDictionary()
        var map: [UInt32] = [TextDictionary.absent, TextDictionary.null, TextDictionary.blank]
        for code in map.count..<max(map.count, column.dictionary.codeCount) {
            if code % 1_024 == 0 { try work.check() }
            let text = column.dictionary.text(UInt32(code))
            map.append(dictionary.intern(isCode ? self.code(text) : pseudonyms.text(text)))
        }
        let codes = map
        return try CodedColumn.build(count: column.count, dictionary: dictionary, work) { chunk, new in
            column.withChunkCodes(chunk) { old in for i in old.indices { new[i] = codes[Int(old[i])] } }
        }
    }

    /// Sentences are nearly one of a kind: they are made row by row.
    private func retold(
        _ id: ColumnID, _ rows: some RandomAccessCollection<some BinaryInteger>, _ work: Work
    ) throws -> Column {
        var builder = CodedColumnBuilder()
        for row in rows {
            if builder.count % 1_024 == 0 {
                try work.check()
                work.progress(Double(builder.count) / Double(rows.count))
            }
            guard case .text(let text) = cell(row: Int(row), id) else {
                builder.append(TextDictionary.null)
                continue
            }
            let code = builder.dictionary.intern(text)
            builder.append(code)
        }
        return .coded(builder.snapshot())
    }

    private static func empty(_ count: Int) -> CodedColumn {
        var builder = CodedColumnBuilder()
        builder.append(repeating: TextDictionary.null, count: count)
        return builder.snapshot()
    }
}
