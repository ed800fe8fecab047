import Canvas
import Cases
import Catalog
import Columns
import Export
import JournalIndex
import Query

/// F6: writes entries to a file. Asks for the name, then for rows and columns.
struct ExportScreen: PromptScreen {
    static let name = "Write Entries"
    static let about = "Writes the entries of the report to a file, in the order shown. The file appears whole or not at all, and sources are never written over."

    private enum Line: Int { case file, rows, columns, format, spreadsheet, replace }

    var lines: [PromptLine]
    var index = 0
    private var answer: Report.Answer?
    private var viewColumns: [String]
    private var marked: Set<Int>
    /// Names of the sources, which are never written over.
    private let sources: [String]
    /// Whether entries are written, not lines of the ledger.
    private var isOfEntries = true
    /// What was written, for the list of steps.
    private var written: (view: ReportView?, options: [String])?
    private var job: Int?

    /// - Parameter file: The name typed on the command line.
    init(_ desk: Desk, file: String?) {
        answer = desk.report.answer
        viewColumns = desk.layout.columns.map(\.name)
        marked = desk.marked
        sources = desk.journal.sources.map(\.name)
        lines = [
            PromptLine("To file", file ?? Self.suggestion(desk), width: 30, maximum: 1_000, "Name, path"),
            PromptLine("Entries", "*SELECTED", width: 10, "*SELECTED, *MARKED, *ALL"),
            PromptLine("Columns", "*VIEW", width: 10, "*VIEW, *ALL"),
            PromptLine("Format", Self.format(of: file), width: 10, "*CSV, *JSONL, *TEXT"),
            PromptLine("For a spreadsheet", "*NO", width: 10, "*NO, *YES"),
            PromptLine("Replace file", "*NO", width: 10, "*NO, *YES"),
        ]
    }

    /// `audit-20261102-20261108.csv`: the days of the entries, where they are known.
    private static func suggestion(_ desk: Desk) -> String {
        let days = desk.journal.sources.flatMap { [$0.first, $0.last] }.compactMap { $0 }
        guard let first = days.min(), let last = days.max() else { return "audit.csv" }
        func day(_ time: Timestamp) -> String { time.text(.sql).prefix(10).filter { $0 != "-" } }
        return day(first) == day(last) ? "audit-\(day(first)).csv" : "audit-\(day(first))-\(day(last)).csv"
    }

    private static func format(of file: String?) -> String {
        guard let file, let dot = file.lastIndex(of: ".") else { return "*CSV" }
        let ending = file[file.index(after: dot)...].lowercased()
        let format = ExportFormats.all.first { $0.fileExtension == ending }
        return "*" + (format?.name.uppercased() ?? "CSV")
    }

    /// The lines of the sign-on ledger, with every column of them.
    init(_ desk: Desk, ledger: LedgerAnswer, file: String?) {
        self.init(desk, file: file)
        let journal = IndexedJournal(ledger.table)
        answer = Report.Answer(journal: journal, selection: ledger.lines, view: ReportView())
        viewColumns = journal.schema.columns.map(\.name)
        marked = []
        isOfEntries = false
        if file == nil { lines[Line.file.rawValue].field.set("sign-ons.csv") }
        lines[Line.rows.rawValue].choices = "*SELECTED, *ALL"
    }

    static let keys = KeyTable<ExportScreen>(
        [
            KeyRow([.enter], [], "Write", "Writes the file.") { screen, desk, _ in screen.submit(&desk) },
            KeyRow([.function(4)], [], "Next choice", "Puts the next choice into the field.") { screen, desk, _ in screen.nextChoice(&desk) }
        ] + KeyRow.promptMoving + KeyRow.commonWhileTyping)

    func draw(into grid: inout Grid, _ desk: Desk) { drawPrompt(into: &grid, desk) }

    private func text(_ line: Line) -> String { lines[line.rawValue].field.text.trimmingBlanks }

    private func choices(_ line: Line) -> [String] {
        lines[line.rawValue].choices.split(separator: ",").map { String($0).trimmingBlanks }
    }

