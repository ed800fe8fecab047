import Catalog

/// `..._DETAIL`: the meaning of a code in words, where the source brings none.
enum DetailColumns {
    static let all: [DerivedColumn] = AuditCatalog.columns.filter { $0.isDerived && $0.name.hasSuffix("_DETAIL") }
        .map { detail($0.name) }

    private static func detail(_ name: String) -> DerivedColumn {
        let base = String(name.dropLast("_DETAIL".count))
        return DerivedColumn(
            name: name, needs: [name, base],
            inputs: { _ in [.column(base)] },
            value: { kind, cells in
                let cell = cells(.column(base))
                let code: String
                switch cell {
                case .absent, .null: return .null
                case .blank: code = ""
                default: code = cell.exportText
                }
                let meaning = AuditCatalog.meaning(entryType: kind.entryType, column: base, code: code)
                return meaning.map { .text($0) } ?? .null
            }
        ).afterGiven()
    }
}
