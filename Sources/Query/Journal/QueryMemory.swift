import Columns
import JournalIndex
import Synchronization

/// What is worth keeping between two selections of one snapshot: rows found, and the order of values. Bounded.
final class QueryMemory: Sendable {
    /// Bytes of bitmaps kept; 40 conditions over 10 million entries.
    static let most = 50 << 20
    /// Bitmaps kept, however small.
    static let mostFilters = 64

    private struct Content {
        var rows: [Filter: Bitmap] = [:]
        /// Least recently used first.
        var used: [Filter] = []
        var bytes = 0
        var ranks: [ColumnID: [UInt32]] = [:]
        var coverage: Coverage?
    }

    private let content: Mutex<Content>

    init() { content = Mutex(Content()) }
    private init(_ content: Content) { self.content = Mutex(content) }

    /// The same without what depends on these columns.
    func without(_ columns: Set<ColumnID>, _ depends: (Filter) -> Bool) -> QueryMemory {
        var kept = content.withLock { $0 }
        for filter in kept.used where depends(filter) {
            kept.bytes -= (kept.rows.removeValue(forKey: filter)?.count ?? 0) / 8
        }
        kept.used.removeAll { kept.rows[$0] == nil }
        for column in columns { kept.ranks[column] = nil }
        return QueryMemory(kept)
    }

    func rows(_ filter: Filter) -> Bitmap? {
        content.withLock { content in
            guard let rows = content.rows[filter] else { return nil }
            content.used.removeAll { $0 == filter }
            content.used.append(filter)
            return rows
        }
    }

    func keep(_ rows: Bitmap, for filter: Filter) {
        content.withLock { content in
            guard content.rows.updateValue(rows, forKey: filter) == nil else { return }
            content.used.append(filter)
            content.bytes += rows.count / 8
            while content.bytes > Self.most || content.used.count > Self.mostFilters, content.used.count > 1 {
                let oldest = content.used.removeFirst()
                content.bytes -= (content.rows.removeValue(forKey: oldest)?.count ?? 0) / 8
            }
        }
    }

    /// What the journal covers, found out once.
    func coverage(_ make: () throws -> Coverage) rethrows -> Coverage {
        if let known = content.withLock({ $0.coverage }) { return known }
        let coverage = try make()
        content.withLock { $0.coverage = coverage }
        return coverage
    }

    /// The ranks of a column's values, made once.
    func ranks(_ id: ColumnID, _ make: () throws -> [UInt32]) rethrows -> [UInt32] {
        if let known = content.withLock({ $0.ranks[id] }) { return known }
        let ranks = try make()
        content.withLock { $0.ranks[id] = ranks }
        return ranks
    }
}
