/// What a text format must say of its own; `TextReader` does the rest.
protocol TextCutter: Sendable {
    /// How many bytes at the start of `block` are whole records, when more will follow.
    func wholeRecords(in block: RawSpan) -> Int
    /// Finds records and fields of a block of whole records.
    func read(_ block: RawSpan, into sink: inout FieldSink)
    /// Whether records are a forwarder's lines about entries.
    var isForwarded: Bool { get }
}

extension TextCutter {
    var isForwarded: Bool { false }
}

/// Reads a text format by its cutter.
struct TextReader<Cutter: TextCutter>: RecordReader {
    let format: String
    var facts: [(name: String, value: String)]
    let firstRecordOffset: Int
    let table: TextColumns
    let cutter: Cutter
    var dates: [ColumnDates] = []

    var columns: [SourceColumn] { table.columns }
    var decoders: [FieldDecoder] { table.decoders.all }
    var encoding: String { table.encoding.rawValue }
    var entryDataOffset: Int? { nil }
    var isForwarded: Bool { cutter.isForwarded }

    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int {
        isLast ? block.byteCount : cutter.wholeRecords(in: block)
    }

    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        var sink = FieldSink(batch, columns: table.columns.count, wanted: wanted)
        cutter.read(block, into: &sink)
        batch = sink.finish()
    }

    func read(_ block: RawSpan, about bytes: Int, wanted: [Int], into batch: inout RecordBatch) -> Int {
        let part = bytes < block.byteCount ? cutter.wholeRecords(in: block.extracting(0..<bytes)) : 0
        let end = part > 0 ? part : block.byteCount
        read(block.extracting(0..<end), wanted: wanted, into: &batch)
        return end
    }

    func characters(of record: RawSpan) -> [Character] {
        record.withUnsafeBytes { TextCharacters.perByte($0, table.encoding) }
    }

    func unknownTail(of record: RawSpan) -> Range<Int>? { nil }
}
