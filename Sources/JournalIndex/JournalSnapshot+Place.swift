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
        var builder = ColumnBuilder(kind: PlaceColumns.kind(name))
        for segment in segments {
            try work.check()
            builder.append(placeBlock(name, segment))
        }
        return builder.snapshot()
    }

    private func placeBlock(_ name: String, _ segment: Segment) -> EncodedColumn {
        let count = segment.count
        if name == "SOURCE" {
            return .coded(codes: Array(repeating: 0, count: count), values: [.text(inputs[segment.source].name)])
        }
        let base = name == "RECORD" ? firstRow(ofSource: segment.source) : 0
        let first = segment.firstRow - base + 1
        return .integers(
            values: (first..<first + count).map { Int128($0) },
            states: Array(repeating: CellState.value.rawValue, count: count), unreadable: [])
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
        var builder = ColumnBuilder(kind: .text)
        var next = 0
        func skip(to row: Int) {
            guard row > next else { return }
            builder.append(.coded(codes: Array(repeating: 0, count: row - next), values: [.null]))
            next = row
        }
        for (row, texts) in messages.sorted(by: { $0.key < $1.key }) {
            skip(to: row)
            builder.append(.coded(codes: [0], values: [.text(texts.joined(separator: "; "))]))
            next += 1
        }
        skip(to: count)
        return builder.snapshot()
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
