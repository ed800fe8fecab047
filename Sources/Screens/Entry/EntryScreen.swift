import Canvas
import Cases
import JournalIndex
import Query

/// Display Journal Entry: every field of one entry with its codes in words, then the bytes it was read from.
struct EntryScreen: Screen {
    static let name = "Display Journal Entry"
    static let about = "Shows every field of one entry with its codes in words, then the bytes of its record."

    static let mainKeys = [3, 6, 10, 11, 12, 14]

    /// What is shown of the entry.
    enum Part: Sendable { case everything, data, details, record }

    private var answer: Report.Answer
    private(set) var position: Int
    private(set) var row: Int
    private(set) var entry: EntryDetail
    /// The note that `entry` tells of.
    private var note: CaseNote?
    var part = Part.everything
    var showsHex = true
    var cursor = ListCursor()
    /// The lines shown; made anew when the entry or what is shown of it changes.
    private(set) var lines = EntryBody()
    private var madeFor: (width: Int, part: Part, hex: Bool, row: Int)?

    /// - Returns: `nil`, with a message on the desk, when the entry cannot be read.
    init?(_ answer: Report.Answer, at position: Int, _ desk: inout Desk) {
        guard position >= 0, position < answer.selection.count else { return nil }
        let row = answer.selection.row(at: position)
        guard let entry = Self.read(answer.journal, row, &desk) else { return nil }
        (self.answer, self.position, self.row, self.entry) = (answer, position, row, entry)
        note = desk.casebook.note(row)
    }

    private static func read(_ journal: any AuditJournal, _ row: Int, _ desk: inout Desk) -> EntryDetail? {
        do {
            return try journal.entry(row)
        } catch {
            desk.fail("The entry cannot be read any more: \(error)")
            return nil
        }
    }

    /// Lines among which a field is looked for; behind them there are only bytes.
    private static let mostFieldLines = 20_000

    static let keys = KeyTable<EntryScreen>(KeyRow.common + entryRows + followRows + movingRows)

    var takesNumbers: Bool { true }

    /// The field the cursor is on.
    var field: EntryDetail.Field? { lines.indices.contains(cursor.index) ? lines[cursor.index].field : nil }

    func pageSize(_ desk: Desk) -> Int { max(1, PageFrame(rows: desk.rows).body.count - headLines(desk)) }

    /// Lines above the part that moves: which entry this is.
    func headLines(_ desk: Desk) -> Int { desk.rows >= 16 ? 3 : 0 }

    mutating func settle(_ desk: inout Desk) {
        takeNote(&desk)
        let wanted = (desk.columns, part, showsHex, row)
        if madeFor.map({ $0 != wanted }) ?? true {
            lines = EntryLines(entry, part: part, showsHex: showsHex, width: desk.columns, journal: answer.journal).body
            madeFor = wanted
        }
        cursor.settle(count: lines.count, page: pageSize(desk))
    }

    /// A note that was written meanwhile is shown.
    private mutating func takeNote(_ desk: inout Desk) {
        let newest = desk.casebook.note(row)
        guard newest != note else { return }
        note = newest
        answer.journal = desk.annotated(answer.journal)
        guard let entry = Self.read(answer.journal, row, &desk) else { return }
        self.entry = entry
        madeFor = nil
    }

    /// Shows the entry so many lines further down the report.
    mutating func go(by distance: Int, _ desk: inout Desk) {
        let (next, overflow) = position.addingReportingOverflow(distance)
        guard !overflow, next >= 0, next < answer.selection.count else {
            return desk.refuse(distance < 0 ? "This is the first entry of the report." : "This is the last entry of the report.")
        }
        let row = answer.selection.row(at: next)
        guard let entry = Self.read(answer.journal, row, &desk) else { return }
        answer.journal = desk.annotated(answer.journal)
        (position, self.row, self.entry) = (next, row, entry)
        note = nil
        let column = field?.name
        settle(&desk)
        // The same field of the next entry, so that it can be followed from entry to entry.
        if let column, let line = lines.prefix(Self.mostFieldLines).firstIndex(where: { $0.field?.name == column }) { cursor.move(to: line) }
    }

    mutating func show(_ wanted: Part, _ desk: Desk) {
        part = part == wanted ? .everything : wanted
        cursor = ListCursor()
    }

    func topic(_ desk: Desk) -> [TextLine] {
        guard let field, answer.journal.schema.columns.indices.contains(field.column.index) else { return [] }
        var lines = FieldTopic.lines(answer.journal.schema[field.column], cell: field.cell, desk)
        if !field.sourceName.isEmpty, field.sourceName != field.name {
            lines.append(TextLine("  " + "Called in the source".label(24) + "   \(field.sourceName)"))
        }
        if let bytes = field.bytes {
            lines.append(TextLine("  " + "Bytes".label(24) + "   \(bytes.lowerBound + 1) to \(bytes.upperBound) of the record"))
        }
        return lines
    }

    var entryCount: Int { answer.selection.count }
}
