package import Catalog
import Columns

/// One cell as people meet it. Blank, null and absent are told apart.
package enum Cell: Sendable {
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

/// Texts are compared byte by byte: two that only look alike are two values.
extension Cell: Hashable {
    package static func == (a: Self, b: Self) -> Bool {
        switch (a, b) {
        case (.absent, .absent), (.null, .null), (.blank, .blank): true
        case (.text(let a), .text(let b)): ExactText.areEqual(a, b)
        case (.integer(let a), .integer(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.unreadable(let a, let why), .unreadable(let b, let other)):
            ExactText.areEqual(a, b) && ExactText.areEqual(why, other)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .absent: hasher.combine(0)
        case .null: hasher.combine(1)
        case .blank: hasher.combine(2)
        case .text(let text), .unreadable(let text, _): ExactText.hash(text, into: &hasher)
        case .integer(let value): hasher.combine(value)
        case .timestamp(let value): hasher.combine(value)
        }
    }
}

extension Cell {
    /// The cell of a built column.
    init(_ column: Column, row: Int, kind: ValueKind) {
        switch column {
        case .coded(let column): self.init(column, code: column.code(row), kind: kind)
        case .integer(let column):
            switch column.state(row) {
            case .absent: self = .absent
            case .null: self = .null
            case .blank: self = .blank
            case .unreadable: self = .unreadable(text: column.unreadable[row] ?? "", reason: Self.reason(kind))
            case .value:
                let value = column.value(row) ?? 0
                self = kind == .timestamp
                    ? .timestamp(Timestamp(microseconds: Int64(truncatingIfNeeded: value))) : .integer(value)
            }
        }
    }

    /// The cell that a dictionary code stands for.
    init(_ column: CodedColumn, code: UInt32, kind: ValueKind) {
        switch code {
        case TextDictionary.absent: self = .absent
        case TextDictionary.null: self = .null
        case TextDictionary.blank: self = .blank
        default:
            let text = column.dictionary.text(code)
            self = kind == .address && IPAddress(text) == nil ? .unreadable(text: text, reason: Self.reason(kind)) : .text(text)
        }
    }

    /// Why a text cannot be a value of this kind.
    static func reason(_ kind: ValueKind) -> String {
        switch kind {
        case .integer: "no whole number"
        case .timestamp: "no date and time"
        case .address: "no IP address"
        case .text, .code, .hex: "not readable"
        }
    }

    /// As a cell of an integer or timestamp column.
    var number: (value: Int128, state: CellState) {
        switch self {
        case .absent: (0, .absent)
        case .null: (0, .null)
        case .blank: (0, .blank)
        case .integer(let value): (value, .value)
        case .timestamp(let time): (Int128(time.microseconds), .value)
        case .text, .unreadable: (0, .unreadable)
        }
    }
}
