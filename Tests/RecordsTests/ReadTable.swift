import CCells
import Catalog
import Records

/// Everything a source gives, as text: how the tests of formats look at a reader.
struct ReadTable {
    var reader: any RecordReader
    var columns: [SourceColumn] { reader.columns }
    /// Row by row; null is `∅`, blank is `␣`, absent is `-`, an unreadable cell is its text and reason in braces.
    var rows: [[String]] = []
    var issues: [Int: String] = [:]
    var rejected = 0
    /// What is wrong with the places of records and fields; `nil` when nothing is.
    var disorder: String?
    /// Each record's own bytes.
    var records: [[UInt8]] = []

    /// Feeds the source in blocks that grow by `drip` bytes until a record is whole; `nil`: everything at once.
    init(_ bytes: [UInt8], name: String = "test.csv", options: InputOptions = InputOptions(), drip: Int? = nil) throws {
        let recognised = try InputFormats.recognise(MemorySource(name: name, bytes: bytes), options: options)
        self.init(recognised.reader, try Self.content(of: recognised.source), drip: drip)
    }

    /// All bytes of a source, also of one that is still being made.
    static func content(of source: any ByteSource) throws -> [UInt8] {
        var content: [UInt8] = []
        while case let piece = try source.bytes(content.count..<content.count + 65_536), !piece.isEmpty { content += piece }
        return content
    }

    init(_ text: String, name: String = "test.csv", options: InputOptions = InputOptions(), drip: Int? = nil) throws {
        try self.init(Array(text.utf8), name: name, options: options, drip: drip)
    }

    init(_ reader: any RecordReader, _ content: [UInt8], drip: Int?) {
        self.reader = reader
        var start = min(reader.firstRecordOffset, content.count)
        var end = start
        while start < content.count {
            end = min(content.count, end + (drip ?? content.count))
            let block = Array(content[start..<end])
            let whole = reader.wholeRecords(in: block.span.bytes, isLast: end == content.count)
            guard whole > 0 else { continue }
            add(Array(block[..<whole]))
            start += whole
        }
    }

    private mutating func add(_ block: [UInt8]) {
        var batch = RecordBatch()
        let wanted = Array(columns.indices)
        reader.read(block.span.bytes, wanted: wanted, into: &batch)
        for issue in batch.issues { issues[rows.count + issue.record] = issue.message }
        rejected += Set(batch.issues.filter(\.rejected).map(\.record)).count
        check(batch, wanted.count, block.count)
        checkCuts(block, batch)
        for (record, range) in batch.records.enumerated() {
            records.append(Array(block[Int(range.lowerBound)..<Int(range.upperBound)]))
            rows.append(wanted.map { column in
                text(batch.columns[column][record], columns[column].kind, block)
            })
        }
    }

    /// Cells left as they were cut are the same cells, to who asks for one and to the kernels.
    private mutating func checkCuts(_ block: [UInt8], _ batch: borrowing RecordBatch) {
        var cut = RecordBatch()
        cut.takesCuts = true
        reader.read(block.span.bytes, wanted: Array(columns.indices), into: &cut)
        if cut.records != batch.records || cut.issues != batch.issues { disorder = "cuts give other records" }
        for column in columns.indices {
            let expected = batch.records.indices.map { batch.columns[column][$0] }
            let single = batch.records.indices.map { cut.field(column, of: $0, in: block.span.bytes) }
            if single != expected { disorder = "cuts give other fields of \(columns[column].name)" }
            var seen = 0
            cut.withCells(column, in: block.span.bytes) { cells in
                withUnsafePointer(to: cells) { cells in
                    for (i, field) in expected.enumerated() {
                        let cell = wrkaud_cell_at(cells, i, cells.pointee.width == 0 ? 0 : 1)
                        if cell.is_doubtful == 0, !cell.isSame(as: field) {
                            disorder = "the kernels see another \(columns[column].name) in record \(i)"
                        }
                        seen += 1
                    }
                }
            }
            if seen != expected.count { disorder = "the kernels see \(seen) records" }
        }
    }

    /// Records stand behind one another, fields inside the block, issues at records.
    private mutating func check(_ batch: borrowing RecordBatch, _ width: Int, _ size: Int) {
        var end: UInt32 = 0
        for record in batch.records {
            if record.lowerBound < end || Int(record.upperBound) > size { disorder = "record \(record) behind \(end) of \(size)" }
            end = record.upperBound
        }
        if batch.columns.count != width { disorder = "\(batch.columns.count) columns" }
        let fields = batch.columns.flatMap { column in batch.records.indices.map { column[$0] } }
        for field in fields where field.state != .absent && field.state != .null {
            if Int(field.start) + Int(field.length) > size { disorder = "field \(field) beyond \(size)" }
        }
        if batch.issues.contains(where: { !batch.records.indices.contains($0.record) }) { disorder = "issue without record" }
    }

    private func text(_ field: FieldRange, _ kind: ValueKind, _ block: [UInt8]) -> String {
        switch field.state {
        case .absent: return "-"
        case .null: return "∅"
        case .value, .truncated, .damaged: break
        }
        let bytes = block.span.bytes.extracting(Int(field.start)..<Int(field.start + field.length))
        let decoder = reader.decoders[Int(field.decoder)]
        switch kind {
        case .integer: return text(decoder.integer(bytes)) { String($0) }
        case .timestamp: return text(decoder.timestamp(bytes)) { $0.text() }
        default: return text(decoder.text(bytes)) { $0 }
        }
    }

    private func text<Value>(_ decoded: Decoded<Value>, _ shown: (Value) -> String) -> String {
        switch decoded {
        case .null: "∅"
        case .blank: "␣"
        case .value(let value): shown(value)
        case .unreadable(let text, let reason): "{\(text): \(reason)}"
        }
    }

    func column(_ name: String) -> [String] {
        guard let index = columns.firstIndex(where: { $0.name == name }) else { return [] }
        return rows.map { $0[index] }
    }

    func fact(_ name: String) -> String? { reader.facts.first { $0.name == name }?.value }
}

extension wrkaud_cell {
    fileprivate func isSame(as field: FieldRange) -> Bool {
        if field.tag < FieldRange.firstValueTag { return kind < FieldRange.firstValueTag && kind >> 8 == field.tag >> 8 }
        return kind == field.tag && start == field.start && length == field.length
    }
}
