import Catalog
import TestRandom
import Testing

@testable import Records

/// Tables of db2: columns by the dashes below their names, in any language.
@Suite struct Db2TableTests {
    private static let names = ["ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "JOURNAL_ENTRY_TYPE", "USER_NAME", "REMOTE_ADDRESS"]
    private static let rows = [
        ["2026-11-04-07.59.13.011437", "8", "PW", "QSYS", "10.20.3.81"], ["2026-11-04-07.59.14.000000", "12345", "PW", "-", "-"],
        ["2026-11-04-07.59.15.000000", "12346", "PW", "BR\u{DC}NO", ""], ["2026-11-04-07.59.16.000000", "12347", "PW", "\u{5C71}\u{7530}", "::1"],
        ["2026-11-04-07.59.17.000000", "12348", "PW", "A - B", "10.20.3.81"],
    ]
    private static let count = "  5 RECORD(S) SELECTED."

    /// The places a text takes: characters of Japanese take two.
    private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x7FF ? 2 : 1) } }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        zip(cells, widths).map { cell, width in
            let gap = String(repeating: " ", count: max(0, width - Self.width(cell)))
            return Int(cell) == nil ? cell + gap : gap + cell
        }.joined(separator: " ")
    }

    /// The lines of a result; `extra` is what columns are wider than they need to be.
    private static func lines(_ names: [String] = names, _ rows: [[String]] = rows, extra: Int = 0) -> [String] {
        let widths = names.indices.map { column in extra + (([names] + rows).map { width($0[column]) }.max() ?? 0) }
        let dashes = widths.map { String(repeating: "-", count: $0) }.joined(separator: " ")
        return ["", line(names, widths), dashes] + rows.map { line($0, widths) } + [""]
    }

    private static func text(_ lines: [String], lineEnd: String = "\n") -> String { lines.map { $0 + lineEnd }.joined() }

    private func expectRows(_ table: ReadTable) {
        #expect(table.reader.format == "db2-table")
        #expect(table.column("ENTRY_TIMESTAMP").first == "2026-11-04 07:59:13.011437")
        #expect(table.column("SEQUENCE_NUMBER") == ["8", "12345", "12346", "12347", "12348"])
        #expect(table.column("USER_NAME") == ["QSYS", "∅", "BRÜNO", "山田", "A - B"])
        #expect(table.column("REMOTE_ADDRESS") == ["10.20.3.81", "∅", "␣", "::1", "10.20.3.81"])
        #expect(table.issues.isEmpty, "\(table.issues)")
    }

    @Test(arguments: [count, "  5 SATZ/SÄTZE AUSGEWÄHLT.", "  5 ENREGISTREMENT(S) SELECTIONNE(S).", "(5 rows affected)", ""])
    func rowsStandBetweenDashesAndTheLineThatCountsThem(_ count: String) throws {
        for lineEnd in ["\n", "\r\n"] {
            let text = Self.text(Self.lines() + [count, "", ""], lineEnd: lineEnd)
            let table = try ReadTable(text)
            expectRows(table)
            for drip in [1, 3, 40, 200, 1000] { expectRows(try ReadTable(text, drip: drip)) }
        }
    }

    @Test(arguments: [0, 1, 7]) func columnsMayBeWiderThanTheirValues(_ extra: Int) throws {
        expectRows(try ReadTable(Self.text(Self.lines(extra: extra) + [Self.count])))
    }

    /// The shell's prompt and statement, warnings, and the prompts of an interactive db2.
    @Test(arguments: [
        ["> db2 \"select * from table(systools.audit_journal_pw())\""], ["DB2>"], ["**** CLI ERROR *****", "SQLSTATE: 01004", "NATIVE ERROR CODE: 0"],
    ]) func whatStandsAroundIsPassedOver(_ before: [String]) throws {
        expectRows(try ReadTable(Self.text(before + Self.lines() + [Self.count, "DB2>"])))
    }

    @Test func linesThatLostTheirLastBlanksAreTheSame() throws {
        let lines = Self.lines(extra: 2).map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
        expectRows(try ReadTable(Self.text(lines + [Self.count])))
    }

    @Test func severalResultsWithOneHeadingAreOne() throws {
        let table = try ReadTable(Self.text(Self.lines() + [Self.count] + Self.lines() + [Self.count]))
        #expect(table.rows.count == 10)
        #expect(table.issues.isEmpty)
    }

    /// A row of another result must not be read by these columns, wherever its time stands.
    @Test func rowsUnderAnotherHeadingAreNoEntries() throws {
        let row = ["2026-11-05-01.00.00.000000", "QSECOFR", "7"]
        let other = Self.lines(["ENTRY_TIMESTAMP", "USER_NAME", "SEQUENCE_NUMBER"], [row, row, row], extra: 4)
        let text = Self.text(Self.lines() + [Self.count] + other + ["  3 RECORD(S) SELECTED."] + Self.lines() + [Self.count])
        let table = try ReadTable(text)
        // The heading, the dashes and the rows of the other one.
        #expect(table.rows.count == 15)
        #expect(table.rejected == 5)
        #expect(table.column("SEQUENCE_NUMBER").filter { $0 != "-" } == ["8", "12345", "12346", "12347", "12348"] + ["8", "12345", "12346", "12347", "12348"])
        for drip in [1, 5, 64, 300, 500] {
            let fed = try ReadTable(text, drip: drip)
            #expect(fed.rows == table.rows)
            #expect(fed.issues == table.issues)
        }
    }

    @Test func namesMayBeLongerThanTheirColumns() throws {
        let text = Self.text(["", "ENTRY_TIMESTAMP SEQUENCE_NUMBER JOURNAL_ENTRY_TYPE", "-------------------------- ---- --", "2026-11-04-07.59.13.011437    8 PW", ""])
        let table = try ReadTable(text)
        #expect(table.column("SEQUENCE_NUMBER") == ["8"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PW"])
    }

    @Test func messagesAreThoseOfTheHistoryLog() throws {
        let names = ["ORDINAL_POSITION", "MESSAGE_ID", "MESSAGE_TIMESTAMP", "FROM_USER", "FROM_JOB", "MESSAGE_TEXT"]
        let rows = [["1", "CPF1124", "2026-11-04-07.59.13.011437", "QSYS", "104177/QUSER/QZDASOINIT", "Job 104177/QUSER/QZDASOINIT started."]]
        let table = try ReadTable(Self.text(Self.lines(names, rows) + ["  1 RECORD(S) SELECTED."]))
        #expect(table.column("JOURNAL_CODE") == ["QHST"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["CPF1124"])
        #expect(table.column("JOB_USER") == ["QUSER"])
        #expect(table.column("MESSAGE_TEXT") == [rows[0][5]])
        #expect(table.issues.isEmpty)
    }

    @Test func entryDataIsDecodedByType() throws {
        let data = CodePage(ccsid: 37).encode("PALICE     QPADEV0001" + String(repeating: " ", count: 60)) ?? []
        let hex = data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        let names = ["ENTRY_TIMESTAMP", "JOURNAL_CODE", "JOURNAL_ENTRY_TYPE", "ENTRY_DATA"]
        let table = try ReadTable(Self.text(Self.lines(names, [["2026-04-09-07.07.12.000000", "T", "PW", hex]])))
        #expect(table.column("ENTRY_TYPE") == ["P"])
        #expect(table.column("AUDIT_USER_NAME") == ["ALICE"])
    }

    @Test func aResultWithoutTimeIsRead() throws {
        let table = try ReadTable(Self.text(Self.lines(["USER_NAME", "SEQUENCE_NUMBER"], [["ANN", "1"], ["BO", "2"]]) + ["  2 RECORD(S) SELECTED."]))
        #expect(table.column("USER_NAME") == ["ANN", "BO"])
        #expect(table.issues.isEmpty)
    }

    @Test func anEmptyResultHasNoEntries() throws {
        let table = try ReadTable(Self.text(Self.lines(Self.names, []) + ["  0 RECORD(S) SELECTED."]))
        #expect(table.reader.format == "db2-table")
        #expect(table.rows.isEmpty)
    }

    @Test func otherTextIsNoTable() throws {
        for text in ["Title\n-----\n\nProse, and more of it.\n", "NAME SIZE\n---- ----\nabc  12\n"] {
            #expect((try? ReadTable(text))?.reader.format != "db2-table")
        }
    }
}
