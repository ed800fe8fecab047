/// The column side of a comparison.
struct ColumnReference: Hashable, Sendable {
    enum Name: Hashable, Sendable {
        /// `user`
        case short(ShortName)
        /// `ENTRY_TIMESTAMP`, `"ACTION"`
        case column(String)
    }

    var name: Name
    var place: Place

    init(_ name: Name, _ place: Place = .none) {
        self.name = name
        self.place = place
    }

    /// A name as it was typed without quotes: a short name, or a column in any case.
    init(typed word: String, _ place: Place) {
        let short = ShortName(rawValue: word.lowercased())
        self.init(short.map(Name.short) ?? .column(Folding.upper(word)), place)
    }

    /// As it is written: short names in lower case, columns as they are, in double quotes where they need them.
    var text: String {
        switch name {
        case .short(let short): return short.rawValue
        case .column(let column):
            let isPlain = Folding.upper(column) == column && Lexer.isPlainWord(column) && Keyword(column) == nil
                && ShortName(rawValue: column.lowercased()) == nil
            return isPlain ? column : "\"" + column.doubling("\"") + "\""
        }
    }
}

/// Words of the language itself; any case. Where a value stands they are values (`type in (OR, IS)`).
enum Keyword: String, CaseIterable {
    case and, or, not, `in`, like, between, contains, `is`, null

    init?(_ word: String) { self.init(rawValue: word.lowercased()) }
}
