import Catalog

/// What a line of a printed table is.
enum PrintedRole {
    case entry
    /// A heading, or another line that says nothing of entries: passed over.
    case furniture
    /// A line that should be an entry, and why it is none.
    case stray(String)
}

/// What a kind of printed table must say of its own; `PrintedReader` does the rest.
protocol PrintedPage: Sendable {
    static var format: String { get }
    var printed: PrintedColumns { get }

    /// Whether other tables may follow, below a heading of their own, up to a blank line.
    static var hasOthers: Bool { get }
    /// Whether the line before this one is the heading of such a table.
    func isBelowOtherHeading(_ line: TextLine, in block: RawSpan) -> Bool

    /// What a cell of a line says; `nil` when nothing.
    func value(_ cell: Range<Int>, in block: RawSpan) -> CellValue?

    /// What a line is that is not blank.
    ///
    /// - Parameter record: Its cells.
    /// - Parameter isTidy: Whether its cells end where the columns do.
    /// - Parameter isBehindBlank: Whether a blank line stands right before it.
    func role(of line: TextLine, _ record: CellRecord, isTidy: Bool, isBehindBlank: Bool, in block: RawSpan) -> PrintedRole
}

extension PrintedPage {
    static var hasOthers: Bool { false }
    func isBelowOtherHeading(_ line: TextLine, in block: RawSpan) -> Bool { false }
}

/// Reads printed tables: a line an entry, its cells at fixed places.
struct PrintedReader<Page: PrintedPage>: RecordReader {
    let facts: [(name: String, value: String)]
    let firstRecordOffset: Int
    let textEncoding: TextEncoding
    let cells: CellColumns
    let page: Page

    var format: String { Page.format }
    var columns: [SourceColumn] { cells.columns }
    var decoders: [FieldDecoder] { cells.decoders }
    var openColumns: [OpenColumn] { cells.open }
    var dates: [ColumnDates] { cells.dates }
    var encoding: String { textEncoding.rawValue }
    var entryDataOffset: Int? { nil }

    /// Blank lines stay with the line behind them, which may mean something else than it would without; a table with
    /// another heading stays in one piece, so that all its rows are told from entries.
    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int {
        if isLast { return block.byteCount }
        return Page.hasOthers ? endBeforeOthers(block) : endOfLines(block)
    }

    /// Behind the last line that is not blank.
    private func endOfLines(_ block: RawSpan) -> Int {
        var end = block.byteCount
        while let feed = block.last(0x0A, before: end) {
            let start = block.last(0x0A, before: feed).map { $0 + 1 } ?? 0
            guard block.line(from: start).isBlank else { return feed + 1 }
            end = feed
        }
        return 0
    }

    /// The same, but before the last line, which may be a heading; at a table with another heading, before or behind that.
    private func endBeforeOthers(_ block: RawSpan) -> Int {
        // Behind the last line but one that is not blank, and behind the last one.
        var ends = (0, 0)
        var isOther = false
        var at = 0
        while at < block.byteCount {
            let line = block.line(from: at)
            at = line.next
            guard line.isEnded else { break }
            if line.isBlank {
                if isOther { return ends.1 }
                continue
            }
            if !isOther, page.isBelowOtherHeading(line, in: block) {
                if ends.0 > 0 { return ends.0 }
                isOther = true
            }
            ends = (ends.1, line.next)
        }
        return isOther ? 0 : ends.0
    }

    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        var sink = FieldSink(batch, columns: cells.columns.count, wanted: wanted)
        var record = CellRecord(cells, count: page.printed.ranges.count, wanted: wanted)
        let isUTF8 = textEncoding == .utf8, page = page, printed = page.printed
        var isBehindBlank = false, isOther = false
        var at = 0
        while at < block.byteCount {
            let line = block.line(from: at)
            at = line.next
            if line.isBlank {
                (isBehindBlank, isOther) = (true, false)
                continue
            }
            if Page.hasOthers, isOther || page.isBelowOtherHeading(line, in: block) {
                isOther = true
                sink.start(line.start..<line.end)
                sink.note("a heading with other columns stands above: a file of its own could be read", rejected: true)
                continue
            }
            record.clear()
            let isTidy = printed.cut(block, line, isUTF8: isUTF8) { record[$0] = page.value($1, in: block) }
            switch page.role(of: line, record, isTidy: isTidy, isBehindBlank: isBehindBlank, in: block) {
            case .furniture: break
            case .entry:
                sink.start(line.start..<line.end)
                record.write(&sink, block, start: line.start)
            case .stray(let reason):
                sink.start(line.start..<line.end)
                sink.note(reason, rejected: true)
            }
            isBehindBlank = false
        }
        batch = sink.finish()
    }

    func read(_ block: RawSpan, about bytes: Int, wanted: [Int], into batch: inout RecordBatch) -> Int {
        let part = bytes < block.byteCount ? wholeRecords(in: block.extracting(0..<bytes), isLast: false) : 0
        let end = part > 0 ? part : block.byteCount
        read(block.extracting(0..<end), wanted: wanted, into: &batch)
        return end
    }

    func characters(of record: RawSpan) -> [Character] {
        record.withUnsafeBytes { TextCharacters.perByte($0, textEncoding) }
    }

    func unknownTail(of record: RawSpan) -> Range<Int>? { nil }

    func decoders(ofColumn column: Int) -> Set<UInt8>? { cells.decoders(ofColumn: column) }
}
