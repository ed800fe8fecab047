@testable import Ledger

/// The ledger again, as slow and as plain as it can be: texts, arrays, and looking through everything each time.
struct NaiveLedger {
    struct Line {
        var user: String?, address: String?, system: String?
        var job: String?
        var connection: String, basis: LedgerBasis
        var end = LedgerLine.End.notSeen
        var first: Int, last: Int
        var endAt: Int?
        var entries = 0, swaps = 0
        var failures: [Int] = []
        var before = (user: 0, address: 0, both: 0)
        var marks: LedgerMarks = []
        var isFolded = false
        var isSession: Bool { basis != .failures }
        var hasStart: Bool { basis != .entries }
    }
    struct JobState {
        var line: Int?
        var profile: String?
        var port: Int?
    }

    let entries: [TestEntry]
    let settings: LedgerSettings
    var lines: [Line] = []
    var jobs: [String: JobState] = [:]
    var failures: [(at: Int, line: Int)] = []
    var successes: [Int: (user: String?, address: String?, system: String?)] = [:]
    var openRuns: [String: Int] = [:]

    init(_ entries: [TestEntry], _ settings: LedgerSettings) {
        self.entries = entries
        self.settings = settings
        for at in entries.indices { take(at) }
        mark()
    }

    // MARK: what an entry is

    static let systemProfiles = ["QUSER", "QTCP", "QSYS"]

    private func key(_ job: [String?], _ system: String?) -> String? {
        guard let name = job[0], let number = job[2] else { return nil }
        return "\(system ?? "")|\(number)/\(job[1] ?? "")/\(name)"
    }

    private func named(_ name: String) -> String? {
        name.hasPrefix("QPADEV") ? "5250" : ["QZDASOINIT": "ODBC", "QTFTP00001": "FTP", "QSSHD": "SSH"][name]
    }

    private func label(_ job: [String?], _ basic: String?) -> String {
        named(job[0] ?? "") ?? ["I": "5250", "B": "BATCH", "M": "SYSTEM"][basic ?? ""] ?? "OTHER"
    }

    private func isShared(_ job: [String?]) -> Bool {
        ["QZDASOINIT", "QTFTP00001"].contains(job[0]) || Self.systemProfiles.contains(job[1] ?? "")
    }

    private func isWayIn(_ label: String, _ at: Int) -> Bool {
        !["BATCH", "SYSTEM", "OTHER"].contains(label) || entries[at].address != nil
    }

    private func isSystem(_ user: String?) -> Bool { Self.systemProfiles.contains(user ?? "") }

    // MARK: the walk

    private mutating func take(_ at: Int) {
        let entry = entries[at]
        let roles = ["JSS", "JSE", "JSM", "JST", "JSP", "PSH", "PSV", "PWP"]
        guard roles.contains(entry.type + entry.action) else { return inside(at, entry.job) }
        var job = entry.job
        if entry.type == "JS", entry.target[0] != nil, entry.target[2] != nil {
            job = entry.target
            if key(job, entry.system) != key(entry.job, entry.system) { inside(at, entry.job) }
        }
        let own =
            entry.type == "PW"
            ? entry.user : entry.user ?? (entry.type == "JS" ? entry.target[1] : nil) ?? entry.profile ?? entry.job[1]
        let user = entry.type == "JS" ? entry.user ?? entry.target[1] : own
        switch entry.type + entry.action {
        case "JSS": start(at, job, user)
        case "JSE": end(at, job)
        case "PWP": fail(at, user)
        default: swap(at, job, user)
        }
    }

    private func openLine(_ job: [String?], _ at: Int) -> Int? {
        guard let key = key(job, entries[at].system), let line = jobs[key]?.line, lines[line].end == .notSeen else {
            return nil
        }
        return line
    }

    private mutating func count(_ at: Int, _ line: Int) {
        lines[line].entries += 1
        lines[line].last = at
        lines[line].address = lines[line].address ?? entries[at].address
    }

    private mutating func inside(_ at: Int, _ job: [String?]) {
        guard let key = key(job, entries[at].system) else { return }
        guard let line = jobs[key]?.line else { return openByEntry(at, job) }
        let user = entries[at].profile
        if isShared(job), lines[line].end == .notSeen, let user, user != lines[line].user, !isSystem(user) {
            jobs[key]?.line = nil
            return openByEntry(at, job)
        }
        count(at, line)
    }

    private mutating func openByEntry(_ at: Int, _ job: [String?]) {
        guard named(job[0] ?? "") != nil || entries[at].address != nil else { return }
        guard let user = (isShared(job) ? nil : job[1]) ?? entries[at].profile, !isSystem(user) else { return }
        open(at, job, user, .entries, named(job[0] ?? "") ?? "OTHER")
    }

