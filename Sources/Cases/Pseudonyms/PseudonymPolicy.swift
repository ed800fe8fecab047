import Catalog
package import JournalIndex

/// What an export with pseudonyms does with a column. A column nobody thought of is left out.
package enum PseudonymPolicy: Equatable, Sendable {
    /// Written as it is: times, numbers, codes, what wrkaud computes from a fixed choice of words.
    case keep
    /// Codes stay, anything else is replaced.
    case keepCodes
    /// Every value has its pseudonym.
    case replace
    /// Computed anew from replaced values.
    case retell
    /// Not written at all: free text about entries, bytes, columns that no table knows.
    case drop

    package init(_ column: ColumnDefinition) {
        if let known = Self.named[column.name] {
            self = known
        } else if column.origin == .own || AuditCatalog.column(column.name) == nil && column.origin != .derived {
            self = .drop
        } else if column.origin == .derived {
            self = Self.derived(column)
        } else {
            self = Self.given(column)
        }
    }

    /// Columns that are not what their kind says. Texts of a person about an entry, and names of people and places, would
    /// undo what is done.
    private static let named: [String: PseudonymPolicy] = [
        "ERROR": .drop, "NOTE": .drop, "TAGS": .drop, "MARKED": .keepCodes, "SOURCE": .replace,
    ]

    private static func derived(_ column: ColumnDefinition) -> PseudonymPolicy {
        let name = column.name
        if name == "SENTENCE" { return .retell }
        if ["_NAME", "_NETWORK", "_PERSON"].contains(where: { name.hasSuffix($0) }), AuditCatalog.column(name)?.isDerived ?? true,
            !name.hasSuffix("JOB_NAME")
        { return .drop }
        switch column.kind {
        case .timestamp, .integer: return .keep
        case .hex: return .drop
        case .address: return .replace
        case .code, .text:
            if fixedWords.contains(name) || name.hasSuffix("_DETAIL") { return .keep }
            return column.kind == .code ? .keepCodes : .replace
        }
    }

    /// Computed columns whose values are chosen from words of the program.
    private static let fixedWords: Set<String> = [
        "CONNECTION_TYPE", "CONNECTION", "CATEGORY", "SEVERITY", "JOB_TYPE", "SPECIAL_AUTHORITIES",
        "PREVIOUS_SPECIAL_AUTHORITIES", "JOURNAL_CODE", "JOURNAL_ENTRY_TYPE", "FOLDED",
    ]

    private static func given(_ column: ColumnDefinition) -> PseudonymPolicy {
        switch column.kind {
        case .timestamp: .keep
        case .integer: namesSomebody(column) ? .drop : .keep
        case .hex: .drop
        case .code: .keepCodes
        case .address, .text: .replace
        }
    }

    /// Numbers of users and groups name them.
    private static func namesSomebody(_ column: ColumnDefinition) -> Bool {
        column.role.isUser || column.role == .group
            || ["UID", "GID", "USER_ID", "GROUP_ID", "USER_NUMBER"].contains { column.name.contains($0) }
    }

    /// Whether a value of a code column can only be a code: up to three characters, a special value, a message ID.
    package static func isCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
        if bytes.count <= 3 { return true }
        if bytes[0] == 42 { return bytes.count <= 10 && bytes.dropFirst().allSatisfy { isCapital($0) || $0 == 95 } }
        return bytes.count == 7 && bytes.prefix(3).allSatisfy { isCapital($0) || (48...57).contains($0) }
            && bytes.suffix(4).allSatisfy { (48...57).contains($0) || (65...70).contains($0) }
    }
}
