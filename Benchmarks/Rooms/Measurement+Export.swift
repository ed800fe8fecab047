import Catalog
import Columns
import Export
import JournalIndex
import Query

/// Export to nowhere, and reading a column that was not built while loading.
extension Measurement {
    /// Counts bytes and lets them go.
    private struct Nowhere: ByteSink {
        var bytes = 0
        mutating func write(_ bytes: [UInt8]) { self.bytes += bytes.count }
    }

    /// - Parameter fresh: Loads the journal anew, without columns that were asked for later.
    func export(_ journal: JournalSnapshot, fresh: () throws -> JournalSnapshot?) throws {
        if let id = journal.schema.id("PATH_NAME"), let fresh = try fresh() {
            let bytes = journal.sources.map(\.bytes).reduce(0, +)
            report("read a column nobody asked for", try cost { _ = try fresh.column(id, Work()) }, bytes, "bytes")
        }
        let columns = journal.schema.columns.filter { $0.origin != .derived }.map(\.id)
        let indexed = IndexedJournal(journal)
        let all = try indexed.select(SelectionRequest(), Work())
        for (what, part) in [("export 1 %", 100), ("export everything", 1)] {
            let rows = Permutation(rows: stride(from: 0, to: all.order.count, by: part).map { UInt32(all.order[$0]) })
            var written = 0
            let cost = try least {
                var sink = Nowhere()
                try Exporter(journal, rows: rows, columns: columns, format: CSVExport.self).write(to: &sink, Work())
                written = sink.bytes
            }
            report(what, cost, written, "bytes")
        }
    }

    /// Small views, each exported `repeats` times: entries scattered evenly, those of one user profile, and some sorted by
    /// another column. Reports the least and the median.
    func exportView(_ journal: JournalSnapshot) throws {
        let columns = journal.schema.columns.filter { $0.origin != .derived }.map(\.id)
        for (what, order) in try views(journal) {
            var costs: [Cost] = []
            var written = 0
            for _ in 0..<repeats {
                var sink = Nowhere()
                costs.append(try cost {
                    try Exporter(journal, rows: order, columns: columns, format: CSVExport.self).write(to: &sink, Work())
                })
                written = sink.bytes
            }
            let seconds = costs.map(\.seconds).sorted(), processor = costs.map(\.processor).sorted()
            guard let least = seconds.first, let leastOfProcessor = processor.first else { return }
            report("export \(what)", Cost(seconds: least, processor: leastOfProcessor), written, "bytes")
            let middle = Cost(seconds: seconds[seconds.count / 2], processor: processor[processor.count / 2])
            report("export \(what), median", middle, written, "bytes")
        }
    }

    private func views(_ journal: JournalSnapshot) throws -> [(String, Permutation)] {
        let indexed = IndexedJournal(journal)
        let all = try indexed.select(SelectionRequest(), Work()).order
        let scattered = stride(from: 0, to: all.count, by: 100).map { UInt32(all[$0]) }
        let turned = Self.steps(through: scattered.count).map { scattered[$0] }
        var views = [("1 %", Permutation(rows: scattered)), ("1 %, sorted otherwise", Permutation(rows: turned))]
        if let rows = try rowsOfOneUser(journal, indexed) { views.append(("one user", Permutation(rows))) }
        return views
    }

    /// Every number below `count` once, each far from the one before.
    private static func steps(through count: Int) -> [Int] {
        guard let step = [7_919, 7_927, 7_933].first(where: { count % $0 != 0 }) else { return Array(0..<count) }
        return (0..<count).map { $0 * step % count }
    }

    /// The entries of a user who has about one in a hundred, as far as there is one.
    private func rowsOfOneUser(_ journal: JournalSnapshot, _ indexed: IndexedJournal) throws -> Bitmap? {
        guard let id = journal.schema.id("USER_NAME"), case .coded(let column) = try journal.column(id, Work()) else { return nil }
        let counts = try column.codeCounts(in: nil, Work()).enumerated().filter { $0.offset >= TextDictionary.firstValue }
        let wanted = journal.count / 100
        guard let found = counts.min(by: { abs($0.element - wanted) < abs($1.element - wanted) }) else { return nil }
        return try column.rows(equalTo: UInt32(found.offset), Work())
    }
}
