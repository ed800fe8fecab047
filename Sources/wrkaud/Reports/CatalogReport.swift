import Catalog

/// What the catalog knows of entry types, as text.
enum CatalogReport {
    private static let unsure = "~"

    static var list: [String] {
        let types = AuditCatalog.entryTypes
        let width = types.map(\.title.count).max() ?? 0
        return types.map { type in
            let mark = type.verified ? " " : unsure
            return trimmed("\(type.journalCode) \(padded(type.code, 2))\(mark) \(padded(type.title, width))  \(type.auditValues)")
        }
    }

    static func details(_ type: AuditCatalog.EntryType) -> [String] {
        let service = AuditCatalog.sqlColumns(type.code) == nil || type.journalCode != "T" ? "" : "SYSTOOLS.AUDIT_JOURNAL_\(type.code)"
        var lines = FactList.lines([
            ("Entry type", "\(type.code) - \(type.title)\(type.verified ? "" : " \(unsure)")"),
            ("Journal code", type.journalCode), ("Written for", type.auditValues), ("Layout", type.layoutState),
            ("SQL service", service),
        ])
        guard let layout = AuditCatalog.layout(journalCode: type.journalCode, type.code) else {
            return lines + ["", "No layout is known: the entry-specific data is shown as characters and hexadecimal."]
        }
        lines += ["", "Fields  (J5, J4, JE: place in the outfile record; length in bytes)"]
        lines += fields(layout.fields)
        lines += codes(type, layout.fields)
        return lines
    }

    private static func fields(_ fields: [LayoutField]) -> [String] {
        let title = max(5, fields.map(\.title.count).max() ?? 0)
        let column = max(6, fields.map(\.column.count).max() ?? 0)
        let heading = "   J5   J4   JE  Length  \(padded("Format", 12))  \(padded("Field", title))   \(padded("Column", column))  Only where"
        return [trimmed(heading)]
            + fields.map { field in
                let places = [field.offsetJ5, field.offsetJ4, field.offsetJE].map { right($0.map(String.init) ?? "", 5) }
                let mark = field.verified ? " " : unsure
                return trimmed(
                    "\(places.joined())  \(right(String(field.length), 6))  \(padded(name(field.format), 12))  "
                        + "\(padded(field.title, title)) \(mark) \(padded(columnText(field), column))  "
                        + (field.when.map(text) ?? ""))
            }
    }

    private static func codes(_ type: AuditCatalog.EntryType, _ fields: [LayoutField]) -> [String] {
        guard type.journalCode == "T" else { return [] }
        var seen: Set<String> = []
        return fields.filter { seen.insert($0.column).inserted }.flatMap { field -> [String] in
            let codes = AuditCatalog.codes(entryType: type.code, column: field.column)
            guard !codes.isEmpty else { return [] }
            return ["", "Codes of \(field.column)"]
                + FactList.lines(codes.map { (name: $0.code.isEmpty ? "(blank)" : $0.code, value: $0.meaning) }, indent: "  ")
        }
    }

    private static func columnText(_ field: LayoutField) -> String {
        switch field.what {
        case .value: field.column
        case .lengthOf: "(length of \(field.appliesTo ?? ""))"
        case .ccsidOf: "(CCSID of \(field.appliesTo ?? ""))"
        case .reserved: "(reserved)"
        }
    }

    private static func name(_ format: FieldFormat) -> String {
        switch format {
        case .char: "Char"
        case .varying: "Varying char"
        case .zoned(let digits, let scale): "Zoned(\(digits),\(scale))"
        case .packed(let digits, let scale): "Packed(\(digits),\(scale))"
        case .binary: "Binary"
        case .hex: "Hex"
        case .timestamp: "Timestamp"
        }
    }

    private static func text(_ condition: RuleCondition) -> String {
        switch condition {
        case .and(let parts): parts.map(text).joined(separator: " and ")
        case .or(let parts): "(" + parts.map(text).joined(separator: " or ") + ")"
        case .not(let part): "not (\(text(part)))"
        case .isOneOf(let column, let values, let negated):
            "\(column) \(negated ? "not " : "")in (\(values.joined(separator: ", ")))"
        case .equalsColumn(let column, let other, let negated): "\(column) \(negated ? "<>" : "=") \(other)"
        case .isNull(let column, let negated): "\(column) is \(negated ? "not " : "")null"
        case .compares(let column, let comparison, let value): "\(column) \(comparison.rawValue) \(value)"
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
