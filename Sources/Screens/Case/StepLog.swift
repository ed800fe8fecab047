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
        let layout = ReportLayout(report, schema: answer.journal.schema, present: answer.journal.presentColumns, screenWidth: columns)
        let named = ["--columns", layout.columns.map(\.name).joined(separator: ",")]
        step.command = command("export", report.view, scope, named)
        log.addSelection(step, report: report.serial, report.view)
    }

    mutating func logCount(_ request: TallyRequest, lines: Int, of report: Report) {
        let by = request.columns.joined(separator: ",")
        let what = "counted by \(by)" + (report.view.filterText.isEmpty ? "" : " where \(report.view.filterText)")
        let scope = report.scope.map { $0.repeated(journal) }
        let command = request.columns.isEmpty ? nil : command("count", report.view, scope, ["--by", by], sorts: false)
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
        var options = conditions.isEmpty ? [] : ["--having", having]
        if let sort { options += ["--sort", sort] }
        if ledgerSettings != LedgerSettings() { options += ledgerSettings.named.flatMap { ["--" + $0.name, $0.value] } }
        let command = command("ledger", report.view, scope, options, sorts: false)
        log.addOnce(StepTaken(what: what + (sort.map { ", sorted by \($0)" } ?? ""), result: lines.of("line", "lines"), command: command))
    }

    /// Notes that was looked for what is missing.
    mutating func logCompleteness(_ conclusion: String, of report: Report) {
        let scope = report.scope.map { $0.repeated(journal) }
        let what = "completeness" + (report.view.filterText.isEmpty ? "" : " of \(report.view.filterText)")
            + (scope.map { ", of \($0.what)" } ?? "")
        let command = command("check", report.view, scope, [], sorts: false)
        log.addOnce(StepTaken(what: what, result: conclusion, command: command))
    }

    /// - Parameter options: How the file was written.
    mutating func logExport(_ path: String, entries: Int, _ view: ReportView?, options: [String]) {
        let command = view.map { shell("export", $0, options + ["--output", path]) }
        log.add(StepTaken(what: "written to \(path)", result: entries.entries, command: command))
    }

    /// The same of the entries of a scope; `nil` where no options name them.
    private func command(
        _ name: String, _ view: ReportView, _ scope: (what: String, options: [String]?)?, _ options: [String], sorts: Bool = true
    ) -> ShellCommand? {
        guard let scope else { return shell(name, view, options, sorts: sorts) }
        return scope.options.map { shell(name, view, $0 + options, sorts: sorts) }
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
