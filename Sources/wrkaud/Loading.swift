import Cases
import Catalog
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

    /// The same with names, marks and notes.
    ///
    /// - Parameter columns: Canonical names that are asked for besides those of the plan's filters.
    func annotated(_ plan: SelectionPlan, columns: [String] = []) throws -> LoadedJournal {
        try annotated(plan.case, needsNotes: plan.asksForNotes(columns: columns))
    }

    func annotated(_ people: OpenCase, needsNotes: Bool) throws -> LoadedJournal {
        let index = try people.annotated(index, needsNotes: needsNotes)
        return LoadedJournal(index: index, journal: IndexedJournal(index), paths: paths + (people.store.map { [$0.path] } ?? []))
    }

    /// Whether a source could not be read to its end.
    var failures: [SourceReport] { index.sources.filter { $0.failure != nil } }
}

/// Reads what a command line names as SOURCE.
enum Loading {
    /// Opens and reads everything; the journal is complete when this returns.
    ///
    /// A source named on the command line must be readable. A file found in a folder may fail: it is named on standard
    /// error and the others are read. What is a document by its name is passed over in silence; check and the explorer's
    /// sources name it. Of a source that breaks off, what could be read is used. Where one broke off or could not be
    /// opened, the command ends with 1, so that no script takes a part for the whole; a file that is no export, as no
    /// format fits it, changes nothing.
    ///
    /// - Throws: `SourceError`, `UsageError`.
    static func load(
        _ sources: [String], _ reading: ReadingOptions, for purpose: LoadingPurpose = .exploring
    ) throws -> LoadedJournal {
        let loaded = try loadAll(sources, reading, for: purpose)
        if let failed = loaded.failures.first(where: { sources.contains($0.name) && $0.entries == 0 }) { throw error(failed) }
        for failed in loaded.failures { StandardError.line(error(failed).description) }
        if loaded.failures.contains(where: { $0.entries > 0 || !$0.isOfUnknownFormat }) { CommandEnd.somethingWasNotRead() }
        for name in loaded.index.sources.namesOfEmpty { StandardError.line("\(name): there are no entries in it.") }
        tellTwins(loaded.index.sources)
        tellHidden(loaded.index.sources)
        if let folded = loaded.index.folded?.ones {
            StandardError.line(
                "\(Count.text(folded, "entry stands", "entries stand")) in several sources and \(folded == 1 ? "is" : "are") "
                    + "used once. --where '\(Filter.foldedToo)' takes every copy.")
        }
        return loaded
    }

    private static let mostTwins = 10

    /// A file that was given twice, or copied: somebody may have meant another one.
    private static func tellTwins(_ sources: [SourceReport]) {
        let twins = sources.filter { $0.twin != nil }
        for twin in twins.prefix(mostTwins) { StandardError.line("\(twin.name): \(twin.twinReason ?? ""); its entries are used once.") }
        if twins.count > mostTwins { StandardError.line("And \(Count.text(twins.count - mostTwins, "copy", "copies")) more of other files.") }
    }

    /// Quotes that opened and did not close where they should make cells of entries: nothing else would say where these are.
    private static func tellHidden(_ sources: [SourceReport]) {
        let hidden = sources.reduce(0) { $0 + $1.hidden }
        guard hidden > 0 else { return }
        StandardError.line(
            "\(Count.text(hidden, "line", "lines")) within quoted cells look like entries, and are none to the counts. "
                + "--where 'ERROR is not null' shows the records.")
    }

    private static let mostAssumed = 10

    /// Dates that may mean other days: nothing in the sources proves how they are read.
    private static func tellAssumedDates(_ sources: [SourceReport]) {
        let assumed = sources.flatMap { source in source.assumedDates.map { "\(source.name): \($0)." } }
        for sentence in assumed.prefix(mostAssumed) { StandardError.line(sentence) }
        if assumed.count > mostAssumed {
            StandardError.line("And \(Count.text(assumed.count - mostAssumed, "column", "columns")) more of assumed dates.")
        }
    }

    /// The same, with failures left in the reports.
    static func loadAll(
        _ sources: [String], _ reading: ReadingOptions, for purpose: LoadingPurpose = .exploring
    ) throws -> LoadedJournal {
        let options = try reading.inputOptions()
        let inputs = try JournalLoader.open(sources)
        let snapshot = try JournalLoader.load(
            sources: inputs, options: options, for: purpose, limits: try reading.part.limits(),
            work: CommandWork.make("Reading"))
        let leftOut = snapshot.sources.reduce(0) { $0 + $1.leftOut }
        if leftOut > 0 {
            let entries = Count.text(leftOut, "entry", "entries")
            StandardError.line("\(entries) left out while reading: \(reading.part.typed).")
            for doubt in reading.part.doubts(snapshot.presentTypes) { StandardError.line(doubt) }
        }
        tellAssumedDates(snapshot.sources)
        return LoadedJournal(
            index: snapshot, journal: IndexedJournal(snapshot), paths: sources + inputs.map(\.name).filter { $0 != "-" })
    }

    private static func error(_ report: SourceReport) -> SourceError {
        let remedy = report.entries > 0 ? "\(Count.text(report.entries, "entry before that is", "entries before that are")) used." : ""
        return SourceError(path: report.name, reason: report.failureReason ?? "", remedy: remedy)
    }
}
