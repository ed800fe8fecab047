import Catalog
import Columns

/// Qualified jobs of all systems as dense numbers, and what stays the same of each.
struct LedgerJobs: Sendable {
    struct Job: Sendable {
        var name, user, number: UInt32
        var system: UInt32
        /// A server job that serves many users in turn.
        var isShared: Bool
        /// Place of its connection type, by its name, in `connections`; `unknown` where the name tells none.
        var connection: UInt8
    }

    /// Names, users and numbers of all jobs; codes of the entries' own columns stand for the same here.
    private(set) var names: [TextDictionary]
    private(set) var jobs: ContiguousArray<Job> = []
    private var numbers: [Key: Int32] = [:]
    private let targetMaps: [[UInt32]]
    private var byName: [UInt32: (isShared: Bool, connection: UInt8)] = [:]
    private var systemUser: [UInt32: Bool] = [:]

    struct Key: Hashable, Sendable { var name, user, number, system: UInt32 }

    /// Connection types; the first one is that of unknown jobs.
    static let connections =
        ["OTHER"] + AuditCatalog.connectionLabels.map(\.label).filter { $0 != "OTHER" }
    private static let places = Dictionary(
        connections.enumerated().map { ($1, UInt8($0)) }, uniquingKeysWith: { first, _ in first })

    static let unknown = UInt8.max
    static let otherPlace: UInt8 = 0
    /// Connection types of jobs nobody connects to.
    static let noWayIn: Set<String> = ["BATCH", "SYSTEM", "OTHER"]

    static func connection(_ label: String) -> UInt8 { places[label] ?? otherPlace }

    init(_ columns: LedgerColumns) {
        var maps: [[UInt32]] = []
        var names: [TextDictionary] = []
        for (own, target) in zip(columns.job, columns.targetJob) {
            var dictionary = own?.dictionary ?? TextDictionary()
            maps.append(
                (0..<UInt32(target?.dictionary.codeCount ?? 0)).map { code in
                    guard let target, code >= TextDictionary.firstValue else { return TextDictionary.absent }
                    let text = target.dictionary.text(code)
                    return text == "*N" ? TextDictionary.null : dictionary.intern(text)
                })
            names.append(dictionary)
        }
        (self.names, targetMaps) = (names, maps)
    }

    /// The number of a job, a new one where it is new; -1 where not even its name and number are known.
    mutating func number(name: UInt32, user: UInt32, number: UInt32, system: UInt32) -> Int32 {
        guard name >= TextDictionary.firstValue, number >= TextDictionary.firstValue else { return -1 }
        let key = Key(name: name, user: Self.user(user), number: number, system: system)
        if let known = numbers[key] { return known }
        let new = Int32(jobs.count)
        numbers[key] = new
        add(key)
        return new
    }

    /// The job an entry is about, where it names another than the one that wrote it; else `own`.
    mutating func target(_ columns: LedgerColumns, _ row: Int, own: Int32) -> Int32 {
        let name = targetCode(columns, 0, row)
        let number = targetCode(columns, 2, row)
        guard name >= TextDictionary.firstValue, number >= TextDictionary.firstValue else { return own }
        let user = Self.user(targetCode(columns, 1, row))
        let system = columns.system(row)
        if own >= 0 {
            let job = jobs[Int(own)]
            if job.number == number, job.name == name, job.user == user, job.system == system { return own }
        }
        return self.number(name: name, user: user, number: number, system: system)
    }

    /// Name (0), user (1) or number (2) of the job an entry is about, as a code of `names`.
    func targetCode(_ columns: LedgerColumns, _ part: Int, _ row: Int) -> UInt32 {
        columns.targetJob[part].map { targetMaps[part][Int($0.code(row))] } ?? TextDictionary.absent
    }

    /// Jobs without a user are one, however the cell is empty.
    static func user(_ code: UInt32) -> UInt32 { code < TextDictionary.firstValue ? TextDictionary.absent : code }

    private mutating func add(_ key: Key) {
        let known = known(key.name)
        jobs.append(
            Job(
                name: key.name, user: key.user, number: key.number, system: key.system,
                isShared: known.isShared || isSystemUser(key.user), connection: known.connection))
    }

    private mutating func known(_ name: UInt32) -> (isShared: Bool, connection: UInt8) {
        if let known = byName[name] { return known }
        let text = names[0].text(name)
        let label = AuditCatalog.connectionLabel(jobName: text, jobTypeBasic: nil, deviceName: nil, entryType: nil)
        let connection = Self.noWayIn.contains(label) ? Self.unknown : Self.connection(label)
        let known = (AuditCatalog.servesManyUsers(jobName: text), connection)
        byName[name] = known
        return known
    }

    private mutating func isSystemUser(_ user: UInt32) -> Bool {
        if let known = systemUser[user] { return known }
        let known = AuditCatalog.profile(names[1].text(user)).map { !$0.canSignOn } ?? false
        systemUser[user] = known
        return known
    }
}
