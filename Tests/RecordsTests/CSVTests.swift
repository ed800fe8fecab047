import Catalog
import Records
import Testing

@Suite struct CSVTests {
    /// The first line that spreadsheets write to tell the delimiter.
    @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n"]) func aLineThatTellsTheDelimiterIsNoRecord(_ delimiter: String, _ end: String) throws {
        let rows = [["ENTRY_TIMESTAMP", "USER_NAME", "SEQUENCE_NUMBER"], ["2026-11-04 07:59:13.011437", "BRUNO", "7"]]
        let text = rows.map { $0.joined(separator: delimiter) + end }.joined()
        let plain = try ReadTable(text)
        for written in ["sep=\(delimiter)\(end)" + text, "\u{FEFF}sep=\(delimiter)\(end)" + text] {
            let table = try ReadTable(written)
            #expect(table.rows == plain.rows)
            #expect(table.columns == plain.columns)
            #expect(table.reader.likeness == nil)
        }
        let wide = Array("\u{FEFF}sep=\(delimiter)\(end)\(text)".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(try ReadTable(wide).rows == plain.rows)
        // A column of that name is one.
        #expect(try ReadTable("sep=mark\(delimiter)USER_NAME\(end)1\(delimiter)BRUNO\(end)").column("USER_NAME") == ["BRUNO"])
    }

    /// The report of IBM support document 7269032, shortened.
    static let report = """
        JOB_EVENT_TIME,USER_NAME,JOB_NAME,JOB_TYPE,REAL_USER_PROFILE,ENTRY_TYPE,JOB_EVENT_TYPE,CONNECTION_TYPE,REMOTE_ADDRESS
        4/9/2026 7:07,V6CASTIL,QP0ZSPWP,BCI,V6CASTIL,E,End,SSH/Spawned Process,
        4/8/2026 15:47,V6CASTIL,QZDASOINIT,PJ,V6CASTIL,M,Change profile or group profile,ODBC / JDBC,172.16.3.250

        """

    @Test func theSupportReportOpensWithItsColumnsUnderstood() throws {
        let table = try ReadTable(Self.report)
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-04-09 07:07:00.000000", "2026-04-08 15:47:00.000000"])
        #expect(table.column("ENTRY_TYPE_DETAIL") == ["End", "Change profile or group profile"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["JS", "JS"])
        #expect(table.column("JOURNAL_CODE") == ["T", "T"])
        #expect(table.column("REMOTE_ADDRESS") == ["∅", "172.16.3.250"])
        #expect(table.column("REPORTED_CONNECTION_TYPE") == ["SSH/Spawned Process", "ODBC / JDBC"])
        #expect(table.fact("Entry type")?.contains("assumed") == true)
        #expect(table.fact("Dates in JOB_EVENT_TIME")?.contains("month first (assumed") == true)
        #expect(table.issues.isEmpty)
    }

    // MARK: entry types

    static let heading = AuditCatalog.commonSQLColumns.map(\.sqlName)

    @Test(arguments: AuditCatalog.sqlEntryTypes) func typeFollowsFromTheColumns(_ type: String) throws {
        let names = Self.heading + (AuditCatalog.sqlColumns(type) ?? []).map(\.sqlName)
        let row = ["2026-04-09 07:07:12.123456"] + Array(repeating: "1", count: names.count - 1)
        let table = try ReadTable(names.joined(separator: ",") + "\n" + row.joined(separator: ",") + "\n")
        if type == "CO" || type == "DO" {
            #expect(table.column("JOURNAL_ENTRY_TYPE").isEmpty)
            #expect(table.fact("Entry type")?.contains("--type-in") == true)
        } else {
            #expect(table.column("JOURNAL_ENTRY_TYPE") == [type])
            let expected = (AuditCatalog.sqlColumns(type) ?? []).map(\.column)
            #expect(Set(expected).isSubset(of: table.columns.map(\.name)))
        }
        #expect(table.issues.isEmpty)
    }

