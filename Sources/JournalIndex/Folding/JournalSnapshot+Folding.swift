import Catalog
package import Columns
import Records

extension JournalSnapshot {
    /// The copies of entries that stand in several sources; `nil` when there are none, or the journal is being loaded.
    package var folded: Bitmap? { folding?.rows }

    /// Finds the entries that several sources have. Nothing is done for one source, and little where sources have other
    /// times or types; the same files give the same result, whatever is loaded for.
    ///
    /// - Throws: `Cancelled`, or the source's error.
    func foldCopies(_ work: Work) throws {
        guard inputs.count > 1 else { return }
        func column(_ name: String) -> Column? { schema.id(name).flatMap { ready($0, given: true) } }
        let (types, times) = (column("JOURNAL_ENTRY_TYPE")?.codes, column("ENTRY_TIMESTAMP")?.integers)
        let sequences = column("SEQUENCE_NUMBER")?.integers
        let twins = try SourceTwins(self, work)
        let extents = extents().filter { twins.original[$0.source] == nil }
        let groups = try OverlappingSources(types: types, times: times, sequences: sequences).groups(extents, work)
        var pairs: [FoldedEntries.Pair] = []
        for group in groups { pairs += try self.pairs(group, types, work) }
        folding = FoldedEntries(pairs + twins.pairs(self, besides: pairs), count: count)
        twinSources = twins.original
    }

    /// Each copy among the entries of a group of sources, with the row that is shown for it.
    private func pairs(_ group: [SourceExtent], _ types: CodedColumn?, _ work: Work) throws -> [FoldedEntries.Pair] {
        func search(comparesContent: Bool) throws -> (found: [FoldedEntries.Pair], isNumbered: Bool) {
            let same = try SameEntry(group, self, comparesContent: comparesContent, work)
            let search = CopySearch(
                same: same, richness: group.map { richness($0, types) }, types: types, windows: windows(group))
            return (try search.pairs(work), same.isNumbered)
        }
        let (found, isNumbered) = try search(comparesContent: false)
        if found.isEmpty { return [] }
        // What entries say is not read for sources that share none.
        if isNumbered { return try search(comparesContent: true).found }
        let unnumbered = found.filter { !self.isNumbered(Int($0.copy)) || !self.isNumbered(Int($0.shown)) }
        let numbered = found.filter { self.isNumbered(Int($0.copy)) && self.isNumbered(Int($0.shown)) }
        return try numbered + CopyContent(journal: self).agreeing(
            unnumbered, isForwarded: group[0].isForwarded, group.map(\.source), work)
    }

    private func isNumbered(_ row: Int) -> Bool {
        schema.id("SEQUENCE_NUMBER").flatMap { ready($0, given: true)?.integers }?.state(row) == .value
    }

    private func extents() -> [SourceExtent] {
        inputs.indices.map { source in
            let (first, last) = (reports[source].first, reports[source].last)
            let time = first.flatMap { first in last.map { first.microseconds...$0.microseconds } }
            return SourceExtent(
                source: source, rows: firstRow(ofSource: source)..<firstRow(ofSource: source + 1),
                isForwarded: inputs[source].reader.isForwarded, time: time)
        }.filter { !$0.rows.isEmpty }
    }

    /// Columns that the source has for entries of each type.
    private func richness(_ extent: SourceExtent, _ types: CodedColumn?) -> [UInt32: Int] {
        let input = inputs[extent.source]
        return Dictionary(uniqueKeysWithValues: extent.types.map { code in
            let own = types.flatMap { input.columnsOfType[$0.dictionary.text(code)]?.count } ?? 0
            return (code, input.columnsOfAny.count + own)
        })
    }

    /// For each source the time within which any other of the group has entries; `nil` where that is not known.
    private func windows(_ group: [SourceExtent]) -> [ClosedRange<Int64>?] {
        group.map { one in
            let others = group.filter { $0.source != one.source && one.mayShareEntries(with: $0) }
            let times = others.compactMap(\.time)
            guard times.count == others.count, let low = times.map(\.lowerBound).min(),
                let high = times.map(\.upperBound).max()
            else { return nil }
            let unit = group.map(\.precision).max() ?? 1
            return low.step(unit) * unit...(high.step(unit) + 1) * unit - 1
        }
    }
}
