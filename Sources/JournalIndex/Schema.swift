package import Catalog

/// A column of a journal, by its place in the schema.
package struct ColumnID: Hashable, Comparable, Sendable {
    package let index: Int
    package init(_ index: Int) { self.index = index }
    package static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

package struct ColumnDefinition: Sendable {
    package var id: ColumnID
    /// Canonical name, upper case.
    package var name: String
    package var kind: ValueKind
    package var role: ColumnRole
    package var origin: Origin
    /// Column heading as RUNQRY shows it: one to three lines.
    package var heading: [String]
    /// Characters a value usually needs.
    package var width: Int
    /// False where the catalog is not sure of it.
    package var verified: Bool

    package enum Origin: Equatable, Sendable {
        /// Every entry can have it.
        case heading
        /// Only entries of these types have it.
        case entrySpecific([String])
        /// Computed (SUBJECT, SENTENCE, SOURCE ...).
        case derived
        /// Known to no table; kept under the source's own name.
        case own
    }

    package init(
        id: ColumnID, name: String, kind: ValueKind, role: ColumnRole, origin: Origin, heading: [String], width: Int,
        verified: Bool
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.role = role
        self.origin = origin
        self.heading = heading
        self.width = width
        self.verified = verified
    }
}

/// The columns of a journal: those its sources give, in canonical order, then the derived ones.
package struct Schema: Sendable {
    package let columns: [ColumnDefinition]
    private let byName: [String: ColumnID]

    package init(columns: [ColumnDefinition]) {
        self.columns = columns
        byName = Dictionary(columns.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(id: ColumnID) -> ColumnDefinition { columns[id.index] }

    /// The column of this exact canonical name.
    package func id(_ name: String) -> ColumnID? { byName[name] }
}
