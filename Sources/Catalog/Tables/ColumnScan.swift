/// Every canonical column with its names, gathered from all tables in one pass.
///
/// Only the cells about columns are looked at: conditions, sentences, codes and notes stay bytes.
struct ColumnScan: Sendable {
    private(set) var columns: [AuditCatalog.Column] = []
    private(set) var byName: [String: Int] = [:]
    /// Names of SQL results, helpers and headings that are not canonical, to the canonical one.
    private(set) var aliases: [String: String] = [:]
    /// The same where a type's function uses a name in its own way: type, blank, name.
    private(set) var aliasesOfType: [String: String] = [:]
    /// Standard heading names without their prefix: `TSTP` to ENTRY_TIMESTAMP.
    private(set) var headingNames: [String: String] = [:]
    private(set) var sqlEntryTypes: [String] = []
    /// Code T entry types, for heading names with the type as prefix.
    private(set) var types: Set<String> = []
    /// Widest value known of each column, in characters; same order as `columns`.
    private var widths: [Int] = []

    static let shared = ColumnScan()

    private init() {
        let table = ColumnTable.shared
        for column in table.common + table.displayJournal { add(column) }
        for type in [5, 4, 3, 2, 1] { scanHeading(CatalogText.table("Headings/TYPE\(type).tsv")) }
        for file in CatalogText.files where file.path.hasPrefix("Layouts/") { scanLayout(file) }
        for name in ["HistoryLog", "Messages", "Syslog", "JobNotification"] { scanMapping(CatalogText.table("Mappings/\(name).tsv")) }
        for column in table.derived { addDerived(column) }
        for alias in table.aliases { aliases[alias.name] = alias.column }
        for index in columns.indices { setWidth(index) }
    }
}

extension ColumnScan {
    /// A `common` or `display-journal` row: what is decoded from the entry data belongs to the entry, not to the heading.
    private mutating func add(_ column: AuditCatalog.SQLColumn) {
        if column.merge != .decoded { add(column.column, column.kind, column.role, isHeading: true, width: 0) }
        addAlias(column.sqlName, column.column)
    }

    private mutating func addAlias(_ name: String, _ column: String) {
        if name != column, aliases[name] == nil { aliases[name] = column }
    }

    /// Adds a column, or what another source says of a known one.
    private mutating func add(_ name: String, _ kind: ValueKind, _ role: ColumnRole, isHeading: Bool, width: Int) {
        if let known = byName[name] {
            if columns[known].role == .none { columns[known].role = role }
            widths[known] = max(widths[known], width)
            return
        }
        byName[name] = columns.count
        columns.append(
            AuditCatalog.Column(
                name: name, kind: kind, role: role, isHeading: isHeading, isDerived: false, canBeDerived: false,
                width: 0))
        widths.append(width)
    }

    private mutating func addDerived(_ column: ColumnTable.Derived) {
        let isNew = byName[column.name] == nil
        add(column.name, column.kind, column.role, isHeading: false, width: 0)
        guard let index = byName[column.name] else { return }
        columns[index].canBeDerived = true
        columns[index].isDerived = isNew
    }

    private mutating func setWidth(_ index: Int) {
        let known = ColumnTable.shared.heads[columns[index].name]?.width
        columns[index].width = known ?? ColumnHeading.width(columns[index].kind, widest: widths[index])
    }
}

extension ColumnScan {
    private mutating func scanHeading(_ text: String) {
        var row = TableRows(text)
        while row.next() {
            let name = row[4]
            if name.hasPrefix("JO"), !row.is(6, "reserved") { headingNames[String(name.dropFirst(2))] = row[5] }
            scanField(row, column: 5, format: 2, isHeading: true)
        }
    }

    /// A type's SQL columns stand before its fields: their order is the one people know.
    private mutating func scanLayout(_ file: CatalogText.File) {
        let type = String(file.path.dropFirst("Layouts/".count).dropLast(".tsv".count))
        if type.utf8.count == 2 { types.insert(type) }
        var row = TableRows(file.contents)
        while row.next("sql", or: "field") {
            if row.is(0, "sql") { scanSQL(row, type) } else { scanField(row, column: 7, format: 4, isHeading: false) }
        }
    }

    private mutating func scanSQL(_ row: TableRows, _ type: String) {
        let (name, column) = (row[1], row[2])
        let width = row.isEmpty(5) ? SQLType.characters(row, 6) : Self.yesNoWidth
        add(column, ValueKind(row, 3), ColumnRole(row, 4), isHeading: false, width: width)
        if sqlEntryTypes.last != type { sqlEntryTypes.append(type) }
        guard name != column else { return }
        addAlias(name, column)
        aliasesOfType[type + " " + name] = column
    }

    /// A field row whose column name stands in cell `column`, kind, role and values behind it, the length behind the format.
    private mutating func scanField(_ row: TableRows, column: Int, format: Int, isHeading: Bool) {
        guard case .value(let kind) = FieldRole(row, column + 1) else { return }
        let length = row.number(format + 1) ?? 0
        let width = row.is(column + 3, "yes-no")
            ? Self.yesNoWidth : ColumnHeading.characters(FieldFormat(row.utf8(format)), length: length, kind)
        add(row[column], kind, ColumnRole(row, column + 2), isHeading: isHeading, width: width)
    }

    /// `history-log NAME COLUMN kind role`, `part MESSAGE PLACE COLUMN kind role`, `key PRODUCT KEY COLUMN kind role`.
    private mutating func scanMapping(_ text: String) {
        var row = TableRows(text)
        while row.next() {
            if row.is(0, "text") { continue }
            let at = row.is(0, "history-log") ? 2 : 3
            add(row[at], ValueKind(row, at + 1), ColumnRole(row, at + 2), isHeading: false, width: 0)
        }
    }

    /// `YES`.
    private static let yesNoWidth = 3
}
