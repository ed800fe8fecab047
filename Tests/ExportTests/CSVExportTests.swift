import Catalog
import Columns
import Export
import JournalIndex
import Testing

@Suite struct CSVExportTests {
    @Test func csvIsAsWritten() throws {
        #expect(
            try SmallJournal.sample.export(CSVExport.self) == """
                ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME,ENTRY_TEXT
                2026-11-02 08:03:17.007919,18446744073709551600,QSECOFR,"a ""quoted"", text"
                ,7,"","-"
                yesterday,,,"\u{1B}[31mred
                line"

                """)
    }

    @Test func roundTripKeepsTextsNullsAndBlanks() throws {
        let texts = [
            "plain", "a,b", "\"", "line\nend", "cr\r", " leading", "trailing ", "NULL", "<null>", "-", "--", "é漢🙂",
            "\u{FEFF}mark", "\t", "'", ",", "\"\"", "=1+1",
        ]
        let cells = texts.map { Cell.text($0) } + [.blank, .null]
        let journal = SmallJournal([("A", .text, cells), ("B", .text, cells.reversed())])
        let rows = NaiveCSV.rows(try journal.export(CSVExport.self))
        #expect(rows.dropFirst().map { $0[0] } == texts + ["", nil])
        #expect(rows.dropFirst().map { $0[1] } == [nil, ""] + texts.reversed())
    }

    /// Every way in which few cells can repeat, in one column and in two.
    @Test func fewRowsThatRepeatAreWritten() throws {
        for count in 1...5 {
            for ways in 0..<(1 << count) {
                let texts = (0..<count).map { ways >> $0 & 1 == 0 ? "A" : "B" }
                let cells = texts.map { Cell.text($0) }
                let two = SmallJournal([("X", .text, cells), ("Y", .text, cells.reversed())])
                #expect(NaiveCSV.rows(try two.export(CSVExport.self)).dropFirst().map { $0 } == zip(texts, texts.reversed()).map { [$0, $1] })
            }
        }
    }

    @Test func quotesOnlyWhereNeeded() throws {
        let journal = SmallJournal([
            ("A", .text, [.text("CHGUSRPRF USRPRF(X) STATUS(*DISABLED)"), .text("it's"), .text("a;b")])
        ])
        #expect(!(try journal.export(CSVExport.self)).contains("\""))
    }

    /// What goes in, and what a spreadsheet must get.
    @Test(arguments: [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "\"'  =1\"".unquoted), ("\"=1", "'\"=1"), ("'=1", "''=1"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"),
        ("\u{FF1D}1", "'\u{FF1D}1"), ("\u{3000}\u{200B}=1", "'\u{3000}\u{200B}=1"), ("\u{0}\u{B}@A", "'\u{0}\u{B}@A"), ("plain", "plain"), ("a=1", "a=1"), ("10.0.0.1", "10.0.0.1"), ("*ALLOBJ", "*ALLOBJ"),
    ])
    func spreadsheetDisarmsFormulas(text: String, expected: String) throws {
        let journal = SmallJournal([("A", .text, [.text(text)]), ("B", .integer, [.integer(-5)])])
        let out = try journal.export(CSVExport.self, options: ExportOptions(spreadsheet: true))
        #expect(out.hasPrefix("\u{FEFF}A,B\r\n"))
        let rows = NaiveCSV.rows(String(out.unicodeScalars.dropFirst()))
        #expect(rows[1] == [expected, "-5"])
    }

    @Test func unreadableNumbersAreDisarmedToo() throws {
        let journal = SmallJournal([("A", .integer, [.unreadable(text: "=1", reason: "")])])
        #expect(try journal.export(CSVExport.self, options: ExportOptions(spreadsheet: true)).hasSuffix("'=1\r\n"))
    }

    @Test func namesAreQuotedLikeTexts() throws {
        let journal = SmallJournal([("OWN, NAME", .text, [.text("x")])])
        #expect(try journal.export(CSVExport.self) == "\"OWN, NAME\"\nx\n")
    }
}

extension String {
    fileprivate var unquoted: String { String(dropFirst().dropLast()) }
}

/// A CSV reader in a few lines: unquoted nothing is nil.
enum NaiveCSV {
    static func rows(_ text: String) -> [[String?]] {
        var rows: [[String?]] = [], row: [String?] = [], cell = String.UnicodeScalarView()
        var quoted = false, wasQuoted = false
        func end() -> String? { cell.isEmpty && !wasQuoted ? nil : String(cell) }
        var scalars = Array(text.unicodeScalars)[...]
        while let next = scalars.popFirst() {
            if quoted {
                if next != "\"" { cell.append(next) } else if scalars.first == "\"" {
                    cell.append(next)
                    scalars.removeFirst()
                } else { quoted = false }
            } else if next == "\"" {
                (quoted, wasQuoted) = (true, true)
            } else if next == "," || next == "\n" || (next == "\r" && scalars.first == "\n") {
                row.append(end())
                (cell, wasQuoted) = (String.UnicodeScalarView(), false)
                if next == "\r" { scalars.removeFirst() }
                if next != "," {
                    rows.append(row)
                    row = []
                }
            } else { cell.append(next) }
        }
        return rows
    }
}
