import Catalog
import Columns

/// A source, as far as it matters for what else may hold its entries.
struct SourceExtent: Sendable {
    let source: Int
    let rows: Range<Int>
    /// Whether it is a SIEM feed: its lines tell of entries, they are none.
    let isForwarded: Bool
    /// Microseconds; `nil` where no entry has a time.
    let time: ClosedRange<Int64>?
    /// Whether its entries have sequence numbers.
    var isNumbered = false
    /// Codes of the entry types that occur, empty cells among them.
    var types: Set<UInt32> = []
    /// Microseconds that its times are whole multiples of.
    var precision: Int64 = 1

    /// Where its times begin; before all others where they are not known.
    fileprivate var start: Int64 { time?.lowerBound ?? .min }

    /// Whether its times and types leave room for entries that `other` has, too.
    func mayShareEntries(with other: SourceExtent) -> Bool {
        guard isForwarded == other.isForwarded, overlaps(other, unit: max(precision, other.precision)) else { return false }
        func hasUntyped(_ types: Set<UInt32>) -> Bool { types.contains { $0 < TextDictionary.firstValue } }
        return hasUntyped(types) || hasUntyped(other.types) || !types.isDisjoint(with: other.types)
    }

    /// Whether both have entries within the same time, at steps of `unit` microseconds; unknown times may be any.
    func overlaps(_ other: SourceExtent, unit: Int64) -> Bool {
        guard let time, let others = other.time else { return true }
        return time.lowerBound.step(unit) <= others.upperBound.step(unit)
            && others.lowerBound.step(unit) <= time.upperBound.step(unit)
    }
}

extension Int64 {
    /// Which step of `unit` it falls into.
    func step(_ unit: Int64) -> Int64 { self >= 0 ? self / unit : (self + 1) / unit - 1 }
}

/// Sources that share entries, or may, put together: what no group has needs no look at its entries.
///
/// Cheap where nothing overlaps: the times that loading noted decide first, then the types, by a walk over one column.
struct OverlappingSources {
    private let types: CodedColumn?
    private let times: IntegerColumn?
    private let sequences: IntegerColumn?

    init(types: CodedColumn?, times: IntegerColumn?, sequences: IntegerColumn?) {
        self.types = types
        self.times = times
        self.sequences = sequences
    }

    /// Groups of two and more, in the order of their first sources.
    func groups(_ sources: [SourceExtent], _ work: Work) throws -> [[SourceExtent]] {
        let near = near(sources)
        if near.isEmpty { return [] }
        var sources = sources
        for index in near {
            try work.check()
            sources[index].types = types(in: sources[index].rows)
            sources[index].precision = precision(in: sources[index].rows)
            sources[index].isNumbered = sources[index].rows.contains { sequences?.state($0) == .value }
        }
        return try joined(near, sources, work)
    }

    /// The places of sources that have entries on a day on which another one has some, in order of their first days.
    private func near(_ sources: [SourceExtent]) -> [Int] {
        let days = sources.map { source in
            source.time.map { $0.lowerBound.step(Timestamp.microsecondsPerDay)...$0.upperBound.step(Timestamp.microsecondsPerDay) }
                ?? .min ... .max
        }
        let order = sources.indices.sorted { (days[$0].lowerBound, $0) < (days[$1].lowerBound, $1) }
        var near: [Int] = []
        var lastDay: Int64?
        for (place, source) in order.enumerated() {
            let next = place + 1 < order.count ? days[order[place + 1]].lowerBound : nil
            let meetsNext = next.map { $0 <= days[source].upperBound } ?? false
            let meetsBefore = lastDay.map { days[source].lowerBound <= $0 } ?? false
            if meetsNext || meetsBefore { near.append(source) }
            lastDay = max(lastDay ?? .min, days[source].upperBound)
        }
        return near
    }

    /// Groups of those that may share entries, directly or through others.
    ///
    /// - Parameter near: Places of sources that are near another one.
    private func joined(_ near: [Int], _ sources: [SourceExtent], _ work: Work) throws -> [[SourceExtent]] {
        var group = Array(sources.indices)
        func root(_ place: Int) -> Int {
            var place = place
            while group[place] != place { place = group[place] }
            return place
        }
        let unit = near.map { sources[$0].precision }.max() ?? 1
        let order = near.sorted { (sources[$0].start, $0) < (sources[$1].start, $1) }
        for (place, a) in order.enumerated() {
            try work.check()
            for b in order[(place + 1)...] {
                if let end = sources[a].time?.upperBound, sources[b].start.step(unit) > end.step(unit) { break }
                let (low, high) = (min(root(a), root(b)), max(root(a), root(b)))
                if low != high, sources[a].mayShareEntries(with: sources[b]) { group[high] = low }
            }
        }
        let members = Dictionary(grouping: sources.indices) { root($0) }.values.filter { $0.count > 1 }
        return members.map { $0.sorted() }.sorted { $0[0] < $1[0] }.map { $0.map { sources[$0] } }
    }

    private func types(in rows: Range<Int>) -> Set<UInt32> { types?.codes(in: rows) ?? [TextDictionary.absent] }

    /// The widest of these steps that all times of the rows are multiples of: a source that shows minutes has nothing
    /// finer. Looks at rows until the finest is proved.
    private func precision(in rows: Range<Int>) -> Int64 {
        let units: [Int64] = [Timestamp.microsecondsPerDay, 60_000_000, 1_000_000, 1_000, 1]
        var place = 0
        for row in rows where place < units.count - 1 {
            guard let time = times?.value(row).map({ Int64(clamping: $0) }) else { continue }
            while time % units[place] != 0 { place += 1 }
        }
        return units[place]
    }
}
