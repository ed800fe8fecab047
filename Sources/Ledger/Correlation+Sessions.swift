import Catalog
import Columns

/// Beginning, going on and ending.
extension Correlation {
    /// An entry without a role: counted in the session of its job, or the first that is seen of one.
    @inline(__always)
    mutating func inside(_ entry: Entry) {
        guard entry.job >= 0 else { return }
        let job = Int(entry.job)
        let line = Int(jobs.jobs[job].line)
        guard line >= 0 else { return openByEntry(entry) }
        if jobs.jobs[job].isShared, lines[line].end == .notSeen {
            let user = users.user(LedgerColumns.userName, code: entry.profile)
            if user != 0, user != lines[line].user, !users.isSystemProfile(user) {
                // The job has gone on to another user, and the swap is not here.
                jobs.jobs[job].line = -1
                return openByEntry(entry)
            }
        }
        count(entry, in: line)
    }

    @inline(__always)
    mutating func count(_ entry: Entry, in line: Int) {
        lines[line].entries &+= 1
        lines[line].last = entry.position
        if lines[line].address == 0 { lines[line].address = address(entry.row) }
        if !lines[line].isSelected { select(line, entry.row) }
    }

    private mutating func openByEntry(_ entry: Entry) {
        let job = jobs.jobs[Int(entry.job)]
        guard job.connection != LedgerJobs.unknown || address(entry.row) != 0 else { return }
        let profile = users.user(LedgerColumns.userName, code: entry.profile)
        let owner = job.isShared ? 0 : owner(job)
        let user = owner != 0 ? owner : profile
        guard user != 0, !users.isSystemProfile(user) else { return }
        open(entry, user, .entries, connection(job))
    }

    /// JS S.
    mutating func start(_ entry: Entry, _ named: UInt32) {
        guard entry.job >= 0 else { return }
        // An earlier session of the job keeps what is known of it: no end was seen, or it has ended.
        jobs.jobs[Int(entry.job)].line = -1
        let job = jobs.jobs[Int(entry.job)]
        let user = named != 0 || job.isShared ? named : owner(job)
        let label = label(job, entry.row)
        let isWayIn = !LedgerJobs.noWayIn.contains(label) || address(entry.row) != 0
        guard isWayIn, !users.isSystemProfile(user), user != 0 || !job.isShared else {
            if !isWayIn { otherStarts += 1 }
            return
        }
        open(entry, user, label == "5250" ? .interactiveStart : .serverStart, jobs.connection(label))
    }

    /// JS E.
    mutating func end(_ entry: Entry) {
        guard entry.job >= 0 else { return }
        if jobs.jobs[Int(entry.job)].line < 0, !jobs.jobs[Int(entry.job)].isShared {
            openByEntry(entry)
            guard jobs.jobs[Int(entry.job)].line >= 0 else { return }
            close(entry, .job, counting: false)
        } else if hasOpenLine(entry.job) {
            close(entry, .job)
        } else {
            inside(entry)
        }
    }

    /// JS M and T, and what PS entries tell of the profile a job has or could have.
    mutating func swap(_ entry: Entry, _ user: UInt32, _ role: EntryRole) {
        guard entry.job >= 0, user != 0 else { return inside(entry) }
        if jobs.jobs[Int(entry.job)].isShared {
            sharedSwap(entry, user, basis(role))
        } else {
            ownSwap(entry, user, role)
        }
    }

    private func basis(_ role: EntryRole) -> LedgerBasis {
        switch role {
        case .authenticated: .authenticated
        case .handle: .handle
        default: .swap
        }
    }

    private mutating func sharedSwap(_ entry: Entry, _ user: UInt32, _ basis: LedgerBasis) {
        let job = Int(entry.job)
        let port = port(entry.row)
        if hasOpenLine(entry.job) {
            let line = Int(jobs.jobs[job].line)
            if user == lines[line].user, isSameConnection(entry, line, port) {
                count(entry, in: line)
                if basis.rawValue < lines[line].basis.rawValue, lines[line].hasStart { lines[line].basis = basis }
                return
            }
            // A handle of a profile of the system is no swap back.
            if users.isSystemProfile(user), basis != .swap { return count(entry, in: line) }
            close(entry, .swap)
        }
        jobs.jobs[job].line = -1
        guard !users.isSystemProfile(user) else { return }
        jobs.jobs[job].port = port
        open(entry, user, basis, connection(jobs.jobs[job]))
    }

