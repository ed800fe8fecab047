import Catalog
import Dispatch

/// What every journal needs of the catalog.
enum Tables {
    /// Reads the tables on another core, while the command line is looked at on this one: they are there when the first
    /// source is recognised. Who needs one earlier waits for it or reads it.
    static func prepare() {
        DispatchQueue.global(qos: .userInitiated).async {
            _ = AuditCatalog.canonicalName("ENTRY_TIMESTAMP", entryType: nil)
            _ = AuditCatalog.questions
            _ = AuditCatalog.rules(journalCode: "T", entryType: "PW", action: "")
            _ = AuditCatalog.message("CPF1124")
        }
    }
}
