import ArgumentParser
import Glibc
import Query

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
            try refuseMistypedCommand()
            return try Explorer.run(
                sources: input.sources, input.reading.inputOptions(), input.reading.part.limits(), selection.openPlan(),
                repeating: input.reading.arguments + selection.people.nameArguments, terminal.options, ledger: ledger.settings())
        }
    }

    /// A first source that is no file and nearly the name of a command is a mistyped command.
    private func refuseMistypedCommand() throws {
        let names = Wrkaud.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let first = input.sources.first, first.allSatisfy({ $0.isASCII && $0.isLetter }), access(first, F_OK) != 0,
            let name = NearestName.of(first, in: names)
        else { return }
        throw UsageError("There is no command and no file \(first). Did you mean wrkaud \(name)?")
    }
}