    /// In a job of one user a swap is something that happens inside the session.
    private mutating func ownSwap(_ entry: Entry, _ user: UInt32, _ role: EntryRole) {
        let job = Int(entry.job)
        if jobs.jobs[job].line < 0, role == .attached || role == .authenticated {
            let label = label(jobs.jobs[job], entry.row)
            guard !LedgerJobs.noWayIn.contains(label) || address(entry.row) != 0, !users.isSystemProfile(user) else {
                return
            }
            return open(entry, user, role == .attached ? .serverStart : .authenticated, jobs.connection(label))
        }
        inside(entry)
        guard hasOpenLine(entry.job) else { return }
        let line = Int(jobs.jobs[job].line)
        if role == .authenticated, user == lines[line].user, lines[line].hasStart { lines[line].basis = .authenticated }
        guard role == .swap, user != jobs.jobs[job].profile else { return }
        lines[line].swaps += 1
        jobs.jobs[job].profile = user
    }

    /// A server job that is taken over again by the same user serves a new connection when address or port are others.
    private func isSameConnection(_ entry: Entry, _ line: Int, _ port: Int32) -> Bool {
        let address = address(entry.row)
        let before = jobs.jobs[Int(entry.job)].port
        if address != 0, lines[line].address != 0, address != lines[line].address { return false }
        return port < 0 || before < 0 || port == before
    }

    private func port(_ row: Int) -> Int32 {
        guard let port = columns.ports?.value(row), port > 0, port < 65_536 else { return -1 }
        return Int32(port)
    }

    private mutating func open(_ entry: Entry, _ user: UInt32, _ basis: LedgerBasis, _ connection: UInt8) {
        let line = Int32(lines.count)
        let job = jobs.jobs[Int(entry.job)]
        var new = LedgerLine(
            user: user, address: address(entry.row), system: job.system, job: entry.job, connection: connection,
            basis: basis, first: entry.position, last: entry.position, entries: 1)
        if new.hasStart { takeFailures(&new, line, columns.time(entry.row)) }
        lines.append(new)
        select(Int(line), entry.row)
        jobs.jobs[Int(entry.job)].line = line
        jobs.jobs[Int(entry.job)].profile = user
    }

    private mutating func takeFailures(_ new: inout LedgerLine, _ line: Int32, _ time: Int64?) {
        let account = FailureBook.Account(system: new.system, user: new.user)
        let before = book.succeed(.init(account: account, address: new.address), position: new.first, time: time)
        new.failedForUser = before.forUser
        new.failedFromAddress = before.fromAddress
        new.failedBefore = before.together
        if before.isQuick { new.marks.insert(.failuresThenSuccess) }
        guard let tries = before.line else { return }
        folded[tries] = line
        new.tries = lines[Int(tries)].tries
        new.isSelected = lines[Int(tries)].isSelected
    }

    private mutating func close(_ entry: Entry, _ end: LedgerLine.End, counting: Bool = true) {
        let line = Int(jobs.jobs[Int(entry.job)].line)
        if counting { count(entry, in: line) }
        lines[line].end = end
        lines[line].endPosition = entry.position
    }

    // MARK: what a job is

    private func connection(_ job: LedgerJobs.Job) -> UInt8 {
        job.connection != LedgerJobs.unknown ? job.connection : LedgerJobs.otherPlace
    }

    private func label(_ job: LedgerJobs.Job, _ row: Int) -> String {
        if job.connection != LedgerJobs.unknown { return jobs.connections[Int(job.connection)] }
        return AuditCatalog.connectionLabel(
            jobName: jobs.names[0].text(job.name), jobTypeBasic: LedgerColumns.saying(columns.jobType, row),
            deviceName: nil, entryType: "JS")
    }

    private mutating func owner(_ job: LedgerJobs.Job) -> UInt32 { users.user(named: jobs.names[1].text(job.user)) }
}
