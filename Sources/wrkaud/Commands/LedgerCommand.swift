import ArgumentParser
import Columns
import Export
import JournalIndex
import Ledger
import Query

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Write the sign-on ledger: sessions and failed tries, with what is remarkable about them.",
        discussion: """
            IBM i records no successful sign-on. Sessions are inferred from starts and ends of jobs (JS), profile swaps \
            (JS, PS) and the entries of jobs; CONFIDENCE and BASIS say how sure each is. Failed tries (PW) stand with the \
            session they led to, or in a line of their own (LINE = TRIES).

            --where narrows the entries: a line stays when one of its entries does. --having narrows the lines, by the \
            columns of the ledger. Marks: MANY-USERS (failed from one address), MANY-ADDRESSES (one user), \
            FAILURES-THEN-SUCCESS, NEW-ADDRESS, OUT-OF-HOURS.

              wrkaud ledger outfiles/
              wrkaud ledger outfiles/ --where 'time >= -7d' --having 'user = QSECOFR' --format text
              wrkaud ledger audit.csv --having 'MARKS is not null' --sort failed_before- --hours 6-20 --output marked.csv
            """)

    @OptionGroup var input: RequiredSourceOptions
    @OptionGroup var selection: SelectionOptions

    @Option(
        help: ArgumentHelp(
            "Only lines that satisfy this, e.g. 'user = QSECOFR and MARKS contains HOURS'.", valueName: "expression"))
    var having: String?

    @Option(
        help: ArgumentHelp("The usual hours, by the journal's clock; 22-6 goes through midnight.", valueName: "from-to")
    )
    var hours = OfficeHours.usual.text

    @Option(help: ArgumentHelp("Columns of the ledger, separated by commas; without it, all.", valueName: "a,b,…"))
    var columns: String?

    @Option(
        help: ArgumentHelp(
            "Sort by these columns; a - behind one reverses it: failed_before-,user.", valueName: "col[-],…"))
    var sort: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard OfficeHours(hours) != nil else {
            throw ValidationError("--hours \(hours) is no span of hours. Give one such as 7-19 or 22-6.")
        }
    }

    func run() throws {
        try CommandEnd.run {
            let plan = try selection.plan()
            let request = try lineRequest()
            let columns = try lineColumns()
            let loaded = try Loading.load(input.sources, input.reading)
            let table = LedgerTable(try ledger(plan, loaded))
            let lines = try IndexedJournal(table).select(request, CommandWork.make("Selecting"))
            tell(table.ledger, shown: lines.count)
            let exporter = Exporter(
                table, rows: lines.order.prefix(output.limit), columns: columns, format: output.exportFormat,
                options: output.exportOptions)
            try output.write(exporter, sources: loaded.paths)
        }
    }

    private func lineRequest() throws -> SelectionRequest {
        let filters = try having.map { [try Filter($0)] } ?? []
        for filter in filters { try filter.check(against: LedgerTable.schema) }
        let sort = try sort.map { try Lookup.sortKeys($0, LedgerTable.schema) } ?? []
        return SelectionRequest(conditions: filters.map { Condition($0) }, sort: sort)
    }

    private func lineColumns() throws -> [ColumnID] {
        let schema = LedgerTable.schema
        guard let columns else { return schema.columns.map(\.id) }
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
        var settings = LedgerSettings()
        settings.hours = OfficeHours(hours) ?? .usual
        let work = CommandWork.make("Correlating")
        guard !plan.filters.isEmpty else { return try Ledger.build(loaded.index, settings, work) }
        let selected = try loaded.journal.select(
            SelectionRequest(conditions: plan.conditions), CommandWork.make("Selecting"))
        return try Ledger.build(loaded.index, selected: selected.rows, settings, work)
    }

    /// What must be said beside the lines.
    private func tell(_ ledger: Ledger, shown: Int) {
        for missing in ledger.missing { StandardError.line(missing.sentence) }
        if shown == 0 { StandardError.line("The ledger has no line to show.") }
    }
}
