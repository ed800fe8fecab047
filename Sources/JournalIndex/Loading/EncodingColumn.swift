import Catalog
import Columns
import Records

/// One column on its way from fields to codes or numbers: grows strip by strip to what a block has of it.
protocol EncodingColumn: AnyObject {
    /// A new block begins.
    func start()
    /// Adds the records of `batch`, whose fields stand in `strip`.
    func add(_ batch: borrowing RecordBatch, _ strip: RawSpan)
    /// The column of the whole block.
    func finish() -> EncodedColumn
}

/// A column that the source does not have.
final class AbsentColumn: EncodingColumn {
    private var count = 0

    func start() { count = 0 }
    func add(_ batch: borrowing RecordBatch, _ strip: RawSpan) { count += batch.records.count }
    func finish() -> EncodedColumn { .absent(count: count) }
}

final class NumberColumn: EncodingColumn {
    private let place: Int
    private let reading: NumberReading
    private let isTimestamp: Bool
    private var fields = NumberFields()

    /// - Parameter place: Among the columns that are read.
    init(_ place: Int, _ reading: NumberReading, isTimestamp: Bool) {
        (self.place, self.reading, self.isTimestamp) = (place, reading, isTimestamp)
    }

    func start() {
        let expected = fields.values.count
        fields = NumberFields()  // the old ones' memory first
        fields = NumberFields(expecting: expected + expected / 8)
    }

    func add(_ batch: borrowing RecordBatch, _ strip: RawSpan) {
        fields.append(batch, place, reading, isTimestamp: isTimestamp, block: strip)
    }

    func finish() -> EncodedColumn { .integers(EncodedIntegers(fields)) }
}

/// A column of texts: remembers from block to block which code each value has.
final class TextColumn: EncodingColumn {
    private let place: Int
    private let kind: ValueKind
    private let decoders: [FieldDecoder]
    private let table = ValueTable()
    /// Codes of values that cannot be read.
    private var unreadableValues: [UInt32: (text: String, reason: String)] = [:]
    private var codes: [UInt32] = []
    private var fresh = FreshValues()
    private var startsAnew = false
    private var unreadable: [UnreadableField] = []

    /// - Parameter place: Among the columns that are read.
    init(_ place: Int, _ kind: ValueKind, _ decoders: [FieldDecoder]) {
        (self.place, self.kind, self.decoders) = (place, kind, decoders)
    }

    func start() {
        startsAnew = table.isFull
        if startsAnew {
            table.removeAll()
            unreadableValues = [:]
        }
        let expected = codes.count
        (codes, fresh, unreadable) = ([], FreshValues(), [])
        codes.reserveCapacity(expected + expected / 8)
    }

    func add(_ batch: borrowing RecordBatch, _ strip: RawSpan) {
        let count = batch.records.count, first = codes.count
        guard count > 0 else { return }
        let known = table.count
        codes.append(addingCapacity: count) { codes in
            codes.withUnsafeMutableBufferPointer { place, written in
                encode(batch, strip, into: place)
                written = count
            }
        }
        for (i, record) in table.fresh.enumerated() {
            addValue(batch.field(place, of: record, in: strip), strip, ValueTable.firstValue + UInt32(known + i))
        }
        if !unreadableValues.isEmpty { noteUnreadable(from: first) }
    }

    private func encode(_ batch: borrowing RecordBatch, _ strip: RawSpan, into codes: UnsafeMutableBufferPointer<UInt32>) {
        batch.withCells(place, in: strip) { cells in
            table.encode(cells, count: batch.records.count, into: codes) { record in
                let field = batch.field(place, of: record, in: strip)
                return (field.bytes, field.tag)
            }
        }
    }

    func finish() -> EncodedColumn {
        .coded(EncodedCodes(codes, fresh: fresh, startsAnew: startsAnew, unreadable: unreadable))
    }

    /// Decodes a value met for the first time.
    private func addValue(_ field: FieldRange, _ strip: RawSpan, _ code: UInt32) {
        let bytes = strip.extracting(Int(field.start)..<Int(field.start) + Int(field.length))
        let decoder = decoders[Int(field.decoder)]
        if kind != .address, field.state == .value, let plain = decoder.plainText(bytes), !plain.isEmpty {
            return fresh.append(bytes.extracting(plain))
        }
        switch value(decoder.text(bytes), problem: field.state.problem) {
        case .null: fresh.append(empty: TextDictionary.null)
        case .blank: fresh.append(empty: TextDictionary.blank)
        case .value(let text): fresh.append(text)
        case .unreadable(let text, let reason):
            fresh.append(text)
            unreadableValues[code] = (text, reason)
        }
    }

    private func value(_ decoded: Decoded<String>, problem: String?) -> Decoded<String> {
        if let problem {
            let text = if case .value(let text) = decoded { text } else { "" }
            return .unreadable(text: text, reason: problem)
        }
        return decoded.map { text in
            guard kind == .address else { return .value(text) }
            return IPAddress(text).map { .value($0.text) } ?? .unreadable(text: text, reason: Cell.reason(.address))
        }
    }

    private func noteUnreadable(from first: Int) {
        for record in first..<codes.count {
            guard let value = unreadableValues[codes[record]] else { continue }
            unreadable.append(UnreadableField(record: record, text: value.text, reason: value.reason))
        }
    }
}
