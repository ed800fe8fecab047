import ArgumentParser
import Catalog
import Query

struct QuestionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions",
        abstract: "List the ready-made questions, or show one.",
        discussion: """
            A question is a filter with the columns, the order and the counts that answer it.

              wrkaud questions
              wrkaud questions user-connections
              wrkaud export audit.csv --question user-connections --set USER=MKELLY

            Questions of your own are rows of $XDG_CONFIG_HOME/wrkaud/questions.tsv (else ~/.config/wrkaud/questions.tsv) \
            or of a file named by --questions: question, id, group, title, why, filter, columns, sort, group by, measures, \
            what must be audited and a note, with tabs between them. docs/questions.md describes them.
            """)

    @Argument(help: "Show this question in full.")
    var id: String?

    @OptionGroup var own: QuestionFileOptions

    func run() throws {
        try CommandEnd.run {
            let questions = try AskableQuestions(files: own.files)
            questions.tellProblems()
            let question = try id.map { try questions.question($0) }
            try withOutput { output in
                for line in question.map(Self.details) ?? Self.list(questions.all) { try output.line(line) }
            }
        }
    }

    private static func list(_ questions: [AuditCatalog.Question]) -> [String] {
        let width = questions.map(\.id.count).max() ?? 0
        var lines: [String] = []
        var group = ""
        for question in questions {
            if question.group != group {
                lines += (lines.isEmpty ? [] : [""]) + [question.group]
                group = question.group
            }
            let gap = String(repeating: " ", count: width - question.id.count)
            let asks = question.parameters.map { " ?\($0)" }.joined()
            lines.append("  \(question.id)\(gap)  \(question.title)\(asks)")
        }
        return lines
    }

    private static func details(_ question: AuditCatalog.Question) -> [String] {
        let facts = [
            ("Question", question.title), ("Group", question.group), ("Why", question.why), ("Filter", question.filter),
            ("Asks for", question.parameters.joined(separator: ", ")),
            ("Columns", question.columns.joined(separator: ", ")),
            ("Counted by", question.groupBy.joined(separator: ", ")),
            ("Counts", question.measures.map(\.text).joined(separator: ", ")),
            ("Sorted by", question.sort.map(\.text).joined(separator: ", ")),
            ("Shown by", Self.answer(question)), ("Needs", question.needsAudit), ("Note", question.note),
        ]
        return FactList.lines(facts)
    }

    private static func answer(_ question: AuditCatalog.Question) -> String {
        switch question.answer {
        case .entries: ""
        case .ledger(""): "the sign-on ledger"
        case .ledger(let condition): "the sign-on ledger where \(condition)"
        case .completeness: "completeness, as wrkaud check prints it"
        }
    }
}

extension AuditCatalog.Measure {
    /// As in the table of questions: `COUNT`, `FIRST(ENTRY_TIMESTAMP)`.
    var text: String {
        switch self {
        case .count: "COUNT"
        case .first(let column): "FIRST(\(column))"
        case .last(let column): "LAST(\(column))"
        case .distinct(let column): "DISTINCT(\(column))"
        }
    }
}

extension AuditCatalog.SortTerm {
    var text: String {
        let name =
            switch key {
            case .column(let name): name
            case .measure(let measure): measure.text
            }
        return descending ? name + " DESC" : name
    }
}
