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
    let roles: LedgerRoles
    /// In the journal's own order.
    let failures: [FailureBook.Failure]
    /// Other entries outside of jobs that lines were inferred from, in the journal's own order.
    let witnesses: [FailedTries.Witness]

    /// Correlates a whole journal; the order of the result and its numbers do not depend on `selected`.
    ///
    /// - Parameter selected: Lines without an entry among these rows are not selected; `nil` selects all.
    /// - Throws: `Cancelled`, or the source's error.
    /// - Complexity: O(entries), on all cores, and sorting of failed tries and sessions by user and by address. Columns
    ///   that were not built while loading (TARGET_JOB_NUMBER, JOB_TYPE_BASIC) are read first, once, on all cores.
    ///   `Benchmarks/run` measures it.
    package static func build(
        _ provider: any ColumnProvider, selected: Bitmap? = nil, _ settings: LedgerSettings = LedgerSettings(),
        _ work: Work
    ) throws -> Ledger {
        let columns = try LedgerColumns(provider, work)
        return try Ledger(try Correlation.run(columns, settings, selected: selected, work), settings, work)
    }

    private init(
        _ correlation: Correlation.Result, _ settings: LedgerSettings, _ work: Work
    ) throws(Cancelled) {
        columns = correlation.facts.columns
        self.settings = settings
        users = correlation.facts.users.names
        jobs = correlation.facts.jobs
        roles = LedgerRoles(columns)
        otherStarts = correlation.otherStarts
        missing = MissingType.all.filter { !$0.isThere(correlation.facts.columns.type) }
        let merged = MergedLines(correlation.sessions, correlation.tries, correlation.facts.jobOfPosition)
        failures = correlation.tries.book.failures.map { failure in
            var failure = failure
            failure.line = merged.places(ofTries: failure.line)
            return failure
        }
        witnesses = correlation.tries.witnesses.map { witness in
            let line = witness.isOfSession ? merged.sessions[Int(witness.line)] : merged.places(ofTries: witness.line)
            return FailedTries.Witness(position: witness.position, line: line, isOfSession: witness.isOfSession)
        }
        var marking = LedgerMarking(lines: merged.lines, failures: failures, settings: settings)
        try marking.times(columns, work)
        try marking.mark(work)
        lines = marking.lines
    }

    /// An entry type that tells of sessions or of failed tries.
    package struct MissingType: Equatable, Sendable {
        package var type: String
        /// Messages of the history log that tell the same.
        var messages: [String]
        /// QAUDLVL value that makes the system write it.
        package var auditValue: String
        /// What is not seen without it.
        package var consequence: String

        static let all = [
            MissingType(
                type: "JS", messages: ["CPF1124", "CPF1164", "CPIAD09", "CPI3E34"], auditValue: "*JOBDTA",
                consequence: "no start, end or profile swap of a job is seen"),
            MissingType(
                type: "PW", messages: ["CPF2234", "CPF1107", "CPF1120"], auditValue: "*AUTFAIL",
                consequence: "no failed try is seen"),
        ]

        /// Whether entries of the type, or messages in their stead, are there.
        func isThere(_ column: CodedColumn?) -> Bool {
            ([type] + messages).contains { column?.dictionary.code(of: $0) != nil }
        }

        /// One sentence for people.
        package var sentence: String { "There are no \(type) entries (was \(auditValue) audited?): \(consequence)." }
    }
}

extension Ledger {
    package func user(_ line: LedgerLine) -> String { users.text(line.user) }
    package func address(_ line: LedgerLine) -> String { columns.address?.dictionary.text(line.address) ?? "" }
    package func system(_ line: LedgerLine) -> String { columns.systems?.dictionary.text(line.system) ?? "" }
    package func connection(_ line: LedgerLine) -> String { LedgerJobs.connections[Int(line.connection)] }

    /// `number/user/name`; empty for failed tries.
    package func job(_ line: LedgerLine) -> String {
        guard line.job >= 0 else { return "" }
        let job = jobs.jobs[Int(line.job)]
        return "\(jobs.names[2].text(job.number))/\(jobs.names[1].text(job.user))/\(jobs.names[0].text(job.name))"
    }
}
