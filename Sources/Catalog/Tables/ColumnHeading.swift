/// Column headings and widths where the tables give none.
enum ColumnHeading {
    /// The words of a name on one to three lines, first letter large, as narrow as they can be in their order.
    ///
    ///     REMOTE_ADDRESS -> Remote / address
    static func lines(_ name: String, _ capitals: Set<String>) -> [String] {
        var words = name.split(separator: "_").map { capitals.contains(String($0)) ? String($0) : $0.lowercased() }
        guard let first = words.first else { return [name] }
        words[0] = first.prefix(1).uppercased() + first.dropFirst()
        return words.count <= 3 ? words : narrowest(words)
    }

    /// Three lines with the least width; names have a few words, so all cuts are tried.
    private static func narrowest(_ words: [String]) -> [String] {
        var best: [String] = []
        for first in 1..<words.count - 1 {
            for second in first + 1..<words.count {
                let lines = [words[..<first], words[first..<second], words[second...]].map { $0.joined(separator: " ") }
                if best.isEmpty || widest(lines) < widest(best) { best = lines }
            }
        }
        return best
    }

    private static func widest(_ lines: [String]) -> Int { lines.reduce(0) { max($0, $1.utf8.count) } }

    /// Characters a value of this kind usually needs; `widest` is the most a source has room for, 0 when unknown.
    static func width(_ kind: ValueKind, widest: Int) -> Int {
        switch kind {
        case .timestamp: 26
        // an IPv4 address; the few IPv6 addresses get what a screen has left
        case .address: 15
        case .integer: min(max(widest, 1), 20)
        case .hex: min(max(widest, 8), 32)
        case .text, .code: widest == 0 ? 10 : min(widest, 40)
        }
    }

    /// Characters of a field's value when it is full.
    static func characters(_ format: FieldFormat, length: Int, _ kind: ValueKind) -> Int {
        switch format {
        case .varying: (length - 2) * (kind == .hex ? 2 : 1)
        case .hex: length * 2
        case .packed(let digits, _): digits
        case .binary: length <= 2 ? 5 : 10
        case .char, .zoned, .timestamp: length
        }
    }
}

/// A column type of Db2 for i, as far as a width needs it.
enum SQLType {
    /// Characters of a full value of `VARCHAR(10)`, `INTEGER` ...; 0 when the type is unknown or without bound.
    static func characters(_ row: TableRows, _ cell: Int) -> Int {
        if let width = row.value(cell, of: numbers) { return width }
        let digits = row.utf8(cell).drop { $0 != UInt8(ascii: "(") }.dropFirst().prefix { (48...57).contains($0) }
        return digits.count > 6 ? 0 : digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static let numbers: [(StaticString, Int)] = [("SMALLINT", 5), ("INTEGER", 10), ("BIGINT", 19)]
}
