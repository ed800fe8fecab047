import Catalog
import Testing

@testable import Records

/// Reports that RUNQRY prints: columns by where they stand, in any language.
@Suite struct QueryPrintTests {
    private static let page = "26.11.09  08:41:55" + String(repeating: " ", count: 50) + "SEITE    "
    private static let heading = [
        "ENTRY  TIMESTAMP                   SEQUENCE  USER        USER        DEVICE",
        "TYPE                                 NUMBER  NAME        NAME        NAME",
    ]
    private static func line(_ number: String, _ user: String, _ tried: String, device: String = "QPADEV0007") -> String {
        func left(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: width - text.count) }
        return " PW    2026-11-04-07.59.13.01143\(number.suffix(1))  " + String(repeating: " ", count: 8 - number.count) + number
            + "  " + left(user, 10) + "  " + left(tried, 10) + "  " + device
    }

    private static let text: String = {
        let first = [page + "1"] + heading + ["", line("8", "QSYS", "BRUNO"), line("9", "QSYS", "BRÜNO", device: "")]
        let second = [page + "2"] + heading + ["", line("123456", "QTCP", "KLARA"), "", "* * *  E N D E  * * *"]
        return (first + second).joined(separator: "\n") + "\n"
    }()

    @Test func entriesStandUnderTheirHeadings() throws {
        let table = try ReadTable(Self.text)
        #expect(table.reader.format == "query-print")
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PW", "PW", "PW"])
        #expect(table.column("SEQUENCE_NUMBER") == ["8", "9", "123456"])
        #expect(table.column("JOB_USER") == ["QSYS", "QSYS", "QTCP"])
        #expect(table.column("AUDIT_USER_NAME") == ["BRUNO", "BRÜNO", "KLARA"])
        #expect(table.column("DEVICE_NAME") == ["QPADEV0007", "-", "QPADEV0007"])
        #expect(table.column("ENTRY_TIMESTAMP")[0] == "2026-11-04 07:59:13.011438")
        #expect(table.issues.isEmpty)
        for drip in [1, 40, 200] { #expect(try ReadTable(Self.text, drip: drip).rows == table.rows) }
    }

    @Test func totalsAreNoEntries() throws {
        let table = try ReadTable(Self.text.replacing("* * *  E N D E", with: "FINAL TOTALS\nCOUNT  3\n* * *  E N D E"))
        #expect(table.rows.count == 5)
        #expect(table.rejected == 2)
    }

    @Test func singleByteEncodingsKeepTheirPlaces() throws {
        let bytes = TextCharacters.encode(Self.text, .windows1252)
        #expect(try ReadTable(bytes).column("AUDIT_USER_NAME") == ["BRUNO", "BRÜNO", "KLARA"])
    }

    @Test func textWithoutPagesIsNoReport() throws {
        #expect(throws: SourceError.self) { try ReadTable("Dear Anna,\n\nthe audit was on 26.11.09.\n") }
    }
}
