extension AuditCatalog {
    /// Every canonical column: those of the heading first (SQL's common ones, then DISPLAY_JOURNAL's, then the outfiles'),
    /// then the entry-specific ones by type, then those of other inputs, the computed ones last.
    package static var columns: [Column] { ColumnScan.shared.columns }

    /// The column of this canonical name (upper case), or `nil`. O(1).
    package static func column(_ name: String) -> Column? {
        ColumnScan.shared.byName[name].map { ColumnScan.shared.columns[$0] }
    }

    /// The canonical column that `name` stands for, or `nil` when no table knows the name.
    ///
    /// Understood are canonical names, names and aliases of the SQL services, outfile heading names (`JOTSTP`, and with an
    /// entry type as prefix: `PWTSTP`) and names known from published queries. Case does not matter. A name that a
    /// function uses in its own way (ACCESS_TYPE of SM) is read so when `entryType` names that function.
    package static func canonicalName(_ name: String, entryType: String?) -> String? {
        let scan = ColumnScan.shared
        let name = name.uppercased()
        if let entryType, let own = scan.aliasesOfType[entryType + " " + name] { return own }
        if scan.byName[name] != nil { return name }
        return scan.aliases[name] ?? outfileColumn(name, scan)
    }

    /// Every name that `canonicalName` understands; of an outfile's heading without the entry type before it.
    package static var knownNames: [String] {
        let scan = ColumnScan.shared
        return Array(scan.byName.keys) + Array(scan.aliases.keys) + Array(scan.headingNames.keys)
    }

    /// The entry type whose outfile has a heading field of this name (upper case): `PW` for `PWTSTP`; `nil` for other names.
    package static func outfileEntryType(_ name: String) -> String? {
        let scan = ColumnScan.shared
        let prefix = String(name.prefix(2))
        guard scan.byName[name] == nil, scan.types.contains(prefix), outfileColumn(name, scan) != nil else { return nil }
        return prefix
    }

    private static func outfileColumn(_ name: String, _ scan: ColumnScan) -> String? {
        let prefix = String(name.prefix(2))
        guard prefix == "JO" || scan.types.contains(prefix) else { return nil }
        return scan.headingNames[String(name.dropFirst(2))]
    }

    /// The 21 columns every AUDIT_JOURNAL_xx result starts with, in their order.
    package static var commonSQLColumns: [SQLColumn] { ColumnTable.shared.common }

    /// The columns of QSYS2.DISPLAY_JOURNAL in their order. Here a name can mean something else than the canonical column
    /// of that name: OBJECT is JOURNALED_OBJECT.
    package static var displayJournalColumns: [SQLColumn] { ColumnTable.shared.displayJournal }
}
