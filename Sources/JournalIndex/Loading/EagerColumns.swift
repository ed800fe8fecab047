import Catalog

/// Which columns are built while loading: those nearly every view, filter and sentence needs. All others are read from
/// the bytes until somebody filters, sorts or counts by them.
enum EagerColumns {
    private static let names: Set<String> = [
        "ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "JOURNAL_CODE", "JOURNAL_ENTRY_TYPE", "ENTRY_TYPE", "USER_NAME", "JOB_NAME",
        "JOB_USER", "JOB_NUMBER", "PROGRAM_NAME", "PROGRAM_LIBRARY", "REMOTE_ADDRESS", "REMOTE_PORT", "SYSTEM_NAME",
        "RECEIVER_NAME", "RECEIVER_LIBRARY", "TARGET_JOB_NAME", "DEVICE_NAME",
    ]

    static func definitions(_ schema: Schema) -> [ColumnDefinition] {
        let users = AuditCatalog.subjectColumns
        return schema.columns.filter { definition in
            definition.origin != .derived && (names.contains(definition.name) || users.contains(definition.name))
        }
    }
}
