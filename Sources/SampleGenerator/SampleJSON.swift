import Catalog

/// Results of the SQL services as JSON: an array of objects, and one object a line.
enum SampleJSON {
    /// SYSTOOLS.AUDIT_JOURNAL_xx as one array.
    static func auditJournal(_ type: String, _ entries: [StoryEntry]) -> [UInt8] {
        let columns = AuditCatalog.commonSQLColumns + (AuditCatalog.sqlColumns(type) ?? [])
        let objects = entries.filter { $0.entryType == type && $0.journalCode == "T" }.map { entry in
            let values = SQLValues(entry)
            return object(columns.map { ($0, values[$0.column]) })
        }
        return Array(("[\n" + objects.joined(separator: ",\n") + "\n]\n").utf8)
    }

    /// QSYS2.DISPLAY_JOURNAL as JSON Lines; `data` gives the entry-specific bytes.
    static func displayJournal(_ entries: [StoryEntry], data: (StoryEntry) throws -> [UInt8]) rethrows -> [UInt8] {
        let columns = AuditCatalog.displayJournalColumns
        let lines = try entries.map { entry in
            let values = SQLValues(entry)
            let hex = try data(entry).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
            return object(columns.map { column in
                (column, column.column == "ENTRY_DATA" ? hex : values.ofHeading(column.sqlName, column.column))
            })
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func object(_ pairs: [(AuditCatalog.SQLColumn, String?)]) -> String {
        "{" + pairs.map { column, value in "\"\(column.sqlName)\":\(text(value, column))" }.joined(separator: ",") + "}"
    }

    private static func text(_ value: String?, _ column: AuditCatalog.SQLColumn) -> String {
        guard let value, !value.isEmpty else { return "null" }
        if column.kind == .integer || column.type == "BIGINT" { return value }
        return "\"" + value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}
