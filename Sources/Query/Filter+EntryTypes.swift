extension Filter {
    /// The entry types the filter names as wanted, each once, in the order written: those whose entries it may find.
    /// Empty when it names none.
    package var entryTypes: [String] {
        var types: [String] = []
        for type in root?.entryTypes ?? [] where !types.contains(type) { types.append(type) }
        return types
    }
}

extension Filter.Expression {
    fileprivate var entryTypes: [String] {
        switch self {
        case .or(let parts), .and(let parts): parts.flatMap(\.entryTypes)
        case .compare(let column, .equal, let value) where column.columns == ["JOURNAL_ENTRY_TYPE"]: [value.characters]
        case .isIn(let column, let values, negated: false) where column.columns == ["JOURNAL_ENTRY_TYPE"]:
            values.map(\.characters)
        default: []
        }
    }
}

extension Filter {
    /// The columns it looks at, each once, in the order written; none for `text` and `anyuser`.
    package var columns: [String] {
        var columns: [String] = []
        for column in (root?.comparisons ?? []).flatMap(\.0.columns) where !columns.contains(column) { columns.append(column) }
        return columns
    }
}
