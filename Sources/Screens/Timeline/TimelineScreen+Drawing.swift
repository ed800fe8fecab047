import Canvas
import Catalog
import Query

extension TimelineScreen {
    func draw(into grid: inout Grid, _ desk: Desk) {
        if showsWeek { return drawWeek(into: &grid, desk) }
        let layout = TimelineLayout(timeline, width: grid.columns - 2, isParted: by != nil)
        let range = rangeStart == nil ? nil : range
        drawList(into: &grid, desk, top: top(desk), heading: layout.heading(by), empty: [TextLine(state)]) { index in
            let line = lines[index]
            let isChosen = range.map { line.start >= $0.0 && line.end <= $0.1 } ?? false
            return layout.line(line, isChosen: isChosen)
        }
    }

    private func top(_ desk: Desk) -> [TextLine] {
        var text = "Steps of . . . . . . . :   "
        if let timeline {
            let filled = timeline.steps.count
            text += "a \(timeline.unit.name)".replacingA + "   \(filled.grouped) with entries"
            if timeline.isTooFine { text += "   (too many to be parted)" }
        }
        return [TextLine(text), TextLine(SelectionStrip.left(desk, width: max(20, desk.columns - 4)), .dim)]
    }

    /// Weekdays down, hours across: shades, and numbers of each day at the right.
    private func drawWeek(into grid: inout Grid, _ desk: Desk) {
        let frame = desk.drawPage(self, into: &grid, isMore: false)
        let lines = timeline.map { WeekPicture.lines($0.week, width: grid.columns - 2) } ?? [TextLine(state)]
        for (offset, line) in (top(desk).suffix(1) + [TextLine()] + lines).enumerated() where offset < frame.body.count
        {
            line.draw(into: &grid, row: frame.body.lowerBound + offset, column: 1)
        }
        grid.cursor = (min(frame.body.lowerBound, grid.rows - 1), 0)
    }
}

extension String {
    /// `10 minutes` takes no article.
    fileprivate var replacingA: String {
        hasPrefix("a 10") ? String(dropFirst(2)) : hasPrefix("a hour") ? "an" + dropFirst() : self
    }
}

/// Where the columns of a timeline stand: time, entries, bar, parts.
struct TimelineLayout {
    private let unit: TimeUnit
    private let bar: Int
    private let parts: Int
    private let largest: Int

    private static let timeWidth = 19
    private static let entriesWidth = 10

    init(_ timeline: Timeline?, width: Int, isParted: Bool) {
        unit = timeline?.unit ?? .day
        largest = timeline?.steps.map(\.entries).max() ?? 0
        let room = max(0, width - 3 - Self.timeWidth - Self.entriesWidth - 2)
        parts = isParted && room >= 20 ? room / 2 : 0
        bar = max(0, room - parts - (parts > 0 ? 2 : 0))
    }

    func heading(_ by: String?) -> String {
        "   " + "Time".padded(Self.timeWidth) + "Entries".leftPadded(Self.entriesWidth)
            + (parts > 0 ? String(repeating: " ", count: bar + 4) + (by.map(Self.title) ?? "") : "")
    }

    private static func title(_ column: String) -> String {
        switch column {
        case "JOURNAL_ENTRY_TYPE": "Entry types"
        case "CATEGORY": "Categories"
        default: "Severities"
        }
    }

    func line(_ line: TimelineLine, isChosen: Bool) -> TextLine {
        let start = " " + Picking.mark(isChosen)
        switch line {
        case .step(let step):
            let text =
                start + Self.label(step.start, unit).padded(Self.timeWidth)
                + step.entries.grouped.leftPadded(Self.entriesWidth) + "  "
            let bar = TextLine(text).adding(
                Self.bar(step.entries, of: largest, width: bar).padded(parts > 0 ? self.bar + 2 : 0), Self.style(step))
            return parts > 0 ? bar.adding(Self.parts(step.parts, width: parts)) : bar
        case .empty(_, _, let steps):
            let text = steps == 1 ? "1 step without entries" : "\(steps.grouped) steps without entries"
            return TextLine(start + text.leftPadded(Self.timeWidth + Self.entriesWidth), .dim)
        case .mark(let mark):
            return TextLine(
                start + (mark.isGap ? "! " : "= ") + Self.label(mark.time, .second) + "  " + mark.text,
                mark.isGap ? .warning : .dim)
        }
    }

