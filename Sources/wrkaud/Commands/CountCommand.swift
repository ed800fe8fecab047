import ArgumentParser
import Catalog
import Export
import JournalIndex
import Query

struct CountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count entries by the values of columns.",
        discussion: """
            The result has the columns, ENTRIES, and the times of the FIRST and the LAST entry; --distinct COL adds \
            how many different values of COL there are. Most entries first. Without --by, one line for all.

              wrkaud count audit.csv --by user
              wrkaud count outfiles/ --where 'type = PW' --by ip,action --distinct user
            """)

    @OptionGroup var input: RequiredSourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var scope: ScopeOptions

    @Option(help: ArgumentHelp("Count by these columns, separated by commas.", valueName: "col,…"))
    var by: String?

    @Option(help: ArgumentHelp("Also count the different values of this column.", valueName: "col"))
    var distinct: String?

    @OptionGroup(title: "Sign-on ledger") var limits: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try CommandEnd.run {
            let plan = try selection.plan()
            let asked = [by, distinct].compactMap { $0 }.flatMap { Lookup.list($0) }
            try scope.check()
            try EmptyOption.refuse(lists: [("--by", by), ("--distinct", distinct)])
            // The ledger and the order of entries look at more than what is counted.
            let purpose = scope.isEmpty ? Lookup.purpose(columns: asked, plan.filters) : .exploring
            let loaded = try Loading.load(input.sources, input.reading, for: purpose)
                .annotated(plan, columns: scope.columns + asked.compactMap { try? Lookup.columnName($0, nil) })
            let schema = loaded.index.schema
            let columns = try by.map { try Lookup.list($0).map { try Lookup.columnName($0, schema) } } ?? []
            let other = try distinct.map { try Lookup.columnName($0, schema) }
            let work = CommandWork.make("Counting")
            let selected = try scope.narrowed(
                try loaded.journal.select(SelectionRequest(conditions: plan.conditions), work), of: loaded, try limits.settings())
            Remarks.after(plan, shown: selected.count)
            let measures: [AuditCatalog.Measure] = [.count, .first("ENTRY_TIMESTAMP"), .last("ENTRY_TIMESTAMP")]
            let request = TallyRequest(columns: columns, measures: measures + (other.map { [.distinct($0)] } ?? []))
            let table = MeasureTable.table(try loaded.journal.tally(selected, request, work), schema)
            try output.write(table, sources: loaded.paths)
        }
    }
}
