package import Catalog
package import Columns
package import JournalIndex

/// What a journal covers, what is missing from it, and what a selection leaves out: the Completeness screen and
/// `wrkaud check`.
package struct Completeness: Sendable {
    package var schema: Schema
    package var sources: [SourceReport]
    package var coverage: Coverage
    /// Entry types and days of each system of `coverage`, in the same order.
    package var spreads: [CompletenessSpread]
    /// Entries with ERROR set: rejected ones, cut ones, and those with a field that could not be read.
    package var withError: Int
    /// `nil` where every entry is selected.
    package var leftOut: LeftOutEntries?
}

/// Which entry types and days of a system are here.
package struct CompletenessSpread: Equatable, Sendable {
    package struct TypeCount: Equatable, Sendable {
        package var code: String
        package var type: String
        package var entries: Int
        package var first: Timestamp?
        package var last: Timestamp?
    }

    package var system: String
    /// By journal code and type.
    package var types: [TypeCount] = []
    /// `nil` where entries have no time, or times so far apart that days say nothing.
    package var days: DaySpan?
}

/// Days from the first to the last entry.
package struct DaySpan: Equatable, Sendable {
    package var first: Timestamp
    package var last: Timestamp
    package var count: Int
    /// Stretches of days without an entry: start of the first one, start of the last one.
    package var empty: [ClosedRange<Timestamp>]
    package var emptyCount: Int
}

extension AuditJournal {
    /// - Parameter selection: What is selected of this journal; `nil` for all of it.
    /// - Throws: `Cancelled`, or the source's error.
    /// - Returns: `nil` where the columns are not on this machine.
    /// - Complexity: O(entries): one walk in the journal's order, kept with the journal, and a few passes over single
    ///   columns on all cores.
    package func completeness(of selection: Selection?, _ work: Work) throws -> Completeness? {
        guard let provider, let coverage = try coverage(work) else { return nil }
        let columns = try CompletenessColumns(provider, work)
        var everything = Bitmap(count: provider.count, repeating: true)
        if let folded = provider.folded { everything.subtract(folded) }
        var completeness = Completeness(
            schema: schema, sources: sources, coverage: coverage,
            spreads: try columns.spreads(coverage.systems.map(\.name), everything, work),
            withError: try count(Filter("ERROR is not null"), work), leftOut: nil)
        if let selection, selection.count < selection.total {
            completeness.leftOut = try columns.leftOut(selection, of: everything, work)
        }
        return completeness
    }
}
