import ArgumentParser
import Columns
import JournalIndex
import Query

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell what was read, what it covers in time, sequence and entry types, and what is missing.",
        discussion: """
            Gaps in the sequence numbers are expected where only some entry types were selected, and said to be so. \
            Where a whole journal was saved they are holes; numbers the system uses itself show with \
            DSPJRN INCHIDENT(*YES). With --where or --question it also tells what that selection leaves out.

            Exit code 3: records that could not be read whole, missing receivers, gaps that nothing explains, \
            or different entries under one number.

              wrkaud check outfiles/
              wrkaud check outfiles/ --where 'type = PW and time >= -7d'
            """)

    @OptionGroup var input: RequiredSourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var limits: LedgerOptions

    @Flag(
        name: .customLong("no-sha256"), help: "Leave out the SHA-256 of the sources: each is read once more for it.")
    var noSha256 = false

    /// Lines of one kind of finding that are written; the others are counted.
    private static let most = 50
    /// Columns a line may have.
    private static let width = 100

    func run() throws {
        try CommandEnd.runWithCode {
            let plan = try selection.plan()
            try scope.check()
            let loaded = try Loading.loadAll(input.sources, input.reading).annotated(plan, columns: Array(scope.columns))
            let journal = loaded.journal
            let work = CommandWork.make("Checking")
            let selected =
                plan.filters.isEmpty && scope.isEmpty
                ? nil
                : try scope.narrowed(
                    journal.select(SelectionRequest(conditions: plan.conditions), work), of: loaded, limits.settings())
            guard let completeness = try journal.completeness(of: selected, work) else { return 1 }
            let report = CompletenessReport(
                completeness, digests: noSha256 ? [:] : try digests(journal), most: Self.most)
            try withOutput { output in
                for line in report.sources + [.blank] + report.systems + report.conclusion {
                    for text in line.folded(to: Self.width) { try output.line(text) }
                }
            }
            return report.isMissingSomething ? CommandEnd.somethingMissing : 0
        }
    }

    /// By place of the source; those whose bytes are no longer there have none.
    private func digests(_ journal: any AuditJournal) throws -> [Int: String] {
        var digests: [Int: String] = [:]
        for place in journal.sources.indices {
            digests[place] = try journal.sha256(ofSource: place, CommandWork.make("Computing SHA-256"))
        }
        return digests
    }
}
