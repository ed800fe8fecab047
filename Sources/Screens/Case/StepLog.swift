import Canvas
import Cases
import JournalIndex
import Ledger
import Query

/// Something that was asked of the journal: what, how much it gave, and the command that asks it again.
struct StepTaken: Sendable {
    /// `type = PW`, `counted by SUBJECT`.
    var what: String
    /// `52 of 158 entries`.
    var result: String
    /// `nil` where no command does the same; `what` then says why.
    var command: ShellCommand?
}

/// The steps taken in a session, oldest first.
struct StepLog: Sendable {
    private(set) var steps: [StepTaken] = []
    /// The view of the last selection: a growing journal selects it again.
    private var last: (report: Int, view: ReportView)?

    private static let most = 1_000

    mutating func add(_ step: StepTaken) {
        steps.append(step)
        if steps.count > Self.most { steps.removeFirst() }
    }

    /// The same of a journal that has grown takes the place of the step before.
    mutating func addOnce(_ step: StepTaken) {
        if steps.last?.what == step.what, steps.last?.command == step.command { steps.removeLast() }
        add(step)
    }

    /// The same selection of a journal that has grown takes the place of the one before.
    mutating func addSelection(_ step: StepTaken, report: Int, _ view: ReportView) {
        let isSame = last.map { $0.report == report && $0.view.asksSame(as: view) } ?? false
        if isSame, !steps.isEmpty, steps.last?.what == step.what { steps.removeLast() }
        last = (report, view)
        add(step)
    }

    /// A shell script that repeats the steps.
    func script(_ invocation: Invocation) -> String {
        var lines = ["#!/bin/sh", "# Steps taken with wrkaud, as commands that repeat them."]
        if invocation.sources.isEmpty { lines.append("# The sample journal is inside wrkaud: put your own sources in place of SOURCE.") }
        if invocation.sources.contains("-") { lines.append("# The journal came from standard input (-): give each command the same input.") }
        for (number, step) in steps.enumerated() {
            lines += ["", "# " + Sanitizer.typed("\(number + 1). \(step.what): \(step.result)")]
            if let command = step.command { lines.append(command.text) }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Desk {
    /// Notes that a selection of the report on top was shown.
    mutating func logSelection(_ report: Report) {
        guard let answer = report.answer else { return }
        let total = answer.selection.total
        let result = answer.selection.count == total ? total.entries : "\(answer.selection.count.grouped) of \(total.entries)"
        let sort = report.view.sort.map { $0.column + ($0.descending ? "-" : "") }
        let what = report.view.filterText.isEmpty ? "all entries" : report.view.filterText
        var step = StepTaken(what: what + (sort.isEmpty ? "" : ", sorted by \(sort.joined(separator: ", "))"), result: result)
        let scope = report.scope.map { $0.repeated(answer.journal) }
        if let scope { step.what = scope.what + (report.view.filterText.isEmpty ? "" : ", where \(step.what)") }
        if scope.map({ $0.options != nil }) ?? true {
            let layout = ReportLayout(report, schema: answer.journal.schema, present: answer.journal.presentColumns, screenWidth: columns)
            let named = ["--columns", layout.columns.map(\.name).joined(separator: ",")]
            step.command = shell("export", report.view, (scope?.options ?? []) + named)
        }
        log.addSelection(step, report: report.serial, report.view)
    }

    mutating func logCount(_ request: TallyRequest, lines: Int, of report: Report) {
        let by = request.columns.joined(separator: ",")
        let what = "counted by \(by)" + (report.view.filterText.isEmpty ? "" : " where \(report.view.filterText)")
        let scope = report.scope.map { $0.repeated(journal) }
        let isRepeatable = scope.map { $0.options != nil } ?? true && !request.columns.isEmpty
        let command = isRepeatable ? shell("count", report.view, (scope?.options ?? []) + ["--by", by], sorts: false) : nil
        log.add(StepTaken(what: what, result: lines.of("value", "values"), command: command))
    }

    /// Notes that lines of the sign-on ledger were shown.
    ///
    /// - Parameters:
    ///   - conditions: On the lines.
    ///   - sort: `COL` or `COL-`; `nil` for the ledger's own order.
    mutating func logLedger(_ conditions: [Filter], sort: String?, lines: Int, of report: Report) {
        let having = Filter.all(conditions).text
        var what = "sign-on ledger" + (conditions.isEmpty ? "" : ", lines where \(having)")
        if !report.view.filterText.isEmpty { what += ", of \(report.view.filterText)" }
        let scope = report.scope.map { $0.repeated(journal) }
        if let scope { what += ", of \(scope.what)" }
        var options = (scope?.options ?? []) + (conditions.isEmpty ? [] : ["--having", having])
        if let sort { options += ["--sort", sort] }
        if ledgerSettings != LedgerSettings() { options += ledgerSettings.named.flatMap { ["--" + $0.name, $0.value] } }
        let isRepeatable = scope.map { $0.options != nil } ?? true
        let command = isRepeatable ? shell("ledger", report.view, options, sorts: false) : nil
        log.addOnce(StepTaken(what: what + (sort.map { ", sorted by \($0)" } ?? ""), result: lines.of("line", "lines"), command: command))
    }

    /// Notes that was looked for what is missing.
    mutating func logCompleteness(_ conclusion: String, of report: Report) {
        let scope = report.scope.map { $0.repeated(journal) }
        let what = "completeness" + (report.view.filterText.isEmpty ? "" : " of \(report.view.filterText)")
            + (scope.map { ", of \($0.what)" } ?? "")
        let isRepeatable = scope.map { $0.options != nil } ?? true
        let command = isRepeatable ? shell("check", report.view, scope?.options ?? [], sorts: false) : nil
        log.addOnce(StepTaken(what: what, result: conclusion, command: command))
    }

    /// - Parameter options: How the file was written.
    mutating func logExport(_ path: String, entries: Int, _ view: ReportView?, options: [String]) {
        let command = view.map { shell("export", $0, options + ["--output", path]) }
        log.add(StepTaken(what: "written to \(path)", result: entries.entries, command: command))
    }

    private func shell(_ name: String, _ view: ReportView, _ options: [String], sorts: Bool = true) -> ShellCommand {
        var words = ["wrkaud", name] + invocation.options
        if casebook.isNamed, let path = casebook.store?.path { words += ["--case", path] }
        if !view.filterText.isEmpty { words += ["--where", view.filterText] }
        words += options
        if sorts, !view.sort.isEmpty { words += ["--sort", view.sort.map { $0.column + ($0.descending ? "-" : "") }.joined(separator: ",")] }
        let sources = invocation.sources.isEmpty ? ["SOURCE"] : invocation.sources
        // Behind -- a name that begins with a dash is no option.
        return ShellCommand(words: words + ["--"] + sources)
    }
}

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
