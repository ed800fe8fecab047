extension Grid {
    /// The picture as lines of text, trailing blanks trimmed, without blank lines at the end; for tests.
    package var text: String {
        var lines = (0..<rows).map(line)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// One row as text, trailing blanks trimmed; empty for a row outside.
    package func line(_ row: Int) -> String {
        guard row >= 0, row < rows else { return "" }
        var line = ""
        for column in 0..<columns { line += self[row, column].text }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// A picture drawn as text, one line per row; for tests.
    package init(picture: String, style: Style = .normal) {
        let lines = picture.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        self.init(rows: lines.count, columns: lines.map({ Sanitizer.width(of: $0) }).max() ?? 0)
        for (row, line) in lines.enumerated() { put(line, row: row, column: 0, style: style) }
    }
}
