import Canvas
import Catalog
import JournalIndex
import Query

/// Asks for what a question leaves open: which user, which object.
struct QuestionPromptScreen: PromptScreen {
    static let name = "Ask Question"
    static let about =
        "Asks for what the question leaves open. Several values are separated by commas, a name may be generic; what is left blank is not asked for. F4 lists the values that occur."

    var lines: [PromptLine]
    var index = 0
    private let question: AuditCatalog.Question
    private let names: [String]
    /// The answer is looked for among the entries of these.
    private let conditions: [Condition]

    init(_ question: AuditCatalog.Question, values: [String: String] = [:], among conditions: [Condition] = []) {
        self.question = question
        self.conditions = conditions
        names = question.parameters
        lines = names.map { name in
            let label = name.prefix(1).uppercased() + name.dropFirst().lowercased().map { $0 == "_" ? " " : $0 }
            return PromptLine(label, values[name] ?? "", width: 24, "Name, generic*, F4 for list")
        }
    }

    static let keys = KeyTable<QuestionPromptScreen>(
        [
            KeyRow([.enter], [], "Ask", "Shows the answer.") { screen, desk, _ in screen.submit(&desk) },
            KeyRow([.function(4)], [], "List", "Lists the values that occur for this field, with counts.") {
                screen, desk, _ in
                screen.list(&desk)
            },
            KeyRow([.function(9)], [], "Blank", "Blanks all fields.") { screen, _, _ in
                for index in screen.lines.indices { screen.lines[index].field.set("") }
            },
        ] + KeyRow.promptMoving + KeyRow.commonWhileTyping)

    private var values: [String: String] {
        Dictionary(zip(names, lines.map(\.field.text.trimmingBlanks)), uniquingKeysWith: { first, _ in first })
    }

    /// The answer takes the place of the prompt: F12 there goes to where the question was asked.
    private mutating func submit(_ desk: inout Desk) {
        let question = question
        let values = values
        do {
            try question.filled(values)?.check(against: desk.journal.schema)
        } catch {
            return desk.refuse(error.description)
        }
        desk.back()
        desk.ask(question, values: values, among: conditions)
    }

    /// The values of the column the field is compared with, among the entries the other fields leave.
    private mutating func list(_ desk: inout Desk) {
        guard names.indices.contains(index), let filter = try? Filter(question.filter) else { return }
        let columns = filter.parameterUses.first { $0.name == names[index] }?.columns ?? []
        guard let column = columns.first(where: { desk.journal.schema.id($0) != nil }) else {
            return desk.refuse("These sources have no column \(columns.first ?? names[index]). Type a value.")
        }
        var others = values
        others[names[index]] = ""
        let own = question.filled(others).map { $0.takesEverything ? [] : [Condition($0)] } ?? []
        desk.open(ValuesScreen(column, conditions: conditions + own, picked: lines[index].field.text))
    }

    mutating func resume(_ result: StepResult, _ desk: inout Desk) {
        if case .picked(let values) = result {
            lines[index].field.set(values.map(Filter.typed).joined(separator: ", "))
        }
    }

    func draw(into grid: inout Grid, _ desk: Desk) {
        drawPrompt(into: &grid, desk)
        let body = PageFrame(rows: grid.rows).body
        let row = body.lowerBound + lines.count + 3
        let width = max(20, grid.columns - 2)
        let text =
            TextLine.folded(question.title, width: width, .title) + TextLine.folded(question.why, width: width)
            + TextLine.folded(question.note, width: width, .dim)
        for (offset, line) in text.enumerated() where row + offset < body.upperBound {
            line.draw(into: &grid, row: row + offset, column: 1)
        }
    }
}
