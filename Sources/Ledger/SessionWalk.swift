import Catalog
import Columns
import JournalIndex

/// What all parts of a correlation look at and none changes.
struct LedgerFacts: Sendable {
    let columns: LedgerColumns
    let selected: Bitmap?
    let users: LedgerUsers
    let jobs: LedgerJobs
    /// Number of the job that wrote the entry at each position of the journal's own order; -1 where it is not known.
    let jobOfPosition: [Int32]
    /// Entries with a role, in that order.
    let special: [SpecialEntry]
}

/// An entry that says something about sessions.
struct SpecialEntry: Sendable {
    var position: UInt32
    var row: Int
    /// The job that wrote it, and the one it is about; -1 where not known.
    var job, about: Int32
    var user: UInt32
    var role: EntryRole
    var isMessage: Bool
    /// Whether the same entry came just before, from another source: it must not begin or fail twice.
    var isRepeated = false
}

/// A walk over the journal in its own order for some of its jobs: their entries become sessions.
///
/// A session belongs to a job and is begun by the job's start, or, in a server job that serves many users in turn, by
/// its taking over a user's profile; the next profile or the job's end ends it. All other entries are counted in the
/// session of the job that wrote them. What happens in one job says nothing of another, so that cores share the jobs.
struct SessionWalk: Sendable {
    let facts: LedgerFacts
    /// The jobs this walk is about.
    let jobs: Range<Int32>
    var states: ContiguousArray<JobState>
    var lines: ContiguousArray<LedgerLine> = []
    /// Sessions whose beginning was seen, in order: failed tries may have led to them.
    var successes: [Success] = []
    /// Jobs that started and are no connection of a user.
    var otherStarts = 0
    private var labels: [UInt64: String] = [:]

    /// What is known of a job on the way.
    struct JobState: Sendable {
        /// The line its entries belong to now; -1 for none.
        var line: Int32 = -1
        /// The profile it runs under, and the remote port of the connection it serves; 0 and -1 where not known.
        var profile: UInt32 = 0
        var port: Int32 = -1
        /// When and by which of the two logs its last start was told.
        var startTime: Int64?
        var startTeller: Teller?
        /// Whether the history log told of the connection the open line is about, and when it did last.
        var isConnected = false
        var connectedTime: Int64?
    }

    enum Teller: UInt8, Sendable { case journal, historyLog }

    struct Success: Sendable {
        var line: Int32
        var position: UInt32
        var address: UInt32
        var time: Int64?
    }

    /// One entry on the way through.
    struct Entry {
        var row: Int
        var position: UInt32
        /// The job it belongs to; one of `jobs`.
        var job: Int32
        /// Code of its USER_NAME.
        var profile: UInt32
    }

    init(_ facts: LedgerFacts, jobs: Range<Int32>) {
        (self.facts, self.jobs) = (facts, jobs)
        states = ContiguousArray(repeating: JobState(), count: jobs.count)
    }

    /// Stops early when the work is cancelled.
    ///
    /// - Complexity: O(entries of the journal), but for chunks without an entry of its jobs.
    mutating func walk(_ work: Work, progress: Bool) {
        let columns = facts.columns
        var next = 0
        for start in stride(from: 0, to: columns.count, by: chunkRows) where !work.isCancelled {
            let positions = start..<min(start + chunkRows, columns.count)
            var end = next
            while end < facts.special.count, Int(facts.special[end].position) < positions.upperBound { end += 1 }
            walk(positions, special: next..<end)
            next = end
            if progress { work.progress(Double(positions.upperBound) / Double(columns.count)) }
        }
    }

    private mutating func walk(_ positions: Range<Int>, special: Range<Int>) {
        guard concerns(positions) || facts.special[special].contains(where: { jobs.contains($0.about) }) else { return }
        let profiles = facts.columns.codes(facts.columns.users[LedgerColumns.userName], positions)
        var position = positions.lowerBound
        for index in special {
            let entry = facts.special[index]
            inside(position..<Int(entry.position), positions.lowerBound, profiles)
            take(entry, profile: profiles[Int(entry.position) - positions.lowerBound])
            position = Int(entry.position) + 1
        }
        inside(position..<positions.upperBound, positions.lowerBound, profiles)
    }

    /// Whether an entry at these positions was written by one of the jobs.
    private func concerns(_ positions: Range<Int>) -> Bool {
        facts.jobOfPosition[positions].contains { $0 >= jobs.lowerBound && $0 < jobs.upperBound }
    }

    /// Entries without a role.
    private mutating func inside(_ positions: Range<Int>, _ first: Int, _ profiles: [UInt32]) {
        let order = facts.columns.order
        for position in positions {
            let job = facts.jobOfPosition[position]
            guard job >= jobs.lowerBound, job < jobs.upperBound else { continue }
            let row = order.map { $0[position] } ?? position
            inside(
                Entry(
                    row: row, position: UInt32(truncatingIfNeeded: position), job: job,
                    profile: profiles[position - first]))
        }
    }

    private mutating func take(_ special: SpecialEntry, profile: UInt32) {
        var entry = Entry(row: special.row, position: special.position, job: special.job, profile: profile)
        let isOwn = jobs.contains(special.job)
        if special.isRepeated {
            if isOwn { inside(entry) }
            return
        }
        if special.role == .failure || special.role == .bound {
            if isOwn, hasOpenLine(special.job) { count(entry, in: Int(state(special.job).line)) }
            return
        }
        if isOwn, special.about != special.job { inside(entry) }
        guard jobs.contains(special.about) else { return }
        entry.job = special.about
        switch special.role {
        case .start: start(entry, special.user, special.isMessage ? .historyLog : .journal)
        case .end: end(entry)
        default: swap(entry, special.user, special.role)
        }
    }

    // MARK: what all share

    func state(_ job: Int32) -> JobState { states[Int(job - jobs.lowerBound)] }

    mutating func change(_ job: Int32, _ change: (inout JobState) -> Void) {
        change(&states[Int(job - jobs.lowerBound)])
    }

    func hasOpenLine(_ job: Int32) -> Bool {
        let line = state(job).line
        return line >= 0 && lines[Int(line)].end == .notSeen
    }

    /// What kind of connection a job is, by its name or else by its kind; made once per name and kind.
    mutating func label(_ job: LedgerJobs.Job, _ row: Int) -> String {
        if job.connection != LedgerJobs.unknown { return LedgerJobs.connections[Int(job.connection)] }
        let kind = facts.columns.jobType?.code(row) ?? 0
        let key = UInt64(job.name) << 32 | UInt64(kind)
        if let known = labels[key] { return known }
        let label = AuditCatalog.connectionLabel(
            jobName: facts.jobs.names[0].text(job.name),
            jobTypeBasic: LedgerColumns.saying(facts.columns.jobType, row), deviceName: nil, entryType: "JS")
        labels[key] = label
        return label
    }
}
