import Catalog

/// The heading of a delimited input: its first record, or names by place where it has none.
struct CSVHeading {
    /// As they stand, in their order.
    var texts: [String]
    var isFirstRecord: Bool
    /// What was made of it, for people.
    var remark: String
    /// Entry type that the order of the columns tells.
    var entryType: String?

    init(_ sample: CSVSample, source: String, options: InputOptions) {
        if CSVHeading.isHeading(sample, options.map) {
            texts = sample.rows[0].map(\.text)
            isFirstRecord = true
            remark = "first line"
            return
        }
        isFirstRecord = false
        let width = sample.usualWidth.width
        let hint = options.entryType?.uppercased() ?? CSVEntryType.named(in: source)
        if let placed = CSVPlaces(sample, width: width, hint: hint) {
            (texts, remark, entryType) = (placed.names, placed.remark, placed.entryType)
        } else {
            texts = (0..<width).map { "COLUMN_\($0 + 1)" }
            remark = "none: columns are numbered"
        }
    }

    /// Names that stand in the records themselves, as JSON keys do.
    init(keys: [String]) { (texts, isFirstRecord, remark) = (keys, false, "in the records") }

    /// How many cells are names that the catalog, the aliases or the user's map know.
    static func knownNames(_ cells: [CSVSample.Cell], _ map: ColumnMap = ColumnMap()) -> Int {
        cells.count { CSVNames.isKnown($0.text) || map.has($0.text) }
    }

    /// A first record with known names, or of words above a column that holds none.
    private static func isHeading(_ sample: CSVSample, _ map: ColumnMap) -> Bool {
        guard let first = sample.rows.first else { return false }
        let texts = first.map { $0.text.trimmed }
        let likely = texts.count { $0.isEmpty || CSVShapes.mayBeHeading($0) }
        let known = knownNames(first, map)
        if known > 0, known * 3 >= first.count || likely == first.count { return true }
        guard likely == first.count, Set(texts).count == texts.count, !texts.contains("") else { return false }
        return (0..<first.count).contains { column in
            let below = sample.values(column, from: 1, limit: 20)
            return !below.isEmpty && below.allSatisfy { CSVShapes.isNumber($0) || CSVDates.isDate($0) }
        }
    }
}

/// Names by place, for results saved without a heading: the services and outfiles always give their columns in one order.
struct CSVPlaces {
    var names: [String]
    var remark: String
    var entryType: String?

    init?(_ sample: CSVSample, width: Int, hint: String?) {
        func are(_ column: Int, _ test: (String) -> Bool) -> Bool {
            let values = sample.values(column, from: 0, limit: 50)
            return !values.isEmpty && values.allSatisfy(test)
        }
        func isCode(_ size: Int) -> (String) -> Bool {
            { $0.utf8.count == size && $0.utf8.allSatisfy(CSVShapes.isWordByte) }
        }
        if width >= 21, are(0, CSVDates.isDate), are(1, CSVShapes.isNumber) {
            if are(2, isCode(1)), are(3, isCode(2)) {
                self.init(AuditCatalog.displayJournalColumns.map(\.sqlName), width, "those of DISPLAY_JOURNAL")
            } else {
                self.init(auditJournal: width, hint: hint)
            }
            return
        }
        guard are(0, CSVShapes.isNumber), are(1, CSVShapes.isNumber), are(2, isCode(1)), are(3, isCode(2)) else { return nil }
        let hasTimestamp = are(4, CSVDates.isDate)
        for type in hasTimestamp ? [5, 4, 3] : [2, 1] {
            let heading = AuditCatalog.heading(type: type).filter { $0.what != .lengthOf }
            guard width >= heading.count else { continue }
            self.init(heading.map { $0.what == .reserved ? "" : $0.title }, width, "those of an outfile, *TYPE\(type)")
            return
        }
        return nil
    }

    /// The first 21 columns are always the same; the others are known when the type is, or only one function has so many.
    private init(auditJournal width: Int, hint: String?) {
        let common = AuditCatalog.commonSQLColumns.map(\.sqlName)
        let able = AuditCatalog.sqlEntryTypes.filter { AuditCatalog.sqlColumns($0)?.count == width - common.count }
        let type = hint.flatMap { able.contains($0) ? $0 : nil } ?? (able.count == 1 ? able[0] : nil)
        let own = type.flatMap { AuditCatalog.sqlColumns($0) }?.map(\.sqlName) ?? []
        let which = type.map { "those of AUDIT_JOURNAL_\($0)" } ?? "the common ones of AUDIT_JOURNAL_xx"
        self.init(common + own, width, which)
        entryType = type
    }

    private init(_ known: [String], _ width: Int, _ which: String) {
        names = (0..<width).map { $0 < known.count && !known[$0].isEmpty ? known[$0] : "COLUMN_\($0 + 1)" }
        remark = "none: columns assumed by their places, \(which)"
    }
}
