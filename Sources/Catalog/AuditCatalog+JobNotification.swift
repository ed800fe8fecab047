extension AuditCatalog {
    /// A field of a message of the job notification exit point.
    package struct NotificationField: Sendable {
        package var column: String
        /// Bytes from the start of the message.
        package var place: Range<Int>
        package var kind: ValueKind
        /// The message format that has it; empty for all.
        package var format: String
    }

    /// The fields of format NTFY0100, `Mappings/JobNotification.tsv`, in their order.
    package static let notificationFields: [NotificationField] = {
        var rows = TableRows(CatalogText.table("Mappings/JobNotification.tsv"))
        var fields: [NotificationField] = []
        while rows.next("job-notification") {
            guard let offset = rows.number(1), let bytes = rows.number(2) else { continue }
            fields.append(
                NotificationField(column: rows[3], place: offset..<offset + bytes, kind: ValueKind(rows, 4), format: rows[6]))
        }
        return fields
    }()
}
