import Catalog
import Columns
import Records
import Synchronization

/// Builds a whole derived column, chunk by chunk on all cores.
///
/// Entries of one kind share a plan; where equal inputs are frequent the result is kept per tuple of input codes, so a
/// rule is evaluated once per distinct combination and not once per entry.
struct DerivedColumnBuild: Sendable {
    let derived: DerivedColumn
    let count: Int
    /// What the sources gave in the column of the same name.
    let given: InputColumn?
    /// JOURNAL_CODE, JOURNAL_ENTRY_TYPE, ENTRY_TYPE, where the journal has them.
    let kindColumns: [CodedColumn?]
    /// Every input column, by what it is called.
    let inputs: [DerivedInput: InputColumn]

    struct InputColumn: Sendable {
        var column: Column
        var kind: ValueKind
    }

    /// - Throws: `Cancelled`.
    func build(_ work: Work) throws -> Column {
        let chunks = chunkCount(rows: count)
        let results = Mutex<[EncodedColumn?]>(Array(repeating: nil, count: chunks))
        concurrently(chunks) { chunk in
            if work.isCancelled { return }
            let encoded = encode(chunk)
            results.withLock { $0[chunk] = encoded }
            work.progress(Double(chunk) / Double(chunks))
        }
        try work.check()
        var builder = ColumnBuilder(kind: derived.kind)
        for chunk in results.withLock({ $0 }) { if let chunk { builder.append(chunk, encoder: EncoderID()) } }
        return builder.snapshot()
    }

    private func encode(_ chunk: Int) -> EncodedColumn {
        let rows = rowRange(ofChunk: chunk, count: count)
        var desk = ChunkDesk(self, chunk: chunk)
        var output = ComputedChunk(kind: derived.kind, capacity: rows.count)
        for i in 0..<rows.count {
            let plan = desk.plan(i)
            if let key = desk.memoKey(plan, i) {
                if let known = desk.plans[plan].memo[key] {
                    output.repeatValue(known)
                } else {
                    desk.plans[plan].memo[key] = output.append(desk.value(plan, i, row: rows.lowerBound + i))
                }
            } else {
                _ = output.append(desk.value(plan, i, row: rows.lowerBound + i))
            }
        }
        return output.encoded
    }
}

/// The codes of one chunk's inputs, decoded once, and the plans of the kinds of entries in it.
private struct ChunkDesk {
    struct Plan {
        /// `nil` where the column is not computed for this kind of entry.
        var value: ((DerivedColumn.Cells) -> Cell)?
        /// Indices in `codes`; `nil` when results of this kind are not worth keeping.
        var memoInputs: [(index: Int, width: UInt64)]?
        var memo: [UInt64: Int] = [:]
    }

    private let build: DerivedColumnBuild
    private let chunk: Int
    private var codes: [[UInt32]] = []
    private var codeIndex: [DerivedInput: Int] = [:]
    private var kindCodes: [[UInt32]] = []
    private var planOfKind: [UInt64: Int] = [:]
    private var lastKind: (key: UInt64, plan: Int)?
    /// Cells already made, by input and code: text is made once per distinct value of a chunk.
    private var made: [Int: [UInt32: Cell]] = [:]
    var plans: [Plan] = []

    init(_ build: DerivedColumnBuild, chunk: Int) {
        self.build = build
        self.chunk = chunk
        kindCodes = build.kindColumns.map { $0?.chunks[chunk].decoded() ?? [] }
    }

    /// The plan for the entry `i` of the chunk.
    mutating func plan(_ i: Int) -> Int {
        var key: UInt64 = 0
        var isExact = true
        for codes in kindCodes where !codes.isEmpty {
            isExact = isExact && codes[i] < 1 << 21
            key = key << 21 | UInt64(codes[i])
        }
        if isExact {
            if let lastKind, lastKind.key == key { return lastKind.plan }
            if let known = planOfKind[key] {
                lastKind = (key, known)
                return known
            }
        }
        plans.append(makePlan(i))
        if isExact { planOfKind[key] = plans.count - 1 }
        return plans.count - 1
    }

