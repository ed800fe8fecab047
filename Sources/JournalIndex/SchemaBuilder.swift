import Catalog
import Records

/// Makes a journal's schema from what its sources give: canonical columns in the catalog's order, columns no table knows
/// behind them, derived columns last.
struct SchemaBuilder {
    private struct Given {
        var column: SourceColumn
        var isGivenToAll: Bool
    }
    private var given: [String: Given] = [:]
    private var appearance: [String] = []

    mutating func add(_ columns: [SourceColumn]) {
        for column in columns {
            guard var known = given[column.name] else {
                given[column.name] = Given(column: column, isGivenToAll: column.entryTypes.isEmpty)
                appearance.append(column.name)
                continue
            }
            known.column.entryTypes = Array(Set(known.column.entryTypes).union(column.entryTypes)).sorted()
            known.column.verified = known.column.verified && column.verified
            known.column.isHeading = known.column.isHeading || column.isHeading
            // Numbers in one source and texts in another: texts, of which nothing goes lost.
            if column.kind != known.column.kind { known.column.kind = .text }
            known.isGivenToAll = known.isGivenToAll || column.entryTypes.isEmpty
            given[column.name] = known
        }
    }

    func schema() -> Schema {
        var definitions: [ColumnDefinition] = []
        var taken: Set<String> = []
        func add(_ name: String, _ make: (ColumnID) -> ColumnDefinition) {
            guard taken.insert(name).inserted else { return }
            definitions.append(make(ColumnID(definitions.count)))
        }
        let derived = DerivedColumns.available(givenColumns: Set(given.keys))
        let derivedNames = Set(derived)
        for fact in AuditCatalog.columns where given[fact.name] != nil && !(fact.isDerived && derivedNames.contains(fact.name)) {
            add(fact.name) { definition($0, fact, given[fact.name]) }
        }
        for name in appearance where !derivedNames.contains(name) { add(name) { own($0, name) } }
        for name in derived {
            add(name) { id in
                AuditCatalog.column(name).map { definition(id, $0, given[name]) } ?? DerivedColumns.definition(name, id)
            }
        }
        return Schema(columns: definitions)
    }

    private func definition(_ id: ColumnID, _ fact: AuditCatalog.Column, _ given: Given?) -> ColumnDefinition {
        let origin = origin(fact, given)
        return ColumnDefinition(
            id: id, name: fact.name, kind: fact.kind, role: fact.role, origin: origin, heading: fact.heading,
            width: fact.width, verified: given?.column.verified ?? true)
    }

    private func origin(_ fact: AuditCatalog.Column, _ given: Given?) -> ColumnDefinition.Origin {
        guard let given else { return .derived }
        if fact.isHeading || given.isGivenToAll { return .heading }
        return .entrySpecific(given.column.entryTypes)
    }

    private func own(_ id: ColumnID, _ name: String) -> ColumnDefinition {
        let column = given[name]!.column
        return ColumnDefinition(
            id: id, name: name, kind: column.kind, role: column.role, origin: .own, heading: [column.sourceName],
            width: 12, verified: true)
    }
}
