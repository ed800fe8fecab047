import ArgumentParser
import Cases
import Catalog
import Columns
import Export
import JournalIndex
import Query

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write entries as CSV, JSON lines or a text report.",
        discussion: """
            Without --columns, everything the sources have is written, in their own names made canonical; \
            'all' adds what wrkaud computes (SUBJECT, SENTENCE, CONNECTION, ...). A question that counts \
            gives its counts instead of entries, one of the sign-on ledger its lines.

            CSV is UTF-8 with LF; null is nothing, blank is "". JSON numbers beyond 2^53 are strings.

              wrkaud export audit.csv --where 'type in (PW, CP) and user = QSEC*'
              wrkaud export outfiles/ --columns time,user,ip,sentence --sort time- --limit 100
              wrkaud export audit.csv --question failed-signons --spreadsheet --output failed.csv
              wrkaud export audit.csv --case case.txt --where 'marked is not null' --columns time,user,tag,note
              wrkaud export audit.csv --case case.txt --view 'Failed by night'
              wrkaud export audit.csv --pseudonymise --output for-the-vendor.csv
              wrkaud export audit.csv --around 'seq = 8412081' --within 50
              wrkaud export audit.csv --evidence "user = QSECOFR and MARKS contains HOURS"
            """)

    @OptionGroup var input: RequiredSourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var scope: ScopeOptions

    @Option(help: ArgumentHelp("Columns, separated by commas, or 'all'; short names such as user are understood.", valueName: "a,b,…"))
    var columns: String?

    @Option(help: ArgumentHelp("Sort by these columns; a - behind one reverses it: time-,user.", valueName: "col[-],…"))
    var sort: String?

    @OptionGroup var limits: LedgerOptions
    @OptionGroup(title: "Pseudonyms") var pseudonyms: PseudonymOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try CommandEnd.run {
            let plan = try selection.plan()
            try scope.check()
            if case .ledger? = plan.question?.answer { return try writeLedger(plan) }
            let asked = scope.columns + (columns.map { Lookup.list($0) } ?? plan.view?.columns ?? []).compactMap { try? Lookup.columnName($0, nil) }
            let wantsAll = columns?.lowercased() == "all"
            let loaded = try Loading.load(input.sources, input.reading)
                .annotated(plan.case, needsNotes: wantsAll || plan.asksForNotes(columns: asked))
            if let question = plan.question, !question.groupBy.isEmpty {
                try refuseEntryOptions(question)
                try writeCounts(question, plan, loaded)
            } else {
                try writeEntries(plan, loaded)
            }
        }
    }

    private func writeLedger(_ plan: SelectionPlan) throws {
        guard scope.isEmpty else {
            throw UsageError("A question of the ledger gives sessions; --around and --evidence are about entries.")
        }
        guard !pseudonyms.pseudonymise else {
            throw UsageError("A question of the ledger gives sessions; pseudonyms are for entries. Export the entries with --where.")
        }
        let export = LedgerExport(columns: columns, sort: sort, settings: try limits.settings(), output: output)
        try export.check()
        try export.write(plan, try Loading.load(input.sources, input.reading).annotated(plan))
    }

    private func writeEntries(_ plan: SelectionPlan, _ loaded: LoadedJournal) throws {
        var columns = try ColumnChoice.columns(columns, plan, loaded.index)
        var base: any ColumnProvider = loaded.index
        if pseudonyms.pseudonymise {
            let key = try pseudonyms.key(selection.people, sources: loaded.paths)
            let journal = PseudonymousJournal(loaded.index, key)
            try refuseTellingOrder(plan, journal)
            columns = try PseudonymOptions.columns(columns, journal)
            base = journal
        }
        let request = SelectionRequest(conditions: plan.conditions, sort: try sortKeys(plan, loaded.index.schema))
        let selected = try scope.narrowed(
            try loaded.journal.select(request, CommandWork.make("Selecting")), of: loaded, try limits.settings())
        Remarks.after(plan, shown: selected.count)
        let provider = WidenedJournal(base, columns: columns)
        let exporter = Exporter(
            provider, rows: selected.order.prefix(output.limit), columns: columns.compactMap { provider.schema.id($0) },
            format: output.exportFormat, options: output.exportOptions)
        try output.write(exporter, sources: loaded.paths)
    }

    /// Entries sorted by what a pseudonym hides would tell its place in the alphabet.
    private func refuseTellingOrder(_ plan: SelectionPlan, _ journal: PseudonymousJournal) throws {
        let keys = try sortKeys(plan, journal.schema).map { journal.schema[$0.column].name }
        guard let name = keys.first(where: { PseudonymOptions.policy($0, journal) != .keep }) else { return }
        throw UsageError("Entries sorted by \(name) would tell what its pseudonyms hide. Sort by time, or by another column that stays.")
    }

    private func writeCounts(_ question: AuditCatalog.Question, _ plan: SelectionPlan, _ loaded: LoadedJournal) throws {
        let work = CommandWork.make("Counting")
        let selected = try scope.narrowed(
            try loaded.journal.select(SelectionRequest(conditions: plan.conditions), work), of: loaded, try limits.settings())
        Remarks.after(plan, shown: selected.count)
        let tally = try loaded.journal.tally(selected, TallyRequest(question), work)
        let table = MeasureTable.table(tally, loaded.index.schema)
        try output.write(table, sources: loaded.paths)
    }

    private func refuseEntryOptions(_ question: AuditCatalog.Question) throws {
        if pseudonyms.pseudonymise {
            throw UsageError("The question \(question.id) counts; pseudonyms are for entries. Export the entries with --where.")
        }
        for (name, value) in [("--columns", columns), ("--sort", sort)] where value != nil {
            throw UsageError("The question \(question.id) counts; \(name) does not apply to it.")
        }
    }

    private func sortKeys(_ plan: SelectionPlan, _ schema: Schema) throws -> [SortKey] {
        guard let sort else {
            return plan.sort.compactMap { name, descending in schema.id(name).map { SortKey($0, descending: descending) } }
        }
        return try Lookup.sortKeys(sort, schema)
    }
}

extension Permutation {
    func prefix(_ limit: Int?) -> Permutation {
        guard let limit, limit < count else { return self }
        return Permutation(rows: rows(in: 0..<limit))
    }
}
