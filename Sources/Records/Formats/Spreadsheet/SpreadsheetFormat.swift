import Catalog

/// Spreadsheets: the first sheet with something in it, read as delimited text is.
package enum SpreadsheetFormat: InputFormat {
    package static let name = "xlsx"
    package static let title = "Spreadsheet (.xlsx): the first sheet that has rows, with a heading"
    package static let recognition = "a zip archive with the parts of a workbook"
    package static let origin = """
        ACS Run SQL Scripts: Save Results, type Microsoft Excel (.xlsx); or CL: the cldownload plug-in of acsbundle.jar \
        with a file name that ends in .xlsx
        """
    package static var sample: FormatSample { FormatSample(file: "AUDIT_JOURNAL_PW.xlsx", bytes: SpreadsheetSample.bytes, entries: 2) }

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard Zip.isArchive(head), let sheet = try Spreadsheet(source) else { return nil }
        guard let found = try SheetReader.rows(of: sheet.csv, options), let reader = found.reader as? CSVReader else { return nil }
        let facts = [(name: "Format", value: "spreadsheet, \(sheet.sheet)")] + reader.facts.filter { $0.name != "Format" }
            + (sheet.isFrom1904 ? [(name: "Dates", value: "days from 1 January 1904 on, as the workbook says")] : [])
        return Recognised(
            reader: SheetReader(format: name, rows: reader, facts: facts, mayMissTexts: true), source: found.source, confidence: 100)
    }
}

/// Reads the rows of a sheet, or of another input that stands in memory as delimited text.
struct SheetReader: RecordReader {
    let format: String
    let rows: CSVReader
    let facts: [(name: String, value: String)]
    /// Whether cells may stand for texts that are missing.
    var mayMissTexts = false

    var columns: [SourceColumn] { rows.columns }
    var decoders: [FieldDecoder] { rows.decoders }
    /// The same with what `options` say was learnt of its rows.
    ///
    /// - Parameter source: The rows as delimited text.
    func taught(_ source: any ByteSource, _ options: InputOptions) throws -> SheetReader? {
        guard let rows = try Self.rows(of: source, options)?.reader as? CSVReader else { return nil }
        let old = Set(self.rows.facts.map(\.name)), shown = Set(facts.map(\.name))
        let own = facts.filter { fact in !self.rows.facts.contains { $0.name == fact.name && $0.value == fact.value } }
        let new = rows.facts.filter { fact in
            !own.contains { $0.name == fact.name } && (shown.contains(fact.name) || !old.contains(fact.name))
        }
        return SheetReader(format: format, rows: rows, facts: own + new)
    }

    /// What is read of delimited text that was made of another input.
    static func rows(of source: any ByteSource, _ options: InputOptions) throws -> Recognised? {
        let start = try source.bytes(0..<InputFormats.headSize)
        var plain = options
        plain.format = CSVFormat.name
        return try CSVFormat.recognise(
            head: start, isWhole: start.count < InputFormats.headSize, source: source, options: plain)
    }

    var openColumns: [OpenColumn] { rows.openColumns }
    var dates: [ColumnDates] { rows.dates }
    var firstRecordOffset: Int { rows.firstRecordOffset }
    var encoding: String { rows.encoding }
    var entryDataOffset: Int? { rows.entryDataOffset }

    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int { rows.wholeRecords(in: block, isLast: isLast) }
    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        _ = read(block, about: block.byteCount, wanted: wanted, into: &batch)
    }
    func read(_ block: RawSpan, about bytes: Int, wanted: [Int], into batch: inout RecordBatch) -> Int {
        let used = rows.read(block, about: bytes, wanted: wanted, into: &batch)
        if mayMissTexts { MissingSheetTexts.note(&batch, block.extracting(0..<used), rows) }
        return used
    }
    func characters(of record: RawSpan) -> [Character] { rows.characters(of: record) }
    func unknownTail(of record: RawSpan) -> Range<Int>? { rows.unknownTail(of: record) }
    func decoders(ofColumn column: Int) -> Set<UInt8>? { rows.decoders(ofColumn: column) }
}
