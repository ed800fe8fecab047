import ArgumentParser

/// Work with Audit Journal.
@main
struct Wrkaud: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wrkaud",
        abstract: "Work with Audit Journal: explore, filter, count and export IBM i security audit journal entries.",
        usage: """
            wrkaud [<source> ...] [--where <expression>] [--question <id>] [--set <name=value> ...]
            wrkaud <command> [<options>]
            """,
        discussion: """
            Sources are files (CSV of the SQL services, raw outfiles, history log prints, SIEM lines; plain, .gz or .zst), \
            folders, or - for standard input. Without a command the explorer opens them on the terminal; without a source \
            it opens a small invented journal.

              wrkaud audit.csv
              wrkaud outfiles/ --where 'type in (PW, CP) and user = QSEC* and time >= -7d'
              wrkaud export audit.csv --question failed-signons --output failed.csv
              wrkaud check outfiles/
              wrkaud extract --type PW,JS          how to get such a file

            Exit codes: 0 done, 1 could not, 3 check found something missing, 64 wrong usage or expression.
            """,
        version: "0.1.0",
        subcommands: [
            ExploreCommand.self, ExportCommand.self, CountCommand.self, LedgerCommand.self, ShowCommand.self, CheckCommand.self,
            ExtractCommand.self, QuestionsCommand.self, ColumnsCommand.self, FormatsCommand.self, CatalogCommand.self,
        ],
        defaultSubcommand: ExploreCommand.self)

    /// Asks the command that is meant at once: the root would look through the options of all commands, several times, before
    /// the first picture. What that command cannot make sense of (help, version, mistakes) goes the usual way.
    static func main() {
        Tables.prepare()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let named = configuration.subcommands.first { $0.configuration.commandName == arguments.first }
        guard arguments.first != "help", var command = try? (named ?? ExploreCommand.self).parse(arguments, isNamed: named != nil)
        else { return main(nil) }
        do { try command.run() } catch { exit(withError: error) }
    }
}

extension ParsableCommand {
    /// - Parameter isNamed: Whether the first argument is the name of the command.
    fileprivate static func parse(_ arguments: [String], isNamed: Bool) throws -> any ParsableCommand {
        try parse(isNamed ? Array(arguments.dropFirst()) : arguments)
    }
}
