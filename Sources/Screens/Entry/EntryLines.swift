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

    var body: EntryBody {
        var body = EntryBody()
        body.append(fieldLines)
        if part != .details { addRecord(to: &body) }
        if let legend { body.append([EntryLine(), legend]) }
        return body
    }

    /// Everything above the bytes.
    private var fieldLines: [EntryLine] {
        var lines: [EntryLine] = []
        if let error = entry.error { lines += TextLine.folded("! " + error, width: width, indent: 2, .error).map { EntryLine($0) } + [EntryLine()] }
        if part == .everything, let sentence = sentence { lines += sentence + [EntryLine()] }
        if part == .everything || part == .data {
            lines += section("Entry specific data", entry.specific)
            if let unstated = entry.unstated {
                lines += TextLine.folded("? " + unstated, width: width, indent: 2, .warning).map { EntryLine($0) } + [EntryLine()]
            }
        }
        if part == .everything || part == .details { lines += section("Heading", entry.heading) }
        if part == .everything || part == .details { lines += section("Computed by wrkaud", entry.derived.filter { $0.name != "SENTENCE" && $0.name != "ERROR" }) }
        if part == .details { while lines.last?.text.text.isEmpty == true { lines.removeLast() } }
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
        let value = Self.beginning(CellText.inWords(field.cell)) + (field.meaning.map { "  -  " + $0 } ?? "")
        let style = self.style(field)
        let parts = TextLine.folded(value, width: room, indent: 2, style)
        guard let first = parts.first else { return [EntryLine(label, field: field)] }
        let rest = parts.dropFirst().map { part in
            EntryLine(TextLine(String(repeating: " ", count: labelWidth + 3)).adding(part.text, style), field: field)
        }
        return [EntryLine(label.adding(first.text, style), field: field)] + rest
    }

    private static let labelWidth = 32

    /// A value of megabytes is not read in lines; what is left out stands among the bytes below.
    private static func beginning(_ value: String) -> String {
        guard value.utf8.count > longestValue, let end = value.index(value.startIndex, offsetBy: longestValue, limitedBy: value.endIndex),
            end < value.endIndex
        else { return value }
        return value[..<end] + " ... cut here: the value has \(value.utf8.count.grouped) bytes, all of them among the bytes of the record"
    }

    private static let longestValue = 8_000

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
    private func addRecord(to body: inout EntryBody) {
        guard !entry.bytes.isEmpty else { return body.append([EntryLine("The source gives no bytes for this entry.", .dim)]) }
        guard let start = entry.entryDataOffset, start > 0, start < entry.bytes.count else {
            return addBytes("Record as it stands in the source", 0..<entry.bytes.count, to: &body)
        }
        addBytes("Entry specific data", start..<entry.bytes.count, to: &body)
        if part == .data { return }
        body.append([EntryLine()])
        addBytes("Heading", 0..<start, to: &body)
    }

    private func addBytes(_ title: String, _ range: Range<Int>, to body: inout EntryBody) {
        let dump = RecordDump(entry, range, columns: RecordDump.columns(width: width), showsHex: showsHex)
        var lines = [EntryLine("            \(title), \(entry.encoding), record \(entry.record) at byte \(entry.offset)", .title)]
        if let tail = entry.unknownTail, tail.overlaps(range) {
            lines.append(EntryLine("? Bytes \(tail.lowerBound - range.lowerBound + 1) to \(tail.upperBound - range.lowerBound) stand behind the last known field.", .warning))
        }
        body.append(lines + [EntryLine(dump.ruler, .title)])
        body.append(dump)
    }
}

extension String {
    fileprivate func prefixed(to width: Int) -> String { String(prefix(max(0, width))) }
}
