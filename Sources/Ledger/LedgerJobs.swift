import Catalog
import Columns

/// Qualified jobs of all systems as dense numbers, and what is known of each.
struct LedgerJobs: Sendable {
    struct Job: Sendable {
        var name, user, number: UInt32
        var system: UInt32
        /// The line its entries belong to now; -1 for none.
        var line: Int32 = -1
        /// A server job that serves many users in turn.
        var isShared: Bool
        /// Place of its connection type, by its name, in `connections`; `unknown` where the name tells none.
        var connection: UInt8
        /// The profile it runs under, and the remote port of the connection it serves; 0 and -1 where not known.
        var profile: UInt32 = 0
        var port: Int32 = -1
    }

    private(set) var names: [TextDictionary]
    var jobs: ContiguousArray<Job> = []
    private var index = KeyIndex()
    /// For keys wider than 64 bits: pairs first.
    private var pairs: [KeyIndex]? = nil
    private let widths: [UInt64]
    private let targetMaps: [[UInt32]]
    private var lastKey: UInt64 = .max
    private var last: Int32 = -1
    private var byName: [UInt32: (isShared: Bool, connection: UInt8)] = [:]
    private var systemUser: [UInt32: Bool] = [:]
    /// Connection types that occur; the first one is that of unknown jobs.
    private(set) var connections = ["OTHER"]

    static let unknown = UInt8.max
    static let otherPlace: UInt8 = 0

    init(_ columns: LedgerColumns) {
        var maps: [[UInt32]] = []
        var names: [TextDictionary] = []
        for (own, target) in zip(columns.job, columns.targetJob) {
            var dictionary = own?.dictionary ?? TextDictionary()
            maps.append(
                (0..<UInt32(target?.dictionary.codeCount ?? 0)).map { code in
                    guard let target, code >= TextDictionary.firstValue else { return code }
                    let text = target.dictionary.text(code)
                    return text == "*N" ? TextDictionary.null : dictionary.intern(text)
                })
            names.append(dictionary)
        }
        self.names = names
        targetMaps = maps
        let counts = names.map(\.codeCount) + [columns.system?.dictionary.codeCount ?? 1]
        widths = counts.map { UInt64(Int.bitWidth - $0.leadingZeroBitCount) }
        if widths.reduce(0, +) > 64 { pairs = [KeyIndex(), KeyIndex()] }
    }

    /// The number of a job; -1 where not even its name and number are known.
    @inline(__always)
    mutating func number(name: UInt32, user: UInt32, number: UInt32, system: UInt32) -> Int32 {
        guard name >= TextDictionary.firstValue, number >= TextDictionary.firstValue else { return -1 }
        let key: UInt64
        if pairs == nil {
            key =
                ((UInt64(name) &<< widths[1] | UInt64(user)) &<< widths[2] | UInt64(number)) &<< widths[3]
                | UInt64(system)
        } else {
            key = pairedKey(name, user, number, system)
        }
        if key == lastKey { return last }
        lastKey = key
        last = Int32(index.number(of: key))
        if Int(last) == jobs.count { add(name, user, number, system) }
        return last
    }

    private mutating func pairedKey(_ name: UInt32, _ user: UInt32, _ number: UInt32, _ system: UInt32) -> UInt64 {
        let left = pairs?[0].number(of: UInt64(name) << 32 | UInt64(user)) ?? 0
        let right = pairs?[1].number(of: UInt64(number) << 32 | UInt64(system)) ?? 0
        return UInt64(left) << 32 | UInt64(right)
    }

    /// The job an entry is about, where it names another than the one that wrote it; else `own`.
    mutating func target(_ columns: LedgerColumns, _ row: Int, own: Int32) -> Int32 {
        let name = targetCode(columns, 0, row)
        let number = targetCode(columns, 2, row)
        guard name >= TextDictionary.firstValue, number >= TextDictionary.firstValue else { return own }
        return self.number(
            name: name, user: targetCode(columns, 1, row), number: number, system: columns.system?.code(row) ?? 0)
    }

    /// Name (0), user (1) or number (2) of the job an entry is about, as a code of `names`.
    func targetCode(_ columns: LedgerColumns, _ part: Int, _ row: Int) -> UInt32 {
        columns.targetJob[part].map { targetMaps[part][Int($0.code(row))] } ?? TextDictionary.absent
    }

    @inline(never)
    private mutating func add(_ name: UInt32, _ user: UInt32, _ number: UInt32, _ system: UInt32) {
        let known = known(name)
        jobs.append(
            Job(
                name: name, user: user, number: number, system: system,
                isShared: known.isShared || isSystemUser(user), connection: known.connection))
    }

    private mutating func known(_ name: UInt32) -> (isShared: Bool, connection: UInt8) {
        if let known = byName[name] { return known }
        let text = names[0].text(name)
        let label = AuditCatalog.connectionLabel(jobName: text, jobTypeBasic: nil, deviceName: nil, entryType: nil)
        let isTold = !Self.noWayIn.contains(label)
        let known = (AuditCatalog.servesManyUsers(jobName: text), isTold ? connection(label) : Self.unknown)
        byName[name] = known
        return known
    }

    private mutating func isSystemUser(_ user: UInt32) -> Bool {
        if let known = systemUser[user] { return known }
        let known = AuditCatalog.profile(names[1].text(user)).map { !$0.canSignOn } ?? false
        systemUser[user] = known
        return known
    }

    /// Connection types of jobs nobody connects to.
    static let noWayIn: Set<String> = ["BATCH", "SYSTEM", "OTHER"]

    mutating func connection(_ label: String) -> UInt8 {
        if let place = connections.firstIndex(of: label) { return UInt8(place) }
        connections.append(label)
        return UInt8(connections.count - 1)
    }
}
