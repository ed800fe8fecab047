extension AuditCatalog {
    /// The value of CONNECTION_TYPE: by the job's name, else by the kind of job, else `OTHER`.
    ///
    /// - Parameter jobName: TARGET_JOB_NAME where the entry has one, JOB_NAME otherwise.
    /// - Parameter jobTypeBasic: One letter (JOB_TYPE_BASIC), or the three letters of JOB_TYPE.
    /// - Parameter deviceName: Makes a PW entry of any job that is no server job a 5250 one: the subsystem monitor wrote it.
    package static func connectionLabel(
        jobName: String?, jobTypeBasic: String?, deviceName: String?, entryType: String?
    ) -> String {
        let table = ConnectionTable.shared
        if let jobName, let label = table.label(jobName: jobName) { return label }
        if entryType == "PW", let deviceName, deviceName.contains(where: { $0 != " " }) { return table.interactive }
        guard let type = jobTypeBasic else { return table.rest }
        return table.byBasicType[JobTypeTable.shared.basic[type] ?? type] ?? table.rest
    }

    /// Whether a job of this name is a server job that serves many users in turn: it waits under a profile of the system
    /// (QUSER) and takes over the profile of whoever connects.
    package static func servesManyUsers(jobName: String) -> Bool { ConnectionTable.shared.servesManyUsers(jobName) }

    /// Whether IBM supplies a server job of exactly this name.
    package static func isServerJob(_ name: String) -> Bool { ConnectionTable.shared.names(job: name) }

    /// Every label CONNECTION_TYPE can have with its title, each once, in the order of the table.
    package static var connectionLabels: [(label: String, title: String)] { ConnectionTable.shared.titles }

    /// The way of connecting in the words of IBM's support document 7269032, with its remark on security; `nil` when
    /// neither the job's type nor its name is known (the last case fits every name).
    ///
    /// - Parameter jobType: JOB_TYPE of a JS entry (`INT`), `nil` for other entries.
    /// - Parameter jobName: JOB_NAME of the heading.
    package static func connectionCase(jobType: String?, jobName: String?) -> String? {
        ConnectionTable.shared.cases.first { testing in
            guard let value = testing.column == "JOB_TYPE" ? jobType : jobName else { return false }
            return JobPattern.matches(value.utf8, testing.pattern.utf8)
        }?.label
    }

    /// JOB_TYPE of a job from JOB_TYPE_BASIC and JOB_SUBTYPE (blank or empty where there is none); `nil` when unknown.
    package static func jobType(basic: String, subtype: String) -> String? {
        JobTypeTable.shared.types[basic + (subtype == " " ? "" : subtype)]
    }
}

/// Job names with `?` for any one character and `*` (or LIKE's `%`) for any end.
enum JobPattern {
    static func matches(_ name: String.UTF8View, _ pattern: String.UTF8View) -> Bool {
        var name = name[...]
        for mark in pattern {
            if mark == UInt8(ascii: "*") || mark == UInt8(ascii: "%") { return true }
            guard let byte = name.popFirst(), mark == UInt8(ascii: "?") || mark == byte else { return false }
        }
        return name.isEmpty
    }
}

/// `ConnectionLabels.tsv` and `ConnectionCases.tsv`.
struct ConnectionTable: Sendable {
    private var exact: [String: String] = [:]
    private var patterns: [(pattern: String, label: String)] = []
    /// Patterns of the jobs that serve many users.
    private var many: [String] = []
    private(set) var byBasicType: [String: String] = [:]
    private(set) var rest = ""
    private(set) var titles: [(label: String, title: String)] = []
    private(set) var cases: [(column: String, pattern: String, label: String)] = []

    static let shared = ConnectionTable()

    /// The label of interactive jobs.
    var interactive: String { byBasicType["I"] ?? rest }

    /// Patterns do not overlap: which one is tried first does not matter.
    func label(jobName: String) -> String? {
        exact[jobName] ?? patterns.first { JobPattern.matches(jobName.utf8, $0.pattern.utf8) }?.label
    }

    func names(job name: String) -> Bool { exact[name] != nil }

    func servesManyUsers(_ jobName: String) -> Bool {
        many.contains { JobPattern.matches(jobName.utf8, $0.utf8) }
    }

    private init() {
        var rows = TableRows(CatalogText.table("ConnectionLabels.tsv"))
        while rows.next() { read(rows) }
        rows = TableRows(CatalogText.table("ConnectionCases.tsv"))
        while rows.next() { cases.append((rows[1], rows[2], rows[3])) }
    }

    private mutating func read(_ row: TableRows) {
        let isRest = row.is(0, "rest")
        let label = row[isRest ? 1 : 2]
        if isRest {
            rest = label
        } else if row.is(0, "basic") {
            for type in row.words(1) { byBasicType[type] = label }
        } else if row[1].utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "*") }) {
            patterns.append((row[1], label))
        } else {
            exact[row[1]] = label
        }
        if row.is(4, "many") { many.append(row[1]) }
        if !titles.contains(where: { $0.label == label }) { titles.append((label, row[isRest ? 2 : 3])) }
    }
}

/// `JobTypes.tsv`.
struct JobTypeTable: Sendable {
    /// Basic type and subtype in one text, to JOB_TYPE.
    private(set) var types: [String: String] = [:]
    /// JOB_TYPE to its basic type.
    private(set) var basic: [String: String] = [:]

    static let shared = JobTypeTable()

    private init() {
        var rows = TableRows(CatalogText.table("JobTypes.tsv"))
        while rows.next() {
            types[rows[1] + rows[2]] = rows[3]
            basic[rows[3]] = rows[1]
        }
    }
}
