import ArgumentParser
import Catalog
import Records

/// The inputs of a command and how to read them.
struct SourceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files (plain, .gz, .zst, .xz, .zip, .tar), folders, or - for standard input. All of them are one journal.", valueName: "source"))
    var sources: [String] = []

    @OptionGroup var reading: ReadingOptions
}

/// The user's word against detection.
struct ReadingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read the inputs in this format; wrkaud formats lists them.", valueName: "name"))
    var formatIn: String?

    @Option(help: ArgumentHelp("Entry type of a result whose columns do not tell it, such as CO.", valueName: "type"))
    var typeIn: String?

    @Option(help: ArgumentHelp("CCSID of EBCDIC inputs, such as 273.", valueName: "number"))
    var ccsid: Int?

    @Option(help: ArgumentHelp("Year of times that are written without one, as in syslog lines.", valueName: "yyyy"))
    var year: Int?

    @Option(
        help: ArgumentHelp(
            "Order of day, month and year in dates that are numbers alone, where they begin with no year of four digits: dmy, mdy or ymd.",
            valueName: "order"))
    var dateOrder: String?

    @Option(
        help: ArgumentHelp(
            "List of an outfile's fields (DSPFFD or QSYS2.SYSCOLUMNS as CSV) that goes before the built-in layout.",
            valueName: "file"))
    var layout: [String] = []

    @Option(
        help: ArgumentHelp(
            "Lines of 'heading = column' that say what the columns of a CSV are, as of an exit program's log; or the name of a map that comes with wrkaud (\(ShippedMaps.names)).",
            valueName: "file"))
    var map: [String] = []

    @OptionGroup(title: "Reading a part") var part: PartOptions

    /// The options as they were given, for commands that repeat a step.
    var arguments: [String] {
        func option(_ name: String, _ value: String?) -> [String] { value.map { ["--" + name, $0] } ?? [] }
        return option("format-in", formatIn) + option("type-in", typeIn) + option("ccsid", ccsid.map { String($0) })
            + option("year", year.map { String($0) }) + option("date-order", dateOrder) + layout.flatMap { option("layout", $0) } + map.flatMap { option("map", $0) }
            + part.arguments
    }

    /// - Throws: `SourceError` for a layout that cannot be read; `UsageError` for a format, type, CCSID or order there is none of.
    func inputOptions() throws -> InputOptions {
        if let formatIn, !InputFormats.all.contains(where: { $0.name == formatIn }) {
            let names = InputFormats.all.map { $0.name }.joined(separator: ", ")
            throw UsageError("There is no input format \(formatIn). There are: \(names).")
        }
        let type = try typeIn.map { try Lookup.entryType($0).code }
        if let ccsid, !(1...65_535).contains(ccsid) { throw UsageError("\(ccsid) is no CCSID. Give one such as 37 or 273.") }
        let layouts = try layout.flatMap { try Sources.open($0) }.flatMap { try SiteLayout.read($0) }
        if let year, !(1988...2100).contains(year) { throw UsageError("\(year) is no year of an audit journal.") }
        let order = try dateOrder.map(Self.order)
        var columns = ColumnMap()
        for path in map {
            try columns.read(try ShippedMaps.text(path) ?? Self.text(path), path: path)
        }
        return InputOptions(
            format: formatIn, ccsid: ccsid, entryType: type, year: year, dateOrder: order, layouts: layouts, map: columns)
    }
}

extension ReadingOptions {
    private static func order(_ text: String) throws -> DateOrder {
        switch text.lowercased() {
        case "dmy": return .dayFirst
        case "mdy": return .monthFirst
        case "ymd": return .yearFirst
        default: throw UsageError("\(text) is no order of day, month and year. Give dmy, mdy or ymd.")
        }
    }

    /// What stands in the files of a map; a map is small.
    private static func text(_ path: String) throws -> String {
        try Sources.open(path).map { try TextFile.text(of: $0, "headings and columns", most: 1 << 20) }.joined(separator: "\n")
    }
}

/// Sources that must be there.
struct RequiredSourceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files (plain, .gz, .zst, .xz, .zip, .tar), folders, or - for standard input. All of them are one journal.", valueName: "source"))
    var sources: [String]

    @OptionGroup var reading: ReadingOptions
}
