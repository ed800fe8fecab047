import ArgumentParser
import Cases
import Catalog
import JournalIndex
import Query

struct ColumnsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "columns",
        abstract: "List the columns: of sources, or all that are known.",
        discussion: """
            The short names can stand for columns in --where, --columns, --sort and --by; a column that is itself \
            called like one is written in double quotes.

              wrkaud columns
              wrkaud columns audit.csv
            """)

    @OptionGroup var input: SourceOptions

    func run() throws {
        try CommandEnd.run {
            let lines = input.sources.isEmpty ? ColumnList.known : try loaded()
            try withOutput { output in
                for line in lines { try output.line(line) }
            }
        }
    }

    private func loaded() throws -> [String] {
        // With the names that columns have beside those of a case.
        let journal = AnnotatedJournal(try Loading.load(input.sources, input.reading).index, names: NameTable(), notes: [:])
        return ColumnList.of(journal.presentColumns.map { journal.schema[$0] })
    }
}
