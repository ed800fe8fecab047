import Catalog
import Columns

/// Where an entry comes from, and what is wrong with it: columns made from how the journal was loaded.
extension JournalSnapshot {
    func placeCell(_ name: String, _ row: Int) -> Cell {
        switch name {
        case "SOURCE": return .text(inputs[segment(ofRow: row).source].name)
        case "RECORD": return .integer(Int128(segment(ofRow: row).record(ofRow: row)))
        case "LOAD_ORDER": return .integer(Int128(row + 1))
        case "ALSO_IN": return alsoIn(row).map { .text($0) } ?? .null
        case PlaceColumns.folded: return .text(folded?[row] == true ? "YES" : "NO")
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
        switch name {
        case "ERROR": try errorColumn(work)
        case "SOURCE": try sourceColumn(work)
        case "ALSO_IN": alsoInColumn()
        case PlaceColumns.folded: foldedColumn()
        default: try numberColumn(name, work)
        }
    }

    /// The other sources that have the entry, too, in order of loading.
    private func alsoIn(_ row: Int) -> String? {
        guard let others = folding?.others(of: row), !others.isEmpty else { return nil }
        let sources = Set(others.map { segment(ofRow: $0).source }).sorted()
        return sources.map { inputs[$0].name }.joined(separator: ", ")
    }

    private func alsoInColumn() -> Column {
        var builder = CodedColumnBuilder()
        func add(_ row: Int) {
            guard let names = alsoIn(row) else { return }
            builder.append(repeating: TextDictionary.null, count: row - builder.count)
            let code = builder.dictionary.intern(names)
            builder.append(code)
        }
        folding?.involved.forEachOne(add)
        builder.append(repeating: TextDictionary.null, count: count - builder.count)
        return .coded(builder.snapshot())
    }

    private func foldedColumn() -> Column {
        var builder = CodedColumnBuilder()
        let (no, yes) = (builder.dictionary.intern("NO"), builder.dictionary.intern("YES"))
        folded?.forEachOne { row in
            builder.append(repeating: no, count: row - builder.count)
            builder.append(yes)
        }
        builder.append(repeating: no, count: count - builder.count)
        return .coded(builder.snapshot())
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
            let rows = segment.firstRow..<segment.firstRow + segment.count
            for row in rows { builder.append(Int64(name == "RECORD" ? segment.record(ofRow: row) : row + 1)) }
        }
        return .integer(builder.snapshot())
    }

    private func errorColumn(_ work: Work) throws -> Column {
        var messages: [Int: [String]] = [:]
        try prepare(checkedColumns, work)
        for id in checkedColumns {
            try work.check()
            let column = try given(id, work)
            for (row, text) in unreadable(column, schema[id].kind) {
                messages[row, default: []].append(RowIssue.cell(schema[id].name, Cell.reason(schema[id].kind), text))
            }
        }
        var builder = CodedColumnBuilder()
        func add(_ row: Int, _ text: String) {
            builder.append(repeating: TextDictionary.null, count: row - builder.count)
            let code = builder.dictionary.intern(text)
            builder.append(code)
        }
        var others = messages.sorted(by: { $0.key < $1.key })[...]
        func addOthers(before row: Int) {
            while let first = others.first, first.key < row { add(first.key, others.removeFirst().value.joined(separator: "; ")) }
        }
        issues.forEach { row, issue in
            addOthers(before: row)
            let more = others.first?.key == row ? others.removeFirst().value : []
            add(row, ([issue.message] + more).joined(separator: "; "))
        }
        addOthers(before: count)
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
