import Catalog
import Columns

/// Failed tries and the successes they may have led to, of all jobs in one order.
struct FailedTries {
    private let facts: LedgerFacts
    private(set) var book: FailureBook
    /// Runs of failed tries, in the order of their first.
    private(set) var lines: ContiguousArray<LedgerLine> = []
    /// Run of failed tries -> the session it turned out to lead to.
    private(set) var folded: [Int32: Int32] = [:]
    /// Entries that are evidence of a run, or of a session, without being entries of its job.
    private(set) var witnesses: [Witness] = []
    private var told: [FailureBook.Account: Told] = [:]
    private var binds: [FailureBook.Pair: (line: Int32, last: Int64?)] = [:]

    struct Witness: Sendable {
        var position: UInt32
        var line: Int32
        /// Whether `line` is a session, else a run of tries.
        var isOfSession: Bool
    }

    /// Failed tries of an account that the other log has not told of yet.
    private struct Told {
        var journal = 0, historyLog = 0
        var last: Int64
        var line: Int32
    }

    init(_ facts: LedgerFacts, _ settings: LedgerSettings) {
        self.facts = facts
        book = FailureBook(settings)
    }

    /// - Parameters:
    ///   - successes: By position.
    ///   - sessions: Get their failed tries; binds to the directory server are appended.
    /// - Throws: `Cancelled`.
    mutating func follow(
        _ successes: [SessionWalk.Success], _ sessions: inout ContiguousArray<LedgerLine>, _ work: Work
    ) throws(Cancelled) {
        var next = 0
        for (index, entry) in facts.special.enumerated() {
            if index % chunkRows == 0 { try work.check() }
            guard entry.role == .failure || entry.role == .bound, !entry.isRepeated else { continue }
            while next < successes.count, successes[next].position < entry.position {
                succeed(successes[next], &sessions)
                next += 1
            }
            if entry.role == .failure { fail(entry) } else { bind(entry, &sessions) }
        }
        for success in successes[next...] { succeed(success, &sessions) }
    }

    private mutating func succeed(_ success: SessionWalk.Success, _ sessions: inout ContiguousArray<LedgerLine>) {
        let line = Int(success.line)
        let account = FailureBook.Account(system: sessions[line].system, user: sessions[line].user)
        let pair = FailureBook.Pair(account: account, address: success.address)
        let before = book.succeed(pair, position: success.position, time: success.time)
        sessions[line].failedForUser = before.forUser
        sessions[line].failedFromAddress = before.fromAddress
        sessions[line].failedBefore = before.together
        if before.isQuick { sessions[line].marks.insert(.failuresThenSuccess) }
        guard let tries = before.line else { return }
        folded[tries] = success.line
        sessions[line].tries = lines[Int(tries)].tries
        if lines[Int(tries)].isSelected { sessions[line].isSelected = true }
    }

    private mutating func fail(_ entry: SpecialEntry) {
        let columns = facts.columns
        let time = columns.time(entry.row)
        let account = FailureBook.Account(system: columns.system(entry.row), user: entry.user)
        if let line = toldBefore(account, entry, time) {
            witnesses.append(Witness(position: entry.position, line: line, isOfSession: false))
            return select(line, entry.row)
        }
        let pair = FailureBook.Pair(account: account, address: columns.address(entry.row))
        let next = Int32(lines.count)
        let line = book.fail(pair, position: entry.position, time: time, newLine: next)
        if line == next {
            lines.append(
                LedgerLine(
                    user: entry.user, address: pair.address, system: account.system, connection: connection(entry),
                    first: entry.position))
        }
        lines[Int(line)].tries += 1
        lines[Int(line)].last = entry.position
        select(line, entry.row)
        note(account, entry, time, line)
    }

    private mutating func select(_ line: Int32, _ row: Int) {
        if facts.selected?[row] ?? true { lines[Int(line)].isSelected = true }
    }

    /// The way in of an entry: by the job that wrote it, or the device.
    private func connection(_ entry: SpecialEntry) -> UInt8 {
        let name = LedgerColumns.saying(facts.columns.job[0], entry.row)
        let device = LedgerColumns.saying(facts.columns.device, entry.row)
        return LedgerJobs.connection(
            AuditCatalog.connectionLabel(jobName: name, jobTypeBasic: nil, deviceName: device, entryType: "PW"))
    }

    // MARK: the same try in both logs

    /// The journal and the history log tell of the same try within this time.
    private static let sameTry: Int64 = 2_000_000

    /// The run of tries in which the other log has told of this one already.
    private mutating func toldBefore(_ account: FailureBook.Account, _ entry: SpecialEntry, _ time: Int64?) -> Int32? {
        guard account.user != 0, let time, var known = told[account], abs(time - known.last) <= Self.sameTry else {
            return nil
        }
        let isFree = entry.isMessage ? known.journal > 0 : known.historyLog > 0
        guard isFree else { return nil }
        if entry.isMessage { known.journal -= 1 } else { known.historyLog -= 1 }
        told[account] = known
        return known.line
    }

    private mutating func note(_ account: FailureBook.Account, _ entry: SpecialEntry, _ time: Int64?, _ line: Int32) {
        guard account.user != 0, let time else { return }
        var known = told[account] ?? Told(last: time, line: line)
        if abs(time - known.last) > Self.sameTry { known = Told(last: time, line: line) }
        if entry.isMessage { known.historyLog += 1 } else { known.journal += 1 }
        (known.last, known.line) = (time, line)
        told[account] = known
    }

    // MARK: the directory server

    /// Binds of one user from one address belong together while no longer pause lies between them: programs bind anew
    /// for every request.
    private static let bindPause: Int64 = 3_600_000_000

    private mutating func bind(_ entry: SpecialEntry, _ sessions: inout ContiguousArray<LedgerLine>) {
        let columns = facts.columns
        let time = columns.time(entry.row)
        let account = FailureBook.Account(system: columns.system(entry.row), user: entry.user)
        let pair = FailureBook.Pair(account: account, address: columns.address(entry.row))
        var line = Int32(sessions.count)
        if let open = binds[pair], let last = open.last, let time, time - last <= Self.bindPause { line = open.line }
        if Int(line) == sessions.count {
            sessions.append(
                LedgerLine(
                    user: entry.user, address: pair.address, system: account.system, connection: connection(entry),
                    basis: .bound, first: entry.position))
            succeed(.init(line: line, position: entry.position, address: pair.address, time: time), &sessions)
        }
        binds[pair] = (line, time)
        sessions[Int(line)].entries += 1
        sessions[Int(line)].last = entry.position
        if facts.selected?[entry.row] ?? true { sessions[Int(line)].isSelected = true }
        witnesses.append(Witness(position: entry.position, line: line, isOfSession: true))
    }
}
