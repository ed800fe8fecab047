import ArgumentParser

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
            FAILURES-THEN-SUCCESS, NEW-ADDRESS, OUT-OF-HOURS. A question of the ledger narrows the lines as well.

            What is marked can be set for good in ledger.tsv in the settings folder, a name and a value to a line: \
            hours, many-users, many-addresses, failures-first.

              wrkaud ledger outfiles/
              wrkaud ledger outfiles/ --where 'time >= -7d' --having 'user = QSECOFR' --format text
              wrkaud ledger audit.csv --having 'MARKS is not null' --sort failed_before- --hours 'mon-fri 6-20' --output marked.csv
            """)

    @OptionGroup var input: RequiredSourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var scope: ScopeOptions

    @Option(
        help: ArgumentHelp(
            "Only lines that satisfy this, e.g. 'user = QSECOFR and MARKS contains HOURS'.", valueName: "expression"))
    var having: String?

    @OptionGroup var limits: LedgerOptions

    @Option(help: ArgumentHelp("Columns of the ledger, separated by commas; without it, all.", valueName: "a,b,…"))
    var columns: String?

    @Option(
        help: ArgumentHelp(
            "Sort by these columns; a - behind one reverses it: failed_before-,user.", valueName: "col[-],…"))
    var sort: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        try CommandEnd.run {
            let plan = try selection.plan()
            let export = LedgerExport(
                having: having, columns: columns, sort: sort, settings: try limits.settings(), output: output, scope: scope)
            try export.check()
            let loaded = try Loading.load(input.sources, input.reading)
            try export.write(plan, try loaded.annotated(plan, columns: Array(scope.columns)))
        }
    }
}
