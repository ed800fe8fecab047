import Catalog
import Columns
import JournalIndex

/// The columns that say where an entry belongs; `nil` where the journal has none of that name.
struct CompletenessColumns {
    private let systems, receivers, codes, types: Column?
    private let times: IntegerColumn?

    /// Days beyond which a list of those without entries says nothing: a clock that was wrong by centuries.
    private static let mostDays = 40_000

    init(_ provider: any ColumnProvider, _ work: Work) throws {
        func column(_ name: String) throws -> Column? {
            try provider.schema.id(name).map { try provider.column($0, work) }
        }
        systems = try column("SYSTEM_NAME")
        receivers = try column("RECEIVER_NAME")
        codes = try column("JOURNAL_CODE")
        types = try column("JOURNAL_ENTRY_TYPE")
        if case .integer(let times)? = try column("ENTRY_TIMESTAMP") { self.times = times } else { times = nil }
    }

    // MARK: entry types and days

    /// - Parameter names: Of the systems, in the order wanted.
    func spreads(_ names: [String], _ rows: Bitmap, _ work: Work) throws -> [CompletenessSpread] {
        var spreads = names.map { CompletenessSpread(system: $0) }
        func place(_ name: String) -> Int? { names.firstIndex(of: name) }
        let keys = [systems, codes, types]
        let grouping = try Grouping.build(columns: keys.compactMap { $0 }, in: rows, work)
        let extents = try times.map { try grouping.minMax(of: $0, work) }
        for group in 0..<grouping.count {
            let row = grouping.representative[group]
            guard let place = place(text(systems, row)) else { continue }
            spreads[place].types.append(
                CompletenessSpread.TypeCount(
                    code: text(codes, row), type: text(types, row), entries: grouping.entries[group],
                    first: time(extents?[group]?.0), last: time(extents?[group]?.1)))
        }
        for place in spreads.indices { spreads[place].types.sort { ($0.code, $0.type) < ($1.code, $1.type) } }
        for (name, days) in try daySpans(rows, work) { if let place = place(name) { spreads[place].days = days } }
        return spreads
    }

    private func daySpans(_ rows: Bitmap, _ work: Work) throws -> [(String, DaySpan)] {
        guard let times, let edges = try dayEdges(rows, work) else { return [] }
        guard case .coded(let systems)? = systems else {
            return DaySpan(try times.stepCounts(edges: edges, in: rows, by: nil, work), edges).map { [("", $0)] } ?? []
        }
        let counts = try times.stepCounts(edges: edges, in: rows, by: systems, work)
        let width = systems.dictionary.codeCount
        func days(of code: Int) -> [Int] { (0..<edges.count - 1).map { counts[$0 * width + code] } }
        // entries without a system are one, however their cells are empty
        let unnamed = (0..<min(width, Int(TextDictionary.firstValue))).map(days)
        let sum = (0..<edges.count - 1).map { day in unnamed.reduce(0) { $0 + $1[day] } }
        let named = (Int(TextDictionary.firstValue)..<max(width, Int(TextDictionary.firstValue))).map { code in
            (systems.dictionary.text(UInt32(code)), days(of: code))
        }
        return ([("", sum)] + named).compactMap { name, days in DaySpan(days, edges).map { (name, $0) } }
    }

    private func dayEdges(_ rows: Bitmap, _ work: Work) throws -> [Int64]? {
        guard let times, let (low, high) = try times.minMax(in: rows, work), let first = time(low), let last = time(high)
        else { return nil }
        let start = TimeUnit.day.start(of: first).microseconds
        let days = (last.microseconds - start) / Timestamp.microsecondsPerDay + 1
        guard days <= Self.mostDays else { return nil }
        return (0...days).map { start + $0 * Timestamp.microsecondsPerDay }
    }

    // MARK: what a selection leaves out

    /// - Parameter all: Every entry that counts: copies that are folded are not left out by a selection.
    func leftOut(_ selection: Selection, of all: Bitmap, _ work: Work) throws -> LeftOutEntries {
        let rest = all.subtracting(selection.rows)
        var left = LeftOutEntries(
            total: selection.total, selected: selection.count,
            conditions: zip(selection.request.conditions, selection.matches).map {
                LeftOutEntries.Part(condition: $0.filter, isEnabled: $0.isEnabled, leavesOut: selection.total - $1)
            })
        left.groups = try [
            ("Systems", "SYSTEM_NAME", [systems]), ("Receivers", "RECEIVER_NAME", [receivers]),
            ("Entry types", "JOURNAL_ENTRY_TYPE", [codes, types]),
        ].compactMap { title, column, keys in
            let items = try items(keys.compactMap { $0 }, all, rest, work)
            return items.count > 1 ? LeftOutEntries.Group(title: title, column: column, items: items) : nil
        }
        if let times, let edges = try dayEdges(all, work) {
            let whole = try times.stepCounts(edges: edges, in: all, by: nil, work)
            let kept = try times.stepCounts(edges: edges, in: selection.rows, by: nil, work)
            left.days = whole.count { $0 > 0 }
            left.daysLeftOut = whole.indices.count { whole[$0] > 0 && kept[$0] == 0 }
        }
        return left
    }

    /// The values of `keys`, most left out first.
    private func items(
        _ keys: [Column], _ all: Bitmap, _ rest: Bitmap, _ work: Work
    ) throws -> [LeftOutEntries.Item] {
        guard !keys.isEmpty else { return [] }
        let whole = try Grouping.build(columns: keys, in: all, work)
        let left = try Grouping.build(columns: keys, in: rest, work)
        func name(_ row: Int) -> [String] { keys.map { text($0, row) } }
        var leftOut: [[String]: Int] = [:]
        for group in 0..<left.count { leftOut[name(left.representative[group])] = left.entries[group] }
        let items = (0..<whole.count).map { group in
            let name = name(whole.representative[group])
            return LeftOutEntries.Item(name: name, entries: whole.entries[group], leftOut: leftOut[name] ?? 0)
        }
        return items.sorted {
            $0.leftOut != $1.leftOut ? $0.leftOut > $1.leftOut : $0.name.lexicographicallyPrecedes($1.name)
        }
    }

    // MARK: cells

    private func text(_ column: Column?, _ row: Int) -> String {
        guard case .coded(let column)? = column, column.code(row) >= TextDictionary.firstValue else { return "" }
        return column.text(row)
    }

    private func time(_ value: Int128?) -> Timestamp? {
        value.map { Timestamp(microseconds: Int64(clamping: $0)) }
    }
}

extension DaySpan {
    /// - Parameter counts: Entries of each day from one edge to the next.
    /// - Returns: `nil` without entries.
    init?(_ counts: [Int], _ edges: [Int64]) {
        guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
            return nil
        }
        func day(_ index: Int) -> Timestamp { Timestamp(microseconds: edges[index]) }
        self.init(first: day(first), last: day(last), count: last - first + 1, empty: [], emptyCount: 0)
        var start: Int?
        for index in first...last {
            if counts[index] == 0 {
                emptyCount += 1
                start = start ?? index
            } else if let begun = start {
                empty.append(day(begun)...day(index - 1))
                start = nil
            }
        }
    }
}
