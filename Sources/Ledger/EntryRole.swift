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
    /// The history log says that a user was connected to the job.
    case connected
    /// The directory server let a user in.
    case bound
    case failure
}

/// Role and user columns of the entries of one type and action.
struct EntryPlan: Sendable {
    var role: EntryRole
    /// The first of these columns that says something names the user.
    var userColumns: [String]
    /// Whether TARGET_JOB_... names the job, where it says something.
    var hasTargetJob: Bool
    /// Whether it is a message of the history log.
    var isMessage = false

    static let inside = EntryPlan(role: .inside, userColumns: [], hasTargetJob: false)

    /// Entry types with a role, message ids among them; all others are inside.
    static let types: Set<String> = Set(["JS", "PS", "PW", "VP", "VN", "DI"]).union(messages.keys)

    /// Meanings of the actions: `Layouts/JS.tsv`, `PS.tsv`, `PW.tsv`, `VP.tsv`, `VN.tsv`; of DI it is the operation.
    private static let roles: [String: [String: EntryRole]] = [
        "JS": ["S": .start, "E": .end, "M": .swap, "T": .swap, "P": .attached],
        "PS": ["A": .swap, "T": .swap, "U": .swap, "H": .handle, "P": .handle, "V": .authenticated],
        "VP": ["P": .failure],
        "VN": ["R": .failure],
        "DI": ["BN": .bound, "PW": .failure],
    ]

    /// Messages of the history log: `Events.tsv`, journal code QHST.
    static let messages: [String: EntryRole] = [
        "CPF1124": .start, "CPF1164": .end, "CPIAD09": .connected, "CPIAD02": .connected, "CPI3E34": .connected,
        "CPF2234": .failure, "CPF1107": .failure, "CPF1120": .failure,
    ]

    init(role: EntryRole, userColumns: [String], hasTargetJob: Bool) {
        (self.role, self.userColumns, self.hasTargetJob) = (role, userColumns, hasTargetJob)
    }

    /// - Parameters:
    ///   - type: One of `types`.
    ///   - action: ENTRY_TYPE, of DI OPERATION_TYPE; messages have none.
    init(type: String, action: String) {
        if let role = Self.messages[type] {
            let rule = AuditCatalog.rules(journalCode: "QHST", entryType: type, action: "").first
            self.init(role: role, userColumns: rule?.subject ?? [], hasTargetJob: role != .failure)
            isMessage = true
            return
        }
        let rule = AuditCatalog.rules(journalCode: "T", entryType: type, action: type == "DI" ? "L" : action).first
        var role = Self.roles[type]?[action] ?? .inside
        // A password that could not decrypt something is no try to sign on.
        if type == "PW", rule?.category == "sign-on" { role = .failure }
        self.init(role: role, userColumns: role == .inside ? [] : rule?.subject ?? [], hasTargetJob: type == "JS")
    }

    /// The column that tells the action of a type.
    static func actionColumn(_ type: String) -> String { type == "DI" ? "OPERATION_TYPE" : "ENTRY_TYPE" }

    /// Every column that a user is taken from, of the types that occur.
    static func userColumns(of types: Set<String>) -> [String] {
        types.sorted().flatMap { type in
            messages[type] != nil
                ? EntryPlan(type: type, action: "").userColumns
                : AuditCatalog.codes(entryType: type, column: actionColumn(type)).flatMap {
                    EntryPlan(type: type, action: $0.code).userColumns
                }
        }
    }
}