    private mutating func start(_ at: Int, _ job: [String?], _ named: String?) {
        let user = named ?? (isShared(job) ? nil : job[1])
        guard let key = key(job, entries[at].system) else { return }
        jobs[key, default: JobState()].line = nil
        let label = label(job, entries[at].basic)
        guard isWayIn(label, at), !isSystem(user), user != nil || !isShared(job) else { return }
        open(at, job, user, label == "5250" ? .interactiveStart : .serverStart, label)
    }

    private mutating func end(_ at: Int, _ job: [String?]) {
        guard let key = key(job, entries[at].system) else { return }
        if let line = openLine(job, at) {
            count(at, line)
            (lines[line].end, lines[line].endAt) = (.job, at)
        } else if jobs[key]?.line == nil, !isShared(job) {
            openByEntry(at, job)
            if let line = jobs[key]?.line { (lines[line].end, lines[line].endAt) = (.job, at) }
        } else {
            inside(at, job)
        }
    }

    private mutating func swap(_ at: Int, _ job: [String?], _ user: String?) {
        guard let key = key(job, entries[at].system), let user else { return inside(at, job) }
        let action = entries[at].type + entries[at].action
        let basis: LedgerBasis = action == "PSV" ? .authenticated : action == "PSH" ? .handle : .swap
        if isShared(job) {
            if let line = openLine(job, at) {
                let (a, b) = (entries[at].address, lines[line].address)
                let (p, q) = (entries[at].port, jobs[key]?.port)
                if user == lines[line].user, a == nil || b == nil || a == b, p == nil || q == nil || p == q {
                    count(at, line)
                    if basis.rawValue < lines[line].basis.rawValue, lines[line].hasStart { lines[line].basis = basis }
                    return
                }
                if isSystem(user), basis != .swap { return count(at, line) }
                count(at, line)
                (lines[line].end, lines[line].endAt) = (.swap, at)
            }
            jobs[key, default: JobState()].line = nil
            guard !isSystem(user) else { return }
            jobs[key]?.port = entries[at].port
            return open(at, job, user, basis, named(job[0] ?? "") ?? "OTHER")
        }
        if jobs[key]?.line == nil, ["JSP", "PSV"].contains(action) {
            let label = label(job, entries[at].basic)
            guard isWayIn(label, at), !isSystem(user) else { return }
            return open(at, job, user, action == "JSP" ? .serverStart : .authenticated, label)
        }
        inside(at, job)
        guard let line = openLine(job, at) else { return }
        if action == "PSV", user == lines[line].user, lines[line].hasStart { lines[line].basis = .authenticated }
        if ["JSM", "JST"].contains(action), user != jobs[key]?.profile {
            lines[line].swaps += 1
            jobs[key]?.profile = user
        }
    }

    private mutating func open(_ at: Int, _ job: [String?], _ user: String?, _ basis: LedgerBasis, _ connection: String)
    {
        guard let key = key(job, entries[at].system) else { return }
        var line = Line(
            user: user, address: entries[at].address, system: entries[at].system, job: key, connection: connection,
            basis: basis, first: at, last: at, entries: 1)
        if line.hasStart { takeFailures(&line) }
        lines.append(line)
        jobs[key, default: JobState()].line = lines.count - 1
        jobs[key]?.profile = user
    }

    // MARK: failed tries

    private func pair(_ user: String?, _ address: String?, _ system: String?) -> String {
        "\(system ?? "")|\(user ?? "")|\(address ?? "")"
    }
    private func isNear(_ a: Int64?, _ b: Int64?) -> Bool {
        a.flatMap { a in b.map { $0 - a <= settings.pause } } ?? true
    }
    private func user(_ at: Int) -> String? { entries[at].user }

    private mutating func fail(_ at: Int, _ user: String?) {
        if let line = openLine(entries[at].job, at) { count(at, line) }
        let entry = entries[at]
        let pair = pair(user, entry.address, entry.system)
        if let run = openRuns[pair], isNear(lines[run].failures.last.flatMap { entries[$0].time }, entry.time) {
            lines[run].failures.append(at)
            lines[run].last = at
            failures.append((at, run))
            return
        }
        lines.append(
            Line(
                user: user, address: entry.address, system: entry.system,
                connection: named(entry.job[0] ?? "") ?? "OTHER",
                basis: .failures, first: at, last: at, failures: [at]))
        openRuns[pair] = lines.count - 1
        failures.append((at, lines.count - 1))
    }

