import Catalog
import Columns
import Synchronization

/// Builds a whole derived column, chunk by chunk on all cores.
///
/// Entries of one kind share a plan; where equal inputs are frequent the result is kept per tuple of input codes, so a
/// rule is evaluated once per distinct combination and not once per entry.
struct DerivedColumnBuild: Sendable {
    let derived: DerivedColumn
    let schema: Schema
    let count: Int
    /// What the sources gave in the column of the same name.
    let given: Column?
    /// JOURNAL_CODE, JOURNAL_ENTRY_TYPE, ENTRY_TYPE, where the journal has them.
    let kindColumns: [CodedColumn?]
    /// Every input column, by what it is called.
    let inputs: [DerivedInput: (column: Column, kind: ValueKind)]
    let givenKind: ValueKind

    func build(_ work: Work) throws -> Column {
        let chunks = (count + chunkRows - 1) / chunkRows
        let results = Mutex<[EncodedColumn?]>(Array(repeating: nil, count: chunks))
        concurrently(chunks) { chunk in
            if work.isCancelled { return }
            let encoded = encode(chunk * chunkRows..<min(count, (chunk + 1) * chunkRows))
            results.withLock { $0[chunk] = encoded }
        }
        try work.check()
        var builder = ColumnBuilder(kind: derived.kind)
        for chunk in results.withLock({ $0 }) { if let chunk { builder.append(chunk) } }
        return builder.snapshot()
    }

    private struct Plan {
        var applies: Bool
        var value: (DerivedColumn.Cells) -> Cell
        /// The coded input columns; `nil` when results of this kind are not worth keeping.
        var memoColumns: [CodedColumn]?
        var memo: [UInt64: Cell] = [:]
    }

    private func encode(_ rows: Range<Int>) -> EncodedColumn {
        var plans: [UInt64: Plan] = [:]
        var cells: [Cell] = []
        cells.reserveCapacity(rows.count)
        let kinds = kindColumns.compactMap { $0 }
        for row in rows {
            guard let key = memoKey(kinds, row) else {
                var single = plan(row)
                cells.append(value(row, &single))
                continue
            }
            cells.append(value(row, &plans[key, default: plan(row)]))
        }
        return EncodedColumn(cells: cells, kind: derived.kind)
    }

    private func value(_ row: Int, _ plan: inout Plan) -> Cell {
        guard plan.applies else { return given.map { Cell($0, row: row, kind: givenKind) } ?? .absent }
        guard let columns = plan.memoColumns, let key = memoKey(columns, row) else { return compute(row, plan) }
        if let known = plan.memo[key] { return known }
        let cell = compute(row, plan)
        plan.memo[key] = cell
        return cell
    }

    private func compute(_ row: Int, _ plan: Plan) -> Cell {
        plan.value { input in
            guard let (column, kind) = inputs[input] else { return .absent }
            return Cell(column, row: row, kind: kind)
        }
    }

    private func plan(_ row: Int) -> Plan {
        let kind = EntryKind(kindColumns, row: row)
        guard derived.applies(to: kind.entryType) else {
            return Plan(applies: false, value: { _ in .absent }, memoColumns: nil)
        }
        let plan = derived.plan(kind)
        var columns: [CodedColumn]? = derived.isRepetitive ? [] : nil
        for input in plan.inputs {
            switch inputs[input]?.column {
            case .coded(let column): columns?.append(column)
            case .integer: columns = nil
            case nil: break
            }
        }
        return Plan(applies: true, value: plan.value, memoColumns: columns)
    }

    /// The tuple of input codes in one word; `nil` when the columns have too many distinct values for that.
    private func memoKey(_ columns: [CodedColumn], _ row: Int) -> UInt64? {
        var key: UInt64 = 0
        var bits = 0
        for column in columns {
            let width = 64 - UInt64(column.dictionary.codeCount).leadingZeroBitCount
            bits += width
            if bits > 64 { return nil }
            key = key << UInt64(width) | UInt64(column.code(row))
        }
        return key
    }
}

extension EntryKind {
    init(_ columns: [CodedColumn?], row: Int) {
        func text(_ column: CodedColumn?) -> String { column.map { $0.dictionary.text($0.code(row)) } ?? "" }
        self.init(journalCode: text(columns[0]), entryType: text(columns[1]), action: text(columns[2]))
    }
}

extension EncodedColumn {
    /// Encodes computed cells of a chunk.
    init(cells: [Cell], kind: ValueKind) {
        switch kind {
        case .integer, .timestamp:
            var values: [Int128] = []
            var states: [UInt8] = []
            var unreadable: [(record: Int, text: String, reason: String)] = []
            for (i, cell) in cells.enumerated() {
                let (value, state) = cell.number
                values.append(value)
                states.append(state.rawValue)
                if state == .unreadable { unreadable.append((i, cell.exportText, "no number")) }
            }
            self = .integers(values: values, states: states, unreadable: unreadable)
        case .text, .code, .address, .hex:
            var known: [Cell: UInt32] = [:]
            var values: [EncodedValue] = []
            let codes = cells.map { cell in
                if let code = known[cell] { return code }
                let code = UInt32(values.count)
                values.append(EncodedValue(cell))
                known[cell] = code
                return code
            }
            self = .coded(codes: codes, values: values)
        }
    }
}

extension EncodedValue {
    init(_ cell: Cell) {
        switch cell {
        case .absent: self = .absent
        case .null: self = .null
        case .blank: self = .blank
        case .unreadable(let text, let reason): self = .unreadable(text: text, reason: reason)
        case .text, .integer, .timestamp: self = .text(cell.exportText)
        }
    }
}
