package import Catalog

/// One cell as people meet it. Blank, null and absent are told apart.
package enum Cell: Equatable, Sendable {
    /// The entry has no such field.
    case absent
    /// SQL null.
    case null
    /// Only blanks.
    case blank
    case text(String)
    case integer(Int128)
    case timestamp(Timestamp)
    /// The text as it stands in the source, and why it cannot be a value of the column's kind.
    case unreadable(text: String, reason: String)

    /// As it is exported: empty for absent, null and blank; timestamps as `YYYY-MM-DD HH:MM:SS.ffffff`.
    package var exportText: String {
        switch self {
        case .absent, .null, .blank: ""
        case .text(let text): text
        case .integer(let value): String(value)
        case .timestamp(let value): value.text(.sql)
        case .unreadable(let text, _): text
        }
    }

    /// True for absent, null and blank: what `is null` finds.
    package var isEmpty: Bool {
        switch self {
        case .absent, .null, .blank: true
        default: false
        }
    }
}
