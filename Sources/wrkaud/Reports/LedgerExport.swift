import Catalog
import Columns
import Export
import JournalIndex
import Ledger
import Query

/// The lines of the sign-on ledger, written: `wrkaud ledger`, and what questions of the ledger export.
struct LedgerExport {
    /// A condition on the lines, besides that of the question.
    var having: String?
    var columns: String?
    var sort: String?
    var settings: LedgerSettings
    var output: OutputOptions
    /// Which entries are looked at, besides those that are selected.
    var scope: ScopeOptions?

    /// Everything that can be wrong before a source is read.
    ///
    /// - Throws: `UsageError`, `FilterError`.
    func check() throws {
        try scope?.check()
        try EmptyOption.refuse([("--having", having)])
        _ = try request(nil)
        _ = try lineColumns()
    }

    func write(_ plan: SelectionPlan, _ loaded: LoadedJournal) throws {
        let table = LedgerTable(try ledger(plan, loaded))
        let lines = try IndexedJournal(table).select(try request(plan.question), CommandWork.make("Selecting"))
        for missing in table.ledger.missing { StandardError.line(missing.sentence) }
        if lines.count == 0 { StandardError.line("The ledger has no line to show.") }
        let exporter = Exporter(
            table, rows: lines.order.prefix(output.limit), columns: try lineColumns(), format: output.exportFormat,
            options: output.exportOptions)
        try output.write(exporter, sources: loaded.paths, counted: ("line", "lines"))
    }

    private func request(_ question: AuditCatalog.Question?) throws -> SelectionRequest {
        var filters = try having.map { [try Filter($0)] } ?? []
        if case .ledger(let condition)? = question?.answer { filters.append(try Filter(condition)) }
        for filter in filters { try filter.check(against: LedgerTable.schema) }
        let sort = try sort.map { try Lookup.sortKeys($0, LedgerTable.schema) } ?? []
        return SelectionRequest(conditions: filters.map { Condition($0) }, sort: sort)
    }

    private func lineColumns() throws -> [ColumnID] {
        let schema = LedgerTable.schema
        guard let columns, columns.lowercased() != "all" else { return schema.columns.map(\.id) }
        return try Lookup.list(columns).map { text in
            let name = try Lookup.columnName(text, schema)
            guard let id = schema.id(name) else {
                throw UsageError(
                    "The ledger has no column \(name). It has: \(schema.columns.map(\.name).joined(separator: ", ")).")
            }
            return id
        }
    }

    private func ledger(_ plan: SelectionPlan, _ loaded: LoadedJournal) throws -> Ledger {
        let work = CommandWork.make("Correlating")
        guard !(plan.filters.isEmpty && scope?.isEmpty ?? true) else { return try Ledger.build(loaded.index, settings, work) }
        let all = try loaded.journal.select(SelectionRequest(conditions: plan.conditions), CommandWork.make("Selecting"))
        let selected = try scope?.narrowed(all, of: loaded, settings) ?? all
        return try Ledger.build(loaded.index, selected: selected.rows, settings, work)
    }
}
