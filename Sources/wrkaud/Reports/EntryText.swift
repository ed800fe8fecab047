import JournalIndex

/// One entry as text: the fields by name with the meanings of their codes, then the record's bytes.
enum EntryText {
    /// Bytes in a line under the ruler.
    private static let lineBytes = 50

    static func lines(_ entry: EntryDetail) -> [String] {
        var lines = ["\(entry.source), record \(entry.record), at byte \(entry.offset)"]
        if let error = entry.error { lines.append("Error: \(error)") }
        lines += section("Heading", entry.heading) + section("Entry-specific data", entry.specific)
        if let unstated = entry.unstated { lines += FactList.wrapped(unstated, to: FactList.width - 2).map { "  " + $0 } }
        lines += section("Derived", entry.derived)
        return lines + bytes(entry)
    }

    /// Fields the entry does not have are left out; blank and null are told apart.
    private static func section(_ title: String, _ fields: [EntryDetail.Field]) -> [String] {
        let shown = fields.filter { $0.cell != .absent }
        guard !shown.isEmpty else { return [] }
        return ["", title] + FactList.lines(shown.map { (name: $0.name, value: value($0)) }, indent: "  ")
    }

    private static func value(_ field: EntryDetail.Field) -> String {
        var text =
            switch field.cell {
            case .blank: "(blank)"
            case .null, .absent: "(null)"
            case .unreadable(let text, let reason): "\(text)  (cannot be read: \(reason))"
            default: field.cell.exportText
            }
        if let meaning = field.meaning { text += "  \(meaning)" }
        if !field.verified { text += "  (~ place of the field not verified)" }
        return text
    }

    // MARK: bytes

    /// Characters, then the two halves of each byte below them, as Display Physical File Member shows hexadecimal.
    private static func bytes(_ entry: EntryDetail) -> [String] {
        var lines = ["", "Record, \(entry.bytes.count) bytes, \(entry.encoding)"]
        if let start = entry.entryDataOffset, start < entry.bytes.count {
            lines.append("Entry-specific data starts at position \(start + 1).")
        }
        if let tail = entry.unknownTail {
            lines.append("Positions \(tail.lowerBound + 1) to \(tail.upperBound) are behind the known layout.")
        }
        lines.append("Column  " + ruler)
        for start in stride(from: 0, to: entry.bytes.count, by: lineBytes) {
            let range = start..<min(start + lineBytes, entry.bytes.count)
            let number = String(start + 1)
            let label = String(repeating: "0", count: max(0, 5 - number.count)) + number
            lines.append("\(label)   " + String(range.map { visible(entry.characters, $0) }))
            lines.append("        " + String(range.map { digit(entry.bytes[$0] >> 4) }))
            lines.append("        " + String(range.map { digit(entry.bytes[$0] & 15) }))
        }
        return lines
    }

    /// `*...+....1....+....2`
    private static var ruler: String {
        String((1...lineBytes).map { column -> Character in
            if column == 1 { return "*" }
            if column % 10 == 0 { return Character(String(column / 10 % 10)) }
            return column % 5 == 0 ? "+" : "."
        })
    }

    /// One character of width 1: what is none is a full stop.
    private static func visible(_ characters: [Character], _ index: Int) -> Character {
        guard index < characters.count, let scalar = characters[index].unicodeScalars.first,
            characters[index].unicodeScalars.count == 1
        else { return "." }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .nonspacingMark, .enclosingMark, .spacingMark:
            return "."
        default: return scalar.value < 0x1100 ? characters[index] : "."
        }
    }

    private static func digit(_ half: UInt8) -> Character { Character(String(half, radix: 16, uppercase: true)) }
}
