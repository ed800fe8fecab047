import ArgumentParser
import Catalog

struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Print the statements that make such a file on the IBM i.",
        discussion: """
            Nothing is run: the statements are for whoever may read QAUDJRN there (*USE to the journal and its \
            receivers, *OBJEXIST to the journal).

              wrkaud extract --type PW,JS               SQL, entries of the last 7 days
              wrkaud extract --type AF --days 90 --as cl
            """)

    enum Language: String, ExpressibleByArgument, CaseIterable {
        /// For Run SQL Scripts and other SQL clients.
        case sql
        /// Commands that make outfiles, and how to fetch them.
        case cl
    }

    @Option(help: "Entry types, separated by commas. Without it: every entry type that SQL has a service for.")
    var type: String?

    @Option(help: "How many days back.")
    var days = 7

    @Option(name: .customLong("as"), help: "sql for a SQL client, cl for commands that make outfiles.")
    var language = Language.sql

    @Option(help: "Library for the outfiles; it must exist.")
    var library = "AUDITLIB"

    func validate() throws {
        guard (1...36_500).contains(days) else { throw ValidationError("--days must be 1 to 36500.") }
        guard ExtractStatements.isName(library) else {
            throw ValidationError("\(library) cannot be the name of a library: 1 to 10 letters and digits, a letter first.")
        }
    }

    func run() throws {
        try CommandEnd.run {
            let types = try type.map { try Lookup.list($0).map { try auditType($0) } } ?? AuditCatalog.sqlEntryTypes
            guard !types.isEmpty else { throw UsageError("--type needs at least one entry type, such as PW.") }
            let statements = ExtractStatements(types: types, days: days, library: library.uppercased())
            try withOutput { output in
                for line in language == .sql ? statements.sql : statements.cl { try output.line(line) }
            }
        }
    }

    private func auditType(_ text: String) throws -> String {
        let type = try Lookup.entryType(text)
        guard type.journalCode == "T" else {
            throw UsageError("\(type.code) is an entry of journal code \(type.journalCode), not an audit entry (T).")
        }
        return type.code
    }
}
