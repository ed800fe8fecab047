import Columns

/// The second look at the lines, when all of them are there: their times, and what is remarkable about them.
struct LedgerMarking {
    var lines: [LedgerLine]
    let failures: [FailureBook.Failure]
    let settings: LedgerSettings

    mutating func times(_ columns: LedgerColumns, _ work: Work) throws(Cancelled) {
        func time(_ position: UInt32) -> Int64? { columns.time(columns.row(at: Int(position))) }
        for i in lines.indices {
            if i % chunkRows == 0 { try work.check() }
            lines[i].startTime = time(lines[i].first)
            lines[i].lastTime = time(lines[i].last)
            if lines[i].endPosition != .max { lines[i].endTime = time(lines[i].endPosition) }
        }
    }

    mutating func mark(_ work: Work) throws(Cancelled) {
        markHours()
        try work.check()
        markNewAddresses()
        try work.check()
        markManyUsers()
        try work.check()
        markManyAddresses()
        try work.check()
    }

    private mutating func markHours() {
        for i in lines.indices where lines[i].isSession {
            if let start = lines[i].startTime, !settings.hours.contains(start) { lines[i].marks.insert(.outOfHours) }
        }
        for failure in failures where !lines[Int(failure.line)].isSession {
            if let time = failure.time, !settings.hours.contains(time) {
                lines[Int(failure.line)].marks.insert(.outOfHours)
            }
        }
    }

    /// The first session of a user from an address, when there was one from another address before: on the first day
    /// of a journal everything would be new.
    private mutating func markNewAddresses() {
        var seen: [FailureBook.Account: Set<UInt32>] = [:]
        for i in lines.indices where lines[i].isSession && lines[i].user != 0 && lines[i].address != 0 {
            let account = FailureBook.Account(system: lines[i].system, user: lines[i].user)
            let isFirstOfAll = seen[account] == nil
            if seen[account, default: []].insert(lines[i].address).inserted, !isFirstOfAll {
                lines[i].marks.insert(.newAddress)
            }
        }
    }

    /// Failed tries for many users from one address; a session from there during the burst or right after it, too.
    private mutating func markManyUsers() {
        var byAddress: [UInt32: [BurstEvent]] = [:]
        var accounts: [FailureBook.Account: UInt32] = [:]
        for failure in failures where failure.address != 0 && failure.account.user != 0 {
            guard let time = failure.time else { continue }
            let account = accounts[failure.account] ?? UInt32(accounts.count)
            accounts[failure.account] = account
            byAddress[failure.address, default: []].append(BurstEvent(time: time, thing: account, line: failure.line))
        }
        var bursts: [UInt32: [ClosedRange<Int64>]] = [:]
        for (address, events) in byAddress where events.count >= settings.users {
            let sorted = BurstEvent.sorted(events)
            let found = BurstEvent.bursts(sorted, different: settings.users, within: settings.usersWindow)
            for burst in found {
                for event in sorted[burst] { lines[Int(event.line)].marks.insert(.manyUsers) }
                bursts[address, default: []].append(
                    sorted[burst.lowerBound].time...sorted[burst.upperBound - 1].time + settings.usersWindow)
            }
        }
        for i in lines.indices where lines[i].isSession && lines[i].hasStart && lines[i].address != 0 {
            guard let bursts = bursts[lines[i].address], let start = lines[i].startTime else { continue }
            if bursts.contains(where: { $0.contains(start) }) { lines[i].marks.insert(.manyUsers) }
        }
    }

    /// Tries and sessions of one user from many addresses.
    private mutating func markManyAddresses() {
        var byUser: [FailureBook.Account: [BurstEvent]] = [:]
        for failure in failures where failure.address != 0 && failure.account.user != 0 {
            guard let time = failure.time else { continue }
            byUser[failure.account, default: []].append(
                BurstEvent(time: time, thing: failure.address, line: failure.line))
        }
        for i in lines.indices
        where lines[i].isSession && lines[i].hasStart && lines[i].user != 0 && lines[i].address != 0 {
            guard let time = lines[i].startTime else { continue }
            let account = FailureBook.Account(system: lines[i].system, user: lines[i].user)
            byUser[account, default: []].append(BurstEvent(time: time, thing: lines[i].address, line: Int32(i)))
        }
        for events in byUser.values where events.count >= settings.addresses {
            let sorted = BurstEvent.sorted(events)
            for burst in BurstEvent.bursts(sorted, different: settings.addresses, within: settings.addressesWindow) {
                for event in sorted[burst] { lines[Int(event.line)].marks.insert(.manyAddresses) }
            }
        }
    }
}

/// Something that happened, of which many different ones in a short time are a burst.
struct BurstEvent: Equatable, Sendable {
    /// Microseconds.
    var time: Int64
    /// What is counted: a user or an address.
    var thing: UInt32
    var line: Int32

    /// By time; the clock may have gone back.
    static func sorted(_ events: [BurstEvent]) -> [BurstEvent] {
        let isSorted = zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time }
        return isSorted ? events : events.sorted { ($0.time, $0.line) < ($1.time, $1.line) }
    }

    /// Stretches of events in each of which every event lies in some window with at least `different` things.
    ///
    /// - Parameter events: Sorted by time.
    static func bursts(_ events: [BurstEvent], different: Int, within window: Int64) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var counts: [UInt32: Int] = [:]
        var first = 0
        for next in events.indices {
            counts[events[next].thing, default: 0] += 1
            while events[next].time - events[first].time > window {
                let thing = events[first].thing
                counts[thing] = counts[thing] == 1 ? nil : (counts[thing] ?? 0) - 1
                first += 1
            }
            guard counts.count >= different else { continue }
            if let last = found.last, first < last.upperBound {
                found[found.count - 1] = last.lowerBound..<next + 1
            } else {
                found.append(first..<next + 1)
            }
        }
        return found
    }
}
