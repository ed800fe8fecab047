import Catalog

/// Lines above the heading of delimited text, as reports and spreadsheets have them: a title, a system, a day.
struct CSVPreamble {
    /// Bytes before the heading; 0 where there is nothing above it, or no heading that is known.
    private(set) var length = 0
    private(set) var lines = 0

    /// For people.
    var title: String { "\(Count.text(lines, "line", "lines")), left out: title and the like, no entries" }

    /// Lines that are looked at. What has more above its heading is another kind of file.
    private static let mostLines = 20
    private static let longestLine = 1 << 16

    init(_ head: ArraySlice<UInt8>, _ encoding: TextEncoding, _ map: ColumnMap) {
        let watch = CSVHeadingWatch([], Dialect(), encoding, map)
        var above: [String] = []
        var start = head.startIndex
        while above.count < Self.mostLines, start < head.endIndex {
            let rest = head[start...].prefix(Self.longestLine)
            guard let end = rest.firstIndex(of: Dialect.lineFeed) else { return }
            let text = TextDecoding.string(Array(head[start..<end]).span.bytes, encoding).trimmed
            if Self.isHeading(text, watch) {
                guard above.contains(where: { !$0.isEmpty }), above.allSatisfy({ Self.saysLittle($0, as: text) }) else { return }
                (length, lines) = (start - head.startIndex, above.count)
                return
            }
            above.append(text)
            start = end + 1
        }
    }

    private static func isHeading(_ line: String, _ watch: CSVHeadingWatch) -> Bool {
        let mayBe = Array(line.utf8).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { watch.mayStand(at: 0, $0, bytes.count) } ?? false
        }
        return mayBe && watch.finding([], line: line) != nil
    }

    /// One cell that holds something, or a word with a colon and what it is: no entry, and no heading of entries.
    private static func saysLittle(_ line: String, as heading: String) -> Bool {
        let counts = CSVDialect.delimiters.map { delimiter in heading.utf8.count { $0 == delimiter } }
        let most = counts.indices.max { counts[$0] < counts[$1] } ?? 0
        let mark = Character(Unicode.Scalar(CSVDialect.delimiters[most]))
        let cells = line.split(separator: mark).map { String($0).trimmed }.filter { !$0.isEmpty && $0 != "\"\"" }
        guard !cells.contains(where: CSVNames.isKnown) else { return false }
        return cells.count <= 1 || (cells.count == 2 && (cells[0].hasSuffix(":") || cells[0].hasSuffix(":\"")))
    }
}
