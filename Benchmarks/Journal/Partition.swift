/// An invented partition at work: server jobs that serve many users, interactive users by day, a batch at night. Few of
/// its users make most of its entries, entries of one job come in bursts, types and objects are as uneven.
struct Partition {
    private var random: Random
    private var jobs: [Job] = []
    private var nextJobNumber = 100_000
    /// Microseconds since 1970, local clock.
    private var clock: Int64 = 1_767_225_600_000_000  // 2026-01-01
    /// Of a journal that is some years old.
    private var sequence = 1_800_000_000
    /// The job whose burst goes on, and for how many entries.
    private var current = 0
    private var burst = 0
    private let addresses: [String]

    /// One entry as it happens.
    struct Entry {
        var microseconds: Int64
        var sequence: Int
        var job: Job
        var kind: Kind
        var object: (library: Int, name: Int)
        var path: String?
    }

    struct Job {
        /// Tells it from every other job.
        var id: Int
        var name: String
        var user: String
        var number: String
        var currentUser: String
        var program: String
        var address: String
        var port: Int
        var thread: Int
        /// Entries left before it ends.
        var left: Int
        /// Kinds it makes, the usual ones first.
        var kinds: [Kind]
    }

    /// Entry type and action.
    struct Kind: Hashable {
        var type: String
        var action: String
    }

    static let receiverEntries = 200_000
    private static let activeJobs = 150
    private static let microsecondsPerHour: Int64 = 3_600_000_000

    init(seed: UInt64) {
        random = Random(seed: seed)
        var random = random
        addresses = (0..<4_000).map { _ in
            "10.\(random.below(4)).\(random.below(256)).\(1 + random.below(254))"
        }
        self.random = random
        for _ in 0..<Self.activeJobs { jobs.append(newJob()) }
    }

    mutating func next() -> Entry {
        if burst == 0 {
            current = min(random.skewed(Self.activeJobs), random.skewed(Self.activeJobs))
            burst = 1 + random.skewed(40)
        }
        burst -= 1
        clock += Int64(random.below(isNight ? 60_000 : 250_000))
        sequence += 1
        jobs[current].left -= 1
        let job = jobs[current]
        if job.left <= 0 {
            jobs[current] = newJob()
            burst = 0
        }
        let object = (library: random.skewed(400), name: random.skewed(20_000))
        return Entry(
            microseconds: clock, sequence: sequence, job: job, kind: job.kinds[random.skewed(job.kinds.count)],
            object: object, path: random.below(4) > 0 ? path(job, object.name) : nil)
    }

    private var isNight: Bool { clock / Self.microsecondsPerHour % 24 < 5 }

    /// Deep ones, as application servers have; some names have a comma, as those of documents do.
    private mutating func path(_ job: Job, _ number: Int) -> String {
        let home = "/home/\(job.currentUser)"
        if random.below(50) == 0 { return "\(home)/Plan, page \(number).pdf" }
        let profile = "/QIBM/UserData/WebSphere/AppServer/V9/Base/profiles/app\(padded(random.skewed(20), 2))"
        return random.below(10) == 0 ? "\(home)/f\(number).txt" : "\(profile)/installedApps/cell01/orders.ear/f\(padded(number, 5)).xml"
    }

    private mutating func newJob() -> Job {
        nextJobNumber = nextJobNumber == 999_999 ? 1 : nextJobNumber + 1
        let profile = "USER\(padded(random.skewed(3_000), 4))"
        var job = Job(
            id: nextJobNumber, name: "QZDASOINIT", user: "QUSER", number: padded(nextJobNumber, 6), currentUser: profile,
            program: "PGM\(padded(random.skewed(3_000), 5))", address: addresses[random.skewed(addresses.count)],
            port: 1_024 + random.below(64_000), thread: random.below(1 << 30), left: 5 + random.skewed(400),
            kinds: Self.serverKinds)
        if isNight, random.below(10) < 7 {
            (job.name, job.user, job.currentUser) = ("NIGHT\(padded(random.below(40), 3))", "BATCH", "BATCH")
            (job.address, job.port, job.left, job.kinds) = ("", 0, 500 + random.below(4_000), Self.batchKinds)
        } else if random.below(10) < 3 {
            (job.name, job.user, job.kinds) = ("QPADEV\(padded(random.below(500), 4))", profile, Self.interactiveKinds)
        } else {
            job.name = ["QZDASOINIT", "QRWTSRVR", "QZRCSRVS", "QTFTP00123", "QSQSRVR"][random.skewed(5)]
        }
        return job
    }

    private static func kinds(_ text: String) -> [Kind] {
        text.split(separator: " ").map { Kind(type: String($0.prefix(2)), action: String($0.suffix(1))) }
    }

    private static let serverKinds = kinds("ZRR ZCC ZRR JSM ZRR JSS JSE AFA PWP CDC")
    private static let interactiveKinds = kinds("CDC ZRR CDC ZCC JSS JSE PWP AFA COC DOA CPA")
    private static let batchKinds = kinds("ZCC CDC ZRR COC DOA OWA")

    /// Every kind that can occur.
    static let allKinds = Array(Set(serverKinds + interactiveKinds + batchKinds))
}

/// A number with zeros before it.
func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}

/// Numbers that are the same in every run and on every machine (SplitMix64).
struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 ..< `limit`, all alike.
    mutating func below(_ limit: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(limit)).high) }

    /// 0 ..< `limit`, the small ones far more often: half of them within the first eighth or so.
    mutating func skewed(_ limit: Int) -> Int {
        let share = Double(next() >> 11) / Double(1 << 53)
        return min(limit - 1, Int(share * share * share * Double(limit)))
    }
}
