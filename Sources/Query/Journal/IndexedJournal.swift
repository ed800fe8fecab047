package import Catalog
package import Columns
package import JournalIndex

/// A journal that the column index answers.
///
///     let journal = IndexedJournal(snapshot)
///     let shown = try journal.select(SelectionRequest(conditions: [Condition(filter)]), work)
///
/// What a condition found is kept while the snapshot lives, so that switching it off and on again costs nothing.
package struct IndexedJournal: AuditJournal {
    let index: any JournalSource
    let memory: QueryMemory
    let clock: @Sendable () -> Timestamp

    /// - Parameter clock: Where `now` and `today` come from.
    package init(_ index: any JournalSource, clock: @escaping @Sendable () -> Timestamp = { .clock() }) {
        self.index = index
        self.clock = clock
        memory = QueryMemory()
    }

    private init(_ index: any JournalSource, memory: QueryMemory, clock: @escaping @Sendable () -> Timestamp) {
        (self.index, self.memory, self.clock) = (index, memory, clock)
    }

    package func replacingSource(
        changed: Set<String>, _ make: (any JournalSource) -> any JournalSource
    ) -> (any AuditJournal)? {
        let index = make(index)
        let ids = Set(changed.compactMap(index.schema.id))
        let memory = memory.without(ids) { $0.columnNames.map { !$0.isDisjoint(with: changed) } ?? false }
        return IndexedJournal(index, memory: memory, clock: clock)
    }

    package var count: Int { index.count }
    package var schema: Schema { index.schema }
    package var sources: [SourceReport] { index.sources }
    package var isLoading: Bool { index.isLoading }
    package var readingSeconds: Double? { index.readingSeconds }
    package var provider: (any ColumnProvider)? { index }

    package func cells(rows: [Int], columns: [ColumnID]) -> [[Cell]] {
        rows.map { row in columns.map { index.cell(row: row, $0) } }
    }

    package func entry(_ row: Int) throws -> EntryDetail { try index.entry(row) }

    package func sha256(ofSource source: Int, _ work: Work) throws -> String? {
        try index.sha256(ofSource: source, work)
    }

    /// The rows that satisfy a filter, copies that are folded among them.
    ///
    /// - Throws: `FilterError`, `Cancelled`, or the source's error.
    package func rows(_ filter: Filter, _ work: Work) throws -> Bitmap {
        if let known = memory.rows(filter) { return known }
        let newest = filter.needsNewestEntry ? try newestEntry(work) : nil
        let bound = try BoundFilter(filter, to: schema, TimeReference(newest: newest, now: clock()))
        let rows = try bound.rows(of: index, work)
        if !filter.dependsOnClock { memory.keep(rows, for: filter) }
        return rows
    }

    package func count(_ filter: Filter, _ work: Work) throws -> Int {
        let rows = try rows(filter, work)
        return folded(besides: [filter]).map { rows.subtracting($0).ones } ?? rows.ones
    }

    /// The copies of entries that stand in several sources, which a selection leaves out; `nil` where there are none, or
    /// a filter asks for them by naming FOLDED.
    func folded(besides filters: [Filter]) -> Bitmap? {
        guard let folded = index.folded, !filters.contains(where: \.namesFolded) else { return nil }
        return folded
    }

    package func coverage(_ work: Work) throws -> Coverage? { 
        let isSifted = index.sources.contains { $0.leftOut > 0 }
        return try memory.coverage { try Coverage.of(index, isSifted: isSifted, work) }
    }

    /// The latest ENTRY_TIMESTAMP. One that is far ahead of the clock, as of a damaged record, is no measure where others are not.
    package func newestEntry(_ work: Work) throws -> Timestamp? {
        guard let times = try timestamps(work), let (oldest, newest) = try times.minMax(in: nil, work) else { return nil }
        let limit = Int128(clock().microseconds + Self.mostAhead)
        guard newest > limit, oldest <= limit else { return Timestamp(microseconds: Int64(clamping: newest)) }
        let (_, likely) = try times.minMax(in: try times.rows(inAny: [oldest...limit], work), work) ?? (oldest, newest)
        return Timestamp(microseconds: Int64(clamping: likely))
    }

    /// Clocks of systems in other time zones are ahead by less, in microseconds.
    private static let mostAhead = Timestamp.microsecondsPerDay

    func timestamps(_ work: Work) throws -> IntegerColumn? {
        guard let id = schema.id("ENTRY_TIMESTAMP"), case .integer(let times) = try index.column(id, work) else {
            return nil
        }
        return times
    }
}
