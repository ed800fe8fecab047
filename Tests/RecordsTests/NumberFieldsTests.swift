import Catalog
import Testing

@testable import Records

/// The short ways for numbers and instants give what the decoder gives, or leave the cell to it.
@Suite struct NumberFieldsTests {
    private static let decoders: [FieldDecoder] = [
        .text(.utf8), .timestampText(.monthFirst, .utf8), .ebcdic(CodePage(ccsid: 37)), .zoned(scale: 0),
        .timestampEBCDIC(CodePage(ccsid: 37)), .zoned(scale: 2), .exact(.text(.utf8)), .timestampText(nil, .utf8),
    ]

    private static let texts = [
        "", " ", "0", "7", "42", "-42", "+42", "0042", "12345678", "123456789012345678", "1234567890123456789",
        "00000000000000000001", "18446744073709551600", "99999999999999999999999999999999999999", "4x", "x4", "1234567x",
        "12 ", " 12", "12.0", "1e5", "/", ":", "0:", "*N",
        "2026-04-09 07:07:12.123456", "2026-04-09-07.07.12.123456", "2026-04-09T07:07:12", "2026-04-09 07:07:12",
        "2026-02-29 00:00:00.000000", "2024-02-29 23:59:59.999999", "2026-04-09 24:00:00.000000",
        "2026-04-09 24:00:00.000001", "2026-04-09 23:60:00", "2026-04-09 23:59:60", "2026-13-09 07:07:12",
        "2026-04-09 07:07:12,123456", "2026/04/09 07:07:12", "0000-01-01 00:00:00", "4/9/2026 7:07", "not a time at all..",
        "2026-04-09 0a:07:12.123456", "\0\0\0\0\0\0\0\0\0\0 07:07:12", "2026-04-09 07:07:12.12345x",
    ]

    private static func bytes(_ text: String, _ decoder: FieldDecoder) -> [UInt8] {
        switch decoder {
        case .ebcdic(let page), .timestampEBCDIC(let page): page.encode(text) ?? []
        case .zoned: CodePage(ccsid: 37).encode(text) ?? []
        default: Array(text.utf8)
        }
    }

    private static func expected(_ decoder: FieldDecoder, _ bytes: [UInt8], _ isTimestamp: Bool) -> String {
        func shown<Value>(_ decoded: Decoded<Value>) -> String {
            switch decoded {
            case .null: "null"
            case .blank: "blank"
            case .value(let value): "\(value)"
            case .unreadable(let text, let reason): "\(text): \(reason)"
            }
        }
        let span = bytes.span.bytes
        return shown(isTimestamp ? decoder.timestamp(span).map { .value(Int128($0.microseconds)) } : decoder.integer(span))
    }

    private static func shown(_ fields: NumberFields, _ record: Int) -> String {
        let state = fields.states.isEmpty ? .value : NumberFields.State(rawValue: fields.states[record])
        switch state {
        case .value: return "\(fields.wide.first { $0.record == record }?.value ?? Int128(fields.values[record]))"
        case .unreadable:
            return fields.unreadable.first { $0.record == record }.map { "\($0.text): \($0.reason)" } ?? "lost"
        case .some(let state): return "\(state)"
        case nil: return "no state"
        }
    }

    /// - Parameter times: How often each cell stands one after the other.
    @Test(arguments: [false, true], [1, 9])
    func everyCellReadsAsItsDecoderReadsIt(isTimestamp: Bool, times: Int) {
        var block: [UInt8] = []
        var cells: [(range: FieldRange, expected: String)] = []
        // Each text after each other one: what was read before must not matter.
        for (i, decoder) in Self.decoders.enumerated() {
            for text in Self.texts + Self.texts.reversed() {
                let bytes = Self.bytes(text, decoder)
                if case .zoned = decoder, bytes.isEmpty { continue }
                let expected = Self.expected(decoder, bytes, isTimestamp)
                for _ in 0..<times {
                    let range = FieldRange(start: UInt32(block.count), length: UInt32(bytes.count), decoder: UInt8(i))
                    cells.append((range, expected))
                    block += bytes
                }
            }
        }
        cells.append((.null, "null"))
        cells.append((.absent, "absent"))
        let cut = FieldRange(start: 0, length: 0, decoder: 0, state: .truncated)
        cells.append((cut, ": the record ends inside this field"))
        var batch = RecordBatch()
        batch.reset(records: 0, columns: 1)
        for (record, cell) in cells.enumerated() {
            batch.add(0..<0)
            batch.columns[0][record] = cell.range
        }
        let fields = NumberFields(
            batch, 0, NumberReading(Self.decoders), isTimestamp: isTimestamp, block: block.span.bytes)
        for (record, cell) in cells.enumerated() {
            #expect(Self.shown(fields, record) == cell.expected, "cell \(record) of decoder \(cell.range.decoder)")
        }
    }

    @Test func aColumnOfNumbersNeedsNoStates() {
        let block = Array("123".utf8)
        var batch = RecordBatch()
        batch.reset(records: 0, columns: 1)
        for i in 0..<3 {
            batch.add(0..<0)
            batch.columns[0][i] = FieldRange(start: UInt32(i), length: 1, decoder: 0)
        }
        let fields = NumberFields(
            batch, 0, NumberReading(Self.decoders), isTimestamp: false, block: block.span.bytes)
        #expect(fields.values == [1, 2, 3] && fields.states.isEmpty)
    }
}
