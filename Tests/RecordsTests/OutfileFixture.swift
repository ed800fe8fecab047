import Catalog
import OutfileWriter

@testable import Records

/// Bytes in memory, as a source.
struct BytesSource: ByteSource {
    let name = "QAUDIT"
    let bytes: [UInt8]
    var size: Int? { bytes.count }
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let end = min(bytes.count, offset + buffer.count)
        guard offset < end else { return 0 }
        buffer.copyBytes(from: bytes[offset..<end])
        return end - offset
    }
}

/// Everything a reader says of a run of records.
final class Reading {
    let reader: any RecordReader
    let batch: RecordBatch
    let bytes: [UInt8]
    private let byName: [String: Int]

    convenience init?(_ bytes: [UInt8], isWhole: Bool = true, options: InputOptions = InputOptions()) throws {
        let found = try OutfileFormat.recognise(
            head: bytes, isWhole: isWhole, source: BytesSource(bytes: bytes), options: options)
        guard let found else { return nil }
        self.init(bytes, reader: found.reader)
    }

    init(_ bytes: [UInt8], reader: any RecordReader) {
        self.reader = reader
        self.bytes = bytes
        byName = Dictionary(uniqueKeysWithValues: zip(reader.columns.map(\.name), reader.columns.indices))
        var batch = RecordBatch()
        reader.read(bytes.span.bytes, wanted: Array(reader.columns.indices), into: &batch)
        self.batch = batch
    }

    /// What the reader says of other bytes.
    func tail(_ record: some Sequence<UInt8>) -> Range<Int>? {
        let record = Array(record)
        return reader.unknownTail(of: record.span.bytes)
    }
    func wholeRecords(_ block: some Sequence<UInt8>, isLast: Bool) -> Int {
        let block = Array(block)
        return reader.wholeRecords(in: block.span.bytes, isLast: isLast)
    }

    func fact(_ name: String) -> String? { reader.facts.first { $0.name == name }?.value }

    func column(_ name: String) -> Int? { byName[name] }

    func range(_ record: Int, _ name: String) -> FieldRange {
        column(name).map { batch.columns[$0][record] } ?? .absent
    }

    func decoder(_ record: Int, _ name: String) -> FieldDecoder { reader.decoders[Int(range(record, name).decoder)] }

    /// The cell's text, or its number or instant as text; `nil` for absent and null.
    func text(_ record: Int, _ name: String) -> String? {
        let range = range(record, name)
        guard range.state == .value || range.state == .truncated, let column = column(name) else { return nil }
        let decoder = reader.decoders[Int(range.decoder)]
        let bytes = bytes
        let field = bytes.span.bytes.extracting(Int(range.start)..<Int(range.start + range.length))
        switch reader.columns[column].kind {
        case .integer: return Self.shown(decoder.integer(field)) { String($0) }
        case .timestamp: return Self.shown(decoder.timestamp(field)) { $0.text() }
        default: return Self.shown(decoder.text(field)) { $0 }
        }
    }

    private static func shown<Value>(_ decoded: Decoded<Value>, _ text: (Value) -> String) -> String? {
        switch decoded {
        case .null: nil
        case .blank: ""
        case .value(let value): text(value)
        case .unreadable(let text, let reason): "\(text) [\(reason)]"
        }
    }
}

/// A heading with something in every part that audit entries use.
func headingValues(_ type: String, code: String = "T", sequence: Int = 1) -> [String: String] {
    [
        "JOURNAL_CODE": code, "JOURNAL_ENTRY_TYPE": type, "SEQUENCE_NUMBER": String(sequence),
        "ENTRY_TIMESTAMP": "2026-11-02 08:03:17.007919", "JOB_NAME": "QPADEV0007", "JOB_USER": "MARTA",
        "JOB_NUMBER": "104265", "PROGRAM_NAME": "QCMD", "PROGRAM_LIBRARY": "QSYS", "USER_NAME": "MARTA",
        "SYSTEM_NAME": "SYSA", "RECEIVER_NAME": "AUDRCV0011", "RECEIVER_LIBRARY": "QGPL",
    ]
}

extension String {
    func zeroPadded(_ count: Int) -> String { String(repeating: "0", count: max(0, count - utf8.count)) + self }
}
