import ArgumentParser

/// Work with Audit Journal.
@main
struct Wrkaud: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wrkaud",
        abstract: "Work with Audit Journal: explore, filter, count and export IBM i security audit journal entries.",
        version: "0.1.0",
        subcommands: [
            ExportCommand.self, CountCommand.self, ShowCommand.self, CheckCommand.self, ExtractCommand.self,
            QuestionsCommand.self, ColumnsCommand.self, FormatsCommand.self, CatalogCommand.self,
        ])
}
