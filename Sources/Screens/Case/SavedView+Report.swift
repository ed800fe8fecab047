import Cases
import JournalIndex
import Query

extension SavedView {
    /// How a report looks at the journal, under a name.
    init(name: String, _ view: ReportView, columns: [String]) {
        self.init(
            name: name, conditions: view.conditions.map { Condition($0.filter.text, isEnabled: $0.isEnabled) }, columns: columns,
            sort: view.sort.map { $0.column + ($0.descending ? "-" : "") })
    }

    /// - Parameter schema: What names are checked against; `nil` when they are not.
    /// - Throws: `FilterError` for a condition that is wrong.
    func reportView(_ schema: Schema?) throws(FilterError) -> ReportView {
        var view = ReportView()
        for condition in conditions {
            let filter = try Filter(condition.filter)
            if let schema { try filter.check(against: schema) }
            view.conditions.append(Query.Condition(filter, isEnabled: condition.isEnabled))
        }
        let known = columns.filter { schema == nil || schema?.id($0) != nil }
        if !known.isEmpty { view.chosen[view.face] = known }
        view.sort = sort.compactMap { term in
            let descending = term.hasSuffix("-")
            let name = descending ? String(term.dropLast()) : term
            return schema != nil && schema?.id(name) == nil ? nil : SortTerm(column: name, descending: descending)
        }
        return view
    }
}

extension Desk {
    /// Saves the view of the report; one of the same name is replaced.
    mutating func saveView(_ name: String) {
        let isNew = casebook.file.view(name) == nil
        // Every column there is has no list: other data have others.
        let isEverything = report.view.face == .all && report.view.chosen[.all] == nil
        casebook.file.keep(SavedView(name: name, report.view, columns: isEverything ? [] : layout.columns.map(\.name)))
        say("View \(name) is \(isNew ? "there" : "replaced"). :save keeps it in the case file; e lists the views.")
    }

    /// Opens a report over the one that is shown, as a saved view says.
    mutating func openView(_ name: String) {
        guard let saved = casebook.file.view(name) else {
            let names = casebook.file.views.map(\.name)
            let hint = NearestName.of(name, in: names).map { " Did you mean \($0)?" } ?? " e lists the views."
            return refuse(name.isEmpty ? "Type the name of a view; e lists them." : "There is no view \(name).\(hint)")
        }
        do throws(FilterError) {
            var next = Report(serial: nextSerial, view: try saved.reportView(journal.schema), query: "*VIEW")
            next.view.widths = report.view.widths
            push(next)
            open(ReportScreen())
        } catch {
            refuse("View \(saved.name): \(error.description)")
        }
    }
}
