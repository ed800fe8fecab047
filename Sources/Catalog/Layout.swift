/// How the bytes of an outfile field are laid out. Sizes are the field's `length`, in bytes.
package enum FieldFormat: Equatable, Sendable {
    case char
    /// Two bytes of length (big-endian), then up to `length - 2` bytes of data.
    case varying
    case zoned(digits: Int, scale: Int)
    case packed(digits: Int, scale: Int)
    /// Big-endian two's complement.
    case binary
    case hex
    case timestamp
}

/// What a field of a layout is: a value, or something about the field beside it.
package enum FieldRole: Equatable, Sendable {
    case value(ValueKind)
    /// Number of bytes in use of the column named in `appliesTo`.
    case lengthOf
    /// CCSID of the column named in `appliesTo`.
    case ccsidOf
    case reserved
}

/// How several fields of one record become one column.
package enum FieldMerge: String, Equatable, Sendable {
    /// The last one that is not blank counts.
    case alternative = "alt"
    /// The entry's own value goes before the heading's.
    case own
    case ownAlternative = "own alt"
    /// Continues the field before.
    case append
    case date, time, decoded
}

/// One field of an outfile record: a row of a layout table.
package struct LayoutField: Sendable {
    /// IBM's title (`Violation Entry Type`), or heading name (`JOTSTP`).
    package var title: String
    /// 1-based offsets in QASYxxJE (TYPE2), J4 (TYPE4), J5 (TYPE5); `nil` where the format has no such field.
    package var offsetJE: Int?
    package var offsetJ4: Int?
    package var offsetJ5: Int?
    package var format: FieldFormat
    /// Bytes, the length prefix of a varying field included.
    package var length: Int
    /// Canonical column; `RESERVED` for reserved areas.
    package var column: String
    package var what: FieldRole
    package var role: ColumnRole
    /// `Y`, `YES`, `*YES` are stored as YES, `N`, `NO`, `*NO` as NO.
    package var isYesNo: Bool
    /// Bytes of each name where the field is a list of names, one behind the other; `nil` for a single value.
    package var itemLength: Int?
    /// The field means `column` only where this holds; several rows of one offset are tried in order.
    package var when: RuleCondition?
    /// Column whose length or CCSID this is.
    package var appliesTo: String?
    package var merge: FieldMerge?
    package var note: String
    package var verified: Bool

    package init(
        title: String, offsetJE: Int?, offsetJ4: Int?, offsetJ5: Int?, format: FieldFormat, length: Int, column: String,
        what: FieldRole, role: ColumnRole, isYesNo: Bool, when: RuleCondition?, appliesTo: String?, merge: FieldMerge?,
        note: String, verified: Bool
    ) {
        self.title = title
        self.offsetJE = offsetJE
        self.offsetJ4 = offsetJ4
        self.offsetJ5 = offsetJ5
        self.format = format
        self.length = length
        self.column = column
        self.what = what
        self.role = role
        self.isYesNo = isYesNo
        self.when = when
        self.appliesTo = appliesTo
        self.merge = merge
        self.note = note
        self.verified = verified
    }
}

/// The entry-specific fields of one entry type, in order of their J5 offsets.
package struct Layout: Sendable {
    package var entryType: String
    package var fields: [LayoutField]
    package init(entryType: String, fields: [LayoutField]) {
        self.entryType = entryType
        self.fields = fields
    }
}

extension LayoutField {
    /// The columns of `appliesTo`: several where one field's bytes mean one column or another.
    package var appliesToColumns: [String] { appliesTo?.split(separator: " ").map(String.init) ?? [] }
}
