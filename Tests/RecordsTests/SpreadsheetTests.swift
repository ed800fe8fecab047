import Foundation
import Testing

@testable import Records

@Suite struct SpreadsheetTests {
    /// A workbook of these rows of XML.
    private func workbook(_ rows: String, styles: String = "", shared: String = "") -> [UInt8] {
        SpreadsheetSample.archive([
            ("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"),
            ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"), ("xl/sharedStrings.xml", "<sst>\(shared)</sst>"),
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
            ("xl/worksheets/sheet2.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
        ])
    }

    private func cell(_ place: String, _ text: String) -> String { "<c r=\"\(place)\" t=\"str\"><v>\(text)</v></c>" }

    @Test func sampleReadsAsItsRows() throws {
        let table = try ReadTable(SpreadsheetSample.bytes)
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-11-04 07:59:13.011437", "2026-11-04 12:00:00.000000"])
        #expect(table.column("SEQUENCE_NUMBER") == ["8412101", "∅"])
        #expect(table.column("USER_NAME") == ["BRUNO", "KLARA & CO"])
        #expect(table.fact("Format") == "spreadsheet, sheet1.xml")
    }

    @Test func sheetWithoutRowsIsPassedOverAndGapsAreNull() throws {
        let rows = "<row>\(cell("B1", "USER_NAME"))\(cell("D1", "SEQUENCE_NUMBER"))\(cell("A1", "ENTRY_TIMESTAMP"))</row><row/>"
            + "<row>\(cell("A3", "2026-11-04 08:00:00"))<c r=\"D3\"><v>1.23456789E8</v></c><c r=\"B3\" s=\"7\"/></row>"
        let table = try ReadTable(workbook(rows))
        #expect(table.fact("Format") == "spreadsheet, sheet2.xml")
        #expect(table.rows.count == 1)
        #expect(table.column("SEQUENCE_NUMBER") == ["123456789"])
        #expect(table.column("USER_NAME") == ["∅"])
    }

    @Test func ownDateFormatsAreDates() throws {
        let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd hh:mm:ss.000\"/><numFmt numFmtId=\"165\" formatCode=\"0.0 &quot;days&quot;\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>"
        let rows = "<row>\(cell("A1", "ENTRY_TIMESTAMP"))\(cell("B1", "MY_NUMBER"))\(cell("C1", "USER_NAME"))</row>"
            + "<row><c r=\"A2\" s=\"1\"><v>46330.333483796296</v></c><c r=\"B2\" s=\"2\"><v>46330.5</v></c>\(cell("C2", "A&lt;B&#x41;&#66;"))</row>"
        let table = try ReadTable(workbook(rows, styles: styles))
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-11-04 08:00:13.000000"])
        #expect(table.column("MY_NUMBER") == ["46330.5"])
        #expect(table.column("USER_NAME") == ["A<BAB"])
    }

    @Test func aWorkbookIsOneSourceAndAnotherZipIsNone() throws {
        let source = MemorySource(name: "x.xlsx", bytes: SpreadsheetSample.bytes)
        #expect(try Archive.sources(in: source).map(\.name) == ["x.xlsx"])
        let document = SpreadsheetSample.archive([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")])
        #expect(throws: SourceError.self) { try ReadTable(document) }
    }

    @Test(arguments: ["<row><c", "<row><c r=\"A1\" t=\"s\"><v>99999999999999999999</v></c></row>", "<row><c r=\"ZZZZZZZZZZ9\"><v>1</v></c></row>", "<!DOCTYPE a [<!ENTITY b \"c\">]><row/>"])
    func brokenSheetsDoNotCrash(_ rows: String) { _ = try? ReadTable(workbook(rows)) }

    @Test func rowsBehindBrokenXMLAreMissedAloud() throws {
        let good = "<row>\(cell("A1", "ENTRY_TIMESTAMP"))\(cell("B1", "USER_NAME"))</row><row>\(cell("A2", "2026-11-04 08:00:00"))\(cell("B2", "ANNA"))</row>"
        let source = MemorySource(name: "x.xlsx", bytes: workbook(good + "<row><c r=\"A3><v>1</v></c></row>"))
        let found = try InputFormats.recognise(source, options: InputOptions())
        #expect(ReadTable(found.reader, try ReadTable.content(of: found.source), drip: nil).column("USER_NAME") == ["ANNA"])
        #expect(found.source.failure?.contains("broken") == true)
        let whole = try InputFormats.recognise(MemorySource(name: "x.xlsx", bytes: workbook(good)), options: InputOptions())
        #expect(whole.source.failure == nil)
    }

    /// The heading is narrower than a row: every row gets as many cells as the widest.
    @Test func aRowWiderThanTheHeadingIsWhole() throws {
        let rows = "<row>\(cell("A1", "ENTRY_TIMESTAMP"))\(cell("B1", "USER_NAME"))</row>"
            + "<row>\(cell("A2", "2026-11-04 08:00:00"))</row><row>\(cell("A3", "2026-11-04 08:01:00"))\(cell("D3", "more"))</row>"
        let table = try ReadTable(workbook(rows))
        #expect(table.column("ENTRY_TIMESTAMP").count == 2)
        #expect(table.rows.joined().contains("more"))
    }

    @Test func prefixesAndRowsBeyondOnePieceAreRead() throws {
        let row = "<x:row><x:c t=\"str\"><x:v>2026-11-04 08:00:00</x:v></x:c><x:c t=\"str\"><x:v>\(String(repeating: "B", count: 200))</x:v></x:c></x:row>"
        let heading = "<x:row><x:c t=\"str\"><x:v>ENTRY_TIMESTAMP</x:v></x:c><x:c t=\"str\"><x:v>USER_NAME</x:v></x:c></x:row>"
        let table = try ReadTable(workbook(heading + String(repeating: row, count: 9_000)))
        #expect(table.rows.count == 9_000 && table.issues.isEmpty)
    }
}