    private mutating func takeFailures(_ line: inout Line) {
        let (user, address, system) = (line.user, line.address, line.system)
        let lastOfUser = successes.filter { $1.user == user && $1.system == system }.keys.max() ?? -1
        let lastOfAddress = successes.filter { $1.address == address }.keys.max() ?? -1
        let forUser = failures.map(\.at).filter {
            user != nil && self.user($0) == user && entries[$0].system == system && $0 > lastOfUser
        }
        let fromAddress = failures.map(\.at).filter {
            address != nil && entries[$0].address == address && $0 > lastOfAddress
        }
        line.before = (forUser.count, fromAddress.count, Set(forUser).union(fromAddress).count)
        for some in [forUser, fromAddress] where some.count >= settings.failures {
            guard let last = some.last(where: { entries[$0].time != nil }).flatMap({ entries[$0].time }),
                let time = entries[line.first].time, time - last <= settings.failuresWindow
            else { continue }
            line.marks.insert(.failuresThenSuccess)
        }
        successes[line.first] = (user, address, system)
        let pair = pair(user, address, system)
        if let run = openRuns.removeValue(forKey: pair),
            isNear(lines[run].failures.last.flatMap { entries[$0].time }, entries[line.first].time)
        {
            line.failures = lines[run].failures
            lines[run].isFolded = true
        }
    }

    // MARK: marks

    private func account(_ line: Line) -> String { "\(line.system ?? "")|\(line.user ?? "")" }

    private mutating func mark() {
        lines.removeAll(where: \.isFolded)
        for i in lines.indices {
            let looked = lines[i].isSession ? [lines[i].first] : lines[i].failures
            for at in looked {
                if let time = entries[at].time, !settings.hours.contains(time) { lines[i].marks.insert(.outOfHours) }
            }
            guard lines[i].isSession, lines[i].user != nil, let address = lines[i].address else { continue }
            let earlier = lines[..<i].filter { $0.isSession && $0.address != nil && account($0) == account(lines[i]) }
            if !earlier.isEmpty, !earlier.contains(where: { $0.address == address }) {
                lines[i].marks.insert(.newAddress)
            }
        }
        markBursts()
    }

    private mutating func markBursts() {
        var tries: [(time: Int64, thing: String, line: Int, key: String)] = []
        var uses: [(time: Int64, thing: String, line: Int, key: String)] = []
        for (i, line) in lines.enumerated() {
            guard line.user != nil else { continue }
            for at in line.failures {
                guard let time = entries[at].time, let address = entries[at].address else { continue }
                tries.append((time, account(line), i, address))
                uses.append((time, address, i, account(line)))
            }
        }
        for (i, line) in lines.enumerated() where line.isSession && line.hasStart && line.user != nil {
            if let address = line.address, let time = entries[line.first].time {
                uses.append((time, address, i, account(line)))
            }
        }
        for burst in bursts(uses, settings.addresses, settings.addressesWindow) {
            for event in burst { lines[uses[event].line].marks.insert(.manyAddresses) }
        }
        for burst in bursts(tries, settings.users, settings.usersWindow) {
            for event in burst { lines[tries[event].line].marks.insert(.manyUsers) }
            let times = burst.map { tries[$0].time }
            let address = tries[burst[0]].key
            for i in lines.indices where lines[i].isSession && lines[i].hasStart && lines[i].address == address {
                guard let time = entries[lines[i].first].time, let low = times.min(), let high = times.max() else {
                    continue
                }
                if time >= low, time <= high + settings.usersWindow { lines[i].marks.insert(.manyUsers) }
            }
        }
    }

    /// Windows with enough different things, those that share an event put together.
    private func bursts(
        _ events: [(time: Int64, thing: String, line: Int, key: String)], _ different: Int, _ window: Int64
    ) -> [[Int]] {
        var found: [Set<Int>] = []
        for event in events {
            var burst = Set(
                events.indices.filter {
                    events[$0].key == event.key && events[$0].time >= event.time
                        && events[$0].time - event.time <= window
                })
            guard Set(burst.map { events[$0].thing }).count >= different else { continue }
            for other in found where !other.isDisjoint(with: burst) { burst.formUnion(other) }
            found.removeAll { $0.isSubset(of: burst) }
            found.append(burst)
        }
        return found.map { $0.sorted() }
    }

    var story: [String] {
        lines.map { line in
            let end = line.endAt.map(String.init) ?? "-"
            return [
                line.user ?? "-", line.address ?? "-", line.system ?? "-", line.job ?? "-", line.connection,
                String(describing: line.basis), line.end.word, "\(line.first)-\(line.last)-\(end)",
                "\(line.entries) \(line.swaps) \(line.failures.count)",
                "\(line.before.user) \(line.before.address) \(line.before.both)",
                line.marks.letters,
            ].joined(separator: " ")
        }
    }
}
