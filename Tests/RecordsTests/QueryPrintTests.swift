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

    /// With marks at thousands a number is one; with marks elsewhere it stays what it is, and is told.
    @Test(arguments: [
        ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("1,000", "1000"), ("999", "999"), ("12.345", "12345"), ("-1,234", "-1234"),
        ("42,0", "42"), ("1,23", nil), ("1,2345", nil), ("12,34,567", nil), ("1.234,567", nil), ("1,,234", nil), (",123", nil), ("0,123", nil),
        ("1234,567", nil), ("1,234,", nil),
    ])
    func numbersMayHaveMarksAtThousands(_ printed: String, _ read: String?) throws {
        let heading = [
            "ENTRY  TIMESTAMP                     SEQUENCE  USER        USER        DEVICE",
            "TYPE                                   NUMBER  NAME        NAME        NAME",
        ]
        func line(_ number: String) -> String {
            " PW    2026-11-04-07.59.13.011430  " + String(repeating: " ", count: 10 - number.count) + number + "  QSYS        BRUNO       QPADEV0007"
        }
        let lines = ["8", "1,234", printed, "12.345.678"].map(line)
        let table = try ReadTable(([Self.page + "1"] + heading + [""] + lines).joined(separator: "\n") + "\n")
        #expect(table.column("SEQUENCE_NUMBER") == ["8", "1234", read ?? "{\(printed): not a whole number}", "12345678"])
    }

    @Test func jobNumbersWithMarksHaveSixDigits() {
        let decoder = FieldDecoder.jobNumber(.grouped(.text(.utf8)))
        for (printed, shown) in [("12,345", "012345"), ("123.456", "123456"), ("7", "000007"), ("1,2", "1,2")] {
            #expect(decoder.text(Array(printed.utf8).span.bytes) == .value(shown))
        }
    }

    @Test func singleByteEncodingsKeepTheirPlaces() throws {
        let bytes = TextCharacters.encode(Self.text, .windows1252)
        #expect(try ReadTable(bytes).column("AUDIT_USER_NAME") == ["BRUNO", "BRÜNO", "KLARA"])
    }

    @Test func textWithoutPagesIsNoReport() throws {
        #expect(throws: SourceError.self) { try ReadTable("Dear Anna,\n\nthe audit was on 26.11.09.\n") }
    }
}
