import Catalog

/// Reads printed reports: a line an entry, its cells at fixed places; headings of pages and columns are passed over.
struct QueryPrintReader: RecordReader {
    let format = QueryPrintFormat.name
    let facts: [(name: String, value: String)]
    let firstRecordOffset: Int
    let textEncoding: TextEncoding
    let cells: CellColumns
    let printed: PrintedColumns
    let headings: [[UInt8]]
    /// The column that holds a date or an instant in every entry.
    let anchor: Int?

    var columns: [SourceColumn] { cells.columns }
    var decoders: [FieldDecoder] { cells.decoders }
    var encoding: String { textEncoding.rawValue }
    var entryDataOffset: Int? { nil }

    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int {
        isLast ? block.byteCount : block.last(0x0A, before: block.byteCount).map { $0 + 1 } ?? 0
    }

    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        var sink = FieldSink(batch, columns: cells.columns.count, wanted: wanted)
        var record = CellRecord(cells, count: printed.ranges.count, wanted: wanted)
        let isUTF8 = textEncoding == .utf8
        var at = 0
        while at < block.byteCount {
            let line = block.line(from: at)
            at = line.next
            if isFurniture(block, line) { continue }
            sink.start(line.start..<line.end)
            record.clear()
            printed.cut(block, line, isUTF8: isUTF8) { record[$0] = CellValue(kind: .plain, range: $1) }
            if isEntry(record, block) {
                record.write(&sink, block, start: line.start)
            } else {
                sink.note("this line is no entry of the report: it has no date", rejected: true)
            }
        }
        batch = sink.finish()
    }

    func read(_ block: RawSpan, about bytes: Int, wanted: [Int], into batch: inout RecordBatch) -> Int {
        let part = bytes < block.byteCount ? wholeRecords(in: block.extracting(0..<bytes), isLast: false) : 0
        let end = part > 0 ? part : block.byteCount
        read(block.extracting(0..<end), wanted: wanted, into: &batch)
        return end
    }

    private func isFurniture(_ block: RawSpan, _ line: TextLine) -> Bool {
        if line.isBlank { return true }
        let text = block.behindBlanks(from: line.start, line.end)..<line.end
        for heading in headings where heading.count == text.count && block.equals(heading, at: text) { return true }
        return QueryPrintLines.isEnd(block, text) || QueryPrintLines.isPageHeading(block, line)
    }

    /// Characters of the shortest date, `26/1/2`.
    private static let leastDate = 6

    private func isEntry(_ record: CellRecord, _ block: RawSpan) -> Bool {
        guard let anchor else { return true }
        return record[anchor].map { TextNumber.digit(block[$0.range.lowerBound]) != nil && $0.range.count >= Self.leastDate } ?? false
    }

    func characters(of record: RawSpan) -> [Character] {
        record.withUnsafeBytes { TextCharacters.perByte($0, textEncoding) }
    }

    func unknownTail(of record: RawSpan) -> Range<Int>? { nil }

    func searchPatterns(_ text: String) -> [SearchPattern] {
        let bytes = TextCharacters.encode(text, textEncoding)
        return SearchPattern(fold: SearchPattern.asciiFold, bytes: bytes).map { [$0] } ?? []
    }

    /// A blank may stand between two cells.
    func crossesFields(_ text: String) -> Bool { text.utf8.contains { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D } }
}
