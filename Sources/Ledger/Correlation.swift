import Catalog
import Columns
import JournalIndex
import Synchronization

/// The entries of a journal become sessions and runs of failed tries.
///
/// Jobs are numbered and their entries walked by all cores, each for its own jobs (`SessionWalk`). What concerns users and
/// addresses whichever job they come by, failed tries and the successes behind them, follows in one order
/// (`FailedTries`), and is little.
enum Correlation {
    struct Result {
        var facts: LedgerFacts
        /// Every session, in no order.
        var sessions: ContiguousArray<LedgerLine>
        var tries: FailedTries
        var otherStarts: Int
    }

    /// - Throws: `Cancelled`.
    static func run(
        _ columns: LedgerColumns, _ settings: LedgerSettings, selected: Bitmap?, _ work: Work
    ) throws(Cancelled) -> Result {
        precondition(selected.map { $0.count == columns.count } ?? true)
        var jobs = LedgerJobs(columns)
        var entries: [Int] = []
        let jobOfPosition = try number(columns, &jobs, &entries, work)
        let users = LedgerUsers(columns.users, jobUsers: jobs.names[1])
        let special = try SpecialEntry.all(columns, users, &jobs, jobOfPosition, work)
        let facts = LedgerFacts(
            columns: columns, selected: selected, users: users, jobs: jobs, jobOfPosition: jobOfPosition,
            special: special)
        let parts = parts(jobs.jobs.count, entries)
        let walks = try walks(facts, parts, work)
        var sessions: ContiguousArray<LedgerLine> = []
        var successes: [SessionWalk.Success] = []
        for walk in walks {
            let base = Int32(sessions.count)
            sessions += walk.lines
            successes += walk.successes.map { success in
                var success = success
                success.line += base
                return success
            }
        }
        // Runs of each core, one behind the other: sorting merges them.
        successes.sort { $0.position < $1.position }
        var tries = FailedTries(facts, settings)
        try tries.follow(successes, &sessions, work)
        return Result(
            facts: facts, sessions: sessions, tries: tries, otherStarts: walks.reduce(0) { $0 + $1.otherStarts })
    }

    /// Numbers the jobs in the order of their first entries.
    ///
    /// - Parameter entries: Gets the entries of each job.
    /// - Returns: The job at each position of the journal's own order.
    private static func number(
        _ columns: LedgerColumns, _ jobs: inout LedgerJobs, _ entries: inout [Int], _ work: Work
    ) throws(Cancelled) -> [Int32] {
        guard columns.job[0] != nil, columns.job[2] != nil else { return Array(repeating: -1, count: columns.count) }
        let keys = (columns.job + [columns.systems]).compactMap { $0 }.map { Column.coded($0) }
        let everything = Bitmap(count: columns.count, repeating: true)
        let grouping = try Grouping.build(columns: keys, in: everything, work)
        var map: [Int32] = []
        map.reserveCapacity(grouping.count)
        for (group, row) in grouping.representative.enumerated() {
            func code(_ part: Int) -> UInt32 { columns.job[part]?.code(row) ?? TextDictionary.absent }
            let job = jobs.number(name: code(0), user: code(1), number: code(2), system: columns.system(row))
            map.append(job)
            guard job >= 0 else { continue }
            while entries.count <= Int(job) { entries.append(0) }
            entries[Int(job)] += grouping.entries[group]
        }
        var numbers = try grouping.numbers(through: map, order: columns.order, work)
        // A copy of an entry is no further entry of its job.
        if let folded = columns.folded {
            for position in numbers.indices where folded[columns.row(at: position)] { numbers[position] = -1 }
        }
        return numbers
    }

    /// Stretches of jobs with about as many entries each, one for each core.
    private static func parts(_ count: Int, _ entries: [Int]) -> [Range<Int32>] {
        let share = entries.reduce(0, +) / max(1, coreCount) + 1
        var parts: [Range<Int32>] = []
        var (start, sum) = (0, 0)
        for (job, entries) in entries.enumerated() {
            sum += entries
            guard sum >= share else { continue }
            parts.append(Int32(start)..<Int32(job + 1))
            (start, sum) = (job + 1, 0)
        }
        return start < count || parts.isEmpty ? parts + [Int32(start)..<Int32(count)] : parts
    }

    private static func walks(
        _ facts: LedgerFacts, _ parts: [Range<Int32>], _ work: Work
    ) throws(Cancelled) -> [SessionWalk] {
        let walks = Mutex([SessionWalk?](repeating: nil, count: parts.count))
        concurrently(parts.count) { part in
            var walk = SessionWalk(facts, jobs: parts[part])
            walk.walk(work, progress: part == 0)
            walks.withLock { $0[part] = walk }
        }
        try work.check()
        return walks.withLock { $0.compactMap { $0 } }
    }
}

extension SpecialEntry {
    /// The entries with a role, in the journal's own order.
    static func all(
        _ columns: LedgerColumns, _ users: LedgerUsers, _ jobs: inout LedgerJobs, _ jobOfPosition: [Int32],
        _ work: Work
    ) throws(Cancelled) -> [SpecialEntry] {
        let roles = LedgerRoles(columns)
        var all: [SpecialEntry] = []
        var last: Identity?
        for start in stride(from: 0, to: columns.count, by: chunkRows) {
            try work.check()
            let positions = start..<min(start + chunkRows, columns.count)
            for (i, type) in columns.codes(columns.type, positions).enumerated() where roles.places[Int(type)] > 0 {
                let position = start + i
                let row = columns.row(at: position)
                if columns.folded?[row] == true { continue }
                guard let (plan, action) = roles.plan(Int(roles.places[Int(type)]) - 1, row) else { continue }
                let own = jobOfPosition[position]
                var entry = SpecialEntry(
                    position: UInt32(truncatingIfNeeded: position), row: row, job: own, about: own,
                    user: plan.users.lazy.map { users.user($0, row) }.first { $0 != 0 } ?? 0, role: plan.role,
                    isMessage: plan.isMessage)
                if let identity = Identity(columns, row, type, action, own) {
                    entry.isRepeated = identity == last
                    last = identity
                }
                if plan.hasTargetJob, !entry.isRepeated { entry.about = jobs.target(columns, row, own: own) }
                all.append(entry)
            }
        }
        return all
    }

    /// What tells an entry from the one before it that was read from another source.
    private struct Identity: Equatable {
        var time: Int64
        var sequence: Int128
        var type, action: UInt32
        var job: Int32

        init?(_ columns: LedgerColumns, _ row: Int, _ type: UInt32, _ action: UInt32, _ job: Int32) {
            guard let sequence = columns.sequences?.value(row), let time = columns.time(row) else { return nil }
            (self.time, self.sequence, self.type, self.action, self.job) = (time, sequence, type, action, job)
        }
    }
}
