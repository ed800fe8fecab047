import Catalog
import Columns
import JournalIndex

/// One walk over the journal in its own order: entries become sessions and runs of failed tries.
///
/// A session belongs to a job and is begun by the job's start, or, in a server job that serves many users in turn, by
/// its taking over a user's profile; the next profile or the job's end ends it. All other entries are counted in the
/// session of the job that wrote them.
struct Correlation: Sendable {
    let columns: LedgerColumns
    let settings: LedgerSettings
    let selected: Bitmap?
    var users: LedgerUsers
    var jobs: LedgerJobs
    var book: FailureBook
    var lines: ContiguousArray<LedgerLine> = []
    /// Line of failed tries -> the session they turned out to lead to.
    var folded: [Int32: Int32] = [:]
    /// Jobs that started and are no connection of a user.
    var otherStarts = 0

    /// What stays the same for the entries of one type and action.
    struct Plan: Sendable {
        var role: EntryRole
        /// Places in `columns.users`.
        var users: [Int]
        var hasTargetJob: Bool
    }
    /// Per entry type code: 0 for types without a role, else place in `plans` + 1.
    private var typePlaces: [UInt8]
    private var typeNames: [String] = []
    private var plans: [[UInt32: Plan]] = []
    private var isAudit: [Bool]
    private var lastSpecial: Special?

    /// What tells an entry from the one before it that was read from another source.
    private struct Special: Equatable, Sendable {
        var time: Int64
        var sequence: Int128
        var type, action: UInt32
        var job: Int32
    }

    init(_ columns: LedgerColumns, _ settings: LedgerSettings, selected: Bitmap?) {
        precondition(selected.map { $0.count == columns.count } ?? true)
        self.columns = columns
        self.settings = settings
        self.selected = selected
        users = LedgerUsers(columns.users)
        jobs = LedgerJobs(columns)
        book = FailureBook(settings)
        typePlaces = Array(repeating: 0, count: columns.type?.dictionary.codeCount ?? 1)
        // A source that names no journal code means audit entries.
        isAudit = (0..<UInt32(columns.journalCode?.dictionary.codeCount ?? 1)).map { code in
            code < TextDictionary.firstValue || columns.journalCode?.dictionary.text(code) == "T"
        }
        for type in EntryPlan.types.sorted() {
            guard let code = columns.type?.dictionary.code(of: type) else { continue }
            typeNames.append(type)
            plans.append([:])
            typePlaces[Int(code)] = UInt8(typeNames.count)
        }
    }

    /// - Throws: `Cancelled`.
    mutating func walk(_ work: Work) throws(Cancelled) {
        for start in stride(from: 0, to: columns.count, by: chunkRows) {
            try work.check()
            walk(start..<min(start + chunkRows, columns.count))
            work.progress(Double(start) / Double(max(1, columns.count)))
        }
    }

    private mutating func walk(_ positions: Range<Int>) {
        let types = columns.codes(columns.type, positions)
        let names = columns.codes(columns.job[0], positions)
        let owners = columns.codes(columns.job[1], positions)
        let numbers = columns.codes(columns.job[2], positions)
        let systems = columns.codes(columns.system, positions)
        let profiles = columns.codes(columns.users[LedgerColumns.userName], positions)
        let order = columns.order
        for i in 0..<positions.count {
            let position = positions.lowerBound &+ i
            let job = jobs.number(name: names[i], user: owners[i], number: numbers[i], system: systems[i])
            let place = typePlaces[Int(types[i])]
            let row = order.map { $0[position] } ?? position
            let entry = Entry(row: row, position: UInt32(truncatingIfNeeded: position), job: job, profile: profiles[i])
            if place == 0 { inside(entry) } else { take(entry, place: Int(place) &- 1, type: types[i]) }
        }
    }

    /// One entry on the way through.
    struct Entry: Sendable {
        var row: Int
        var position: UInt32
        /// The job that wrote it; -1 where it is not known.
        var job: Int32
        /// Code of its USER_NAME.
        var profile: UInt32
    }

