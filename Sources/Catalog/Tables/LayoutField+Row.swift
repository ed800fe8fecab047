extension LayoutField {
    /// A `field` row of `Layouts/`.
    init(layoutRow row: TableRows) {
        self.init(
            title: row[6], offsetJE: row.number(3), offsetJ4: row.number(2), offsetJ5: row.number(1),
            format: FieldFormat(row[4]), length: row.number(5) ?? 0, column: row[7], what: FieldRole(row[8]),
            role: ColumnRole(cell: row[9]), isYesNo: row.is(10, "yes-no"), when: RuleCondition(cell: row[11]),
            appliesTo: row.isEmpty(12) ? nil : row[12], merge: FieldMerge(rawValue: row[13]), note: row[14],
            verified: row.is(15, "yes"))
        if row.is(10, "names-10") { itemLength = 10 }
    }

    /// A `field` row of `Headings/TYPEn.tsv`; the one offset is put where the format's offsets stand.
    init(headingRow row: TableRows, type: Int) {
        let offset = row.number(1)
        self.init(
            title: row[4], offsetJE: type <= 3 ? offset : nil, offsetJ4: type == 4 ? offset : nil,
            offsetJ5: type == 5 ? offset : nil, format: FieldFormat(row[2]), length: row.number(3) ?? 0,
            column: row[5], what: FieldRole(row[6]), role: ColumnRole(cell: row[7]), isYesNo: row.is(8, "yes-no"),
            when: RuleCondition(cell: row[9]), appliesTo: row.isEmpty(10) ? nil : row[10],
            merge: FieldMerge(rawValue: row[11]),
            note: [row[12], row[13]].filter { !$0.isEmpty }.joined(separator: "; "), verified: row.is(14, "yes"))
    }
}

extension FieldFormat {
    /// `Char(10)`, `Char(5002) varying`, `Zoned(6,0)`, `Packed(5,0)`, `Binary(4)`, `Hex(16)`, `Timestamp(26)`.
    init(_ text: String) {
        let parts = text.split(whereSeparator: { "(), ".contains($0) })
        let numbers = parts.dropFirst().compactMap { Int($0) }
        switch parts.first {
        case "Char": self = parts.last == "varying" ? .varying : .char
        case "Zoned": self = .zoned(digits: numbers.first ?? 0, scale: numbers.last ?? 0)
        case "Packed": self = .packed(digits: numbers.first ?? 0, scale: numbers.last ?? 0)
        case "Binary": self = .binary
        case "Hex": self = .hex
        case "Timestamp": self = .timestamp
        default: preconditionFailure("unknown field format \(text)")
        }
    }
}

extension FieldRole {
    /// The `kind` cell of a field row.
    init(_ kind: String) {
        switch kind {
        case "length-of-next": self = .lengthOf
        case "ccsid-of-next": self = .ccsidOf
        case "reserved": self = .reserved
        default: self = .value(ValueKind(cell: kind))
        }
    }
}

extension ValueKind {
    init(cell: String) {
        guard let kind = Self(rawValue: cell) else { preconditionFailure("unknown kind \(cell)") }
        self = kind
    }
}

extension ColumnRole {
    init(cell: String) {
        guard let role = Self(rawValue: cell) else { preconditionFailure("unknown role \(cell)") }
        self = role
    }
}