    @Test func ambiguousTypeIsToldByFileNameOptionOrActions() throws {
        let names = Self.heading + (AuditCatalog.sqlColumns("CO") ?? []).map(\.sqlName)
        func text(_ action: String) -> String {
            let row = ["2026-04-09 07:07:12"] + Array(repeating: "", count: 20) + [action]
                + Array(repeating: "", count: names.count - 22)
            return names.joined(separator: ",") + "\n" + row.joined(separator: ",") + "\n"
        }
        #expect(try ReadTable(text("R"), name: "/tmp/AUDIT_JOURNAL_DO.csv").column("JOURNAL_ENTRY_TYPE") == ["DO"])
        #expect(try ReadTable(text("R"), name: "QAUDITCO.csv").column("JOURNAL_ENTRY_TYPE") == ["CO"])
        #expect(try ReadTable(text("N")).column("JOURNAL_ENTRY_TYPE") == ["CO"])
        let told = try ReadTable(text("R"), options: InputOptions(entryType: "do"))
        #expect(told.column("JOURNAL_ENTRY_TYPE") == ["DO"])
    }

    // MARK: names

    @Test func namesOfEveryKindOfHeadingAreUnderstood() throws {
        let labels = try ReadTable("Entry Timestamp;sequence_number;\"User Name\"\n2026-04-09-07.07.12.000001;5;QSECOFR\n")
        #expect(labels.columns.map(\.name) == ["ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "USER_NAME"])
        #expect(labels.fact("Delimiter") == "semicolon")
        let system = try ReadTable("PWENTT,PWTSTP,PWSEQN,PWUSPF,PWFOO\nPW,2026-04-09-07.07.12.000001,5,QSECOFR,x\n")
        #expect(system.columns.map(\.name) == ["JOURNAL_ENTRY_TYPE", "ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "USER_NAME", "PWFOO"])
    }