    // MARK: entries with a role

    private mutating func take(_ entry: Entry, place: Int, type: UInt32) {
        let action = columns.action?.code(entry.row) ?? 0
        let plan = plan(place, action)
        guard plan.role != .inside, isAudit[Int(columns.journalCode?.code(entry.row) ?? 0)],
            !isRepeated(entry, type, action)
        else { return inside(entry) }
        var about = entry
        if plan.hasTargetJob { about.job = jobs.target(columns, entry.row, own: entry.job) }
        if about.job != entry.job { inside(entry) }
        let user = user(plan, entry.row)
        switch plan.role {
        case .start: start(about, user)
        case .end: end(about)
        case .swap, .attached, .handle, .authenticated: swap(about, user, plan.role)
        case .failure: fail(about, user)
        case .inside: break
        }
    }

    private mutating func plan(_ place: Int, _ action: UInt32) -> Plan {
        if let plan = plans[place][action] { return plan }
        let known = EntryPlan(type: typeNames[place], action: columns.action?.dictionary.text(action) ?? "")
        let users = known.userColumns.compactMap { columns.userNames.firstIndex(of: $0) }
        let plan = Plan(role: known.role, users: users, hasTargetJob: known.hasTargetJob)
        plans[place][action] = plan
        return plan
    }

    private mutating func user(_ plan: Plan, _ row: Int) -> UInt32 {
        for place in plan.users {
            let user = users.user(place, row)
            if user != 0 { return user }
        }
        return 0
    }

    /// Whether the same entry came just before, from another source: it must not begin or fail twice.
    private mutating func isRepeated(_ entry: Entry, _ type: UInt32, _ action: UInt32) -> Bool {
        guard let sequence = columns.sequences?.value(entry.row), let time = columns.time(entry.row) else {
            return false
        }
        let special = Special(time: time, sequence: sequence, type: type, action: action, job: entry.job)
        defer { lastSpecial = special }
        return special == lastSpecial
    }

    private mutating func fail(_ entry: Entry, _ user: UInt32) {
        if hasOpenLine(entry.job) { count(entry, in: Int(jobs.jobs[Int(entry.job)].line)) }
        let system = columns.system?.code(entry.row) ?? 0
        let account = FailureBook.Account(system: system, user: user)
        let pair = FailureBook.Pair(account: account, address: address(entry.row))
        let next = Int32(lines.count)
        let line = book.fail(pair, position: entry.position, time: columns.time(entry.row), newLine: next)
        if line == next {
            lines.append(
                LedgerLine(
                    user: user, address: pair.address, system: system, connection: connection(ofFailure: entry),
                    first: entry.position))
        }
        lines[Int(line)].tries += 1
        lines[Int(line)].last = entry.position
        select(Int(line), entry.row)
    }

    /// The way in of a failed try: by the job that refused it, or the device.
    private mutating func connection(ofFailure entry: Entry) -> UInt8 {
        let name = LedgerColumns.saying(columns.job[0], entry.row)
        let device = LedgerColumns.saying(columns.device, entry.row)
        return jobs.connection(
            AuditCatalog.connectionLabel(jobName: name, jobTypeBasic: nil, deviceName: device, entryType: "PW"))
    }

    // MARK: what all share

    /// The address of an entry, 0 where it has none.
    func address(_ row: Int) -> UInt32 {
        guard let code = columns.address?.code(row), code >= TextDictionary.firstValue else { return 0 }
        return code
    }

    mutating func select(_ line: Int, _ row: Int) {
        if selected?[row] ?? true { lines[line].isSelected = true }
    }

    func hasOpenLine(_ job: Int32) -> Bool {
        guard job >= 0, jobs.jobs[Int(job)].line >= 0 else { return false }
        return lines[Int(jobs.jobs[Int(job)].line)].end == .notSeen
    }
}
