import Catalog

/// The value side of a comparison, before it is known which type its column has.
struct Constant: Hashable, Sendable {
    enum Value: Sendable {
        /// `QSECOFR`, `QSEC*`, `10.0.0.0/8`, `-7d`: folded to upper case; a path (`/home/joe`) keeps its case.
        case word(String)
        /// `'as it is'`
        case quoted(String)
        /// `?USER`
        case parameter(String)
    }

    var value: Value
    var place: Place

    init(_ value: Value, _ place: Place = .none) {
        self.value = value
        self.place = place
    }

    /// A value as it was typed without quotes.
    init(typed word: String, _ place: Place) {
        self.init(.word(word.hasPrefix("/") ? word : Folding.upper(word)), place)
    }

    /// The characters of the value, without quotes; empty for a parameter.
    var characters: String {
        switch value {
        case .word(let text), .quoted(let text): text
        case .parameter: ""
        }
    }

    /// The same value, in quotes where the word alone would be read as `null`.
    var withoutKeyword: Constant {
        if case .word(let word) = value, Keyword(word) == .null { Constant(.quoted(word), place) } else { self }
    }

    /// As it is written beside `column`.
    func text(beside column: ColumnReference) -> String {
        switch value {
        case .word(let word): Constant.isLowerByHabit(word, beside: column) ? word.lowercased() : word
        case .quoted(let text): "'" + text.doubling("'") + "'"
        case .parameter(let name): "?" + name
        }
    }

    /// `critical`, `-7d`, `today` and `2001:db8::1` are read more easily in lower case; both mean the same.
    private static func isLowerByHabit(_ word: String, beside column: ColumnReference) -> Bool {
        switch column.name {
        case _ where word.hasPrefix("/") || !word.utf8.allSatisfy { $0 < 0x80 }: false
        case .short(.severity), .short(.category), .column("SEVERITY"), .column("CATEGORY"): true
        case .short(.time), .column("ENTRY_TIMESTAMP"): !word.contains("T") || word == "TODAY" || word == "YESTERDAY"
        case .short(.ip), .column("REMOTE_ADDRESS"): true
        default: false
        }
    }
}

/// Byte by byte, as values are compared with cells: what was found for one text is not what another finds.
extension Constant.Value: Hashable {
    static func == (a: Self, b: Self) -> Bool {
        switch (a, b) {
        case (.word(let a), .word(let b)), (.quoted(let a), .quoted(let b)), (.parameter(let a), .parameter(let b)):
            ExactText(a) == ExactText(b)
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .word(let text): hasher.combine(ExactText(text))
        case .quoted(let text): hasher.combine(ExactText(text))
        case .parameter(let text): hasher.combine(ExactText(text))
        }
    }
}
