extension Filter {
    /// Names of the columns it looks at, as far as they can be known before a journal is there; `nil` when it can be any
    /// (`anyuser`, `text`).
    package var columnNames: Set<String>? {
        var names: Set<String> = []
        for column in root?.columns ?? [] {
            guard let own = column.names else { return nil }
            names.formUnion(own)
        }
        return names
    }
}

extension Filter {
    /// The column that tells copies of entries from the entries shown: a filter that names it is asked of both.
    package static let folded = "FOLDED"
    /// The condition that every entry and every copy satisfies.
    package static let foldedToo = "\(folded) in (NO, YES)"

    var namesFolded: Bool { (root?.columns ?? []).contains { $0.names?.contains(Self.folded) ?? false } }
}

extension ColumnReference {
    /// The columns it stands for; `nil` when they depend on the journal.
    var names: [String]? {
        switch name {
        case .column(let column): [column, Folding.upper(column)]
        case .short(let short): short.columnNames
        }
    }
}

extension ShortName {
    /// The columns it stands for; `nil` when they depend on the journal.
    package var columnNames: [String]? {
        switch meaning {
        case .column(let column): [column]
        case .anyOf(let columns): columns
        case .job: ["JOB_NAME", "QUALIFIED_JOB_NAME"]
        case .everyUser, .everyCell: nil
        }
    }
}

extension Filter.Expression {
    /// Every column, in the order written.
    var columns: [ColumnReference] {
        switch self {
        case .or(let parts), .and(let parts): parts.flatMap(\.columns)
        case .not(let part): part.columns
        case .compare(let column, _, _), .isIn(let column, _, _), .like(let column, _, _), .between(let column, _, _, _),
            .contains(let column, _, _), .matches(let column, _), .isNull(let column, _):
            [column]
        }
    }
}
