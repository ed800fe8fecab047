import ArgumentParser
import Export
import JournalIndex
import Records

struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "List the formats, or tell what was recognised in files.",
        discussion: """
            The first names are for --format-in, the last ones for --format.

              wrkaud formats
              wrkaud formats audit.csv QAUDITPW.bin
            """)

    @OptionGroup var input: SourceOptions

    func run() throws {
        try CommandEnd.runWithCode {
            guard !input.sources.isEmpty else {
                try withOutput { output in
                    for line in Self.all { try output.line(line) }
                }
                return 0
            }
            return try recognise()
        }
    }

    private static var all: [String] {
        var lines = ["Input"]
        for format in InputFormats.all {
            lines += FactList.lines(
                [(name: format.name, value: format.title), (name: " ", value: "Recognised by: \(format.recognition)")], indent: "  ")
        }
        lines += ["", "Output"]
        return lines + FactList.lines(ExportFormats.all.map { (name: $0.name, value: $0.title) }, indent: "  ")
    }

    /// What each file is; those that are nothing known are named on standard error.
    private func recognise() throws -> Int32 {
        let options = try input.reading.inputOptions()
        guard input.reading.part.isEmpty else {
            throw UsageError("formats reads no entries: leave out --from, --to, --type, --user and --max-memory.")
        }
        var code: Int32 = 0
        try withOutput { output in
            let sources = try JournalLoader.open(input.sources)
            for found in JournalLoader.inputs(sources, options: options, work: CommandWork.make("Reading")) {
                do {
                    let found = try found.get()
                    if let reason = found.source.failure, found.source.size == 0 {
                        throw SourceError(path: found.source.name, reason: reason)
                    }
                    try output.line(found.source.name)
                    for line in FactList.lines(Self.facts(found), indent: "  ") { try output.line(line) }
                } catch let error as SourceError where error.isOfDocument {
                    try output.line(error.path)
                    for line in FactList.lines([("Left out", SourceReport.passedOver)], indent: "  ") { try output.line(line) }
                } catch let error as SourceError {
                    StandardError.line(error.description)
                    code = CommandEnd.couldNot
                }
            }
        }
        return code
    }

    private static func facts(_ found: Recognised) -> [(name: String, value: String)] {
        let part = found.part.map { [(name: "Part", value: $0.title)] } ?? []
        return part + [("Read as", found.reader.format)] + found.reader.facts + [("Columns", "\(found.reader.columns.count)")]
    }
}
