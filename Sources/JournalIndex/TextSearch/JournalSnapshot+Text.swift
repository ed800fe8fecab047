import Catalog
package import Columns
import Records
import Synchronization

/// Finding text anywhere in the records.
extension JournalSnapshot {
    /// The rows of which some cell that their source gave contains `text`, case ignored, as `contains` on a column finds it.
    ///
    /// Columns that are there are asked first. For all others raw bytes are searched for what the text looks like in them,
    /// and the cells of each record where that stands are read; records are read without a trace only for columns that
    /// can show the text and have none (`TextTrace`).
    ///
    /// - Complexity: reads every byte once, on all cores; nothing is kept.
    package func rows(containingText text: String, _ work: Work) throws -> Bitmap {
        if text.isEmpty { return Bitmap(count: count, repeating: true) }
        let sought = SoughtText(text)
        var plans = try mapped(inputs.count, work) { TextPlan(self.inputs[$0], self.schema, sought) }
        var found = Bitmap(count: count)
        for id in columnsAtHand(plans) {
            if let column = ready(id, given: true) { found.formUnion(try rows(of: column, id, showing: sought, work)) }
            for i in plans.indices { plans[i].leaveOut(inputs[i].columns[id]) }
        }
        for row in try rowsOfRecords(sought, plans, besides: found, work) { found[row] = true }
        return found
    }

    /// Built columns that are asked sooner than bytes are searched for them.
    private func columnsAtHand(_ plans: [TextPlan]) -> [ColumnID] {
        schema.columns.map(\.id).filter { id in
            guard isGiven(id), let column = ready(id, given: true) else { return false }
            if zip(inputs, plans).contains(where: { input, plan in input.columns[id].map(plan.hidden.contains) ?? false }) { return true }
            return column.codes.map { $0.dictionary.codeCount <= Self.fewValues } ?? false
        }
    }

    /// Values that are asked in less time than it takes to search the bytes.
    private static let fewValues = 1 << 16

    private func rows(of column: Column, _ id: ColumnID, showing sought: SoughtText, _ work: Work) throws -> Bitmap {
        switch column {
        case .coded(let column):
            let matches = try column.dictionary.matches(work) { sought.needle.stands(in: $0) }
            return matches.contains(true) ? try column.rows(whereCode: matches, work) : Bitmap(count: count)
        case .integer(let column): return try column.rows(showing: sought, schema[id].kind, work)
        }
    }

    /// The same of what has to be read again, segment by segment on all cores.
    ///
    /// - Parameter found: Rows that are known to show it, and are not looked at.
    private func rowsOfRecords(
        _ sought: SoughtText, _ plans: [TextPlan], besides found: Bitmap, _ work: Work
    ) throws -> [Int] {
        let results = Mutex<[Result<[Int], any Error>?]>(Array(repeating: nil, count: segments.count))
        let done = Atomic<Int>(0)
        concurrently(segments.count) { i in
            if work.isCancelled { return }
            let result = Result {
                var search = SegmentSearch(self, segments[i], plans[segments[i].source], sought, besides: found)
                return try search.rows(work)
            }
            results.withLock { $0[i] = result }
            let count = done.wrappingAdd(1, ordering: .relaxed).newValue
            if count % 16 == 0 { work.progress(Double(count) / Double(segments.count)) }
        }
        try work.check()
        return try results.withLock { $0 }.flatMap { try $0?.get() ?? [] }
    }
}
