import Canvas
import Catalog
import JournalIndex
import Query

/// Where the columns of the counts stand: the values, entries, share, bar, then the measures, as many as there is room
/// for.
struct CountLayout {
    /// What goes first where there is no room for everything.
    enum Measures: Sendable {
        /// The measures were asked for; the share was not.
        case first
        case afterShare
    }

    /// Where the entries of each line over time stand.
    enum Sparks: CaseIterable, Sendable {
        /// Instead of the bar.
        case whereThereIsRoom
        /// Before the measures, which give way.
        case first
        case never

        var next: Sparks {
            switch self {
            case .whereThereIsRoom: .first
            case .first: .never
            case .never: .whereThereIsRoom
            }
        }
    }

    /// Steps of time that are counted: as many as there are cells where there is room.
    static let sparkSteps = 24

    private struct Column {
        /// Which measure.
        var place: Int
        var heading: String
        var width: Int
        var isTime: Bool
    }

    private let keys: [Column]
    private let measures: [Column]
    private let showsShare: Bool
    private let bar: Int
    /// Whether the bar's place shows the entries over time.
    private let isOverTime: Bool
    private let total: Int
    private let largest: Int
    /// The grouping column, when there is only one: its values may be known in words.
    private let onlyKey: String?

    /// To the second, or where room is short to the minute.
    private static let timeWidths = [19, 16]
    private static let entriesWidth = 10
    private static let shareWidth = 8
    /// Lines looked at to find out how wide values are.
    private static let looked = 500
    private static let leastBar = 6, mostBar = 20

    init(_ tally: Tally?, _ style: Measures, _ sparks: Sparks = .never, schema: Schema, width: Int) {
        total = tally?.entries ?? 0
        largest = tally?.lines.map(\.entries).max() ?? 0
        let names = tally?.request.columns ?? []
        onlyKey = names.count == 1 ? names[0] : nil
        let sample = tally?.lines.prefix(Self.looked) ?? []
        let needed = names.indices.map { place in
            sample.reduce(names.count == 1 ? 8 : 4) { max($0, Self.text($1.key[place]).cells) }
        }
        let forms = Self.timeWidths.map { Self.columns(tally, schema, timeWidth: $0) }
        // A long value is cut sooner than the times are left out.
        let times = forms[forms.count - 1].filter(\.isTime).reduce(0) { $0 + $1.width + 2 }
        let forKey = width - 3 - Self.entriesWidth - (style == .afterShare ? Self.shareWidth : 0) - times
        var widths = needed.map { min(names.count == 1 ? max(12, min(32, forKey)) : 24, $0) }
        var room = width - 3 - Self.entriesWidth - widths.reduce(0) { $0 + $1 + 2 } + 2
        let forMeasures = room - (style == .afterShare ? Self.shareWidth : 0)
        let wanted = forms.first { $0.reduce(0) { $0 + $1.width + 2 } <= forMeasures } ?? forms[forms.count - 1]
        var measures: [Column] = []
        var showsShare = false
        func addShare() {
            showsShare = room >= Self.shareWidth
            if showsShare { room -= Self.shareWidth }
        }
        let hasSparks = sparks != .never && (tally?.lines.contains { !$0.sparks.isEmpty } ?? false)
        isOverTime = hasSparks
        let first = hasSparks && sparks == .first ? min(Self.sparkSteps / 2, max(0, room - 2)) : 0
        if first > 0 { room -= first + 2 }
        if style == .afterShare { addShare() }
        for column in wanted where column.width + 2 <= room {
            measures.append(column)
            room -= column.width + 2
        }
        if style == .first { addShare() }
        let most = hasSparks ? Self.sparkSteps : Self.mostBar
        let left = room >= Self.leastBar + 2 && showsShare ? min(most, room - 2) : 0
        bar = first > 0 ? min(most, first + max(0, room)) : left
        room -= bar - first + (first == 0 && bar > 0 ? 2 : 0)
        let words = onlyKey.map { name in sample.reduce(0) { max($0, Self.words(name, $1).map { $0.count + 2 } ?? 0) } } ?? 0
        if !widths.isEmpty { widths[widths.count - 1] = max(5, widths[widths.count - 1] + min(room, words)) }
        keys = zip(names, widths).enumerated().map { place, key in
            Column(place: place, heading: names.count == 1 ? "Value" : Self.heading(key.0, schema), width: key.1, isTime: false)
        }
        (self.measures, self.showsShare) = (measures.filter(\.isTime) + measures.filter { !$0.isTime }, showsShare)
    }

