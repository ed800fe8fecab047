import Catalog
import Columns

/// What the entries of each type and action say, by codes.
struct LedgerRoles: Sendable {
    /// What stays the same for the entries of one type and action.
    struct Plan: Sendable {
        var role: EntryRole
        /// Places in `LedgerColumns.users`.
        var users: [Int]
        var hasTargetJob: Bool
        var isMessage: Bool
    }

    /// Per entry type code: 0 for types without a role, else place in `plans` + 1.
    let places: [UInt8]
    /// Per type, per action code.
    private let plans: [[Plan]]
    private let actions: [CodedColumn?]
    /// Per journal code's code: whether audit entries, and messages, can have it.
    private let isAudit, isLog: [Bool]
    private let columns: LedgerColumns

    init(_ columns: LedgerColumns) {
        self.columns = columns
        var places = [UInt8](repeating: 0, count: columns.type?.dictionary.codeCount ?? 1)
        var plans: [[Plan]] = []
        var actions: [CodedColumn?] = []
        for type in EntryPlan.types.sorted() {
            guard let code = columns.type?.dictionary.code(of: type) else { continue }
            let action = type == "DI" ? columns.operation : columns.action
            plans.append(
                (0..<UInt32(max(1, action?.dictionary.codeCount ?? 1))).map {
                    Self.plan(type, action?.dictionary.text($0) ?? "", columns)
                })
            actions.append(action)
            places[Int(code)] = UInt8(plans.count)
        }
        (self.places, self.plans, self.actions) = (places, plans, actions)
        // A source that names no journal code means audit entries, or messages where the type is one.
        func journals(_ name: String) -> [Bool] {
            (0..<UInt32(columns.journalCode?.dictionary.codeCount ?? 1)).map { code in
                code < TextDictionary.firstValue || columns.journalCode?.dictionary.text(code) == name
            }
        }
        (isAudit, isLog) = (journals("T"), journals("QHST"))
    }

    private static func plan(_ type: String, _ action: String, _ columns: LedgerColumns) -> Plan {
        let known = EntryPlan(type: type, action: action)
        return Plan(
            role: known.role, users: known.userColumns.compactMap { columns.userNames.firstIndex(of: $0) },
            hasTargetJob: known.hasTargetJob, isMessage: known.isMessage)
    }

    /// The plan of the entry of a type with a role, and its action's code.
    ///
    /// - Parameter place: That of its type, from 0.
    /// - Returns: `nil` where the entry is only inside.
    func plan(_ place: Int, _ row: Int) -> (plan: Plan, action: UInt32)? {
        let action = actions[place]?.code(row) ?? 0
        let plan = plans[place][Int(action)]
        let journal = Int(columns.journalCode?.code(row) ?? 0)
        guard plan.role != .inside, plan.isMessage ? isLog[journal] : isAudit[journal] else { return nil }
        return (plan, action)
    }

    /// Whether the entry is about the job in TARGET_JOB_..., where it names one.
    func hasTargetJob(_ row: Int) -> Bool {
        guard let type = columns.type?.code(row), places[Int(type)] > 0 else { return false }
        return plan(Int(places[Int(type)]) - 1, row)?.plan.hasTargetJob ?? false
    }
}
