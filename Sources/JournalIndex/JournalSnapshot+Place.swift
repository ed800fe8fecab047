import Catalog
import Columns

/// Where an entry comes from, and what is wrong with it: columns made from how the journal was loaded.
extension JournalSnapshot {
    func placeCell(_ name: String, _ row: Int) -> Cell {
        switch name {
        case "SOURCE": return .text(inputs[segment(ofRow: row).source].name)
        case "RECORD": return .integer(Int128(row - firstRow(ofSource: segment(ofRow: row).source) + 1))
        case "LOAD_ORDER": return .integer(Int128(row + 1))
        default: return errorCell(row)
        }
    }

    /// What loading saw, and cells of columns not built then that cannot be read.
    private func errorCell(_ row: Int) -> Cell {
        var messages = issues[row].map { [$0.message] } ?? []
        for id in checkedColumns where ready(id, given: true) == nil || !isEager(id) {
            if case .unreadable(let text, let reason) = givenCell(row, id) {
                messages.append(RowIssue.cell(schema[id].name, reason, text))
            }
        }
        return messages.isEmpty ? .null : .text(messages.joined(separator: "; "))
    }

    /// Given columns whose values must be of a kind and were not checked while loading.
    private var checkedColumns: [ColumnID] {
        presentColumns.filter { id in
            guard isGiven(id), !isEager(id) else { return false }
            switch schema[id].kind {
            case .integer, .timestamp, .address: return true
            case .text, .code, .hex: return false
            }
        }
    }

    func placeColumn(_ name: String, _ work: Work) throws -> Column {
        if name == "ERROR" { return try errorColumn(work) }
        return name == "SOURCE" ? try sourceColumn(work) : try numberColumn(name, work)
    }

    private func sourceColumn(_ work: Work) throws -> Column {
        var builder = CodedColumnBuilder()
        for segment in segments {
            try work.check()
            let code = builder.dictionary.intern(inputs[segment.source].name)
            builder.append(repeating: code, count: segment.count)
        }
        return .coded(builder.snapshot())
    }

    private func numberColumn(_ name: String, _ work: Work) throws -> Column {
        var builder = IntegerColumnBuilder()
        for segment in segments {
            try work.check()
            let base = name == "RECORD" ? firstRow(ofSource: segment.source) : 0
            let first = Int64(segment.firstRow - base + 1)
            for number in first..<first + Int64(segment.count) { builder.append(number) }
        }
        return .integer(builder.snapshot())
    }

    private func errorColumn(_ work: Work) throws -> Column {
        var messages: [Int: [String]] = issues.mapValues { [$0.message] }
        for id in checkedColumns {
            try work.check()
            let column = try given(id, work)
            for (row, text) in unreadable(column, schema[id].kind) {
                messages[row, default: []].append(RowIssue.cell(schema[id].name, Cell.reason(schema[id].kind), text))
            }
        }
        var builder = CodedColumnBuilder()
        for (row, texts) in messages.sorted(by: { $0.key < $1.key }) {
            builder.append(repeating: TextDictionary.null, count: row - builder.count)
            let code = builder.dictionary.intern(texts.joined(separator: "; "))
            builder.append(code)
        }
        builder.append(repeating: TextDictionary.null, count: count - builder.count)
        return .coded(builder.snapshot())
    }

    private func unreadable(_ column: Column, _ kind: ValueKind) -> [(Int, String)] {
        switch column {
        case .integer(let column): return column.unreadable.map { ($0.key, $0.value) }
        case .coded(let column):
            guard kind == .address else { return [] }
            let bad = (0..<column.dictionary.codeCount).map { code in
                code >= Int(TextDictionary.firstValue) && IPAddress(column.dictionary.text(UInt32(code))) == nil
            }
            guard bad.contains(true) else { return [] }
            return (0..<column.count).compactMap { row in
                bad[Int(column.code(row))] ? (row, column.dictionary.text(column.code(row))) : nil
            }
        }
    }
}
