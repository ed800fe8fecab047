import Catalog
import Ledger
import Query
import Records

/// Every question that can be asked: those of the catalog, then those the user wrote.
struct AskableQuestions {
    private(set) var all: [AuditCatalog.Question]
    /// What was wrong with rows of the user's files, each with file, line and remedy.
    private(set) var problems: [String] = []

    /// Reads the user's own questions: those of the settings folder, where there are any, then those of `files`.
    ///
    /// - Throws: `SourceError` when one of `files` cannot be read.
    init(files: [String]) throws {
        all = AuditCatalog.questions
        if let settings = SettingsFolder.path("questions.tsv"), SettingsFolder.exists(settings) {
            do { add(try TextFile.read(settings, of: "questions"), of: settings) } catch { problems.append("\(error)") }
        }
        for file in files { add(try TextFile.read(file, of: "questions"), of: file) }
    }

    private mutating func add(_ text: String, of file: String) {
        let known = Set(all.map(\.id))
        let table = QuestionTable.read(text) { question in
            if known.contains(question.id) {
                return "There is a question \(question.id) already. Give this one another id."
            }
            do throws(FilterError) { _ = try Filter(question.filter) } catch {
                return "The filter of \(question.id) is wrong at character \(error.position + 1): \(error.description)"
            }
            if case .ledger(let condition) = question.answer {
                do throws(FilterError) { try Filter(condition).check(against: LedgerTable.schema) } catch {
                    return "The condition on the ledger of \(question.id) is wrong: \(error.description)"
                }
            }
            return nil
        }
        all += Self.grouped(table.questions)
        problems += table.problems.map { "\(file), line \($0.line): \($0.reason)" }
    }

    /// Under names of their own, each group's questions together.
    private static func grouped(_ questions: [AuditCatalog.Question]) -> [AuditCatalog.Question] {
        var groups: [String] = []
        for question in questions where !groups.contains(question.group) { groups.append(question.group) }
        return groups.flatMap { group in
            questions.filter { $0.group == group }.map { question in
                var own = question
                own.group = group.isEmpty ? "Your questions" : "\(group) (yours)"
                return own
            }
        }
    }

    /// - Throws: `UsageError` when there is none of this id.
    func question(_ id: String) throws -> AuditCatalog.Question {
        if let question = all.first(where: { $0.id == id.lowercased() }) { return question }
        let hint = NearestName.of(id, in: all.map(\.id)).map { " Did you mean \($0)?" } ?? ""
        throw UsageError("There is no question \(id).\(hint) wrkaud questions lists them all.")
    }

    /// Says on standard error what was wrong.
    func tellProblems() { for problem in problems { StandardError.line(problem) } }
}
