import ArgumentParser

struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "Explore entries on the terminal. This is what wrkaud does when no command is named.",
        discussion: """
            Without a source it opens a small invented journal, to try things out. F1 or ? helps, F3 leaves. A journal of \
            more than one entry type opens with the questions that can be asked, else with its entries.

              wrkaud
              wrkaud outfiles/ audit.csv.gz
              wrkaud audit.csv --where 'type = PW and time >= -7d'
              wrkaud audit.csv --question user-connections --set USER=MKELLY
              wrkaud audit.csv --case case.txt --names names.txt

            A source that is called like a command is written with its folder: ./export
            """)

    @OptionGroup var input: SourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup(title: "Sign-on ledger") var ledger: LedgerOptions
    @OptionGroup(title: "Terminal") var terminal: TerminalFlags

    func run() throws {
        try CommandEnd.runWithCode {
            try Explorer.run(
                sources: input.sources, input.reading.inputOptions(), input.reading.part.limits(), selection.openPlan(),
                repeating: input.reading.arguments + selection.people.nameArguments, terminal.options, ledger: ledger.settings())
        }
    }
}
