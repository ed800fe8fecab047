import Catalog
import Columns

/// Computes a derived column on one core, chunk after chunk: the plans of the kinds of entries, and what they gave for the
/// inputs met so far.
struct DerivedDesk {
    private struct Plan {
        /// `nil` where the column is not computed for this kind of entry.
        var value: ((DerivedColumn.Cells) -> Cell)?
        /// What its results depend on; `nil` when results of this kind are not worth keeping.
        var inputs: [PlanInput]?
        /// Tuples of codes met so far, by number, and what each gave.
        var met = KeyIndex()
        var results: [UInt32] = []
        /// Rows of the chunk, counted from its first.
        var rows: [UInt32] = []
    }

    private struct PlanInput {
        var input: DerivedInput
        /// Bits of its codes, or of its classes.
        var width: UInt64
        /// What alone matters of its cells, if anything less than all.
        var toClass: (@Sendable (Cell) -> UInt16)?
        /// Of each code whose class was asked for, that and 2^16.
        var classes: [UInt32] = []
    }

    private let build: DerivedColumnBuild
    private var planOfKind: [UInt64: Int] = [:]
    private var plans: [Plan] = []
    private var kinds: KindNumbers
    private var values: ComputedValues
    private var slots: DerivedSlots
    private var chunk = 0

    /// So many distinct results and tuples are kept, so that a column of ever new ones costs no memory without end.
    private static let mostResults = chunkRows
    private static let mostTuples = 1 << 19

    init(_ build: DerivedColumnBuild) {
        self.build = build
        kinds = KindNumbers(build.kindColumns)
        values = ComputedValues(kind: build.derived.kind, isRepetitive: build.derived.isRepetitive)
        slots = DerivedSlots(build)
    }

    /// - Parameter chunk: Behind those encoded before.
    mutating func encode(_ chunk: Int) -> EncodedColumn {
        if plans.reduce(0, { $0 + $1.met.count + 1 }) >= Self.mostTuples {
            forget()
        } else if values.count >= Self.mostResults {
            forgetResults()
        }
        self.chunk = chunk
        slots.start(chunk)
        let count = rowRange(ofChunk: chunk, count: build.count).count
        takeRows(count)
        var results = [UInt32](repeating: 0, count: count)
        for plan in plans.indices where !plans[plan].rows.isEmpty { compute(plan, &results) }
        return values.encoded(results)
    }

    private mutating func forget() {
        forgetResults()
        (planOfKind, plans) = ([:], [])
        kinds = KindNumbers(build.kindColumns)
    }

    private mutating func forgetResults() {
        values.removeAll()
        slots.forget()
        for plan in plans.indices { (plans[plan].met, plans[plan].results) = (KeyIndex(), []) }
    }

    // MARK: kinds of entries

    /// Gives each row to the plan of its kind.
    private mutating func takeRows(_ count: Int) {
        for plan in plans.indices { plans[plan].rows.removeAll(keepingCapacity: true) }
        let kinds = kinds.numbers(chunk: chunk, count: count)
        var last: (kind: UInt64, plan: Int)?
        for row in 0..<count {
            let kind = kinds[row]
            if last?.kind != kind { last = (kind, plan(kind, row)) }
            if let last { plans[last.plan].rows.append(UInt32(truncatingIfNeeded: row)) }
        }
    }

    private mutating func plan(_ kind: UInt64, _ row: Int) -> Int {
        if let known = planOfKind[kind] { return known }
        plans.append(makePlan(EntryKind(build.kindColumns, row: chunk * chunkRows + row)))
        planOfKind[kind] = plans.count - 1
        return plans.count - 1
    }

    private func makePlan(_ kind: EntryKind) -> Plan {
        guard build.derived.applies(to: kind.entryType) else {
            return Plan(inputs: build.given == nil ? [] : inputs([.given(build.derived.name)], [:]))
        }
        let plan = build.derived.plan(kind)
        return Plan(value: plan.value, inputs: build.derived.isRepetitive ? inputs(plan.inputs, plan.classes) : nil)
    }

    /// The coded ones of these inputs; `nil` where their codes do not make one word together, or where there is a number
    /// among them.
    private func inputs(
        _ inputs: [DerivedInput], _ classes: [DerivedInput: @Sendable (Cell) -> UInt16]
    ) -> [PlanInput]? {
        var coded: [PlanInput] = []
        for input in inputs {
            switch build.source(input)?.column {
            case .coded(let column):
                let toClass = classes[input]
                coded.append(PlanInput(input: input, width: toClass == nil ? column.codeWidth : 16, toClass: toClass))
            case .integer: return nil
            case nil: break
            }
        }
        return coded.reduce(0, { $0 + $1.width }) > 64 ? nil : coded
    }

    // MARK: results

    private mutating func compute(_ plan: Int, _ results: inout [UInt32]) {
        slots.forgetTrail()
        guard plans[plan].inputs != nil else {
            for row in plans[plan].rows { results[Int(row)] = values.number(of: value(plan, Int(row))) }
            return
        }
        let keys = keys(plan)
        var last: (key: UInt64, result: UInt32)?
        for (place, row) in plans[plan].rows.enumerated() {
            let key = keys[place]
            if last?.key != key { last = (key, result(plan, key, Int(row))) }
            results[Int(row)] = last?.result ?? 0
        }
    }

    /// What the results of the plan's rows depend on, in one word each.
    private mutating func keys(_ plan: Int) -> [UInt64] {
        let rows = plans[plan].rows
        var keys = [UInt64](repeating: 0, count: rows.count)
        for (place, input) in (plans[plan].inputs ?? []).enumerated() {
            guard case .coded(let column) = build.source(input.input)?.column else { continue }
            let codes = slots.codes(input.input), width = input.width
            if input.toClass == nil {
                for i in rows.indices { keys[i] = keys[i] &<< width | UInt64(codes[Int(rows[i])]) }
            } else {
                let classes = classes(plan, place, codes, column)
                for i in rows.indices { keys[i] = keys[i] &<< width | UInt64(classes[Int(codes[Int(rows[i])])] & 0xFFFF) }
            }
        }
        return keys
    }

    /// The class of each code that the plan's rows have.
    private mutating func classes(_ plan: Int, _ place: Int, _ codes: [UInt32], _ column: CodedColumn) -> [UInt32] {
        guard var input = plans[plan].inputs?[place], let toClass = input.toClass else { return [] }
        if input.classes.isEmpty { input.classes = Array(repeating: 0, count: column.dictionary.codeCount) }
        for row in plans[plan].rows where input.classes[Int(codes[Int(row)])] == 0 {
            slots.startRow()
            input.classes[Int(codes[Int(row)])] = 1 << 16 | UInt32(toClass(slots.cell(input.input, Int(row))))
        }
        plans[plan].inputs?[place] = input
        return input.classes
    }

    private mutating func result(_ plan: Int, _ key: UInt64, _ row: Int) -> UInt32 {
        let number = plans[plan].met.number(of: key)
        if number == plans[plan].results.count { plans[plan].results.append(values.number(of: value(plan, row))) }
        return plans[plan].results[number]
    }

    private mutating func value(_ plan: Int, _ row: Int) -> Cell {
        slots.startRow()
        guard let value = plans[plan].value else {
            return build.given == nil ? .absent : slots.cell(.given(build.derived.name), row)
        }
        return value { input in slots.cell(input, row) }
    }
}

extension DerivedColumnBuild {
    /// The column that an input stands for.
    func source(_ input: DerivedInput) -> InputColumn? { inputs[input] ?? (input == .given(derived.name) ? given : nil) }
}
