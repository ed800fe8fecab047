import JournalIndex
import Query

/// Where the columns of the counts stand: value, entries, share, bar, first and last seen, distinct addresses. A narrow
/// terminal gives up the bar, then the last time, then the first.
struct CountLayout {
    private let value: Int
    private let bar: Int
    private let times: Int
    private let total: Int
    private let largest: Int
    private let distinct: Int

    private static let timeWidth = 19
    private static let entriesWidth = 10
    private static let shareWidth = 8
    private static let distinctWidth = 11

    init(_ summary: Summary?, columns: [String], width: Int) {
        let longest = summary?.groups.prefix(500).map { Self.text($0.key).count }.max() ?? 10
        let words = summary?.groups.prefix(500).map { Self.words($0, columns).map { $0.count + 2 } ?? 0 }.max() ?? 0
        total = summary?.entries ?? 0
        largest = summary?.groups.map(\.entries).max() ?? 0
        distinct = summary?.distinctColumn == nil ? 0 : Self.distinctWidth
        let needed = min(32, max(8, longest))
        var room = width - 3 - Self.entriesWidth - Self.shareWidth - needed - distinct
        times = min(2, max(0, room / (Self.timeWidth + 2)))
        room -= times * (Self.timeWidth + 2)
        bar = room >= 8 ? min(20, room - 2) : 0
        room -= bar > 0 ? bar + 2 : 0
        value = max(5, needed + (room < 0 ? room : min(room, words)))
    }

    static func text(_ key: [Cell]) -> String {
        key.map { $0.isEmpty ? CellText.inWords($0) : CellText.of($0) }.joined(separator: ", ")
    }

    private static func words(_ group: Summary.Group, _ columns: [String]) -> String? {
        guard group.key.count == 1, let column = columns.first else { return nil }
        return ValueWords.of(column, text(group.key))
    }

    func heading(distinct name: String) -> String {
        "   " + "Value".padded(value) + "Entries".leftPadded(Self.entriesWidth) + "Share".leftPadded(Self.shareWidth)
            + (bar > 0 ? String(repeating: " ", count: bar + 2) : "")
            + (times > 0 ? "  " + "First seen".padded(Self.timeWidth) : "") + (times > 1 ? "  " + "Last seen".padded(Self.timeWidth) : "")
            + (distinct > 0 ? name.leftPadded(distinct) : "")
    }

    func line(_ group: Summary.Group, picked: Bool, column: String) -> TextLine {
        var text = Self.text(group.key)
        if let words = Self.words(group, [column]), text.count + words.count + 2 <= value { text += "  " + words }
        if text.count > value { text = String(text.prefix(max(0, value - 1))) + ">" }
        var line = " " + Picking.mark(picked) + text.padded(value) + group.entries.grouped.leftPadded(Self.entriesWidth)
        line += share(group.entries).leftPadded(Self.shareWidth)
        if bar > 0 { line += "  " + String(repeating: "#", count: length(group.entries)).padded(bar) }
        if times > 0 { line += "  " + CellText.of(group.first, width: Self.timeWidth).padded(Self.timeWidth) }
        if times > 1 { line += "  " + CellText.of(group.last, width: Self.timeWidth).padded(Self.timeWidth) }
        if distinct > 0 { line += (group.distinct.map(\.grouped) ?? "").leftPadded(distinct) }
        return TextLine(line)
    }

    private func share(_ entries: Int) -> String {
        guard total > 0 else { return "" }
        let tenths = Int((Double(entries) / Double(total) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)%"
    }

    private func length(_ entries: Int) -> Int {
        guard largest > 0, entries > 0 else { return 0 }
        return min(bar, max(1, Int((Double(entries) / Double(largest) * Double(bar)).rounded())))
    }
}
