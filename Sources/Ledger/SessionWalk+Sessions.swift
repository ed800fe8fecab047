import Catalog
import Columns

/// Beginning, going on and ending.
extension SessionWalk {
    /// An entry without a role: counted in the session of its job, or the first that is seen of one.
    @inline(__always)
    mutating func inside(_ entry: Entry) {
        let line = Int(states[Int(entry.job - jobs.lowerBound)].line)
        guard line >= 0 else { return openByEntry(entry) }
        if facts.jobs.jobs[Int(entry.job)].isShared, lines[line].end == .notSeen {
            let user = facts.users.user(LedgerColumns.userName, code: entry.profile)
            if user != 0, user != lines[line].user, !facts.users.isSystemProfile(user) {
                // The job has gone on to another user, and the swap is not here.
                change(entry.job) { $0.line = -1 }
                return openByEntry(entry)
            }
        }
        count(entry, in: line)
    }

    @inline(__always)
    mutating func count(_ entry: Entry, in line: Int) {
        lines[line].entries &+= 1
        lines[line].last = entry.position
        if lines[line].address == 0 { lines[line].address = facts.columns.address(entry.row) }
        if !lines[line].isSelected { select(line, entry.row) }
    }

    private mutating func select(_ line: Int, _ row: Int) {
        if facts.selected?[row] ?? true { lines[line].isSelected = true }
    }

    private mutating func openByEntry(_ entry: Entry) {
        let job = facts.jobs.jobs[Int(entry.job)]
        guard job.connection != LedgerJobs.unknown || facts.columns.address(entry.row) != 0 else { return }
        let profile = facts.users.user(LedgerColumns.userName, code: entry.profile)
        let owner = job.isShared ? 0 : owner(job)
        let user = owner != 0 ? owner : profile
        guard user != 0, !facts.users.isSystemProfile(user) else { return }
        open(entry, user, .entries, connection(job))
    }

    /// JS S and CPF1124.
    mutating func start(_ entry: Entry, _ named: UInt32, _ teller: Teller) {
        let time = facts.columns.time(entry.row)
        if isToldAgain(entry.job, time, by: teller) {
            if state(entry.job).line >= 0 { count(entry, in: Int(state(entry.job).line)) }
            return
        }
        // An earlier session of the job keeps what is known of it: no end was seen, or it has ended.
        change(entry.job) { ($0.line, $0.startTime, $0.startTeller) = (-1, time, teller) }
        let job = facts.jobs.jobs[Int(entry.job)]
        let user = named != 0 || job.isShared ? named : owner(job)
        let label = label(job, entry.row)
        let isWayIn = !LedgerJobs.noWayIn.contains(label) || facts.columns.address(entry.row) != 0
        guard isWayIn, !facts.users.isSystemProfile(user), user != 0 || !job.isShared else {
            if !isWayIn { otherStarts += 1 }
            return
        }
        open(entry, user, label == "5250" ? .interactiveStart : .serverStart, LedgerJobs.connection(label))
    }

    /// The journal and the history log tell of the same start within this time.
    private static let sameStart: Int64 = 60_000_000

    /// Whether the other log has told of this start of the job.
    private func isToldAgain(_ job: Int32, _ time: Int64?, by teller: Teller) -> Bool {
        guard let before = state(job).startTeller, before != teller, let time, let start = state(job).startTime
        else { return false }
        return abs(time - start) <= Self.sameStart
    }

    /// JS E and CPF1164.
    mutating func end(_ entry: Entry) {
        if state(entry.job).line < 0, !facts.jobs.jobs[Int(entry.job)].isShared {
            openByEntry(entry)
            guard state(entry.job).line >= 0 else { return }
            close(entry, .job, counting: false)
        } else if hasOpenLine(entry.job) {
            close(entry, .job)
        } else {
            inside(entry)
        }
    }

    /// JS M and T, what PS entries tell of the profile a job has or could have, and whom the history log connects.
    mutating func swap(_ entry: Entry, _ user: UInt32, _ role: EntryRole) {
        guard user != 0 else { return inside(entry) }
        if facts.jobs.jobs[Int(entry.job)].isShared {
            sharedSwap(entry, user, basis(role))
        } else {
            ownSwap(entry, user, role)
        }
    }

    private func basis(_ role: EntryRole) -> LedgerBasis {
        switch role {
        case .authenticated: .authenticated
        case .connected: .connected
        case .handle: .handle
        default: .swap
        }
    }

