/// Failed tries in order, and what a success finds of them.
struct FailureBook: Sendable {
    struct Failure: Sendable {
        var position: UInt32
        /// `nil` where the entry has no time.
        var time: Int64?
        var account: Account
        var address: UInt32
        var line: Int32
    }
    /// A user of one system.
    struct Account: Hashable, Sendable {
        var system: UInt32
        var user: UInt32
    }
    struct Pair: Hashable, Sendable {
        var account: Account
        var address: UInt32
    }
    /// Failed tries since the last success.
    private struct Tally: Sendable {
        var failed: UInt32 = 0
        var lastFailure: Int64?
        var lastSuccess: UInt32 = 0

        mutating func fail(_ time: Int64?) {
            failed += 1
            if let time { lastFailure = time }
        }
    }
    private struct Run: Sendable {
        var line: Int32
        var last: Int64?
        var positions: [UInt32]
    }
    /// What led up to a success.
    struct Before: Sendable {
        var forUser: UInt32 = 0
        var fromAddress: UInt32 = 0
        var together: UInt32 = 0
        var isQuick = false
        /// The line of failed tries that turns out to be the beginning of this success.
        var line: Int32?
    }

    private(set) var failures: [Failure] = []
    private var users: [Account: Tally] = [:]
    private var addresses: [UInt32: Tally] = [:]
    private var runs: [Pair: Run] = [:]
    let settings: LedgerSettings

    init(_ settings: LedgerSettings) { self.settings = settings }

    /// Adds a failed try.
    ///
    /// - Parameter newLine: The line to use when it belongs to no run of tries that is still open.
    /// - Returns: The line it belongs to.
    mutating func fail(_ pair: Pair, position: UInt32, time: Int64?, newLine: Int32) -> Int32 {
        var line = newLine
        if let run = runs[pair], isNear(run.last, time, settings.pause) { line = run.line }
        if line == newLine { runs[pair] = Run(line: line, last: time, positions: runs[pair]?.positions ?? []) }
        runs[pair]?.last = time
        runs[pair]?.positions.append(position)
        if pair.account.user != 0 { users[pair.account, default: Tally()].fail(time) }
        if pair.address != 0 { addresses[pair.address, default: Tally()].fail(time) }
        failures.append(
            Failure(position: position, time: time, account: pair.account, address: pair.address, line: line))
        return line
    }

    /// What failed before this success; counting starts again behind it.
    mutating func succeed(_ pair: Pair, position: UInt32, time: Int64?) -> Before {
        let user = users[pair.account] ?? Tally()
        let address = pair.address == 0 ? Tally() : addresses[pair.address] ?? Tally()
        var before = Before(forUser: user.failed, fromAddress: address.failed)
        let isWhole = pair.address != 0 && pair.account.user != 0
        let both = isWhole ? after(max(user.lastSuccess, address.lastSuccess), runs[pair]?.positions ?? []) : 0
        before.together = user.failed + address.failed - both
        before.isQuick = isQuick(user, time) || isQuick(address, time)
        if let run = runs.removeValue(forKey: pair), isNear(run.last, time, settings.pause) { before.line = run.line }
        if user.failed > 0 || users[pair.account] != nil { users[pair.account] = Tally(lastSuccess: position) }
        if pair.address != 0, addresses[pair.address] != nil { addresses[pair.address] = Tally(lastSuccess: position) }
        return before
    }

    private func after(_ position: UInt32, _ positions: [UInt32]) -> UInt32 {
        UInt32(positions.reversed().prefix { $0 > position || position == 0 }.count)
    }

    private func isQuick(_ tally: Tally, _ time: Int64?) -> Bool {
        guard tally.failed >= settings.failures, let last = tally.lastFailure, let time else { return false }
        return time - last <= settings.failuresWindow
    }

    /// Whether no more than `pause` lies between; entries without a time are near to everything.
    private func isNear(_ a: Int64?, _ b: Int64?, _ pause: Int64) -> Bool {
        guard let a, let b else { return true }
        return b - a <= pause
    }
}
