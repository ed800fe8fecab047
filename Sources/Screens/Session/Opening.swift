package import Cases
package import Catalog
package import Query

/// What a session shows first. Leaving that screen leaves the program.
package enum Opening: Sendable {
    /// The entries of a selection (`--where`).
    case entries([Condition])
    case questions
    /// A saved view, narrowed by further conditions.
    case view(SavedView, [Condition])
    /// The answer to a question among the entries of a selection; asked for first is what `values` does not say.
    case question(AuditCatalog.Question, [Condition], values: [String: String])
}

extension Opening {
    /// The report at the bottom.
    var home: Report {
        switch self {
        case .entries(let conditions): return Report(serial: 0, view: ReportView(conditions: conditions), query: "")
        case .questions: return Report(serial: 0, view: ReportView(), query: "")
        case .view(let saved, let conditions):
            var view = (try? saved.reportView(nil)) ?? ReportView()
            view.conditions += conditions
            return Report(serial: 0, view: view, query: "*VIEW")
        case .question(let question, let conditions, let values):
            guard let filter = question.filled(values, isAsking: true) else {
                return Report(serial: 0, view: ReportView(conditions: conditions), query: "")
            }
            return Report(question, filter, conditions, serial: 0)
        }
    }

    /// Bottom first.
    var stack: [any Screen] {
        switch self {
        case .entries, .view: return [ReportScreen()]
        case .questions: return [QuestionsScreen(isFirst: true)]
        case .question(let question, let conditions, let values):
            guard question.filled(values, isAsking: true) != nil else {
                return [ReportScreen(), QuestionPromptScreen(question, values: values, among: conditions)]
            }
            return [ReportScreen()] + [question.screen(0, ownsReport: false)].compactMap { $0 }
        }
    }
}