    private mutating func sharedSwap(_ entry: Entry, _ user: UInt32, _ basis: LedgerBasis) {
        let port = facts.columns.port(entry.row)
        if hasOpenLine(entry.job) {
            let line = Int(state(entry.job).line)
            if user == lines[line].user, isSameConnection(entry, line, port, basis) {
                if basis == .connected {
                    let time = facts.columns.time(entry.row)
                    change(entry.job) { ($0.isConnected, $0.connectedTime) = (true, time) }
                }
                count(entry, in: line)
                if basis.rawValue < lines[line].basis.rawValue, lines[line].hasStart { lines[line].basis = basis }
                return
            }
            // A handle of a profile of the system is no swap back.
            if facts.users.isSystemProfile(user), basis != .swap { return count(entry, in: line) }
            close(entry, .swap)
        }
        change(entry.job) { $0.line = -1 }
        guard !facts.users.isSystemProfile(user) else { return }
        change(entry.job) { $0.port = port }
        open(entry, user, basis, connection(facts.jobs.jobs[Int(entry.job)]))
    }

    /// In a job of one user a swap is something that happens inside the session.
    private mutating func ownSwap(_ entry: Entry, _ user: UInt32, _ role: EntryRole) {
        let isTold = role == .authenticated || role == .connected
        if state(entry.job).line < 0, role == .attached || isTold {
            let label = label(facts.jobs.jobs[Int(entry.job)], entry.row)
            guard !LedgerJobs.noWayIn.contains(label) || facts.columns.address(entry.row) != 0,
                !facts.users.isSystemProfile(user)
            else { return }
            return open(entry, user, isTold ? basis(role) : .serverStart, LedgerJobs.connection(label))
        }
        inside(entry)
        guard hasOpenLine(entry.job) else { return }
        let line = Int(state(entry.job).line)
        if isTold, user == lines[line].user, lines[line].hasStart, basis(role).rawValue < lines[line].basis.rawValue {
            lines[line].basis = basis(role)
        }
        guard role == .swap, user != state(entry.job).profile else { return }
        lines[line].swaps += 1
        change(entry.job) { $0.profile = user }
    }

    /// A server job that is taken over again by the same user serves a new connection when address or port are others,
    /// or when the history log connects the user once more. The same message may come from several feeds.
    private func isSameConnection(_ entry: Entry, _ line: Int, _ port: Int32, _ basis: LedgerBasis) -> Bool {
        let address = facts.columns.address(entry.row)
        let before = state(entry.job)
        if basis == .connected, before.isConnected, !isSameMoment(before.connectedTime, entry) { return false }
        if address != 0, lines[line].address != 0, address != lines[line].address { return false }
        return port < 0 || before.port < 0 || port == before.port
    }

    /// Feeds round the time of a message to seconds.
    private static let sameMoment: Int64 = 1_000_000

    private func isSameMoment(_ before: Int64?, _ entry: Entry) -> Bool {
        guard let before, let time = facts.columns.time(entry.row) else { return false }
        return abs(time - before) <= Self.sameMoment
    }

    private mutating func open(_ entry: Entry, _ user: UInt32, _ basis: LedgerBasis, _ connection: UInt8) {
        let line = Int32(lines.count)
        let job = facts.jobs.jobs[Int(entry.job)]
        let address = facts.columns.address(entry.row)
        let new = LedgerLine(
            user: user, address: address, system: job.system, job: entry.job, connection: connection, basis: basis,
            first: entry.position, last: entry.position, entries: 1)
        if new.hasStart {
            let time = facts.columns.time(entry.row)
            successes.append(Success(line: line, position: entry.position, address: address, time: time))
        }
        lines.append(new)
        select(Int(line), entry.row)
        let isConnected = basis == .connected
        let time = isConnected ? facts.columns.time(entry.row) : nil
        change(entry.job) { ($0.line, $0.profile, $0.isConnected, $0.connectedTime) = (line, user, isConnected, time) }
    }

    private mutating func close(_ entry: Entry, _ end: LedgerLine.End, counting: Bool = true) {
        let line = Int(state(entry.job).line)
        if counting { count(entry, in: line) }
        lines[line].end = end
        lines[line].endPosition = entry.position
    }

    // MARK: what a job is

    private func connection(_ job: LedgerJobs.Job) -> UInt8 {
        job.connection != LedgerJobs.unknown ? job.connection : LedgerJobs.otherPlace
    }

    private func owner(_ job: LedgerJobs.Job) -> UInt32 { facts.users.user(ofJobUser: job.user) }
}
