import Catalog

/// What an entry says about sessions.
enum EntryRole: UInt8, Sendable {
    /// Nothing: it is counted in the session of its job.
    case inside
    case start, end
    /// A prestart job takes up work, or a batch immediate job begins.
    case attached
    /// The job now runs under another profile.
    case swap
    /// The job could run under another profile now.
    case handle
    case authenticated
    case failure
}

/// Role and user columns of the entries of one type and action.
struct EntryPlan: Sendable {
    var role: EntryRole
    /// The first of these columns that says something names the user.
    var userColumns: [String]
    /// Whether TARGET_JOB_... names the job, where it says something.
    var hasTargetJob: Bool

    static let inside = EntryPlan(role: .inside, userColumns: [], hasTargetJob: false)

    /// Entry types with a role; all others are inside.
    static let types: Set<String> = ["JS", "PS", "PW", "VP", "VN"]

    /// Meanings of the actions: `Layouts/JS.tsv`, `PS.tsv`, `PW.tsv`, `VP.tsv`, `VN.tsv`.
    private static let roles: [String: [String: EntryRole]] = [
        "JS": ["S": .start, "E": .end, "M": .swap, "T": .swap, "P": .attached],
        "PS": ["A": .swap, "T": .swap, "U": .swap, "H": .handle, "P": .handle, "V": .authenticated],
        "VP": ["P": .failure],
        "VN": ["R": .failure],
    ]

    init(role: EntryRole, userColumns: [String], hasTargetJob: Bool) {
        (self.role, self.userColumns, self.hasTargetJob) = (role, userColumns, hasTargetJob)
    }

    /// - Parameter type: One of `types`, journal code T.
    init(type: String, action: String) {
        let rule = AuditCatalog.rules(journalCode: "T", entryType: type, action: action).first
        var role = Self.roles[type]?[action] ?? .inside
        // A password that could not decrypt something is no try to sign on.
        if type == "PW", rule?.category == "sign-on" { role = .failure }
        self.init(role: role, userColumns: role == .inside ? [] : rule?.subject ?? [], hasTargetJob: type == "JS")
    }

    /// Every column that a user is taken from.
    static let allUserColumns: [String] = types.sorted().flatMap { type in
        AuditCatalog.codes(entryType: type, column: "ENTRY_TYPE").flatMap {
            EntryPlan(type: type, action: $0.code).userColumns
        }
    }
}
