import Catalog
import Query

extension AuditCatalog.Question {
    /// The filter with its parameters replaced. A value that is blank leaves out the comparisons it stands in; several
    /// values may be given where one is compared with.
    ///
    /// - Parameter isAsking: Whether a parameter that `values` does not name is still to be asked for.
    /// - Returns: `nil` when there is something to ask for, or the filter cannot be read.
    func filled(_ values: [String: String], isAsking: Bool = false) -> Filter? {
        guard let filter = try? Filter(filter) else { return nil }
        let names = filter.parameters
        if isAsking, names.contains(where: { values[$0] == nil }) { return nil }
        // What nobody filled in was left blank.
        return try? filter.leavingOut(Set(names.filter { values[$0] == nil })).answered(by: values)
    }

    /// What would have to be audited, as a word or two: `*AUTFAIL`, `*SECURITY or *SECCFG`.
    var auditWords: String? {
        let text = needsAudit.prefix { $0 != ";" && $0 != "(" }
        let words = text.split(separator: " ").map { $0.filter { $0 != "," } }
        guard let first = words.firstIndex(where: { $0.hasPrefix("*") }) else { return nil }
        var found = [words[first]]
        if first + 2 < words.count, ["or", "and"].contains(words[first + 1]), words[first + 2].hasPrefix("*") {
            found += words[(first + 1)...(first + 2)]
        }
        return found.joined(separator: " ")
    }
}

extension AuditCatalog.Question {
    /// What shows the answer besides the report of its entries; `nil` where that is the answer.
    func screen(_ report: Int, ownsReport: Bool) -> (any Screen)? {
        switch answer {
        case .ledger(let condition):
            let filter = try? Filter(condition)
            let conditions = filter.map { $0.takesEverything ? [] : [$0] } ?? []
            return LedgerScreen(report: report, ownsReport: ownsReport, conditions: conditions)
        case .completeness: return CompletenessScreen(report: report, ownsReport: ownsReport)
        case .entries where groupBy.isEmpty: return nil
        case .entries: return CountScreen(TallyRequest(self), report: report, ownsReport: ownsReport)
        }
    }
}

extension AuditCatalog.Question.Answer {
    /// As in the table of questions.
    var words: String {
        switch self {
        case .entries: ""
        case .ledger(""): "ledger"
        case .ledger(let condition): "ledger where \(condition)"
        case .completeness: "completeness"
        }
    }
}

extension Report {
    /// The answer to a question among the entries of some conditions. The question is one condition, since what it finds
    /// is known as a whole; changed as text it falls into its parts.
    init(_ question: AuditCatalog.Question, _ filter: Filter, _ conditions: [Condition], serial: Int) {
        // What is missing is said of the whole journal.
        let isWhole = filter.takesEverything || question.answer == .completeness
        var view = ReportView(conditions: conditions + (isWhole ? [] : [Condition(filter)]))
        if question.groupBy.isEmpty {
            view.sort = question.entryOrder.map { SortTerm(column: $0.column, descending: $0.descending) }
        }
        self.init(serial: serial, view: view, query: question.id)
        asked = question.columns
    }
}

extension Desk {
    /// Opens the answer to a question: its entries, or its counts; a prompt first where it asks for something.
    mutating func ask(
        _ question: AuditCatalog.Question, values: [String: String]? = nil, among conditions: [Condition] = []
    ) {
        if values == nil, !question.parameters.isEmpty { return open(QuestionPromptScreen(question)) }
        guard let filter = question.filled(values ?? [:]) else {
            return refuse("The filter of \(question.id) cannot be read.")
        }
        do { try filter.check(against: journal.schema) } catch { return reject(error) }
        let report = Report(question, filter, conditions, serial: nextSerial)
        push(report)
        open(question.screen(report.serial, ownsReport: true) ?? ReportScreen())
    }
}
