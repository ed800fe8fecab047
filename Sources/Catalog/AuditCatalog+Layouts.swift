import Synchronization

extension AuditCatalog {
    /// A column of a SQL result: what the service calls it, and the canonical column it is.
    package struct SQLColumn: Sendable, Equatable {
        package var sqlName: String
        package var column: String
        package var kind: ValueKind
        package var role: ColumnRole
        package var isYesNo: Bool
        /// `VARCHAR(10)`; empty where it is not known.
        package var type: String
        /// Among several columns of one result that make one canonical column.
        package var merge: FieldMerge?
    }

    /// An invented entry of a type, as canonical values of its layout's columns; kept beside the layout to prove it.
    package struct Sample: Sendable {
        package var values: [(column: String, value: String)]
    }

    /// Every entry type: journal code T by code, then J, then U.
    package static let entryTypes: [EntryType] = readEntryTypes()

    private static let entryTypesByCode = Dictionary(
        entryTypes.map { ($0.journalCode + $0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// What is known of an entry type, or `nil`. A user's own types (journal code U) are all one.
    package static func entryType(_ journalCode: String, _ code: String) -> EntryType? {
        entryTypesByCode[journalCode + code] ?? (journalCode == "U" ? entryTypesByCode["U*"] : nil)
    }

    /// The entry-specific fields of a code T type in the order of their J5 offsets, or `nil` where no layout is known.
    package static func layout(_ entryType: String) -> Layout? { layout(journalCode: "T", entryType) }

    /// The same for any journal code; the offsets of a code J type are those its data has behind the standard heading.
    package static func layout(journalCode: String, _ entryType: String) -> Layout? {
        guard let table = LayoutTable.of(journalCode, entryType), !table.fields.isEmpty else { return nil }
        return Layout(entryType: entryType, fields: table.fields)
    }

    /// The entry-specific fields as they stand in the records of DSPJRN OUTFILFMT(*TYPE`outfileType`).
    ///
    /// The tables have the offsets of *TYPE2, 4 and 5. In *TYPE1 and *TYPE3 the same data stands behind another heading.
    package static func layout(journalCode: String, _ entryType: String, outfileType: Int) -> Layout? {
        guard var layout = layout(journalCode: journalCode, entryType) else { return nil }
        guard outfileType == 1 || outfileType == 3 else { return layout }
        let move = dataOffset(outfileType: outfileType) - dataOffset(outfileType: 2)
        for at in layout.fields.indices { layout.fields[at].offsetJE = layout.fields[at].offsetJE.map { $0 + move } }
        return layout
    }

    /// Bytes of the heading.
    private static func dataOffset(outfileType: Int) -> Int {
        heading(type: outfileType).compactMap { field in field.offsetJE.map { $0 - 1 + field.length } }.max() ?? 0
    }

    /// Invented entries of a code T type.
    package static func samples(_ entryType: String) -> [Sample] { LayoutTable.of("T", entryType)?.samples ?? [] }

    /// What a code in a column means, in words; `""` stands for a blank.
    package static func meaning(entryType: String, column: String, code: String) -> String? {
        LayoutTable.of("T", entryType)?.codes[column]?[code]
    }

    /// The codes of a column with their meanings, sorted by code.
    package static func codes(entryType: String, column: String) -> [(code: String, meaning: String)] {
        (LayoutTable.of("T", entryType)?.codes[column] ?? [:]).sorted { $0.key < $1.key }
            .map { (code: $0.key, meaning: $0.value) }
    }

    /// The own columns of SYSTOOLS.AUDIT_JOURNAL_xx in their order, or `nil` where there is no such function.
    package static func sqlColumns(_ entryType: String) -> [SQLColumn]? {
        guard let table = LayoutTable.of("T", entryType), !table.sql.isEmpty else { return nil }
        return table.sql
    }

    /// The entry types that have an AUDIT_JOURNAL_xx function.
    package static var sqlEntryTypes: [String] { ColumnScan.shared.sqlEntryTypes }
}

extension AuditCatalog {
    /// The standard heading of DSPJRN OUTFILFMT(*TYPE1) ... (*TYPE5), in order; the offset stands in `offsetJE` for types
    /// 1 to 3, in `offsetJ4` and `offsetJ5` for types 4 and 5.
    ///
    /// - Precondition: `type` is 1...5.
    package static func heading(type: Int) -> [LayoutField] {
        precondition((1...5).contains(type))
        return headings.withLock { known in
            if let fields = known[type] { return fields }
            var rows = TableRows(CatalogText.table("Headings/TYPE\(type).tsv"))
            var fields: [LayoutField] = []
            while rows.next() { fields.append(LayoutField(headingRow: rows, type: type)) }
            known[type] = fields
            return fields
        }
    }

    private static let headings = Mutex<[Int: [LayoutField]]>([:])

    package static var headingType5: [LayoutField] { heading(type: 5) }
}

extension AuditCatalog {
    private static func readEntryTypes() -> [EntryType] {
        let files = CatalogText.files.filter { $0.path.hasPrefix("Layouts/") || $0.path == "Events.tsv" }
        let types = files.compactMap { file -> EntryType? in
            var rows = TableRows(file.contents)
            return rows.next() && rows.is(0, "type") ? EntryType(row: rows) : nil
        }
        return ["T", "J", "U"].flatMap { code in types.filter { $0.journalCode == code } }
    }
}

extension AuditCatalog.EntryType {
    init(row: TableRows) {
        self.init(
            journalCode: row[1], code: row[2], title: row[3], auditValues: row[4], layoutState: row[7],
            verified: row.is(8, "yes"))
    }
}

extension AuditCatalog.SQLColumn {
    /// A `sql` row of a layout table.
    init(row: TableRows) {
        self.init(
            sqlName: row[1], column: row[2], kind: ValueKind(row, 3), role: ColumnRole(row, 4),
            isYesNo: row.is(5, "yes-no"), type: row[6], merge: nil)
    }
}

extension AuditCatalog.Sample {
    init(row: TableRows) {
        values = (1..<max(1, row.cellCount)).map { cell in
            let pair = row.utf8(cell)
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { preconditionFailure("no = in \(row[cell])") }
            return (String(decoding: pair[..<equals], as: UTF8.self), String(decoding: pair[(equals + 1)...], as: UTF8.self))
        }
    }
}
