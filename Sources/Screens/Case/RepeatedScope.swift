import JournalIndex
import Query

extension Report.Scope {
    /// What is shown, and the options that show the same entries again; `nil` where there are none.
    func repeated(_ journal: any AuditJournal) -> (what: String, options: [String]?) {
        switch self {
        case .around(let row, let entries):
            let options = Self.condition(on: [row], journal).map { ["--around", $0.text, "--within", String(entries)] }
            return ("\(entries.of("entry", "entries")) before and after one", options)
        case .evidence(_, let line, let condition?):
            return ("the entries behind \(line) in the sign-on ledger", ["--evidence", condition.text])
        case .evidence(let rows, let what, nil):
            let options = Self.condition(on: rows.sorted(), journal).map { ["--around", $0.text, "--within", "0"] }
            return ("the entries behind \(what)" + (options == nil ? "; no command shows the same" : ""), options)
        }
    }

    /// Entries that a command names, and runs of neighbours that it takes for that, at most.
    private static let mostNamed = 20_000
    private static let mostRuns = 500

    /// The condition that these entries satisfy, and no other: their places in their sources.
    private static func condition(on rows: [Int], _ journal: any AuditJournal) -> Filter? {
        guard (1...mostNamed).contains(rows.count), let source = journal.schema.id("SOURCE"), let record = journal.schema.id("RECORD")
        else { return nil }
        let cells = journal.cells(rows: rows, columns: [source, record]).filter { $0.count == 2 }
        let bySource = Dictionary(grouping: cells) { $0[0].exportText }.mapValues { Self.runs($0.compactMap { $0[1].record }) }
        guard bySource.values.reduce(0, { $0 + $1.count }) <= mostRuns else { return nil }
        let filters = bySource.sorted { $0.key < $1.key }.compactMap { name, runs -> Filter? in
            let records = runs.compactMap { run in
                try? Filter(run.count == 1 ? "RECORD = \(run.lowerBound)" : "RECORD between \(run.lowerBound) and \(run.upperBound)")
            }
            return Filter.keeping(.text(name), of: journal.schema[source]).map { .all([$0, .any(records)]) }
        }
        return filters.isEmpty ? nil : Filter.any(filters)
    }

    /// Numbers that follow each other, put together.
    private static func runs(_ numbers: [Int]) -> [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = runs.last, number <= last.upperBound + 1 {
                runs[runs.count - 1] = last.lowerBound...max(last.upperBound, number)
            } else {
                runs.append(number...number)
            }
        }
        return runs
    }
}

extension Cell {
    /// Number of a record.
    fileprivate var record: Int? { if case .integer(let value) = self { Int(exactly: value) } else { nil } }
}
