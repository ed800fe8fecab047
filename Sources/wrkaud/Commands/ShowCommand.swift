import ArgumentParser
import Catalog
import Columns
import JournalIndex

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one entry: every field, then its bytes as characters and hexadecimal.",
        discussion: """
            Where several entries have the number (other systems, a sequence that was reset), all of them are shown.

              wrkaud show audit.csv --sequence 104265
              wrkaud show QAUDITPW.bin --record 3
            """)

    @OptionGroup var input: RequiredSourceOptions
    @OptionGroup var people: CaseOptions

    @Option(help: ArgumentHelp("Sequence number of the entry.", valueName: "n"))
    var sequence: String?

    @Option(help: ArgumentHelp("Number of the record in its source, from 1.", valueName: "n"))
    var record: String?

    /// Entries shown; a number that fits more is no way to name one entry.
    private static let most = 20

    func validate() throws {
        guard (sequence == nil) != (record == nil) else { throw ValidationError("Give either --sequence or --record.") }
        guard UInt64(sequence ?? record ?? "") != nil else {
            throw ValidationError("\(sequence ?? record ?? "") is no number.")
        }
    }

    func run() throws {
        try CommandEnd.runWithCode {
            let people = try OpenCase(people, mayBeNew: false)
            people.tellProblems()
            let loaded = try Loading.load(input.sources, input.reading).annotated(people, needsNotes: true)
            let wanted = Int128(UInt64(sequence ?? record ?? "") ?? 0)
            let column = sequence == nil ? "RECORD" : "SEQUENCE_NUMBER"
            let rows = try Self.rows(with: wanted, in: column, loaded.index)
            guard !rows.isEmpty else {
                let name = sequence == nil ? "record" : "sequence number"
                StandardError.line("There is no entry with \(name) \(wanted) in \(input.sources.joined(separator: ", ")).")
                return CommandEnd.couldNot
            }
            if rows.count > 1 { StandardError.line("\(Count.text(rows.count, "entry has", "entries have")) this number.") }
            try withOutput { output in
                for (place, row) in rows.prefix(Self.most).enumerated() {
                    if place > 0 { try output.line() }
                    for line in EntryText.lines(try loaded.index.entry(row)) { try output.line(line) }
                }
            }
            if rows.count > Self.most { StandardError.line("Only the first \(Self.most) are shown.") }
            return 0
        }
    }

    private static func rows(with number: Int128, in name: String, _ journal: any JournalSource) throws -> [Int] {
        guard let id = journal.schema.id(name) else { return [] }
        switch try journal.column(id, CommandWork.make("Looking")) {
        case .integer(let column): return (0..<column.count).filter { column.value($0) == number }
        case .coded(let column):
            guard let code = column.dictionary.code(of: String(number)) else { return [] }
            return (0..<column.count).filter { column.code($0) == code }
        }
    }
}
