import Catalog

/// What a journal is loaded for.
package enum LoadingPurpose: Sendable {
    /// To be looked at: whatever somebody may ask next should be there.
    case exploring
    /// For questions about these columns only.
    case columns(Set<String>)
    /// To tell what the sources are: every column is looked at, and none is kept.
    case telling

    /// Whether nobody will ask for other columns.
    var isNarrow: Bool {
        if case .columns = self { true } else { false }
    }
}

/// Which columns are built while loading: those nearly every view, filter and sentence needs. All others are read from
/// the bytes until somebody filters, sorts or counts by them.
enum EagerColumns {
    /// What order, kinds of entries and reports need.
    private static let always: Set<String> = [
        "ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "JOURNAL_CODE", "JOURNAL_ENTRY_TYPE", "ENTRY_TYPE", "SYSTEM_NAME",
        "RECEIVER_NAME",
    ]
    private static let heading: Set<String> = [
        "USER_NAME", "JOB_NAME", "JOB_USER", "JOB_NUMBER", "PROGRAM_NAME", "PROGRAM_LIBRARY", "REMOTE_ADDRESS",
        "REMOTE_PORT", "RECEIVER_LIBRARY", "TARGET_JOB_NAME", "DEVICE_NAME",
    ]

    static func definitions(_ schema: Schema, for purpose: LoadingPurpose) -> [ColumnDefinition] {
        let wanted = names(purpose)
        return schema.columns.filter { $0.origin != .derived && wanted.contains($0.name) }
    }

    private static func names(_ purpose: LoadingPurpose) -> Set<String> {
        let everything = always.union(heading).union(AuditCatalog.subjectColumns)
        let names: Set<String>
        switch purpose {
        case .exploring: return everything
        case .telling: return always
        case .columns(let asked): names = asked
        }
        // A computed column may look at any of them.
        let isComputed = names.contains { AuditCatalog.column($0)?.canBeDerived ?? false }
        return isComputed ? everything.union(names) : always.union(names)
    }
}