    private mutating func makePlan(_ i: Int) -> Plan {
        let kind = EntryKind(build.kindColumns, row: chunk * chunkRows + i)
        guard build.derived.applies(to: kind.entryType) else { return Plan() }
        let plan = build.derived.plan(kind)
        var memo: [(index: Int, width: UInt64)]? = build.derived.isRepetitive ? [] : nil
        for input in plan.inputs {
            switch build.inputs[input]?.column {
            case .coded(let column):
                memo?.append((decode(input, column), 64 - UInt64(column.dictionary.codeCount.leadingZeroBitCount)))
            case .integer: memo = nil
            case nil: break
            }
        }
        if let widths = memo, widths.reduce(0, { $0 + $1.width }) > 64 { memo = nil }
        return Plan(value: plan.value, memoInputs: memo)
    }

    private mutating func decode(_ input: DerivedInput, _ column: CodedColumn) -> Int {
        if let index = codeIndex[input] { return index }
        codes.append(column.chunks[chunk].decoded())
        codeIndex[input] = codes.count - 1
        return codes.count - 1
    }

    /// The tuple of input codes in one word; `nil` where results are not kept.
    func memoKey(_ plan: Int, _ i: Int) -> UInt64? {
        guard let inputs = plans[plan].memoInputs else { return nil }
        var key: UInt64 = 0
        for input in inputs { key = key << input.width | UInt64(codes[input.index][i]) }
        return key
    }

    mutating func value(_ plan: Int, _ i: Int, row: Int) -> Cell {
        guard let value = plans[plan].value else {
            return build.given.map { Cell($0.column, row: row, kind: $0.kind) } ?? .absent
        }
        return value { input in cell(input, i, row: row) }
    }

    private mutating func cell(_ input: DerivedInput, _ i: Int, row: Int) -> Cell {
        guard let source = build.inputs[input] else { return .absent }
        guard case .coded(let column) = source.column else { return Cell(source.column, row: row, kind: source.kind) }
        let index = decode(input, column)
        let code = codes[index][i]
        if let cell = made[index]?[code] { return cell }
        let cell = Cell(column, code: code, kind: source.kind)
        made[index, default: [:]][code] = cell
        return cell
    }
}

/// The results of one chunk, each distinct one held once.
private struct ComputedChunk {
    private let kind: ValueKind
    private var known: [Cell: Int] = [:]
    private var distinct: [Cell] = []
    private var results: [UInt32] = []

    init(kind: ValueKind, capacity: Int) {
        self.kind = kind
        results.reserveCapacity(capacity)
    }

    /// Adds a result and says which distinct one it is.
    mutating func append(_ cell: Cell) -> Int {
        let index: Int
        if let same = known[cell] {
            index = same
        } else {
            index = distinct.count
            distinct.append(cell)
            known[cell] = index
        }
        results.append(UInt32(index))
        return index
    }

    mutating func repeatValue(_ index: Int) { results.append(UInt32(index)) }

    var encoded: EncodedColumn { kind.isNumber ? .integers(integers) : .coded(codes) }

    private var codes: EncodedCodes {
        var fresh = FreshValues()
        for cell in distinct { fresh.append(cell) }
        return EncodedCodes(
            results.map { $0 + ValueTable.firstValue }, fresh: fresh, startsAnew: true, unreadable: [])
    }

    private var integers: EncodedIntegers {
        let numbers = distinct.map(\.number)
        var encoded = EncodedIntegers(
            values: results.map { Int64(truncatingIfNeeded: numbers[Int($0)].value) },
            states: results.map { numbers[Int($0)].state.rawValue }, wide: [], unreadable: [])
        for (record, index) in results.enumerated() {
            let number = numbers[Int(index)]
            if number.state == .value, Int64(exactly: number.value) == nil { encoded.wide.append((record, number.value)) }
            if number.state == .unreadable {
                let text = distinct[Int(index)].exportText
                encoded.unreadable.append(UnreadableField(record: record, text: text, reason: Cell.reason(kind)))
            }
        }
        return encoded
    }
}

extension EntryKind {
    init(_ columns: [CodedColumn?], row: Int) {
        func text(_ column: CodedColumn?) -> String { column.map { $0.dictionary.text($0.code(row)) } ?? "" }
        self.init(journalCode: text(columns[0]), entryType: text(columns[1]), action: text(columns[2]))
    }
}

extension FreshValues {
    fileprivate mutating func append(_ cell: Cell) {
        switch cell {
        case .absent: append(empty: TextDictionary.absent)
        case .null: append(empty: TextDictionary.null)
        case .blank: append(empty: TextDictionary.blank)
        case .unreadable(let text, _): append(text)
        case .text, .integer, .timestamp: append(cell.exportText)
        }
    }
}
