import ArgumentParser
import Cases
import Catalog
import JournalIndex
import Query

/// Which entries: an expression, a ready-made question, or both.
struct SelectionOptions: ParsableArguments {
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Only entries that satisfy this, e.g. 'type = PW and time >= -7d'.", valueName: "expression"))
    var expression: String?

    @Option(help: ArgumentHelp("A ready-made question; wrkaud questions lists them.", valueName: "id"))
    var question: String?

    @Option(help: ArgumentHelp("A view saved in the case: its selection, columns and order.", valueName: "name"))
    var view: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("What a question asks for, e.g. USER=QSECOFR; nothing behind = leaves it out. May be repeated.", valueName: "name=value"))
    var values: [String] = []

    @OptionGroup var own: QuestionFileOptions
    @OptionGroup var people: CaseOptions

    func validate() throws {
        guard view == nil || question == nil else { throw ValidationError("Give either --view or --question.") }
    }

    /// What a command without screens selects.
    ///
    /// - Throws: `UsageError`, `FilterError`: everything that can be known before a source is read.
    func plan() throws -> SelectionPlan {
        var plan = try openPlan(mayBeNew: false)
        plan.questions.tellProblems()
        plan.case.tellProblems()
        try plan.takeView()
        if let question = plan.question {
            let filter = try substituted(Filter(question.filter), plan.values, asker: "The question \(question.id)")
            if !filter.takesEverything { plan.filters.append(filter) }
        }
        return plan
    }

    /// What the explorer starts with: it asks for what a question leaves open.
    ///
    /// - Parameter mayBeNew: Whether the case may not be there yet.
    func openPlan(mayBeNew: Bool = true) throws -> SelectionPlan {
        try EmptyOption.refuse([("--where", expression), ("--question", question), ("--view", view)])
        let questions = try AskableQuestions(files: own.files)
        let question = try question.map { try questions.question($0) }
        let given = try parameters()
        var filters: [Filter] = []
        if let expression { filters.append(try substituted(Filter(expression), given, asker: "The expression")) }
        try refuseUnused(given, filters, question)
        let people = try OpenCase(people, mayBeNew: mayBeNew)
        return SelectionPlan(
            filters: filters, question: question, values: given, questions: questions, case: people,
            view: try view.map { try people.view($0) })
    }

    private func parameters() throws -> [String: String] {
        var given: [String: String] = [:]
        for value in values {
            guard let equals = value.firstIndex(of: "="), equals != value.startIndex else {
                throw UsageError("--set \(value) needs a name and a value: --set USER=QSECOFR.")
            }
            given[value[..<equals].uppercased()] = String(value[value.index(after: equals)...])
        }
        return given
    }

    private func substituted(_ filter: Filter, _ given: [String: String], asker: String) throws -> Filter {
        let missing = filter.parameters.filter { given[$0.uppercased()] == nil }
        guard missing.isEmpty else {
            let sets = missing.map { "--set \($0)=VALUE" }.joined(separator: " ")
            throw UsageError("\(asker) asks for \(missing.joined(separator: ", ")): add \(sets).")
        }
        return try filter.answered(by: given)
    }

    /// A misspelt name must not leave a filter without its value unnoticed.
    private func refuseUnused(_ given: [String: String], _ filters: [Filter], _ question: AuditCatalog.Question?) throws {
        var asked = Set(question?.parameters.map { $0.uppercased() } ?? [])
        if let expression { asked.formUnion((try Filter(expression)).parameters.map { $0.uppercased() }) }
        guard let unused = given.keys.filter({ !asked.contains($0) }).min() else { return }
        throw UsageError("--set \(unused) is asked for by nothing here.")
    }
}

/// What to select, before the schema is known.
struct SelectionPlan {
    var filters: [Filter]
    var question: AuditCatalog.Question?
    /// What was given for parameters, by their names in upper case.
    var values: [String: String]
    var questions: AskableQuestions
    var `case`: OpenCase
    var view: SavedView?

    var conditions: [Condition] { filters.map { Condition($0) } }

    var sort: [(column: String, descending: Bool)] {
        if let question { return question.entryOrder }
        return view?.sort.map { $0.hasSuffix("-") ? (String($0.dropLast()), true) : ($0, false) } ?? []
    }

    /// Adds the conditions of the view that are switched on.
    mutating func takeView() throws {
        guard let view else { return }
        for condition in view.conditions where condition.isEnabled {
            do throws(FilterError) { filters.append(try Filter(condition.filter)) } catch {
                throw UsageError("A condition of the view \(view.name) is wrong: \(condition.filter.prefix(80)): \(error.description)")
            }
        }
    }

    /// Whether marks, tags or notes are asked for.
    func asksForNotes(columns: [String]) -> Bool {
        let named = filters.reduce(into: Set(columns)) { $0.formUnion($1.columnNames ?? []) }
        return !named.isDisjoint(with: NoteColumns.names)
    }

    /// Checks what the question says already; what it leaves open is checked when it is answered.
    func checkQuestion(_ schema: Schema) throws(FilterError) {
        guard let question else { return }
        let filter = try Filter(question.filter)
        let open = filter.parameters.filter { values[$0] == nil }
        try filter.leavingOut(Set(open)).answered(by: values).check(against: schema)
    }
}

/// `--questions FILE`, wherever questions are listed or asked.
struct QuestionFileOptions: ParsableArguments {
    @Option(
        name: .customLong("questions"),
        help: ArgumentHelp(
            "Questions of your own, a row each, besides those of questions.tsv in the settings folder. May be repeated.",
            valueName: "file"))
    var files: [String] = []
}
