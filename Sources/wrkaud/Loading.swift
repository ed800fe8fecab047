import Columns
import JournalIndex
import Query
import Records

/// A journal read for a command.
struct LoadedJournal {
    var index: any JournalSource
    var journal: any AuditJournal
    /// Paths that an export must never write over: those given, and the files found in folders.
    var paths: [String]

    /// Whether a source could not be read to its end.
    var failures: [SourceReport] { index.sources.filter { $0.failure != nil } }
}

/// Reads what a command line names as SOURCE.
enum Loading {
    /// Opens and reads everything; the journal is complete when this returns.
    ///
    /// A source named on the command line must be readable. A file found in a folder may fail: it is named on standard
    /// error and the others are read.
    ///
    /// - Throws: `SourceError`, `UsageError`.
    static func load(_ sources: [String], _ reading: ReadingOptions) throws -> LoadedJournal {
        let loaded = try loadAll(sources, reading)
        if let failed = loaded.failures.first(where: { sources.contains($0.name) }) { throw error(failed) }
        for failed in loaded.failures { StandardError.line(error(failed).description) }
        for empty in loaded.index.sources where empty.entries == 0 && empty.failure == nil {
            StandardError.line("\(empty.name): there are no entries in it.")
        }
        return loaded
    }

    /// The same, with failures left in the reports.
    static func loadAll(_ sources: [String], _ reading: ReadingOptions) throws -> LoadedJournal {
        let options = try reading.inputOptions()
        let inputs = try sources.flatMap { try Sources.open($0) }
        let snapshot = try JournalLoader.load(sources: inputs, options: options, work: CommandWork.make("Reading"))
        return LoadedJournal(
            index: snapshot, journal: IndexedJournal(snapshot), paths: sources + inputs.map(\.name).filter { $0 != "-" })
    }

    /// A report's failure may be a reason or a whole sentence that starts with the path.
    private static func error(_ report: SourceReport) -> SourceError {
        var reason = report.failure ?? ""
        if reason.hasPrefix(report.name + ": ") { reason.removeFirst(report.name.count + 2) }
        if reason.hasSuffix(".") { reason.removeLast() }
        return SourceError(path: report.name, reason: reason)
    }
}
