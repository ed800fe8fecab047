import Synchronization

/// Everything of one entry type: a file of `Layouts/`.
///
/// The first cell of a row names its kind; the cells of each kind are named by the comment line above the rows:
///
///     type    T  PW  Invalid password  ...
///     field   610  224  156  Char(1)  1  Violation Entry Type  ENTRY_TYPE  code  none ...
///     code    ENTRY_TYPE  P  Password not valid  yes
///     sql     VIOLATION_TYPE  ENTRY_TYPE  code  none ...
///     event   P    sign-on  warning  AUDIT_USER_NAME  USER_NAME JOB_USER  Password not valid for {AUDIT_USER_NAME}
///     sample  ENTRY_TYPE=P  AUDIT_USER_NAME=MARTA
///
/// `field` rows stand in the order of their offsets, `event` rows in the order in which they are tried.
struct LayoutTable: Sendable {
    var type: AuditCatalog.EntryType?
    var fields: [LayoutField] = []
    /// Column, then code (blank as `""`), to meaning.
    var codes: [String: [String: String]] = [:]
    var sql: [AuditCatalog.SQLColumn] = []
    var rules: [EventRule] = []
    var samples: [AuditCatalog.Sample] = []

    init(_ text: String) {
        var rows = TableRows(text)
        while rows.next() { read(rows) }
    }

    private mutating func read(_ row: TableRows) {
        if row.is(0, "field") {
            fields.append(LayoutField(layoutRow: row))
        } else if row.is(0, "code") {
            let code = row.is(2, "(blank)") ? "" : row[2]
            codes[row[1], default: [:]][code] = codes[row[1]]?[code] ?? row[3]
        } else if row.is(0, "sql") {
            sql.append(AuditCatalog.SQLColumn(row: row))
        } else if row.is(0, "event") {
            rules.append(EventRule(row: row, at: 1, journalCode: type?.journalCode ?? "T", entryType: type?.code ?? "*"))
        } else if row.is(0, "sample") {
            samples.append(AuditCatalog.Sample(row: row))
        } else if row.is(0, "type") {
            type = AuditCatalog.EntryType(row: row)
        } else {
            preconditionFailure("unknown row kind \(row[0]) in a layout table")
        }
    }
}

extension LayoutTable {
    private static let read = Mutex<[String: LayoutTable]>([:])

    /// The table of a type, parsed when it is first asked for; `nil` when there is none.
    static func of(_ journalCode: String, _ entryType: String) -> LayoutTable? {
        let path = AuditCatalog.layoutPath(journalCode, entryType)
        if let known = read.withLock({ $0[path] }) { return known }
        let text = CatalogText.table(path)
        guard !text.isEmpty else { return nil }
        let table = LayoutTable(text)
        read.withLock { $0[path] = table }
        return table
    }
}

extension AuditCatalog {
    static func layoutPath(_ journalCode: String, _ entryType: String) -> String {
        journalCode == "T" ? "Layouts/\(entryType).tsv" : "Layouts/\(journalCode)-\(entryType).tsv"
    }
}
