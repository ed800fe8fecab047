import Canvas
import JournalIndex
import Query

/// The line that always says what is shown: each condition with its number and its count, and how many entries are left.
enum SelectionStrip {
    static func draw(into grid: inout Grid, row: Int, _ desk: Desk) {
        let right = total(desk)
        let room = grid.columns - right.count - 4
        grid.put(left(desk, width: room), row: row, column: 1, style: .dim)
        grid.putRight(right, row: row, style: .title)
    }

    /// `Selection  1 type in (PW, CP) 48  2 user = J* (off)`, cut where it does not fit.
    static func left(_ desk: Desk, width: Int) -> String {
        let conditions = desk.report.view.conditions
        let start = "Selection  "
        guard !conditions.isEmpty else {
            switch desk.report.scope {
            case nil: return start + "all entries"
            case .around(_, let entries)?: return start + "\(entries.grouped) entries before and after"
            case .evidence(_, let line, _)?: return start + line
            }
        }
        let parts = conditions.enumerated().map { Part($1, $0, desk) }
        for shown in stride(from: parts.count, through: 1, by: -1) {
            let rest = shown < parts.count ? "  +\(parts.count - shown) more" : ""
            let lengths = parts.prefix(shown).map(\.cells)
            let room = width - start.count - rest.count - 2 * (shown - 1)
            let most = longest(lengths, room: room)
            guard most >= min(leastPart, lengths.max() ?? 0) else { continue }
            return start + parts.prefix(shown).map { $0.cut(most) }.joined(separator: "  ") + rest
        }
        return (start + "+\(parts.count) more").cut(max(0, width), mark: "")
    }

    /// How long a condition may be so that all of them have room: short ones leave theirs to the long ones.
    private static func longest(_ lengths: [Int], room: Int) -> Int {
        var left = room
        for (index, length) in lengths.sorted().enumerated() {
            let share = left / (lengths.count - index)
            if length > share { return share }
            left -= length
        }
        return .max
    }

    /// Cells a condition and its count need to be recognised.
    private static let leastPart = 16

    static func text(_ condition: Condition, _ index: Int, _ desk: Desk) -> String {
        Part(condition, index, desk).cut(.max)
    }

    /// A condition on the strip: its number and text, of which the end may be cut, and its count, which stays.
    private struct Part {
        let text: String
        let count: String

        init(_ condition: Condition, _ index: Int, _ desk: Desk) {
            text = "\(index + 1) \(condition.filter.text)"
            count = (matches(index, desk).map { " " + $0.grouped } ?? "") + (condition.isEnabled ? "" : " (off)")
        }

        var cells: Int { text.cells + count.cells }

        func cut(_ width: Int) -> String {
            cells <= width ? text + count : text.cut(max(0, width - count.cells), mark: "...") + count
        }
    }

    /// Entries that satisfy a condition; `nil` while that is being found out.
    static func matches(_ index: Int, _ desk: Desk) -> Int? {
        guard let answer = desk.report.answer else { return nil }
        let conditions = desk.report.view.conditions
        let old = answer.selection.request.conditions
        guard conditions.indices.contains(index), let place = old.firstIndex(where: { $0.filter == conditions[index].filter }),
            answer.selection.matches.indices.contains(place)
        else { return nil }
        return answer.selection.matches[place]
    }

    /// `48 of 1,212`, and how many copies of entries are folded.
    static func total(_ desk: Desk) -> String {
        guard let selection = desk.report.answer?.selection else { return desk.journal.count.grouped }
        let all = selection.total
        let shown = selection.count == all ? all.entries : "\(selection.count.grouped) of \(all.grouped)"
        return selection.folded > 0 ? shown + ", \(selection.folded.grouped) folded" : shown
    }
}

/// What stands in a report without lines: why there are none.
enum EmptyReport {
    static func lines(_ desk: Desk) -> [TextLine] {
        guard let selection = desk.report.answer?.selection else { return [] }
        if selection.total == 0 { return noEntries(desk) }
        let enabled = selection.request.conditions.enumerated().filter { $0.element.isEnabled }
        if enabled.isEmpty { return [TextLine("None of these entries is in the journal any more. Press F12 to go back.")] }
        var lines = [TextLine(headline(enabled.count, selection.total), .title)]
        for (index, condition) in enabled { lines.append(line(condition, index, selection)) }
        lines.append(TextLine())
        let number = enabled[0].offset + 1
        let advice = "u takes the last step back, \(number)c switches condition \(number) off, a switches all off, E changes the text."
        lines += TextLine.folded(advice, width: max(20, desk.columns - 2), .instruction)
        return lines
    }

    private static func headline(_ conditions: Int, _ total: Int) -> String {
        conditions == 1
            ? "None of \(total.entries) satisfies the condition:" : "None of \(total.entries) satisfies all \(conditions) conditions:"
    }

    private static func line(_ condition: Condition, _ index: Int, _ selection: Selection) -> TextLine {
        let matches = selection.matches.indices.contains(index) ? selection.matches[index] : 0
        let without = selection.withoutEach.indices.contains(index) ? selection.withoutEach[index] : 0
        let effect = without == 0 ? "without it still none" : "removes the last \(without.grouped)"
        return TextLine("\(String(index + 1).leftPadded(4))  ").adding(condition.filter.text, .emphasis)
            .adding("   satisfied by \(matches.grouped), \(effect)", .normal)
    }

    private static func noEntries(_ desk: Desk) -> [TextLine] {
        if desk.journal.isLoading || desk.journal.sources.isEmpty { return [TextLine("The sources are being read. Entries appear as they come.", .title)] }
        let failed = desk.journal.sources.filter { $0.failure != nil }
        var lines = [TextLine("The sources hold no entries.", .title)]
        lines += failed.prefix(3).map { TextLine("\($0.name): \($0.failure ?? "")", .error) }
        let leftOut = desk.journal.sources.reduce(0) { $0 + $1.leftOut }
        if leftOut > 0 {
            lines.append(TextLine("\(leftOut.of("entry", "entries")) left out while reading: ask for more.", .warning))
        }
        lines.append(TextLine("s shows what was recognised in them, F5 reads them again.", .instruction))
        return lines
    }
}
