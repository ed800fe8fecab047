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
        for column in table.common { add(column, isHeading: true) }
        for column in table.displayJournal { add(column, isHeading: column.merge != .decoded, onlyNew: column.merge == .decoded) }
        for type in [5, 4, 3, 2, 1] { scanHeading(CatalogText.table("Headings/TYPE\(type).tsv")) }
        for file in CatalogText.files where file.path.hasPrefix("Layouts/") { scanLayout(file) }
        for name in ["HistoryLog", "Messages", "Syslog"] { scanMapping(CatalogText.table("Mappings/\(name).tsv")) }
        for column in table.derived { addDerived(column) }
        for alias in table.aliases { aliases[alias.name] = alias.column }
        for index in columns.indices { finish(index) }
    }
}

extension ColumnScan {
    private mutating func add(_ column: AuditCatalog.SQLColumn, isHeading: Bool, onlyNew: Bool = false) {
        if !onlyNew {
            add(column.column, column.kind, column.role, isHeading: isHeading, width: SQLType.characters(column.type))
        }
        if column.sqlName != column.column { aliases[column.sqlName] = aliases[column.sqlName] ?? column.column }
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
                heading: [], width: 0))
        widths.append(width)
    }

    private mutating func addDerived(_ column: ColumnTable.Derived) {
        let isNew = byName[column.name] == nil
        add(column.name, column.kind, column.role, isHeading: false, width: 0)
        guard let index = byName[column.name] else { return }
        columns[index].canBeDerived = true
        columns[index].isDerived = isNew
    }

    private mutating func finish(_ index: Int) {
        let column = columns[index]
        let head = ColumnTable.shared.heads[column.name]
        columns[index].heading = head?.lines ?? ColumnHeading.lines(column.name, ColumnTable.shared.capitals)
        columns[index].width = head?.width ?? ColumnHeading.width(column.kind, widest: widths[index])
    }
}

extension ColumnScan {
    private mutating func scanHeading(_ text: String) {
        var row = TableRows(text)
        while row.next() {
            let name = row[4]
            if name.hasPrefix("JO"), !row.is(6, "reserved") { headingNames[String(name.dropFirst(2))] = row[5] }
            if let kind = ValueKind(rawValue: row[6]) {
                let width = ColumnHeading.characters(FieldFormat(row[2]), length: row.number(3) ?? 0, kind)
                add(row[5], kind, ColumnRole(cell: row[7]), isHeading: true, width: width)
            }
        }
    }

    private mutating func scanLayout(_ file: CatalogText.File) {
        let type = String(file.path.dropFirst("Layouts/".count).dropLast(".tsv".count))
        if type.count == 2 { types.insert(type) }
        // a type's SQL columns come first: their order is the one people know
        var row = TableRows(file.contents)
        while row.next("sql") { scanSQL(row, type) }
        row = TableRows(file.contents)
        while row.next("field") { scanField(row) }
    }

    private mutating func scanSQL(_ row: TableRows, _ type: String) {
        let column = AuditCatalog.SQLColumn(row: row)
        add(column.column, column.kind, column.role, isHeading: false, width: column.isYesNo ? 3 : SQLType.characters(column.type))
        if sqlEntryTypes.last != type { sqlEntryTypes.append(type) }
        guard column.sqlName != column.column else { return }
        aliases[column.sqlName] = aliases[column.sqlName] ?? column.column
        aliasesOfType[type + " " + column.sqlName] = column.column
    }

    private mutating func scanField(_ row: TableRows) {
        guard let kind = ValueKind(rawValue: row[8]) else { return }
        let width = row.is(10, "yes-no") ? 3 : ColumnHeading.characters(FieldFormat(row[4]), length: row.number(5) ?? 0, kind)
        add(row[7], kind, ColumnRole(cell: row[9]), isHeading: false, width: width)
    }

    /// `history-log NAME COLUMN kind role`, `part MESSAGE PLACE COLUMN kind role`, `key PRODUCT KEY COLUMN kind role`.
    private mutating func scanMapping(_ text: String) {
        var row = TableRows(text)
        while row.next() {
            if row.is(0, "text") { continue }
            let at = row.is(0, "history-log") ? 2 : 3
            add(row[at], ValueKind(cell: row[at + 1]), ColumnRole(cell: row[at + 2]), isHeading: false, width: 0)
        }
    }
}
