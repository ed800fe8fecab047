/// `Columns.tsv`: the columns that belong to no one type, and what columns are called on the screen.
///
///     common           REMOTE_PORT    REMOTE_PORT  integer  remote-port  INTEGER
///     display-journal  CURRENT_USER   USER_NAME    text     actor-user   VARCHAR(10)
///     derived          SUBJECT        text         subject-user  *  the user the entry is about ...
///     alias            JOB_EVENT_TIME ENTRY_TIMESTAMP
///     head             ENTRY_TIMESTAMP  Entry|timestamp  26
///     word             ASP
struct ColumnTable: Sendable {
    struct Derived: Sendable {
        var name: String
        var kind: ValueKind
        var role: ColumnRole
    }
    struct Head: Sendable {
        var lines: [String]
        var width: Int?
    }

    var common: [AuditCatalog.SQLColumn] = []
    var displayJournal: [AuditCatalog.SQLColumn] = []
    var derived: [Derived] = []
    var aliases: [(name: String, column: String)] = []
    var heads: [String: Head] = [:]
    /// Words that stay in capitals in a column heading.
    var capitals: Set<String> = []

    static let shared = ColumnTable(CatalogText.table("Columns.tsv"))

    private init(_ text: String) {
        var rows = TableRows(text)
        while rows.next() { read(rows) }
    }

    private mutating func read(_ row: TableRows) {
        switch row[0] {
        case "common": common.append(AuditCatalog.SQLColumn(columnsRow: row))
        case "display-journal":
            displayJournal.append(AuditCatalog.SQLColumn(columnsRow: row, merge: FieldMerge(row, 6)))
        case "derived":
            derived.append(Derived(name: row[1], kind: ValueKind(row, 2), role: ColumnRole(row, 3)))
        case "alias": aliases.append((row[1], row[2]))
        case "head":
            let lines = row.utf8(2).split(separator: UInt8(ascii: "|")).map { String(decoding: $0, as: UTF8.self) }
            heads[row[1]] = Head(lines: lines, width: row.number(3))
        case "word": capitals.formUnion(row.words(1))
        default: preconditionFailure("unknown row kind \(row[0]) in Columns.tsv")
        }
    }
}

extension AuditCatalog.SQLColumn {
    /// Name, column, kind, role and type from the second cell on.
    init(columnsRow row: TableRows, merge: FieldMerge? = nil) {
        self.init(
            sqlName: row[1], column: row[2], kind: ValueKind(row, 3), role: ColumnRole(row, 4),
            isYesNo: false, type: row[5], merge: merge)
    }
}
