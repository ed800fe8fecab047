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
}
