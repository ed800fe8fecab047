import Catalog
package import JournalIndex

/// A filter as the condition of a WHERE clause for Db2 for i, as far as the database can answer it.
///
///     (JOURNAL_ENTRY_TYPE IN ('PW')) AND (ENTRY_TIMESTAMP >= TIMESTAMP '2026-04-08 00:00:00.000000')
package struct SQLText: Equatable, Sendable {
    /// Never leaves out an entry that the filter takes; `1 = 1` when the database can answer nothing of it.
    package var condition: String
    package var pushdown: Pushdown

    /// How much of the filter the database answers.
    package enum Pushdown: Int, Sendable, Comparable {
        /// The condition finds exactly the entries of the filter.
        case exact
        /// It finds more: what comes back must be filtered again.
        case inexact
        case unsupported

        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    package init(_ filter: BoundFilter, schema: Schema) {
        self = SQLWriter(schema: schema).text(filter.root, negated: false)
    }

    init(_ condition: String, _ pushdown: Pushdown = .exact) {
        self.condition = condition
        self.pushdown = pushdown
    }

    static let everything = SQLText("1 = 1")
    static let nothing = SQLText("1 = 0")
    static let unsupported = SQLText("1 = 1", .unsupported)
}

extension SQLText {
    /// A text constant: the one place where text gets its quotes.
    static func literal(_ text: String) -> String { "'" + text.doubling("'") + "'" }

    /// A column name: in double quotes where it is no ordinary one.
    static func name(_ column: String) -> String {
        let isOrdinary = column.utf8.enumerated().allSatisfy { index, byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "$"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): index > 0
            default: false
            }
        }
        return isOrdinary && !column.isEmpty ? column : "\"" + column.doubling("\"") + "\""
    }
}
