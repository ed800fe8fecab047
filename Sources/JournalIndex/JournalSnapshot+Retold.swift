import Columns

extension JournalSnapshot {
    package func retold(row: Int, _ id: ColumnID, _ replace: (ColumnID, Cell) -> Cell) -> Cell? {
        let kind = kind(row)
        guard let derived = DerivedColumns.byName[schema[id].name], derived.applies(to: kind.entryType) else { return nil }
        return plan(derived, kind).value { input in
            switch input {
            case .given(let name): schema.id(name).map { replace($0, givenCell(row, $0)) } ?? .absent
            case .column(let name): schema.id(name).map { replace($0, cell(row: row, $0)) } ?? .absent
            }
        }
    }
}
