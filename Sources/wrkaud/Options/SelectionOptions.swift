import ArgumentParser
import Catalog
import Query

/// Which entries: an expression, a ready-made question, or both.
struct SelectionOptions: ParsableArguments {
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Only entries that satisfy this, e.g. 'type = PW and time >= -7d'.", valueName: "expression"))
    var expression: String?

    @Option(help: ArgumentHelp("A ready-made question; wrkaud questions lists them.", valueName: "id"))
    var question: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("What a question asks for, e.g. USER=QSECOFR. May be repeated.", valueName: "name=value"))
    var values: [String] = []

    /// - Throws: `UsageError`, `FilterError`: everything that can be known before a source is read.
    func plan() throws -> SelectionPlan {
        let question = try question.map { try Lookup.question($0) }
        let given = try parameters()
        var filters: [Filter] = []
        if let expression { filters.append(try substituted(Filter(expression), given, asker: "The expression")) }
        if let question {
            filters.append(try substituted(Filter(question.filter), given, asker: "The question \(question.id)"))
        }
        try refuseUnused(given, filters, question)
        return SelectionPlan(filters: filters, question: question)
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
        return try filter.substituting(given)
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

    var conditions: [Condition] { filters.map { Condition($0) } }

    /// The question's order of entries; measures are no columns of entries.
    var sort: [(column: String, descending: Bool)] {
        (question?.sort ?? []).compactMap { term in
            if case .column(let name) = term.key { (name, term.descending) } else { nil }
        }
    }
}
