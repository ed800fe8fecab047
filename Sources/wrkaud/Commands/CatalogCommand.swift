import ArgumentParser
import Catalog

struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "List the entry types, or show what is known of one: its fields and codes.",
        discussion: """
            A ~ marks what was recalled or computed and not read in a source; read it with care.

              wrkaud catalog
              wrkaud catalog PW
            """)

    @Argument(help: "Entry type, such as PW.")
    var type: String?

    func run() throws {
        try CommandEnd.run {
            let type = try type.map { try Lookup.entryType($0) }
            try withOutput { output in
                for line in type.map(CatalogReport.details) ?? CatalogReport.list { try output.line(line) }
            }
        }
    }
}
