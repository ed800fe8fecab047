import Catalog
package import JournalIndex

extension Filter {
    /// All of them must hold.
    package static func all(_ filters: [Filter]) -> Filter {
        joined(filters, Expression.and)
    }

    /// One of them must hold. A filter that takes every entry makes the whole take every entry.
    package static func any(_ filters: [Filter]) -> Filter {
        filters.contains { $0.takesEverything } ? Filter() : joined(filters, Expression.or)
    }

    private static func joined(_ filters: [Filter], _ join: ([Expression]) -> Expression) -> Filter {
        let parts = filters.compactMap(\.root)
        return parts.count < 2 ? parts.first.map(Filter.init) ?? Filter() : Filter(join(parts))
    }

    /// The opposite; `nil` for the filter that takes every entry.
    package var negated: Filter? {
        switch root {
        case nil: nil
        case .not(let part)?: Filter(part)
        case let whole?: Filter(.not(whole))
        }
    }

    /// `column = value` for what stands in a cell, `column is null` for an empty one: what a key on a cell keeps.
    ///
    /// - Returns: `nil` for a cell that no comparison finds: a number, time or address that could not be read, a severity
    ///   that is none.
    package static func keeping(_ cell: Cell, of column: ColumnDefinition) -> Filter? {
        comparing(cell, of: column, .equal)
    }

    /// `column <> value` or `column is not null`: what a key on a cell drops.
    package static func dropping(_ cell: Cell, of column: ColumnDefinition) -> Filter? {
        comparing(cell, of: column, .unequal)
    }

    private static func comparing(_ cell: Cell, of column: ColumnDefinition, _ comparison: Comparison) -> Filter? {
        let reference = ColumnReference(preferred: column.name)
        let constant: Constant
        if column.name == "SEVERITY", !cell.isEmpty, Severity(named: cell.exportText) == nil { return nil }
        switch cell {
        case .absent, .null, .blank: return Filter(.isNull(reference, negated: comparison == .unequal))
        case .text(let text): constant = Constant(shortest: text)
        case .integer(let number): constant = Constant(.word(String(number)))
        case .timestamp(let time): constant = Constant(.quoted(time.text(.sql)))
        case .unreadable(let text, _):
            guard column.kind != .integer, column.kind != .timestamp, column.kind != .address else { return nil }
            constant = Constant(shortest: text)
        }
        return Filter(.compare(reference, comparison, constant))
    }
}

extension ColumnReference {
    /// The short name that means this column alone, or the column itself.
    init(preferred column: String) {
        let short = ShortName.allCases.first { $0.meaning == .column(column) }
        self.init(short.map(Name.short) ?? .column(column))
    }
}

extension Constant {
    /// The text without quotes where that means the same.
    init(shortest text: String) {
        let isWord = Lexer.isPlainWord(text) && Folding.upper(text) == text && !text.hasSuffix("*")
        self = Constant(isWord ? .word(text) : .quoted(text)).withoutKeyword
    }
}

extension Filter {
    /// A value as it is typed into a condition: quoted where the language would read something else.
    package static func typed(_ text: String) -> String { Constant(shortest: text).text(beside: ColumnReference(.column(""))) }
}
