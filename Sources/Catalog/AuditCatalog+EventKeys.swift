extension AuditCatalog {
    /// A key of CEF or LEEF events, and the column it goes to.
    package struct EventKey: Sendable {
        /// `IBM`, `Powertech`, `Raz-Lee`, `SIFT-IT`; `*` for all others.
        package var product: String
        /// The key as products write it; `header 4` is a field of the header.
        package var key: String
        package var column: String
    }

    /// The keys of all products, `Mappings/Syslog.tsv`.
    package static let eventKeys: [EventKey] = {
        var rows = TableRows(CatalogText.table("Mappings/Syslog.tsv"))
        var keys: [EventKey] = []
        while rows.next("key") { keys.append(EventKey(product: rows[1], key: rows[2], column: rows[3])) }
        return keys
    }()
}
