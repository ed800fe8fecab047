package import JournalIndex

/// RFC 4180, UTF-8, LF, heading of canonical names.
///
/// Null and absent are nothing, blank is `""`: our own reader tells them apart again. Quotes stand only where they are
/// needed, and around texts that a reader would take for null (`NULL`, `-`). With `spreadsheet`: byte order mark, CRLF,
/// and an apostrophe before text that a spreadsheet would run as a formula; numbers and instants stay as they are.
package struct CSVExport: ExportFormat {
    package static let name = "csv"
    package static let title = "Comma-separated values with a heading of column names; read back exactly"
    package static let fileExtension = "csv"

    private let names: [String]
    private let spreadsheet: Bool

    package init(_ layout: ExportLayout) {
        names = layout.columns.map(\.name)
        spreadsheet = layout.options.spreadsheet
    }

    package func appendOpening(to text: inout ExportText) {
        if spreadsheet { text.append("\u{FEFF}") }
        for (column, name) in names.enumerated() { append(.text(name), column: column, to: &text) }
        text.append(rowEnd)
    }

    package func append(_ cell: Cell, column: Int, to text: inout ExportText) {
        if column > 0 { text.append(UInt8(ascii: ",")) }
        switch cell {
        case .absent, .null: break
        case .blank: text.append("\"\"")
        case .integer(let value): text.append(value)
        case .timestamp(let value): text.append(value)
        case .text(let value), .unreadable(let value, _): append(value, to: &text)
        }
    }

    package func append(_ value: Span<UInt8>, column: Int, to text: inout ExportText) {
        guard !spreadsheet, Self.isPlain(value) else {
            return append(.text(value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }), column: column, to: &text)
        }
        if column > 0 { text.append(UInt8(ascii: ",")) }
        text.append(value)
    }

    package var rowEnd: [UInt8] { Array((spreadsheet ? "\r\n" : "\n").utf8) }

    private func append(_ value: String, to text: inout ExportText) {
        let value = spreadsheet && FormulaGuard.runs(value) ? "'" + value : value
        guard Self.needsQuotes(value) else { return text.append(value) }
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            if byte == UInt8(ascii: "\"") { text.append(byte) }
            text.append(byte)
        }
        text.append(UInt8(ascii: "\""))
    }

    /// Whether `value` would be read back as something else without quotes.
    static func needsQuotes(_ value: String) -> Bool {
        guard let first = value.utf8.first, let last = value.utf8.last else { return true }
        if isGap(first) || isGap(last) { return true }
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return true
            default: continue
            }
        }
        // a byte order mark at the start of the file would be taken away
        if first == 0xEF, value.hasPrefix("\u{FEFF}") { return true }
        guard value.utf8.count <= longestNullText, nullStarts.contains(first) else { return false }
        return nullTexts.contains(value.uppercased())
    }

    /// Whether a text certainly needs no quotes: printable ASCII without any of them and without commas, no gaps around it,
    /// and none that a reader would take for null.
    static func isPlain(_ value: Span<UInt8>) -> Bool {
        guard !value.isEmpty, !isGap(value[0]), !isGap(value[value.count - 1]),
            value.count > longestNullText || !nullStarts.contains(value[0])
        else { return false }
        // All are looked at, several at once.
        var doubts: UInt8 = 0
        for i in value.indices {
            let byte = value[i]
            let isPrintable = byte &- 0x20 < 0x5F
            doubts |= isPrintable && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") ? 0 : 1
        }
        return doubts == 0
    }

    /// What readers, ours among them, take for null when it is not quoted.
    private static let nullTexts: Set<String> = ["NULL", "<NULL>", "-"]
    private static let longestNullText = 6
    private static let nullStarts: [UInt8] = Array("Nn<-".utf8)

    private static func isGap(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

/// Which texts a spreadsheet would run instead of show.
enum FormulaGuard {
    /// True for text that starts, after blanks, quotes and what is not seen, with a sign that starts a formula: `= + - @`
    /// (also in their full-width forms), tab, carriage return, line feed.
    static func runs(_ value: String) -> Bool {
        for scalar in value.unicodeScalars {
            switch scalar {
            case " ", "\"", "'": continue
            case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
            default: if !isUnseen(scalar) { return false }
            }
        }
        return false
    }

    /// Controls, marks of direction and width, and blanks of any kind: programs drop them from the start of a cell.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
