package import JournalIndex

/// One JSON object per entry and line; null for null and absent, `""` for blank.
///
/// Numbers are exact: those beyond 2^53 are written as strings, because most readers would round them.
package struct JSONLinesExport: ExportFormat {
    package static let name = "jsonl"
    package static let title = "One JSON object per entry; numbers beyond 2^53 as strings, so that no reader rounds them"
    package static let fileExtension = "jsonl"

    /// Beyond this a double no longer holds every whole number.
    private static let exactInDouble: UInt128 = 1 << 53

    /// `{"FIRST":`, `,"SECOND":` ...
    private let leads: [[UInt8]]

    package init(_ layout: ExportLayout) {
        leads = layout.columns.enumerated().map { index, column in
            var text = ExportText()
            text.append(UInt8(ascii: index == 0 ? "{" : ","))
            Self.append(quoted: column.name, to: &text)
            text.append(UInt8(ascii: ":"))
            return text.bytes
        }
    }

    package func appendOpening(to text: inout ExportText) {}

    package func append(_ cell: Cell, column: Int, to text: inout ExportText) {
        text.append(leads[column])
        switch cell {
        case .absent, .null: text.append("null")
        case .blank: text.append("\"\"")
        case .integer(let value): append(value, to: &text)
        case .timestamp(let value):
            text.append(UInt8(ascii: "\""))
            text.append(value)
            text.append(UInt8(ascii: "\""))
        case .text(let value), .unreadable(let value, _): Self.append(quoted: value, to: &text)
        }
    }

    package var rowEnd: [UInt8] { Array((leads.isEmpty ? "{}\n" : "}\n").utf8) }

    private func append(_ value: Int128, to text: inout ExportText) {
        guard value.magnitude > Self.exactInDouble else { return text.append(value) }
        text.append(UInt8(ascii: "\""))
        text.append(value)
        text.append(UInt8(ascii: "\""))
    }

    private static func append(quoted value: String, to text: inout ExportText) {
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""): text.append("\\\"")
            case UInt8(ascii: "\\"): text.append("\\\\")
            case UInt8(ascii: "\n"): text.append("\\n")
            case UInt8(ascii: "\r"): text.append("\\r")
            case UInt8(ascii: "\t"): text.append("\\t")
            case 0..<0x20, 0x7F: append(escaped: byte, to: &text)
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func append(escaped byte: UInt8, to text: inout ExportText) {
        let digits = Array("0123456789abcdef".utf8)
        text.append("\\u00")
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
}
