import Canvas
import Catalog
import JournalIndex
import Query

/// What help says of a column and of the value under the cursor.
enum FieldTopic {
    static func lines(_ column: ColumnDefinition, cell: Cell, _ desk: Desk) -> [TextLine] {
        var lines = [TextLine(column.name, .title).adding("   " + column.heading.joined(separator: " "))]
        func fact(_ label: String, _ value: String, _ style: Style = .normal) {
            let start = "  " + label.label(24) + "   "
            let parts = TextLine.folded(value, width: max(12, desk.columns - 3 - start.count), style)
            lines.append(TextLine(start).adding(parts.first?.text ?? "", style))
            lines += parts.dropFirst().map { TextLine(String(repeating: " ", count: start.count)).adding($0.text, style) }
        }
        fact("Value", CellText.inWords(cell), .emphasis)
        if let meaning = meaning(column, cell, desk) { fact("Meaning", meaning) }
        fact("Holds", kind(column.kind))
        if let role = role(column.role) { fact("Is", role) }
        fact("Stands in", origin(column.origin))
        if let short = ColumnNames.short(for: column.name) { fact("In conditions", "\(short.rawValue), \(plain(short.help)); or \(column.name)") } else { fact("In conditions", ColumnNames.quoted(column.name)) }
        if !column.verified {
            fact("Sure", "? The place or meaning of this field was not confirmed by a document.", .warning)
        }
        return lines
    }

    static func meaning(_ column: ColumnDefinition, _ cell: Cell, _ desk: Desk) -> String? {
        guard case .text(let code) = cell, let row = desk.report.row else { return nil }
        let journal = desk.shownJournal
        if column.name == "JOURNAL_ENTRY_TYPE" { return AuditCatalog.entryType("T", code)?.title }
        guard let id = journal.schema.id("JOURNAL_ENTRY_TYPE"),
            case .text(let type)? = journal.cells(rows: [row], columns: [id]).first?.first
        else { return nil }
        return AuditCatalog.meaning(entryType: type, column: column.name, code: code)
    }

    /// Help without the marks for code.
    static func plain(_ help: String) -> String { help.filter { $0 != "`" } }

    private static func kind(_ kind: ValueKind) -> String {
        switch kind {
        case .text: "text"
        case .code: "a code or special value"
        case .integer: "a whole number"
        case .timestamp: "a date and time of the journal's own clock"
        case .address: "an IP address"
        case .hex: "bytes in hexadecimal"
        }
    }

    private static func role(_ role: ColumnRole) -> String? {
        switch role {
        case .none: nil
        case .subjectUser: "the user the entry is about"
        case .actorUser: "the user who did it"
        case .targetUser: "another user named in the entry"
        case .group: "a group profile"
        case .job: "a job"
        case .device: "a device"
        case .object: "an object"
        case .path: "a path"
        case .library: "a library"
        case .program: "a program"
        case .command: "a command"
        case .remoteAddress: "the address of the other end"
        case .remotePort: "the port of the other end"
        }
    }

    private static func origin(_ origin: ColumnDefinition.Origin) -> String {
        switch origin {
        case .heading: "every entry"
        case .entrySpecific(let types): "entries of type " + types.prefix(12).joined(separator: ", ") + (types.count > 12 ? ", ..." : "")
        case .derived: "every entry; wrkaud makes it from other fields"
        case .own: "the source, under this name; no table knows it"
        }
    }
}

extension ColumnNames {
    /// As it is written in a condition: quoted where a short name of the same letters would win.
    static func quoted(_ name: String) -> String {
        let isPlain = ShortName(rawValue: name.lowercased()) == nil && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        return isPlain ? name : "\"\(name)\""
    }
}
