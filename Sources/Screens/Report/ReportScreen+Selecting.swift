import Canvas
import JournalIndex
import Query

extension ReportScreen {
    static var selectionRows: [KeyRow<ReportScreen>] {
        KeyRow.narrowing + [
            KeyRow([.character(",")], [CommandName("include")], "Include only", "Shows only entries with the value under the cursor.") {
                _, desk, _ in desk.narrow(keeping: true)
            },
            KeyRow([.character("x")], [CommandName("exclude")], "Exclude", "Leaves out the entries with the value under the cursor.") {
                _, desk, _ in desk.narrow(keeping: false)
            },
        ]
    }
}

extension Desk {
    /// Reads a condition and checks it against the columns.
    func filter(_ text: String) throws(FilterError) -> Filter {
        let filter = try Filter(text)
        try filter.check(against: journal.schema)
        return filter
    }

    /// `:where`: the text becomes the whole selection. Conditions that say the same stay as they are, switched off ones
    /// too when they are not in the text.
    mutating func setFilter(_ text: String) {
        do {
            let parts = try filter(text).conjuncts
            let off = report.view.conditions.filter { !$0.isEnabled && !parts.contains($0.filter) }
            change("selection") { view in
                view.conditions = parts.map { Condition($0) } + off
                view.prompt = [:]
            }
        } catch {
            reject(error)
        }
    }

    mutating func addFilter(_ text: String) {
        guard !text.isEmpty else { return refuse("Type a condition: :and user = QSEC*") }
        do { add(try filter(text)) } catch { reject(error) }
    }

    mutating func add(_ filter: Filter) {
        if let index = report.view.conditions.firstIndex(where: { $0.filter == filter }) {
            guard !report.view.conditions[index].isEnabled else { return say("Condition \(index + 1) says so already.") }
            return change("condition \(filter.text)") { $0.conditions[index].isEnabled = true }
        }
        change("condition \(filter.text)") { view in
            view.conditions += filter.conjuncts.filter { part in !view.conditions.contains { $0.filter == part } }.map { Condition($0) }
        }
    }

    mutating func narrow(keeping: Bool) {
        guard let column = cursorColumn, report.row != nil else { return refuse("There is no value under the cursor.") }
        let cell = cell(column)
        guard let filter = keeping ? Filter.keeping(cell, of: column.definition) : .dropping(cell, of: column.definition) else {
            return refuse("This value could not be read, so no condition finds it. :and ERROR is not null shows such entries.")
        }
        add(filter)
    }

    mutating func toggleCondition(_ number: Int) {
        guard report.view.conditions.indices.contains(number - 1) else {
            return refuse("There is no condition \(number). F8 shows the conditions.")
        }
        let isOn = report.view.conditions[number - 1].isEnabled
        change("condition \(number) \(isOn ? "off" : "on")") { $0.conditions[number - 1].isEnabled.toggle() }
    }

    mutating func toggleAll() {
        let isOn = report.view.conditions.contains(where: \.isEnabled)
        change("all conditions \(isOn ? "off" : "on")") { view in
            for index in view.conditions.indices { view.conditions[index].isEnabled = !isOn }
        }
    }
}
