extension LayoutField {
    /// A `field` row of `Layouts/`.
    init(layoutRow row: TableRows) {
        self.init(
            title: row[6], offsetJE: row.number(3), offsetJ4: row.number(2), offsetJ5: row.number(1),
            format: FieldFormat(row.utf8(4)), length: row.number(5) ?? 0, column: row[7], what: FieldRole(row, 8),
            role: ColumnRole(row, 9), isYesNo: row.is(10, "yes-no"), when: RuleCondition(cell: row[11]),
            appliesTo: row.isEmpty(12) ? nil : row[12], merge: FieldMerge(row, 13), note: row[14],
            verified: row.is(15, "yes"))
        if row.is(10, "names-10") { itemLength = 10 }
    }

    /// A `field` row of `Headings/TYPEn.tsv`; the one offset is put where the format's offsets stand.
    init(headingRow row: TableRows, type: Int) {
        let offset = row.number(1)
        self.init(
            title: row[4], offsetJE: type <= 3 ? offset : nil, offsetJ4: type == 4 ? offset : nil,
            offsetJ5: type == 5 ? offset : nil, format: FieldFormat(row.utf8(2)), length: row.number(3) ?? 0,
            column: row[5], what: FieldRole(row, 6), role: ColumnRole(row, 7), isYesNo: row.is(8, "yes-no"),
            when: RuleCondition(cell: row[9]), appliesTo: row.isEmpty(10) ? nil : row[10],
            merge: FieldMerge(row, 11),
            note: [row[12], row[13]].filter { !$0.isEmpty }.joined(separator: "; "), verified: row.is(14, "yes"))
    }
}

extension FieldFormat {
    /// `Char(10)`, `Char(5002) varying`, `Zoned(6,0)`, `Packed(5,0)`, `Binary(4)`, `Hex(16)`, `Timestamp(26)`.
    init(_ text: ArraySlice<UInt8>) {
        switch text.first {
        case UInt8(ascii: "C"): self = text.last == UInt8(ascii: ")") ? .char : .varying
        case UInt8(ascii: "Z"): self = .zoned(digits: Self.number(text, 0), scale: Self.number(text, 1))
        case UInt8(ascii: "P"): self = .packed(digits: Self.number(text, 0), scale: Self.number(text, 1))
        case UInt8(ascii: "B"): self = .binary
        case UInt8(ascii: "H"): self = .hex
        case UInt8(ascii: "T"): self = .timestamp
        default: preconditionFailure("unknown field format \(String(decoding: text, as: UTF8.self))")
        }
    }

    /// The number before or behind the comma.
    private static func number(_ text: ArraySlice<UInt8>, _ index: Int) -> Int {
        let parts = text.split { !(48...57).contains($0) }
        return index < parts.count ? parts[index].reduce(0) { $0 * 10 + Int($1 - 48) } : 0
    }
}
