import Catalog

/// Values in words, where the catalog knows them without the rest of the entry.
enum ValueWords {
    static func of(_ column: String, _ value: String) -> String? {
        switch column {
        case "JOURNAL_ENTRY_TYPE": AuditCatalog.entryType("T", value)?.title
        case "CONNECTION_TYPE": AuditCatalog.connectionLabels.first { $0.label == value }?.title
        default: nil
        }
    }
}
