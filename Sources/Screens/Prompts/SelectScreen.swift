import Canvas
import JournalIndex
import Query

/// F4: asks what to select by, in the words of the system's own prompts.
struct SelectScreen: PromptScreen {
    static let name = "Select Entries"
    static let about = "Shows only the entries that fit everything typed here. Several values are separated by commas; <> before a value leaves it out; F4 in a field lists the values that occur."

    var lines: [PromptLine]
    var index = 0

    init(_ desk: Desk) {
        let typed = desk.report.view.prompt
        lines = PromptField.allCases.map { PromptLine($0.label, typed[$0] ?? "", width: 20, $0.choices) }
    }

    static let keys = KeyTable<SelectScreen>(
        [
            KeyRow([.enter], [], "Select", "Shows the entries that fit.") { screen, desk, _ in screen.submit(&desk) },
            KeyRow([.function(4)], [], "List", "Lists the values that occur for this field, with counts.") { screen, desk, _ in
                screen.list(&desk)
            },
            KeyRow([.function(5)], [], "Refresh", "Puts back what the fields held when the prompt was opened.") { screen, desk, _ in
                let index = screen.index
                screen = SelectScreen(desk)
                screen.index = index
            },
            KeyRow([.function(9)], [], "Blank", "Blanks all fields.") { screen, _, _ in
                for index in screen.lines.indices { screen.lines[index].field.set("") }
            },
        ] + KeyRow.promptMoving + KeyRow.commonWhileTyping)

    private var field: PromptField { PromptField(rawValue: index) ?? .user }

    func draw(into grid: inout Grid, _ desk: Desk) { drawPrompt(into: &grid, desk) }

    /// Each field that was changed replaces the condition it made before, in its place.
    private mutating func submit(_ desk: inout Desk) {
        var conditions = desk.report.view.conditions
        var prompt: [PromptField: String] = [:]
        for field in PromptField.allCases {
            let text = lines[field.rawValue].field.text.trimmingBlanks
            guard let new = checked(field, text, &desk) else { return }
            let old = desk.report.view.prompt[field].flatMap { typed in (try? field.filter(typed)) ?? nil }
            if !text.isEmpty { prompt[field] = text }
            guard new.filter != old else { continue }
            let place = old.flatMap { old in conditions.firstIndex { $0.filter == old } }
            if let place { conditions.remove(at: place) }
            if let filter = new.filter, !conditions.contains(where: { $0.filter == filter }) {
                conditions.insert(Condition(filter), at: place ?? conditions.count)
            }
        }
        desk.change("selection") { view in
            view.conditions = conditions
            view.prompt = prompt
        }
        desk.back()
    }

    /// The condition of a field; `nil`, with the cursor in the field, when it is wrong.
    private mutating func checked(_ field: PromptField, _ text: String, _ desk: inout Desk) -> (filter: Filter?, Void)? {
        do {
            let filter = try field.filter(text)
            try filter?.check(against: desk.journal.schema)
            return (filter, ())
        } catch {
            reject(field.rawValue, "\(field.label): \(error.description)", &desk)
            return nil
        }
    }

    private mutating func list(_ desk: inout Desk) {
        if field == .from || field == .to {
            return desk.say("A time stands for its whole day, minute or second. -7d counts back from the newest entry.")
        }
        guard let column = field.column(desk.journal.schema) else {
            return desk.refuse("There is no list for \(field.label.lowercased()). Type a value.")
        }
        // The field's own condition must not hide the values it could take instead.
        let own = desk.report.view.prompt[field].flatMap { typed in (try? field.filter(typed)) ?? nil }
        let others = desk.report.view.conditions.filter { $0.filter != own }
        desk.open(ValuesScreen(column, conditions: others, picked: lines[index].field.text))
    }

    mutating func resume(_ result: StepResult, _ desk: inout Desk) {
        if case .picked(let values) = result { lines[index].field.set(values.joined(separator: ", ")) }
    }

    func topic(_ desk: Desk) -> [TextLine] {
        [TextLine(field.label, .title), TextLine("  " + field.choices), TextLine("  In conditions: \(field.short.rawValue), \(FieldTopic.plain(field.short.help))")]
    }
}
