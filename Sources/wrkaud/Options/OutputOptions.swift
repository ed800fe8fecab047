import ArgumentParser
import Catalog
import Export
import JournalIndex

/// Where results go, in which format, and how much of them.
struct OutputOptions: ParsableArguments {
    @Option(help: "csv, jsonl (one JSON object per line) or text (a report).")
    var format = "csv"

    @Option(
        name: [.long, .customShort("o")],
        help: ArgumentHelp(
            "Write to this file instead of standard output (-). It appears whole or not at all.", valueName: "file"))
    var output: String?

    /// The file to write; `nil` for standard output.
    private var file: String? { output == "-" ? nil : output }

    @Option(help: ArgumentHelp("Write at most this many lines.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Replace an existing file.")
    var force = false

    @Flag(help: "CSV for spreadsheets: byte order mark, CRLF, and text that would run as a formula disarmed.")
    var spreadsheet = false

    func validate() throws {
        guard ExportFormats.named(format) != nil else {
            let names = ExportFormats.all.map { $0.name }.joined(separator: ", ")
            throw ValidationError("There is no format \(format). There are: \(names).")
        }
        guard !spreadsheet || format == CSVExport.name else { throw ValidationError("--spreadsheet is for --format csv.") }
        if let limit, limit < 0 { throw ValidationError("--limit must be 0 or more.") }
        guard !force || file != nil else { throw ValidationError("--force needs --output FILE.") }
    }

    var exportFormat: any ExportFormat.Type { ExportFormats.named(format) ?? CSVExport.self }
    var exportOptions: ExportOptions { ExportOptions(spreadsheet: spreadsheet) }

    /// Writes a table of counts.
    func write(_ table: ExportTable, sources: [String]) throws {
        var table = table
        if let limit { table.rows = Array(table.rows.prefix(limit)) }
        guard let file else {
            return try withOutput { try table.write(to: &$0, format: exportFormat, options: exportOptions) }
        }
        var target = try AtomicFile(path: file, sources: sources, force: force)
        try table.write(to: &target, format: exportFormat, options: exportOptions)
        try target.commit()
    }

    /// Writes entries, or lines that are called something else.
    func write(
        _ exporter: Exporter, sources: [String], counted words: (one: String, many: String) = ("entry", "entries")
    ) throws {
        let work = CommandWork.make("Writing")
        if let file {
            let entries = try exporter.write(toFile: file, sources: sources, force: force, work)
            StandardError.line("\(file): \(Count.text(entries, words.one, words.many)) written.")
        } else {
            try withOutput { _ = try exporter.write(to: &$0, work) }
        }
    }
}
