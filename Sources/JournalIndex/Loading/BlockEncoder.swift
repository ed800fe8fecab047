import Catalog
import Columns
import Records
import Synchronization

/// Turns blocks of one source into encoded columns. One for each thread and source; what it met before it knows again.
final class BlockEncoder {
    private static let made = Atomic<Int>(0)

    private let id: EncoderID
    private let reader: any RecordReader
    private let decoders: [FieldDecoder]
    private let numbers: NumberReading
    /// For each wanted journal column: its place among the columns read, or `nil` where the source has none.
    private let wanted: [Int?]
    private let kinds: [ValueKind]
    private let readerColumns: [Int]
    private var batch = RecordBatch()
    private var memories: [Memory?]

    /// What is known of one text column.
    private struct Memory {
        let table = ValueTable()
        /// Codes of values that cannot be read.
        var unreadable: [UInt32: (text: String, reason: String)] = [:]

        mutating func forget() {
            table.removeAll()
            unreadable = [:]
        }
    }

    /// - Parameter index: Number of the source.
    init(source: LoadedSource, _ index: Int, columns: [ColumnDefinition]) {
        id = EncoderID(source: index, number: Self.made.wrappingAdd(1, ordering: .relaxed).newValue)
        reader = source.reader
        decoders = source.reader.decoders
        numbers = source.numbers
        kinds = columns.map(\.kind)
        let indices = columns.map { source.columns[$0.id] }
        readerColumns = indices.compactMap { $0 }
        var next = 0
        wanted = indices.map { index in
            guard index != nil else { return nil }
            defer { next += 1 }
            return next
        }
        memories = columns.map { $0.kind.isNumber ? nil : Memory() }
    }

    /// - Parameter offset: Where the block starts in its source, in bytes.
    func encode(_ bytes: RawSpan, offset: Int) -> EncodedBlock {
        reader.read(bytes, wanted: readerColumns, into: &batch)
        let columns = wanted.indices.map { column in encode(column, bytes) }
        return EncodedBlock(
            encoder: id, offset: offset, length: bytes.byteCount,
            starts: Segment.Starts(batch.records, length: bytes.byteCount), columns: columns, issues: batch.issues)
    }

    private func encode(_ column: Int, _ block: RawSpan) -> EncodedColumn {
        let count = batch.records.count
        guard let place = wanted[column] else { return .absent(count: count) }
        if kinds[column].isNumber {
            let fields = NumberFields(
                batch.columns[place], count: count, numbers, isTimestamp: kinds[column] == .timestamp, block: block)
            return .integers(EncodedIntegers(fields))
        }
        return .coded(codes(column, batch.columns[place], count, block))
    }

    private func codes(_ column: Int, _ fields: FieldColumn, _ count: Int, _ block: RawSpan) -> EncodedCodes {
        guard var memory = memories[column] else { preconditionFailure("a column of numbers has no codes") }
        let table = memory.table
        let startsAnew = table.isFull
        if startsAnew { memory.forget() }
        let known = table.count
        let codes = [UInt32](unsafeUninitializedCapacity: count) { codes, initialized in
            initialized = count
            table.encode(
                block, starts: fields.starts.span, lengths: fields.lengths.span, tags: fields.tags.span, count: count,
                into: codes)
        }
        var fresh = FreshValues()
        for (i, record) in table.fresh.enumerated() {
            let code = ValueTable.firstValue + UInt32(known + i)
            add(fields[record], block, kinds[column], code, &fresh, &memory)
        }
        memories[column] = memory
        return EncodedCodes(
            codes: codes, fresh: fresh, startsAnew: startsAnew, unreadable: unreadable(codes, memory))
    }

    /// Decodes a value met for the first time.
    private func add(
        _ field: FieldRange, _ block: RawSpan, _ kind: ValueKind, _ code: UInt32, _ fresh: inout FreshValues,
        _ memory: inout Memory
    ) {
        let bytes = block.extracting(Int(field.start)..<Int(field.start) + Int(field.length))
        let decoder = decoders[Int(field.decoder)]
        if kind != .address, field.state == .value, let plain = decoder.plainText(bytes), !plain.isEmpty {
            return fresh.append(bytes.extracting(plain))
        }
        switch value(decoder.text(bytes), kind, problem: field.state.problem) {
        case .null: fresh.append(empty: TextDictionary.null)
        case .blank: fresh.append(empty: TextDictionary.blank)
        case .value(let text): fresh.append(text)
        case .unreadable(let text, let reason):
            fresh.append(text)
            memory.unreadable[code] = (text, reason)
        }
    }

    private func value(_ decoded: Decoded<String>, _ kind: ValueKind, problem: String?) -> Decoded<String> {
        if let problem {
            let text = if case .value(let text) = decoded { text } else { "" }
            return .unreadable(text: text, reason: problem)
        }
        return decoded.map { text in
            guard kind == .address else { return .value(text) }
            return IPAddress(text).map { .value($0.text) } ?? .unreadable(text: text, reason: Cell.reason(.address))
        }
    }

    private func unreadable(_ codes: [UInt32], _ memory: Memory) -> [UnreadableField] {
        if memory.unreadable.isEmpty { return [] }
        return codes.indices.compactMap { record in
            memory.unreadable[codes[record]].map { UnreadableField(record: record, text: $0.text, reason: $0.reason) }
        }
    }
}

extension ValueKind {
    /// Whether its values are kept as numbers, not as codes.
    var isNumber: Bool {
        switch self {
        case .integer, .timestamp: true
        case .text, .code, .address, .hex: false
        }
    }
}