    /// A step with something critical is in its colour; its parts say so in words.
    private static func style(_ step: Timeline.Step) -> Style {
        step.parts.contains { $0.value == "critical" } ? .error : .normal
    }

    static func label(_ time: Timestamp, _ unit: TimeUnit) -> String {
        let text = time.text(.seconds)
        let day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][max(0, min(6, time.fields.weekday - 1))]
        switch unit {
        case .year: return String(text.prefix(4))
        case .month: return String(text.prefix(7))
        case .week, .day: return text.prefix(10) + " " + day
        case .hour: return text.prefix(10) + " " + day + " " + text.dropFirst(11).prefix(2) + "h"
        case .minute, .tenMinutes: return String(text.prefix(16))
        case .second, .tenSeconds: return text
        }
    }

    /// Eighths of a cell; something is never shown as nothing.
    static func bar(_ entries: Int, of largest: Int, width: Int) -> String {
        guard largest > 0, entries > 0, width > 0 else { return "" }
        let eighths = max(1, Int((Double(entries) / Double(largest) * Double(width * 8)).rounded()))
        let rest = ["", "\u{258F}", "\u{258E}", "\u{258D}", "\u{258C}", "\u{258B}", "\u{258A}", "\u{2589}"][eighths % 8]
        return String(repeating: "\u{2588}", count: eighths / 8) + rest
    }

    /// `PW 31  AF 12  +3`
    private static func parts(_ parts: [Timeline.Part], width: Int) -> String {
        var text = ""
        for (index, part) in parts.enumerated() {
            let gap = index == 0 ? "" : "  "
            let next = gap + part.value + " " + part.entries.grouped
            let more = "  +" + String(parts.count - index)
            let room = width - text.count - next.count
            if room < (index + 1 < parts.count ? more.count : 0) {
                return text + String(more.prefix(max(0, width - text.count)))
            }
            text += next
        }
        return text
    }
}

/// Hours of the week as shades of a block.
enum WeekPicture {
    private static let shades = [" ", "\u{2591}", "\u{2592}", "\u{2593}", "\u{2588}"]

    static func lines(_ week: [Int], width: Int) -> [TextLine] {
        let cell = width >= 5 + 24 * 4 + 12 ? 4 : width >= 5 + 24 * 3 ? 3 : width >= 5 + 24 * 2 ? 2 : 1
        let largest = week.max() ?? 0
        let hours = (0..<24).map { (hour: Int) -> String in
            if cell == 1 { return String(hour % 10) }
            return (hour < 10 ? "0" : "") + String(hour)
        }
        let showsSums = width >= 5 + 24 * cell + 10
        var lines = [
            TextLine("     " + hours.map { $0.leftPadded(cell) }.joined() + (showsSums ? "   Entries" : ""), .title)
        ]
        for (day, name) in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].enumerated() {
            let counts = week[day * 24..<(day + 1) * 24]
            var cells = ""
            for count in counts {
                cells += String(repeating: shade(count, of: largest), count: max(1, cell - 1)).leftPadded(cell)
            }
            let sum = counts.reduce(0, +).grouped.leftPadded(10)
            lines.append(TextLine("  " + name + cells + (showsSums ? sum : "")))
        }
        var scale = "  Entries an hour:"
        for level in 1..<shades.count {
            scale += "   " + shades[level] + " to " + (largest * level / (shades.count - 1)).grouped
        }
        return lines + [TextLine(), TextLine(scale, .dim), TextLine("  Times are those of the system.", .dim)]
    }

    private static func shade(_ entries: Int, of largest: Int) -> String {
        guard entries > 0, largest > 0 else { return shades[0] }
        return shades[min(shades.count - 1, max(1, (entries * (shades.count - 1) + largest - 1) / largest))]
    }
}