    @Test func repeatedAndUnknownNamesAreKept() throws {
        let table = try ReadTable("ENTRY_TIMESTAMP,USER_NAME,USER_NAME,MY NOTE,,SENTENCE\n2026-04-09,A,B,c,d,e\n")
        #expect(
            table.columns.map(\.name).prefix(6) == [
                "ENTRY_TIMESTAMP", "USER_NAME", "USER_NAME_2", "MY_NOTE", "COLUMN_5", "REPORTED_SENTENCE",
            ])
        #expect(table.rows[0].prefix(6) == ["2026-04-09 00:00:00.000000", "A", "B", "c", "d", "e"])
    }

    @Test func jobIsTakenApartWhereOnlyTheQualifiedNameIsThere() throws {
        let table = try ReadTable("ENTRY_TIMESTAMP,QUALIFIED_JOB_NAME\n2026-04-09,\"012345/QUSER/QZDASOINIT\"\n2026-04-09,x\n")
        #expect(table.column("JOB_NUMBER") == ["012345", "-"])
        #expect(table.column("JOB_USER") == ["QUSER", "-"])
        #expect(table.column("JOB_NAME") == ["QZDASOINIT", "-"])
    }

    @Test(arguments: ["DATE,TIME", "JODATE,JOTIME", "PWDATE,PWTIME"]) func dateAndTimeMakeOneInstant(_ names: String) throws {
        let table = try ReadTable("\(names),USER_NAME\n2026-04-09,07.07.12,A\n\"2026-04-13\",\"08:00\",B\n,,C\n")
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-04-09 07:07:12.000000", "2026-04-13 08:00:00.000000", "∅"])
        #expect(table.columns.count { $0.name.contains("TIME") } == 1)
    }

    @Test func columnsAreNamedByPlaceWithoutAHeading() throws {
        let names = Self.heading + (AuditCatalog.sqlColumns("PW") ?? []).map(\.sqlName)
        var row = names.map { _ in "X" }
        row[0] = "2026-04-09 07:07:12"
        row[1] = "77"
        row[names.count - 14] = "P"
        let table = try ReadTable(Array(repeating: row.joined(separator: ","), count: 3).joined(separator: "\r\n"), name: "QAUDITPW.csv")
        #expect(table.rows.count == 3)
        #expect(table.column("SEQUENCE_NUMBER") == ["77", "77", "77"])
        #expect(table.column("ENTRY_TYPE") == ["P", "P", "P"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PW", "PW", "PW"])
        #expect(table.fact("Heading")?.contains("AUDIT_JOURNAL_PW") == true)
    }

    // MARK: DISPLAY_JOURNAL

    /// PW entry-specific data: action P, user ALICE, device QPADEV0001.
    static let password = CodePage(ccsid: 37).encode("PALICE     QPADEV0001" + String(repeating: " ", count: 60)) ?? []

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16, uppercase: true) + String($0 & 15, radix: 16, uppercase: true) }.joined()
    }

    /// INTERPRET(ENTRY_DATA AS CHAR(n) CCSID 273): a letter may take two bytes, the next field begins behind it all the same.
    @Test func entryDataAsTextKeepsItsPlaces() throws {
        let names = AuditCatalog.displayJournalColumns.map(\.sqlName).prefix(20)
        func row(_ number: Int, _ data: String) -> String {
            let cells = ["2026-04-09 07:07:12.1", "\(number)", "T", "PW", "0", "\"\(data)\""] + Array(repeating: "", count: 14)
            return cells.joined(separator: ",") + "\n"
        }
        let table = try ReadTable(names.joined(separator: ",") + "\n" + row(1, "PB\u{DC}RO\u{D6}     QPADEV0001      ") + row(2, "UALICE     QPADEV0002      "))
        #expect(table.column("ENTRY_TYPE") == ["P", "U"])
        #expect(table.column("AUDIT_USER_NAME") == ["B\u{DC}RO\u{D6}", "ALICE"])
        #expect(table.column("DEVICE_NAME") == ["QPADEV0001", "QPADEV0002"])
    }

    @Test(arguments: ["", "X'", "BX'", "BLOB(X'", "0x"]) func entryDataIsDecodedByTheTypeOfItsRecord(_ mark: String) throws {
        let end = mark.hasSuffix("'") ? (mark.contains("(") ? "')" : "'") : ""
        let data = mark + hex(Self.password) + end
        let names = AuditCatalog.displayJournalColumns.map(\.sqlName).prefix(20)
        let row = ["2026-04-09 07:07:12.1", "1", "T", "PW", "0", data] + Array(repeating: "", count: 14)
        let other = ["2026-04-09 07:07:13.1", "2", "T", "QQ", "0", data] + Array(repeating: "", count: 14)
        let table = try ReadTable([Array(names), row, other].map { $0.joined(separator: ",") + "\n" }.joined())
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PW", "QQ"])
        #expect(table.column("ENTRY_TYPE") == ["P", "-"])
        #expect(table.column("AUDIT_USER_NAME") == ["ALICE", "-"])
        #expect(table.column("DEVICE_NAME") == ["QPADEV0001", "-"])
        #expect(table.column("ENTRY_DATA") == [data, data])
        #expect(table.columns.first { $0.name == "AUDIT_USER_NAME" }?.entryTypes.contains("PW") == true)
    }

    @Test func interpretedEntryDataIsReadAsText() throws {
        let text = "PALICE     QPADEV0001" + String(repeating: " ", count: 60)
        let table = try ReadTable("TIMESTAMP,JRNTYPE,ENTRY_DATA\n2026-04-09-07.07.12.000001,PW,\"\(text)\"\n")
        #expect(table.column("AUDIT_USER_NAME") == ["ALICE"])
        #expect(table.column("DEVICE_NAME") == ["QPADEV0001"])
    }

    @Test func cutEntryDataGivesWhatIsThere() throws {
        let table = try ReadTable("ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,ENTRY_DATA\n2026-04-09,PW,\(hex(Array(Self.password.prefix(5))))\n")
        #expect(table.column("AUDIT_USER_NAME") == ["ALIC"])
        #expect(table.column("DEVICE_NAME") == ["-"])
    }

    // MARK: cells

    @Test func nullAndBlankAreToldApart() throws {
        let table = try ReadTable(
            """
            ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME,REMOTE_ADDRESS
            ,NULL,<NULL>,-
            -,-,-,NULL
            "","NULL","-"," "
            2026-04-09,"1",NULLX,<

            """)
        #expect(table.rows[0] == ["∅", "∅", "∅", "∅"])
        #expect(table.rows[1] == ["∅", "∅", "-", "∅"])
        #expect(table.rows[2] == ["␣", "{NULL: not a whole number}", "-", "␣"])
        #expect(table.rows[3] == ["2026-04-09 00:00:00.000000", "1", "NULLX", "<"])
    }

    @Test func datesDecideTheirOrder() throws {
        func first(_ dates: String...) throws -> String? {
            try ReadTable("ENTRY_TIMESTAMP,USER_NAME\n" + dates.map { $0 + ",A\n" }.joined()).column("ENTRY_TIMESTAMP").first
        }
        #expect(try first("4/9/2026", "4/13/2026") == "2026-04-09 00:00:00.000000")
        #expect(try first("4/9/2026", "13/9/2026") == "2026-09-04 00:00:00.000000")
        #expect(try first("04.09.2026 01:02") == "2026-09-04 01:02:00.000000")
        #expect(try first("26/04/09", "26/04/30") == "2026-04-09 00:00:00.000000")
    }

    @Test func raggedRowsStayAndSayWhatIsWrong() throws {
        let table = try ReadTable("ENTRY_TIMESTAMP,USER_NAME,JOB_NAME\n2026-04-09,A\n2026-04-09,A,J,x,\"y\"\n2026-04-09,A,J\n")
        #expect(table.rows.count == 3)
        #expect(table.column("JOB_NAME") == ["-", "J", "J"])
        #expect(table.issues[0] == "2 fields where 3 are expected")
        #expect(table.issues[1] == "5 fields where 3 are expected; behind them stands: x,\"y\"")
        #expect(table.issues[2] == nil)
    }

    @Test func aStrayQuoteDoesNotEatTheRest() throws {
        var text = "ENTRY_TIMESTAMP,USER_NAME,TEXT\n2026-04-09,\"A,5\" disk\n"
        for number in 0..<500 { text += "2026-04-09,U\(number),5\" disk\n" }
        let table = try ReadTable(text)
        #expect(table.rows.count == 501)
        #expect(table.column("USER_NAME")[0] == "\"A")
        #expect(table.column("TEXT")[7] == "5\" disk")
        #expect(table.issues[0]?.contains("quote") == true)
        #expect(table.issues.count == 1)
    }

    @Test func quotesInsideNeedNoMark() throws {
        let table = try ReadTable("USER_NAME,TEXT,JOB_NAME\n\"A\",\"say \"no\" now\",\"J\"  \n\"B\",\"x \"\"y\"\"\",\"J\"\n")
        #expect(table.rows == [["A", "say \"no\" now", "J"], ["B", "x \"y\"", "J"]])
    }

    @Test func backslashesMayMarkQuotes() throws {
        let table = try ReadTable(#"USER_NAME,TEXT,JOB_NAME"# + "\n" + #""A","say \"no\", \"now\"","J""# + "\n")
        #expect(table.rows == [["A", "say \"no\", \"now\"", "J"]])
    }

    @Test func nothingIsAnEntryInAnEmptyFile() throws {
        let table = try ReadTable("")
        #expect(table.rows.isEmpty)
        #expect(table.columns.isEmpty)
        #expect(table.fact("Records") == "none: the file is empty")
    }

    @Test func aPictureIsNoTable() {
        let bytes = [0x89, 0x50, 0x4E, 0x47] + (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 7919) }
        #expect(throws: SourceError.self) { try ReadTable(bytes) }
        #expect(throws: SourceError.self) { try ReadTable("<?xml version=\"1.0\"?>\n<a b=\"1,2\"/>\n<a b=\"1,2\"/>\n") }
    }

    // MARK: headings among the records

    private static let joined = ["ENTRY_TIMESTAMP", "USER_NAME", "SEQUENCE_NUMBER", "OWN_NUMBER"]

    private static func export(_ names: [String], _ numbers: ClosedRange<Int>, _ delimiter: String, isQuoted: Bool) -> String {
        func line(_ cells: [String]) -> String {
            cells.map { isQuoted ? "\"\($0)\"" : $0 }.joined(separator: delimiter) + "\n"
        }
        let values = ["ENTRY_TIMESTAMP": "2026-11-04 07:59:13.011437", "USER_NAME": "SEQUEL"]
        return line(names) + numbers.map { number in line(names.map { values[$0] ?? String(number) }) }.joined()
    }

    /// `cat a.csv b.csv`: the heading of the second is no entry, and says where it stands.
    @Test(arguments: [",", ";", "\t"], [false, true]) func aHeadingAmongRecordsIsPassedOver(_ delimiter: String, _ isQuoted: Bool) throws {
        for mark in ["", "\u{FEFF}"] {
            for names in [Self.joined, ["USER_NAME", "SEQUENCE_NUMBER", "ENTRY_TIMESTAMP", "OWN_NUMBER"]] {
                let parts = [1...3, 4...5, 6...400].map { Self.export(names, $0, delimiter, isQuoted: isQuoted) }
                let text = mark + parts.joined(separator: mark)
                let table = try ReadTable(text)
                #expect(table.rows.count == 402)
                #expect(table.rejected == 2)
                #expect(table.issues.keys.sorted() == [3, 6])
                #expect(table.issues[3]?.contains("the heading stands here again, as between") == true)
                #expect(table.column("USER_NAME").count { $0 == "SEQUEL" } == 400)
                #expect(table.column("SEQUENCE_NUMBER").filter { $0 != "-" } == (1...400).map { String($0) })
                #expect(table.columns.first { $0.name == "OWN_NUMBER" }?.kind == .integer)
                for drip in [1, 33, 64, 4096] {
                    let fed = try ReadTable(text, drip: drip)
                    #expect(fed.rows == table.rows)
                    #expect(fed.issues == table.issues)
                }
            }
        }
    }

    /// A title above the heading is no entry; what might be entries is never taken for a title.
    @Test(arguments: [",", ";", "\t"]) func linesAboveTheHeadingAreLeftOut(_ delimiter: String) throws {
        let export = Self.export(Self.joined, 1...3, delimiter, isQuoted: false)
        let gap = String(repeating: delimiter, count: 3)
        for above in ["Audit report of SYSA\n", "\u{FEFF}Audit report\r\n\r\nSystem:\(delimiter)SYSA\r\n", "Report\(gap)\n\(gap)\n"] {
            let table = try ReadTable(above + export)
            #expect(table.column("SEQUENCE_NUMBER") == ["1", "2", "3"] && table.rejected == 0)
            #expect(table.reader.facts.contains { $0.name == "Above the heading" })
        }
        for above in ["", "\n\n"] {
            #expect(try !ReadTable(above + export).reader.facts.contains { $0.name == "Above the heading" })
        }
        let rows = (1...20).map { "2026-11-02 08:11:13\(delimiter)\($0)\n" }.joined()
        let joined = try ReadTable("WHEN\(delimiter)WHAT\n" + rows + export)
        #expect(joined.records.count == 24 && joined.rejected == 1)
    }

    @Test func aHeadingWithOtherColumnsIsTold() throws {
        let first = Self.export(Self.joined, 1...2, ",", isQuoted: false)
        let turned = try ReadTable(first + Self.export(Self.joined.reversed(), 3...3, ",", isQuoted: false))
        #expect(turned.issues[2]?.contains("in another order: what follows is read in that order") == true)
        let marked = try ReadTable(first + Self.export(Self.joined, 3...3, ";", isQuoted: true))
        #expect(marked.issues[2]?.contains("written in another way") == true)
        let other = try ReadTable(first + Self.export(["ENTRY_TIMESTAMP", "USER_NAME", "REMOTE_ADDRESS"], 3...3, ",", isQuoted: false))
        #expect(other.issues[2]?.contains("with other columns") == true)
        #expect(other.issues[2]?.contains("new: REMOTE_ADDRESS; missing: OWN_NUMBER, SEQUENCE_NUMBER") == true)
        #expect(other.rejected == 1)
    }

    /// Values that are names of columns make no heading.
    @Test func entriesThatNameColumnsAreEntries() throws {
        let text = "USER_NAME,OBJECT_NAME,SEQUENCE_NUMBER\nUSER_NAME,PAYROLL,1\nOBJECT_NAME,X,2\n"
        let table = try ReadTable(text)
        #expect(table.column("USER_NAME") == ["USER_NAME", "OBJECT_NAME"])
        #expect(table.issues.isEmpty)
    }

    // MARK: db2util

    private static let services: [(names: [String], rows: [[String]])] = {
        let common = AuditCatalog.commonSQLColumns + (AuditCatalog.sqlColumns("PW") ?? [])
        func row(_ time: String, _ number: String) -> [String] {
            common.map { column in
                switch column.sqlName {
                case "ENTRY_TIMESTAMP": time
                case "SEQUENCE_NUMBER": number
                case "USER_NAME": "QSYS      "
                case "ENTRY_TYPE": "P"
                case "REMOTE_ADDRESS": "10.20.3.81"
                default: "null"
                }
            }
        }
        return [(common.map(\.sqlName), [row("2026-11-04-07.59.13.011437", "7"), row("2026-11-04-07.59.14.000000", "8")])]
    }()

    /// The form `"value" "value"` has no heading: the columns are those of the service, by their places.
    @Test(arguments: [" ", ","], ["\n", "\r\n"]) func everyValueInQuotesWithoutHeading(_ delimiter: String, _ end: String) throws {
        let (names, rows) = try #require(Self.services.first)
        let text = rows.map { $0.map { "\"\($0)\"" }.joined(separator: delimiter) + end }.joined()
        let table = try ReadTable(text, name: "AUDIT_JOURNAL_PW.txt")
        #expect(table.reader.format == "csv")
        #expect(table.fact("Delimiter") == (delimiter == " " ? "blank" : "comma"))
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-11-04 07:59:13.011437", "2026-11-04 07:59:14.000000"])
        #expect(table.column("SEQUENCE_NUMBER") == ["7", "8"])
        #expect(table.column("USER_NAME") == ["QSYS", "QSYS"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PW", "PW"])
        #expect(table.column("PROGRAM_LIBRARY_ASP_NUMBER") == ["∅", "∅"])
        #expect(table.fact("Null") != nil)
        #expect(table.issues.isEmpty)
        for drip in [1, 7, 100] { #expect(try ReadTable(text, name: "AUDIT_JOURNAL_PW.txt", drip: drip).rows == table.rows) }
        // With a heading the same values are named by it, and the word is a text.
        let heading = names.map { "\"\($0)\"" }.joined(separator: delimiter) + end
        let headed = try ReadTable(heading + text)
        #expect(headed.column("SEQUENCE_NUMBER") == ["7", "8"])
        #expect(headed.fact("Null") == nil)
    }

    @Test func quotesBetweenBlanksInProseAreNoDelimiters() throws {
        for text in ["\"One\" \"two\"\nand three\n", "He said \"one\" \"two\"\n", "\"x\"\n\"y\"\n"] {
            #expect((try? ReadTable(text))?.fact("Delimiter") != "blank")
        }
    }
}
