import Catalog

/// The table of derived columns. A new one costs a row here.
enum DerivedColumns {
    static let all: [DerivedColumn] = {
        let rows =
            JobColumns.all + AddressColumns.all + ProfileColumns.all + DetailColumns.all + ObjectColumns.all
            + EventColumns.all + ConnectionColumns.all + ClockColumns.all
        return rows + MessageColumns.all(besides: Set(rows.map(\.name)))
    }()

    static let byName: [String: DerivedColumn] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Names of derived columns that make sense for sources with these columns, in table order; the columns that tell
    /// where an entry comes from stand at the end.
    static func available(givenColumns: Set<String>) -> [String] {
        let computed = all.filter { $0.needs.isEmpty || !$0.needs.isDisjoint(with: givenColumns) }
        return computed.map(\.name).filter { !isHeading($0, givenColumns) } + PlaceColumns.names
    }

    /// A heading column that is only completed (REMOTE_ADDRESS of a PS entry) keeps its place among the given ones.
    private static func isHeading(_ name: String, _ given: Set<String>) -> Bool {
        given.contains(name) && !(AuditCatalog.column(name)?.isDerived ?? true)
    }

    /// For the few columns the catalog does not list.
    static func definition(_ name: String, _ id: ColumnID) -> ColumnDefinition {
        let kind = byName[name]?.kind ?? PlaceColumns.kind(name)
        let words = name.split(separator: "_").map { $0.lowercased() }
        let heading = words.enumerated().map { $0 == 0 ? $1.prefix(1).uppercased() + $1.dropFirst() : String($1) }
        return ColumnDefinition(
            id: id, name: name, kind: kind, role: .none, origin: .derived, heading: heading,
            width: PlaceColumns.width(name), verified: true)
    }
}