    private mutating func nextChoice(_ desk: inout Desk) {
        guard let line = Line(rawValue: index), line != .file else { return desk.refuse("Type the name of the file.") }
        let choices = choices(line)
        let at = choices.firstIndex(of: text(line).uppercased()) ?? choices.count - 1
        lines[index].field.set(choices[(at + 1) % choices.count])
    }

    /// The choice in a field, with or without its asterisk; `nil`, with the cursor in the field, when it is none.
    private mutating func choice(_ line: Line, _ desk: inout Desk) -> String? {
        let typed = text(line).uppercased()
        let wanted = typed.hasPrefix("*") ? typed : "*" + typed
        if choices(line).contains(wanted) { return wanted }
        reject(line.rawValue, "\(lines[line.rawValue].label): type \(choices(line).joined(separator: ", ")).", &desk)
        return nil
    }

    private mutating func submit(_ desk: inout Desk) {
        if job.map({ desk.jobs[$0] != nil }) == true { return desk.refuse("The file is being written. Ctrl-C stops.") }
        guard let answer, let provider = answer.journal.provider else {
            return desk.refuse("The entries are not there yet. Try again when they are.")
        }
        let path = text(.file)
        if path.isEmpty { return reject(Line.file.rawValue, "Type the name of the file.", &desk) }
        guard let rows = choice(.rows, &desk), let columns = choice(.columns, &desk), let name = choice(.format, &desk),
            let spreadsheet = choice(.spreadsheet, &desk), let replace = choice(.replace, &desk),
            let format = ExportFormats.named(name.dropFirst().lowercased())
        else { return }
        if rows == "*MARKED", marked.isEmpty { return reject(Line.rows.rawValue, "No entry is marked. m on the report marks one.", &desk) }
        let ids = columns == "*ALL" ? answer.journal.presentColumns : viewColumns.compactMap(answer.journal.schema.id)
        let order = order(rows, answer.selection)
        let sources = sources
        let options = ExportOptions(spreadsheet: spreadsheet == "*YES")
        let named = ids.map { answer.journal.schema[$0].name }.joined(separator: ",")
        let scope = rows == "*ALL" ? nil : desk.report.scope.map { $0.repeated(answer.journal) }
        written = (
            isOfEntries && (scope == nil || scope?.options != nil) ? Self.view(rows, answer.view) : nil,
            (scope?.options ?? []) + ["--columns", named, "--format", format.name] + (options.spreadsheet ? ["--spreadsheet"] : [])
                + (replace == "*YES" ? ["--force"] : [])
        )
        job = desk.run("writing \(path)") { id, work in
            let exporter = Exporter(provider, rows: order, columns: ids, format: format, options: options)
            let entries = try exporter.write(toFile: path, sources: sources, force: replace == "*YES", work)
            return .exported(id: id, path: path, entries: entries)
        }
    }

    /// What a command has to select for the same rows.
    private static func view(_ rows: String, _ view: ReportView) -> ReportView? {
        switch rows {
        case "*ALL": return ReportView()
        case "*MARKED":
            guard let filter = try? Filter("marked = \(NoteColumns.isMarked)") else { return nil }
            var marked = view
            marked.conditions.append(Condition(filter))
            return marked
        default: return view
        }
    }

    private func order(_ rows: String, _ selection: Selection) -> Permutation {
        switch rows {
        case "*MARKED": Permutation(rows: selection.order.rows.filter { marked.contains(Int($0)) })
        case "*ALL": (try? answer?.journal.select(SelectionRequest(), Work()).order) ?? selection.order
        default: selection.order
        }
    }

    mutating func receive(_ message: Message, _ desk: inout Desk) {
        switch message {
        case .exported(let id, let path, let entries) where id == job:
            if let written { desk.logExport(path, entries: entries, written.view, options: written.options) }
            desk.back()
        case .failed(let id, let reason) where id == job:
            // The prompt has a field for what the command line has an option for.
            let isThere = reason.contains("--force")
            let line = isThere ? Line.replace : Line.file
            reject(line.rawValue, isThere ? "\(text(.file)) is there already. Give another name, or type *YES at Replace file." : reason, &desk)
        default: break
        }
    }

    func leave(_ desk: inout Desk) { desk.cancel(job) }
}
