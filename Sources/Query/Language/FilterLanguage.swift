/// What there is to say about the filter language, in one place: `docs/filter-language.md` and the help are made of it.
package enum FilterLanguage {
    /// How a comparison is written, and what it takes.
    package static let comparisons: [(form: String, meaning: String)] = [
        ("`= <> != < <= > >=`", "equal, not equal, before, behind; text by code point, addresses by number"),
        ("`[not] in (A, B)`", "one of the values; a single one needs no brackets: `ip in 10.0.0.0/8`"),
        ("`[not] like 'A%'`", "the whole value; `%` stands for any characters, `_` for one"),
        ("`[not] between A and B`", "from A to B, both included"),
        ("`[not] contains 'A'`", "A stands somewhere in the value, in either case"),
        ("`~ 'A'`", "the regular expression A is found somewhere in the value, in either case"),
        ("`is [not] null`", "null, blank, or not in the entry at all"),
    ]

    /// How a value is written, and what it stands for.
    package static let values: [(form: String, meaning: String)] = [
        ("`QSECOFR`", "a word: folded to upper case, as in CL; a path that begins with `/` keeps its case"),
        ("`QSEC*`", "a generic word: everything that begins so; beside `=`, `<>` and `in`"),
        ("`'as it is'`", "quoted text: no folding, no generic; a quote inside is doubled"),
        ("`?USER`", "a parameter of a saved question"),
        ("`80`", "a number, in a column of numbers"),
        ("`10.0.0.1` `10.0.0.0/8` `10.0.0.1-10.0.0.9` `10.1.*`", "an address, a network, a range, a beginning; IPv6 too"),
        ("`2026-04-08` `2026-04` `2026`", "that day, that month, that year, whole"),
        ("`'2026-04-08 07:00'` `2026-04-08T07:00`", "that minute, whole; seconds and fractions likewise"),
        ("`2026-04-08-07.00.00.000000`", "an instant as IBM i writes it"),
        ("`today` `yesterday`", "that day of this machine's clock"),
        ("`-7d`", "back from the newest entry; " + units),
        ("`now` `now-7d`", "this instant, or back from it, by this machine's clock"),
    ]

    private static var units: String {
        TimeConstant.units.map { "`\($0.name)` \($0.meaning)" }.joined(separator: ", ")
    }

    /// The tables of `docs/filter-language.md`, between its two marks.
    package static var referenceTables: String {
        let names = ShortName.allCases.map { ("`\($0.rawValue)`", "\(columns($0)) | \($0.help)") }
        return [
            table("Comparison", "Meaning", comparisons), table("Value", "Meaning", values),
            table("Short name", "Column | Meaning", names),
        ].joined(separator: "\n")
    }

    private static func table(_ first: String, _ second: String, _ rows: [(String, String)]) -> String {
        let columns = 2 + second.filter { $0 == "|" }.count
        let head = "| \(first) | \(second) |\n|" + String(repeating: "---|", count: columns)
        return head + "\n" + rows.map { "| \($0.0) | \($0.1) |\n" }.joined()
    }

    private static func columns(_ name: ShortName) -> String {
        switch name.meaning {
        case .column(let column): "`\(column)`"
        case .anyOf(let columns): columns.map { "`\($0)`" }.joined(separator: " or ")
        case .job: "`JOB_NAME` or `QUALIFIED_JOB_NAME`"
        case .everyUser: "every column that names a user"
        case .everyCell: "every column of the source"
        }
    }
}
