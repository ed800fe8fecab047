import Canvas
import Catalog
import JournalIndex
import Query

/// Lays an entry out as lines.
struct EntryLines {
    private let entry: EntryDetail
    private let part: EntryScreen.Part
    private let showsHex: Bool
    private let width: Int
    private let schema: Schema

    init(_ entry: EntryDetail, part: EntryScreen.Part, showsHex: Bool, width: Int, journal: any AuditJournal) {
        (self.entry, self.part, self.showsHex, self.width) = (entry, part, showsHex, max(20, width - 2))
        schema = journal.schema
    }

    var lines: [EntryLine] {
        var lines: [EntryLine] = []
        if let error = entry.error { lines += TextLine.folded("! " + error, width: width, indent: 2, .error).map { EntryLine($0) } + [EntryLine()] }
        if part == .everything, let sentence = sentence { lines += sentence + [EntryLine()] }
        if part == .everything || part == .data { lines += section("Entry specific data", entry.specific) }
        if part == .everything || part == .details { lines += section("Heading", entry.heading) }
        if part == .everything || part == .details { lines += section("Computed by wrkaud", entry.derived.filter { $0.name != "SENTENCE" && $0.name != "ERROR" }) }
        if part != .details { lines += record }
        if let legend { lines += [EntryLine(), legend] }
        while lines.last?.text.text.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// What happened, in one sentence.
    private var sentence: [EntryLine]? {
        guard let field = entry.derived.first(where: { $0.name == "SENTENCE" }), !field.cell.isEmpty else { return nil }
        return TextLine.folded(CellText.of(field.cell), width: width, .title).map { EntryLine($0, field: field) }
    }

    private func section(_ title: String, _ fields: [EntryDetail.Field]) -> [EntryLine] {
        let fields = fields.filter { $0.cell != .absent }
        guard !fields.isEmpty else { return [] }
        return [EntryLine(title.leftPadded(12 + title.count).prefixed(to: width), .title)] + fields.flatMap(lines) + [EntryLine()]
    }

    /// Label, dots, colon, value, the code in words; what is not confirmed has a question mark.
    private func lines(of field: EntryDetail.Field) -> [EntryLine] {
        let labelWidth = width >= 70 ? Self.labelWidth : max(12, width / 2 - 4)
        let mark = field.verified ? " " : "?"
        let label = TextLine(String(field.name.prefix(labelWidth - 4)).label(labelWidth)).adding(" \(mark) ", .warning)
        let room = max(8, width - labelWidth - 3)
        let value = CellText.inWords(field.cell) + (field.meaning.map { "  -  " + $0 } ?? "")
        let style = self.style(field)
        let parts = TextLine.folded(value, width: room, indent: 2, style)
        guard let first = parts.first else { return [EntryLine(label, field: field)] }
        let rest = parts.dropFirst().map { part in
            EntryLine(TextLine(String(repeating: " ", count: labelWidth + 3)).adding(part.text, style), field: field)
        }
        return [EntryLine(label.adding(first.text, style), field: field)] + rest
    }

    private static let labelWidth = 32

    private func style(_ field: EntryDetail.Field) -> Style {
        switch field.cell {
        case .unreadable: return .error
        case .null, .blank, .absent: return .dim
        default: return .normal
        }
    }

    private var legend: EntryLine? {
        let fields = part == .data ? entry.specific : part == .details ? entry.heading : entry.specific + entry.heading
        guard part != .record, fields.contains(where: { !$0.verified && $0.cell != .absent }) else { return nil }
        return EntryLine("? = the place or meaning of the field was not confirmed by a document", .warning)
    }
}

extension EntryLines {
    /// The bytes: entry specific data first, as the system shows it, then what stands before it.
    private var record: [EntryLine] {
        guard !entry.bytes.isEmpty else { return [EntryLine("The source gives no bytes for this entry.", .dim)] }
        guard let start = entry.entryDataOffset, start > 0, start < entry.bytes.count else {
            return bytes("Record as it stands in the source", 0..<entry.bytes.count)
        }
        let data = bytes("Entry specific data", start..<entry.bytes.count)
        return part == .data ? data : data + [EntryLine()] + bytes("Heading", 0..<start)
    }

    private func bytes(_ title: String, _ range: Range<Int>) -> [EntryLine] {
        let columns = RecordDump.columns(width: width)
        var lines = [EntryLine("            \(title), \(entry.encoding), record \(entry.record) at byte \(entry.offset)", .title)]
        if let tail = entry.unknownTail, tail.overlaps(range) {
            lines.append(EntryLine("? Bytes \(tail.lowerBound - range.lowerBound + 1) to \(tail.upperBound - range.lowerBound) stand behind the last known field.", .warning))
        }
        lines.append(EntryLine(RecordDump.ruler(columns), .title))
        for start in stride(from: range.lowerBound, to: range.upperBound, by: columns) {
            let part = start..<min(range.upperBound, start + columns)
            lines += RecordDump.lines(entry, part, number: start - range.lowerBound + 1, columns, showsHex: showsHex)
        }
        return lines
    }
}

/// A record's characters under a ruler, fifty to a line, and below each its hexadecimal digits, one over the other, as
/// DSPPFM shows them.
enum RecordDump {
    /// Fifty; fewer, in tens, where the terminal is narrow.
    static func columns(width: Int) -> Int { min(50, max(10, (width - 14) / 10 * 10)) }

    static func ruler(_ columns: Int) -> String {
        "Column      *" + String((2...max(2, columns)).map { Ruler.character(at: $0) })
    }

    static func lines(_ entry: EntryDetail, _ range: Range<Int>, number: Int, _ columns: Int, showsHex: Bool) -> [EntryLine] {
        let characters = String(range.map { entry.characters.indices.contains($0) ? visible(entry.characters[$0]) : "." })
        let digits = String(number)
        let label = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        var lines = [EntryLine(label.padded(11) + "'" + characters.padded(columns) + "'")]
        guard showsHex else { return lines }
        let bytes = range.map { entry.bytes.indices.contains($0) ? entry.bytes[$0] : 0 }
        let blank = String(repeating: " ", count: 12)
        lines.append(EntryLine(blank + String(bytes.map { digit($0 >> 4) }), .dim))
        lines.append(EntryLine(blank + String(bytes.map { digit($0 & 15) }), .dim))
        return lines
    }

    private static func digit(_ value: UInt8) -> Character { Character(String(value, radix: 16, uppercase: true)) }

    /// A character that takes exactly one cell; everything else is a full stop, so that the columns stay under the ruler.
    private static func visible(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1, scalar.value >= 0x20,
            scalar.value < 0x7F || (scalar.value > 0xA0 && scalar.value < 0x300 && scalar.value != 0xAD)
        else { return "." }
        return character
    }
}

extension String {
    fileprivate func prefixed(to width: Int) -> String { String(prefix(max(0, width))) }
}
