import ArgumentParser
import Columns
import JournalIndex
import Ledger
import Query

/// Entries that are named by others: those near some, and those that the sign-on ledger was made of.
struct ScopeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only entries near those that satisfy this; --within says how many before and after each, in the journal's own order.",
            valueName: "expression"))
    var around: String?

    @Option(help: ArgumentHelp("With --around: so many entries before and after (10).", valueName: "n"))
    var within: Int?

    @Option(
        help: ArgumentHelp(
            "Only the entries that lines of the sign-on ledger were inferred from, e.g. 'user = QSECOFR and LINE = TRIES'.",
            valueName: "expression"))
    var evidence: String?

    func validate() throws {
        guard within == nil || around != nil else { throw ValidationError("--within belongs to --around.") }
        guard within ?? 0 >= 0 else { throw ValidationError("--within needs a number of entries, 0 or more.") }
    }

    var isEmpty: Bool { around == nil && evidence == nil }

    /// Everything that can be wrong before a source is read.
    ///
    /// - Throws: `FilterError`, `UsageError`.
    func check() throws {
        try EmptyOption.refuse([("--around", around), ("--evidence", evidence)])
        _ = try around.map { try Filter($0) }
        try evidence.map { try Filter($0) }?.check(against: LedgerTable.schema)
    }

    /// The columns that are looked at to find what is near.
    var columns: Set<String> { around.flatMap { try? Filter($0) }?.columnNames ?? [] }

    /// What of a selection is in scope.
    ///
    /// - Throws: `FilterError`, `Cancelled`, or the source's error.
    func narrowed(_ selection: Selection, of loaded: LoadedJournal, _ settings: LedgerSettings) throws -> Selection {
        var selection = selection
        if let around {
            let work = CommandWork.make("Looking around")
            let centers = try loaded.journal.select(SelectionRequest(conditions: [Condition(Filter(around))]), work).rows
            selection = selection.keeping(try loaded.journal.rows(around: centers, entries: within ?? 10, work))
        }
        if let evidence {
            let ledger = try Ledger.build(loaded.index, settings, CommandWork.make("Correlating"))
            let table = LedgerTable(ledger)
            let work = CommandWork.make("Finding entries")
            let found = try IndexedJournal(table).select(SelectionRequest(conditions: [Condition(Filter(evidence))]), work)
            let rows = try ledger.evidence(of: Set(found.order.rows.map { table.lines[Int($0)] }), work)
            selection = selection.keeping(Bitmap(count: loaded.index.count, rows: rows))
        }
        return selection
    }
}
