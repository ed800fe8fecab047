import Testing

@testable import Catalog

@Suite struct ColumnTests {
    @Test func everyColumnHasAHeadingAndAWidth() {
        #expect(AuditCatalog.columns.count > 1000)
        for column in AuditCatalog.columns {
            #expect((1...3).contains(column.heading.count), "\(column.name)")
            #expect(column.heading.allSatisfy { !$0.isEmpty && $0.utf8.count <= 24 }, "\(column.name) \(column.heading)")
            #expect((1...70).contains(column.width), "\(column.name) \(column.width)")
        }
        #expect(Set(AuditCatalog.columns.map(\.name)).count == AuditCatalog.columns.count)
    }

    @Test func headingsOfTheTableAreThoseOfKnownColumns() {
        for name in ColumnTable.shared.heads.keys { #expect(AuditCatalog.column(name) != nil, "\(name)") }
    }

    @Test func commonSQLColumnsComeFirstAndComputedOnesLast() throws {
        let names = AuditCatalog.columns.map(\.name)
        #expect(Array(names.prefix(21)) == AuditCatalog.commonSQLColumns.map(\.column))
        #expect(names[21] == "JOURNAL_CODE" && names[22] == "JOURNAL_ENTRY_TYPE")
        #expect(names.last == "ERROR")
        let lastHeading = try #require(AuditCatalog.columns.lastIndex { $0.isHeading })
        #expect(AuditCatalog.columns[...lastHeading].allSatisfy { $0.isHeading })
        let firstDerived = try #require(AuditCatalog.columns.firstIndex { $0.isDerived })
        #expect(AuditCatalog.columns[firstDerived...].allSatisfy { $0.isDerived })
    }

    @Test func derivedAndGivenAreToldApart() {
        #expect(AuditCatalog.column("SUBJECT")?.isDerived == true)
        #expect(AuditCatalog.column("CONNECTION")?.isDerived == true)
        #expect(AuditCatalog.column("REMOTE_ADDRESS")?.isDerived == false)
        #expect(AuditCatalog.column("REMOTE_ADDRESS")?.canBeDerived == true)
        #expect(AuditCatalog.column("OBJECT_NAME")?.canBeDerived == false)
        #expect(AuditCatalog.column("object_name") == nil)
    }

    @Test(arguments: [
        ("ENTRY_TIMESTAMP", nil, "ENTRY_TIMESTAMP"), ("entry_timestamp", nil, "ENTRY_TIMESTAMP"),
        ("LIBRARY_NAME", nil, "OBJECT_LIBRARY"), ("VIOLATION_TYPE", "PW", "ENTRY_TYPE"),
        ("ACCESS_TYPE", "SM", "MANAGEMENT_ACCESS_TYPE"), ("ACCESS_TYPE", "ZC", "ACCESS_TYPE"),
        ("ACCESS_TYPE", nil, "ACCESS_TYPE"), ("CURRENT_USER", nil, "USER_NAME"), ("OBJECT", nil, "OBJECT"),
        ("JOTSTP", nil, "ENTRY_TIMESTAMP"), ("PWTSTP", "PW", "ENTRY_TIMESTAMP"), ("PWTSTP", nil, "ENTRY_TIMESTAMP"),
        ("pwradr", nil, "REMOTE_ADDRESS"), ("JOPGMLIB", nil, "PROGRAM_LIBRARY"), ("JODATE", nil, "ENTRY_TIMESTAMP"),
        ("CPUSPF", nil, "USER_NAME"), ("JOB_EVENT_TIME", "JS", "ENTRY_TIMESTAMP"), ("OBJECT_FILE_NAME", nil, "IFS_OBJECT_NAME"),
        ("NO_SUCH", nil, nil), ("??TSTP", nil, nil), ("", nil, nil), ("JORES", nil, nil), ("É", nil, nil),
    ] as [(String, String?, String?)])
    func namesAreFound(_ name: String, _ type: String?, _ expected: String?) {
        #expect(AuditCatalog.canonicalName(name, entryType: type) == expected)
    }

    @Test func everyAliasLeadsToAKnownColumn() {
        for (name, column) in ColumnScan.shared.aliases { #expect(AuditCatalog.column(column) != nil, "\(name)") }
        for (name, column) in ColumnScan.shared.headingNames { #expect(AuditCatalog.column(column) != nil || column == "ENTRY_DATA_LENGTH", "\(name)") }
        for column in AuditCatalog.displayJournalColumns { #expect(AuditCatalog.column(column.column) != nil, "\(column)") }
    }

    @Test func displayJournalHasItsOwnMeaningOfOBJECT() {
        let columns = AuditCatalog.displayJournalColumns
        #expect(columns.count == 54)
        #expect(columns.first { $0.sqlName == "OBJECT" }?.column == "JOURNALED_OBJECT")
        #expect(columns.first { $0.sqlName == "PATH_NAME" }?.merge == .decoded)
    }

    @Test(arguments: [
        ("REMOTE_ADDRESS", ["Remote", "address"]), ("STATUS", ["Status"]), ("OBJECT_ASP_NAME", ["Object", "ASP", "name"]),
        ("PREV_RESTRICT_RENAME_AND_UNLINK", ["Prev restrict", "rename", "and unlink"]),
        ("A_B_C_D", ["A b", "c", "d"]), ("", [""]),
    ]) func headingsAreAsNarrowAsTheirWordsAllow(_ name: String, _ lines: [String]) {
        let made = ColumnHeading.lines(name, ["ASP"])
        #expect(made.map(\.count).max() == lines.map(\.count).max())
        #expect(made.joined(separator: " ") == lines.joined(separator: " "))
    }

    @Test func widthsFitTheValues() {
        #expect(AuditCatalog.column("REMOTE_ADDRESS")?.width == 15)
        #expect(AuditCatalog.column("OBJECT_OWNER")?.width == 10)
        #expect(AuditCatalog.column("PASSWORD_CHANGED")?.width == 3)
        #expect(AuditCatalog.column("OBJECT_ASP_NUMBER")?.width == 10 || AuditCatalog.column("OBJECT_ASP_NUMBER")?.width == 5)
        #expect(AuditCatalog.column("PREV_PATH_NAME")?.width == 40)
    }

    @Test func typesOfDb2BecomeWidths() {
        func characters(_ type: String) -> Int {
            var row = TableRows("sql\t\(type)")
            return row.next() ? SQLType.characters(row, 1) : -1
        }
        #expect(characters("VARCHAR(10)") == 10)
        #expect(characters("VARCHAR(2048) CCSID 1208") == 2048)
        #expect(characters("INTEGER") == 10)
        #expect(characters("") == 0)
        #expect(characters("BLOB(2G)") == 2)
        #expect(characters("X(99999999999999999999)") == 0)
    }
}