    private static func columns(_ tally: Tally?, _ schema: Schema, timeWidth: Int) -> [Column] {
        (tally?.request.measures ?? []).enumerated().compactMap { place, measure in
            switch measure {
            case .count: nil
            case .first("ENTRY_TIMESTAMP"): Column(place: place, heading: "First seen", width: timeWidth, isTime: true)
            case .last("ENTRY_TIMESTAMP"): Column(place: place, heading: "Last seen", width: timeWidth, isTime: true)
            case .first(let name): Column(place: place, heading: "First " + heading(name, schema), width: timeWidth, isTime: false)
            case .last(let name): Column(place: place, heading: "Last " + heading(name, schema), width: timeWidth, isTime: false)
            case .distinct(let name):
                Column(place: place, heading: plural(name), width: numberWidth(plural(name), place, tally), isTime: false)
            }
        }
    }

    private static func numberWidth(_ heading: String, _ place: Int, _ tally: Tally?) -> Int {
        tally?.lines.prefix(looked).reduce(max(6, heading.count)) { max($0, number($1.values[place])?.grouped.count ?? 0) }
            ?? heading.count
    }

    private static func number(_ cell: Cell) -> Int? {
        if case .integer(let number) = cell { Int(exactly: number) } else { nil }
    }

    private static func heading(_ name: String, _ schema: Schema) -> String {
        schema.id(name).map { schema[$0].heading.joined(separator: " ") } ?? name
    }

    /// What is counted, in a word.
    private static func plural(_ name: String) -> String {
        switch name {
        case "REMOTE_ADDRESS": "Addresses"
        case "SUBJECT", "ACTOR", "USER_NAME": "Users"
        case "DEVICE_NAME": "Devices"
        default: "Different"
        }
    }

    static func text(_ cell: Cell) -> String {
        if cell == .absent { return "(no field)" }
        return cell.isEmpty ? CellText.inWords(cell) : CellText.of(cell)
    }

    private static func words(_ column: String, _ line: Tally.Line) -> String? {
        line.key.first.flatMap { ValueWords.of(column, text($0)) }
    }

    var heading: String {
        guard !keys.isEmpty else { return "" }
        return "   " + keys.map { $0.heading.cut($0.width).padded($0.width) }.joined(separator: "  ")
            + "Entries".leftPadded(Self.entriesWidth) + (showsShare ? "Share".leftPadded(Self.shareWidth) : "")
            + (bar > 0 ? "  " + (isOverTime ? "Over time".cut(bar) : "").padded(bar) : "")
            + measures.map { "  " + ($0.isTime ? $0.heading.padded($0.width) : $0.heading.cut($0.width).leftPadded($0.width)) }.joined()
    }

    func line(_ line: Tally.Line, picked: Bool) -> TextLine {
        let values = keys.map { column in value(line, column).cut(column.width).padded(column.width) }
        var text = " " + Picking.mark(picked) + values.joined(separator: "  ") + line.entries.grouped.leftPadded(Self.entriesWidth)
        if showsShare { text += share(line.entries).leftPadded(Self.shareWidth) }
        if bar > 0 {
            let picture =
                isOverTime
                ? Bars.line(line.sparks, width: bar) : String(repeating: "#", count: length(line.entries))
            text += "  " + picture.padded(bar)
        }
        for column in measures { text += "  " + Self.text(line.values[column.place], column) }
        return TextLine(text)
    }

    private func value(_ line: Tally.Line, _ column: Column) -> String {
        let text = Self.text(line.key[column.place])
        guard let onlyKey, let words = Self.words(onlyKey, line), text.cells + words.count + 2 <= column.width else { return text }
        return text + "  " + words
    }

    private static func text(_ cell: Cell, _ column: Column) -> String {
        if column.isTime { return CellText.of(cell, width: column.width).padded(column.width) }
        guard let number = number(cell) else { return CellText.of(cell, width: column.width).leftPadded(column.width) }
        let isCount = !column.heading.hasPrefix("First ") && !column.heading.hasPrefix("Last ")
        return (isCount ? number.grouped : String(number)).leftPadded(column.width)
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
