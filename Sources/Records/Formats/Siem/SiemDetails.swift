import Catalog

/// What an event of one entry type tells beside its keys.
struct SiemDetails: Sendable {
    /// Column of what stands behind the dash in IBM's text.
    var behindDash: Int?
    /// Columns of the first fields of the entry-specific data; `nil` for one that is not shown or known from the header.
    var fields: [Int?] = []

    /// Names are as long as this, the others are not told apart where a blank may stand in them.
    private static let longestName = 10

    /// Columns that an event's details fill: who and what it was about.
    private static let columns: Set = ["OBJECT_NAME", "OBJECT_LIBRARY", "OBJECT_TYPE", "DEVICE_NAME"]

    /// The details of each entry type, by `entryTypeNumber`; columns they need are added to `table`.
    static func all(_ table: inout TextColumns) -> [UInt16: SiemDetails] {
        var all: [UInt16: SiemDetails] = [:]
        for type in AuditCatalog.entryTypes where type.journalCode == "T" {
            guard let layout = AuditCatalog.layout(journalCode: "T", type.code) else { continue }
            var details = SiemDetails()
            details.fields = leadingFields(layout.fields).map { field in
                guard let field, field.role == .subjectUser || columns.contains(field.column) else { return nil }
                return table.add(field.column)
            }
            if type.code == "CD" { details.behindDash = table.add("COMMAND_STRING") }
            if type.code == "PW" { details.behindDash = table.add("AUDIT_USER_NAME") }
            all[Array(type.code.utf8).span.bytes.entryTypeNumber(0)] = details
        }
        return all
    }

    /// The fields up to the first that is longer than a name, or no characters, with it where it is characters. Where a place
    /// has several meanings, the one that holds without a condition.
    private static func leadingFields(_ fields: [LayoutField]) -> [LayoutField?] {
        var found: [LayoutField?] = []
        let places = Dictionary(grouping: fields.filter { $0.offsetJ5 != nil }) { $0.offsetJ5 ?? 0 }.sorted { $0.key < $1.key }
        for (_, meanings) in places {
            guard let first = meanings.first, first.format == .char else { break }
            found.append(meanings.first { $0.when == nil && $0.isValue })
            if first.length > longestName { break }
        }
        return found
    }

    /// Whether a value could be the name of a user profile.
    static func isName(_ bytes: RawSpan, _ value: Range<Int>) -> Bool {
        (1...longestName).contains(value.count) && !bytes.holds(0x20, in: value)
    }
}

extension RawSpan {
    /// The two letters of an entry type at `start`, as one number.
    func entryTypeNumber(_ start: Int) -> UInt16 {
        guard start >= 0, start + 2 <= byteCount else { return 0 }
        return UInt16(self[start]) << 8 | UInt16(self[start + 1])
    }
}
