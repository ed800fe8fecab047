/// Names and values under each other, values wrapped beside their names.
enum FactList {
    /// Columns a line may have.
    static let width = 100

    /// Facts without a value are left out.
    static func lines(_ facts: [(name: String, value: String)], indent: String = "") -> [String] {
        let shown = facts.filter { !$0.value.isEmpty }
        let label = (shown.map(\.name.count).max() ?? 0) + 2
        return shown.flatMap { name, value in
            let pad = String(repeating: " ", count: label)
            return wrapped(value, to: max(20, width - label - indent.count)).enumerated().map { index, line in
                indent + (index == 0 ? name + String(pad.dropFirst(name.count)) : pad) + line
            }
        }
    }

    /// `text` in lines of at most `width` characters, cut at blanks where there are any.
    static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let last = lines[lines.count - 1]
            if last.isEmpty, lines.count == 1 { lines[0] = String(word) } else if last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
