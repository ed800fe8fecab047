import Catalog

/// What the head of a printed report tells: its headings, where its columns stand, and some of its lines.
///
/// Query for IBM i leaves at least two blanks between columns: where no line of the head has anything, one column ends.
struct QueryPrintSurvey {
    /// Bytes before the first entry.
    let start: Int
    /// The heading's lines without blanks around, as every page repeats them.
    let headings: [[UInt8]]
    let names: [String]
    let columns: PrintedColumns
    let rows: [[CSVSample.Cell]]
    /// The column that holds a date or an instant in most lines looked at: lines without are totals.
    let anchor: Int?

    /// Lines of a column heading: up to three of the field's, and one of dashes or the like.
    private static let mostHeadingLines = 4
    /// Lines of the head that are looked at.
    private static let mostLines = 4_000
    private static let leastGap = 2
    /// Lines before the first page: what the query's cover says of it.
    private static let mostCoverLines = 60

    /// - Returns: `nil` when there is no heading of a page with a heading of columns behind it.
    init?(_ head: RawSpan, isWhole: Bool, encoding: TextEncoding) {
        var lines: [TextLine] = []
        var headings: [TextLine] = []
        var isBehindPage = false
        var seen = 0
        var first: Int?
        var at = 0
        while at < head.byteCount, lines.count < Self.mostLines {
            let line = head.line(from: at)
            at = line.next
            guard line.isEnded || isWhole else { break }
            if line.isBlank { continue }
            seen += 1
            if !isBehindPage, seen > Self.mostCoverLines { return nil }
            if QueryPrintLines.isPageHeading(head, line) {
                isBehindPage = true
            } else if QueryPrintLines.isEnd(head, head.trimmed(line.start..<line.end)) {
                continue
            } else if isBehindPage, first == nil, headings.count < Self.mostHeadingLines,
                !QueryPrintLines.holdsValue(head, line)
            {
                headings.append(line)
            } else if isBehindPage, !headings.isEmpty {
                if first == nil { first = line.start }
                if !headings.contains(where: { Self.text(head, $0) == Self.text(head, line) }) { lines.append(line) }
            }
        }
        guard !headings.isEmpty else { return nil }
        start = first ?? at
        self.headings = headings.map { Self.text(head, $0) }
        // Totals stand anywhere: lines with a date tell where columns end, if there are any.
        let dated = lines.filter { QueryPrintLines.holdsDate(head, $0) }
        let texts = (headings + (dated.isEmpty ? lines : dated)).map { Array(TextDecoding.string(head.extracting($0.start..<$0.end), encoding).unicodeScalars) }
        let found = Self.occupied(texts)
        guard found.count > 1 else { return nil }
        let cells = lines.map { PrintedColumns(ranges: Self.spread(found)).sample(head, $0, encoding) }
        let isNumber = found.indices.map { column in
            let values = cells.map { $0[column].text }.filter { !$0.isEmpty }
            return !values.isEmpty && values.allSatisfy { CSVShapes.isNumber($0) || TextNumber.isGrouped($0) }
        }
        columns = PrintedColumns(ranges: Self.spread(found, isNumber))
        rows = lines.map { [columns] line in columns.sample(head, line, encoding) }
        let own = found.indices.map { [rows] column in
            let parts = texts.prefix(headings.count).map { line -> String in
                let part = found[column].clamped(to: 0..<line.count)
                return String(String.UnicodeScalarView(line[part])).trimmed
            }
            return Self.name(parts.filter { !$0.isEmpty && $0.contains { $0.isLetter } }.joined(separator: " "), rows.map { $0[column].text })
        }
        names = Self.fields(own, rows)
        anchor = found.indices.first { [rows] column in
            rows.count { CSVDates.isDate($0[column].text) } * 2 > rows.count
        }
    }

    private static func text(_ head: RawSpan, _ line: TextLine) -> [UInt8] {
        head.trimmed(line.start..<line.end).map { head[$0] }
    }

    /// Stretches of characters in which some line has something, apart by two blanks at least.
    private static func occupied(_ lines: [[Unicode.Scalar]]) -> [Range<Int>] {
        let width = lines.map(\.count).max() ?? 0
        var used = [Bool](repeating: false, count: width)
        for line in lines { for (place, scalar) in line.enumerated() where scalar != " " { used[place] = true } }
        var found: [Range<Int>] = []
        var place = 0
        while place < width {
            guard used[place] else {
                place += 1
                continue
            }
            var end = place + 1
            while end < width, used[end..<min(width, end + leastGap)].contains(true) { end += 1 }
            found.append(place..<end)
            place = end
        }
        return found
    }

    /// The stretches with the blanks between them: numbers grow to the left into them, everything else to the right.
    private static func spread(_ found: [Range<Int>], _ isNumber: [Bool] = []) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for (column, range) in found.enumerated() {
            let growsLeft = isNumber.indices.contains(column) && isNumber[column]
            let start = column == 0 ? 0 : growsLeft ? found[column - 1].upperBound + 1 : range.lowerBound
            if let last = ranges.last { ranges[column - 1] = last.lowerBound..<start }
            ranges.append(start..<(column + 1 == found.count ? .max : range.upperBound))
        }
        return ranges
    }

    /// The columns that headings mean. In a report of one entry type a text of its layout means that field. `USER NAME`
    /// heads the user part of the job, too: it stands before the field of the entry.
    private static func fields(_ names: [String], _ rows: [[CSVSample.Cell]]) -> [String] {
        let types = names.firstIndex(of: "JOURNAL_ENTRY_TYPE").map { column in Set(rows.map { $0[column].text }.filter { $0.count == 2 }) } ?? []
        let layout = types.count == 1 ? types.first.flatMap { AuditCatalog.layout(journalCode: "T", $0)?.fields } ?? [] : []
        let texts = names.map(CSVNames.normalised)
        return names.indices.map { column in
            let isLast = !texts[(column + 1)...].contains(texts[column])
            if !isLast { return texts[column] == "USER_NAME" ? "JOB_USER" : names[column] }
            let same = layout.filter { $0.isValue && CSVNames.normalised($0.title) == texts[column] }
            return (same.first { $0.when == nil } ?? same.first)?.column ?? names[column]
        }
    }

    /// The heading, but for the two-letter entry type: outfiles head it as the services head the action.
    private static func name(_ heading: String, _ values: [String]) -> String {
        let isEntryType = ["ENTRY_TYPE", "JOURNAL_ENTRY_TYPE", "TYPE", "TYP"].contains(CSVNames.normalised(heading))
            && values.count { AuditCatalog.entryType("T", $0) != nil } * 2 > values.count
        return isEntryType ? "JOURNAL_ENTRY_TYPE" : heading
    }
}
