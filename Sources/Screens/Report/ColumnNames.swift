import JournalIndex
import Query

/// Finding a column by what somebody types: its name in any case, or a short name of the filter language.
enum ColumnNames {
    static func find(_ word: String, in schema: Schema) -> String? {
        let quoted = word.hasPrefix("\"") && word.hasSuffix("\"") && word.count > 2
        if !quoted, let short = ShortName(rawValue: word.lowercased()), let name = column(short, schema) { return name }
        let name = (quoted ? String(word.dropFirst().dropLast()) : word).uppercased()
        if schema.id(name) != nil { return name }
        return schema.columns.first { $0.name.uppercased() == name }?.name
    }

    private static func column(_ short: ShortName, _ schema: Schema) -> String? {
        let names: [String]
        switch short.meaning {
        case .column(let name): names = [name]
        case .anyOf(let some): names = some.reversed()
        case .job: names = ["JOB_NAME", "QUALIFIED_JOB_NAME"]
        case .everyUser, .everyCell: names = []
        }
        return names.first { schema.id($0) != nil }
    }

    /// The short name of a column, if it has one.
    static func short(for column: String) -> ShortName? {
        ShortName.allCases.first { $0.meaning == .column(column) }
    }

    /// A column whose name begins as `word` does, or contains it.
    static func nearest(_ word: String, in schema: Schema) -> String? {
        let word = word.uppercased()
        let names = schema.columns.map(\.name)
        return names.first { $0.hasPrefix(word) } ?? names.first { $0.contains(word) }
            ?? names.min { distance($0, word) < distance($1, word) }.flatMap { distance($0, word) <= max(2, word.count / 3) ? $0 : nil }
    }

    /// Letters to add, drop or replace to make `a` into `b`; only names of like length are looked at.
    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.utf8.prefix(40)), Array(b.utf8.prefix(40)))
        guard abs(a.count - b.count) <= 4 else { return .max }
        var last = Array(0...b.count)
        for i in a.indices {
            var line = [i + 1]
            for j in b.indices {
                line.append(min(last[j + 1] + 1, line[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1)))
            }
            last = line
        }
        return last[b.count]
    }
}
