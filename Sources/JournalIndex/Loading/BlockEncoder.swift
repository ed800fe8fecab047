import Catalog
import Columns
import Records

/// One column of one block, encoded by the thread that parsed it, ready to be merged.
enum EncodedColumn: Sendable {
    /// Local codes; `values[code]` is what the code stands for. `values[0]` is always absent.
    case coded(codes: [UInt32], values: [EncodedValue])
    case integers(values: [Int128], states: [UInt8], unreadable: [(record: Int, text: String, reason: String)])
    /// No record of the block has it.
    case absent(count: Int)
}

enum EncodedValue: Sendable, Equatable {
    case absent, null, blank
    case text(String)
    case unreadable(text: String, reason: String)
}

/// A parsed block: columns instead of records, and where the records are.
struct EncodedBlock: Sendable {
    var offset: Int
    var length: Int
    var records: [Range<UInt32>]
    var columns: [EncodedColumn]
    var issues: [RecordIssue]
}

/// Turns blocks of one source into encoded columns. One for each thread; keeps its scratch memory between blocks.
struct BlockEncoder {
    private let reader: any RecordReader
    /// For each wanted journal column: the reader's column, or `nil` where the source has none.
    private let wanted: [Int?]
    private let kinds: [ValueKind]
    private let readerColumns: [Int]
    private var batch = RecordBatch()
    private var dictionary = BlockDictionary()

    init(source: LoadedSource, columns: [ColumnDefinition]) {
        reader = source.reader
        kinds = columns.map(\.kind)
        let indices = columns.map { source.columns[$0.id] }
        readerColumns = indices.compactMap { $0 }
        var next = 0
        wanted = indices.map { index in
            guard index != nil else { return nil }
            defer { next += 1 }
            return next
        }
    }

    mutating func encode(_ bytes: [UInt8], offset: Int) -> EncodedBlock {
        reader.read(bytes.span.bytes, wanted: readerColumns, into: &batch)
        var columns: [EncodedColumn] = []
        for (slot, kind) in zip(wanted, kinds) {
            guard let slot else {
                columns.append(.absent(count: batch.records.count))
                continue
            }
            switch kind {
            case .integer, .timestamp: columns.append(integers(slot, kind, bytes.span.bytes))
            case .text, .code, .address, .hex: columns.append(codes(slot, kind, bytes.span.bytes))
            }
        }
        return EncodedBlock(
            offset: offset, length: bytes.count, records: batch.records, columns: columns, issues: batch.issues)
    }

    private mutating func codes(_ slot: Int, _ kind: ValueKind, _ block: RawSpan) -> EncodedColumn {
        dictionary.removeAll()
        var codes: [UInt32] = []
        codes.reserveCapacity(batch.records.count)
        var values: [EncodedValue] = [.absent, .null]
        let stride = readerColumns.count
        var at = slot
        for _ in batch.records.indices {
            let field = batch.fields[at]
            at += stride
            switch field.state {
            case .absent: codes.append(0)
            case .null: codes.append(1)
            case .value, .truncated:
                let range = Int(field.start)..<Int(field.start) + Int(field.length)
                let local = dictionary.code(of: block.extracting(range), salt: field.decoder)
                let code = local + 2
                if Int(code) == values.count {
                    let decoder = reader.decoders[Int(field.decoder)]
                    values.append(
                        value(decoder.text(block.extracting(range)), kind, truncated: field.state == .truncated))
                }
                codes.append(code)
            }
        }
        return .coded(codes: codes, values: values)
    }

    private func value(_ decoded: Decoded<String>, _ kind: ValueKind, truncated: Bool) -> EncodedValue {
        if truncated {
            let text = if case .value(let text) = decoded { text } else { "" }
            return .unreadable(text: text, reason: "the record ends inside this field")
        }
        switch decoded {
        case .null: return .null
        case .blank: return .blank
        case .unreadable(let text, let reason): return .unreadable(text: text, reason: reason)
        case .value(let text):
            guard kind == .address else { return .text(text) }
            return IPAddress(text).map { .text($0.text) } ?? .unreadable(text: text, reason: Cell.reason(.address))
        }
    }

    private func integers(_ slot: Int, _ kind: ValueKind, _ block: RawSpan) -> EncodedColumn {
        let count = batch.records.count
        var values: [Int128] = []
        values.reserveCapacity(count)
        var states: [UInt8] = []
        states.reserveCapacity(count)
        var unreadable: [(record: Int, text: String, reason: String)] = []
        let stride = readerColumns.count
        var at = slot
        func put(_ value: Int128, _ state: CellState) {
            values.append(value)
            states.append(state.rawValue)
        }
        for record in 0..<count {
            let field = batch.fields[at]
            at += stride
            switch field.state {
            case .absent: put(0, .absent)
            case .null: put(0, .null)
            case .truncated:
                put(0, .unreadable)
                unreadable.append((record, "", "the record ends inside this field"))
            case .value:
                let bytes = block.extracting(Int(field.start)..<Int(field.start) + Int(field.length))
                switch number(reader.decoders[Int(field.decoder)], kind, bytes) {
                case .null: put(0, .null)
                case .blank: put(0, .blank)
                case .value(let value): put(value, .value)
                case .unreadable(let text, let reason):
                    put(0, .unreadable)
                    unreadable.append((record, text, reason))
                }
            }
        }
        return .integers(values: values, states: states, unreadable: unreadable)
    }

    private func number(_ decoder: FieldDecoder, _ kind: ValueKind, _ bytes: RawSpan) -> Decoded<Int128> {
        guard kind == .timestamp else { return decoder.integer(bytes) }
        switch decoder.timestamp(bytes) {
        case .null: return .null
        case .blank: return .blank
        case .value(let instant): return .value(Int128(instant.microseconds))
        case .unreadable(let text, let reason): return .unreadable(text: text, reason: reason)
        }
    }
}
