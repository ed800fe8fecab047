import Catalog

/// `..._DETAIL`: the meaning of a code in words, where the source brings none.
enum DetailColumns {
    static let all: [DerivedColumn] = AuditCatalog.columns.map(\.name)
        .filter { $0.hasSuffix(suffix) && AuditCatalog.column(String($0.dropLast(suffix.count))) != nil }.map(detail)

    private static let suffix = "_DETAIL"

    private static func detail(_ name: String) -> DerivedColumn {
        let base = String(name.dropLast(suffix.count))
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
