package import Columns
package import JournalIndex

/// The sign-on ledger: who was on the system, from where, when and for how long, as far as the entries tell.
///
///     let ledger = try Ledger.build(journal, selected: rows, LedgerSettings(), work)
///     for line in ledger.lines where line.isSelected { … }
///
/// IBM i records no successful sign-on: what stands here is inferred, and each line says from what.
package struct Ledger: Sendable {
    /// In the journal's own order of their first entries.
    package let lines: [LedgerLine]
    package let settings: LedgerSettings
    /// Entry types without which the ledger is not whole, and none of which is loaded.
    package let missing: [MissingType]
    /// Jobs that started and are no connection of a user: batch and system jobs. They are not in the ledger.
    package let otherStarts: Int
    let columns: LedgerColumns
    let users: TextDictionary
    let jobs: LedgerJobs
    /// In the journal's own order.
    let failures: [FailureBook.Failure]

    /// Correlates a whole journal; the order of the result and its numbers do not depend on `selected`.
    ///
    /// - Parameter selected: Lines without an entry among these rows are not selected; `nil` selects all.
    /// - Throws: `Cancelled`, or the source's error.
    /// - Complexity: O(entries) on one core, and sorting of failed tries and sessions by user and by address: about
    ///   0.2 s for a million entries with 35,000 lines. Columns that were not built while loading (TARGET_JOB_NUMBER,
    ///   JOB_TYPE_BASIC) are read first, once, on all cores, which takes as long again.
    package static func build(
        _ provider: any ColumnProvider, selected: Bitmap? = nil, _ settings: LedgerSettings = LedgerSettings(),
        _ work: Work
    ) throws -> Ledger {
        let columns = try LedgerColumns(provider, work)
        var correlation = Correlation(columns, settings, selected: selected)
        try correlation.walk(work)
        return try Ledger(correlation, work)
    }

    private init(_ correlation: Correlation, _ work: Work) throws(Cancelled) {
        columns = correlation.columns
        settings = correlation.settings
        users = correlation.users.names
        jobs = correlation.jobs
        otherStarts = correlation.otherStarts
        missing = MissingType.all.filter { correlation.columns.type?.dictionary.code(of: $0.type) == nil }
        let (lines, places) = Self.unfolded(correlation)
        var failures = correlation.book.failures
        for i in failures.indices { failures[i].line = places[Int(failures[i].line)] }
        self.failures = failures
        var marking = LedgerMarking(lines: lines, failures: failures, settings: correlation.settings)
        try marking.times(columns, work)
        try marking.mark(work)
        self.lines = marking.lines
    }

    /// The lines without those that became the beginning of a session, and where each line stands now.
    private static func unfolded(_ correlation: Correlation) -> ([LedgerLine], [Int32]) {
        var lines: [LedgerLine] = []
        lines.reserveCapacity(correlation.lines.count - correlation.folded.count)
        var places = [Int32](repeating: -1, count: correlation.lines.count)
        for (place, line) in correlation.lines.enumerated() where correlation.folded[Int32(place)] == nil {
            places[place] = Int32(lines.count)
            lines.append(line)
        }
        for (tries, session) in correlation.folded { places[Int(tries)] = places[Int(session)] }
        return (lines, places)
    }

    /// An entry type that tells of sessions or of failed tries.
    package struct MissingType: Equatable, Sendable {
        package var type: String
        /// QAUDLVL value that makes the system write it.
        package var auditValue: String
        /// What is not seen without it.
        package var consequence: String

        static let all = [
            MissingType(
                type: "JS", auditValue: "*JOBDTA", consequence: "no start, end or profile swap of a job is seen"),
            MissingType(type: "PW", auditValue: "*AUTFAIL", consequence: "no failed try is seen"),
        ]

        /// One sentence for people.
        package var sentence: String { "There are no \(type) entries (was \(auditValue) audited?): \(consequence)." }
    }
}

extension Ledger {
    package func user(_ line: LedgerLine) -> String { users.text(line.user) }
    package func address(_ line: LedgerLine) -> String { columns.address?.dictionary.text(line.address) ?? "" }
    package func system(_ line: LedgerLine) -> String { columns.system?.dictionary.text(line.system) ?? "" }
    package func connection(_ line: LedgerLine) -> String { jobs.connections[Int(line.connection)] }

    /// `number/user/name`; empty for failed tries.
    package func job(_ line: LedgerLine) -> String {
        guard line.job >= 0 else { return "" }
        let job = jobs.jobs[Int(line.job)]
        return "\(jobs.names[2].text(job.number))/\(jobs.names[1].text(job.user))/\(jobs.names[0].text(job.name))"
    }
}
