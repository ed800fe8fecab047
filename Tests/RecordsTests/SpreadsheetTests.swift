import Foundation
import Testing

@testable import Records

@Suite struct SpreadsheetTests {
    /// A workbook of these rows of XML.
    private func workbook(_ rows: String, styles: String = "", shared: String = "", properties: String = "") -> [UInt8] {
        SpreadsheetSample.archive([
            ("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook>\(properties)</workbook>"),
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

    /// The same day is another number there.
    @Test(arguments: [("date1904=\"1\"", 44868), ("date1904='true' x=\"1\"", 44868), ("date1904=\"0\"", 46330), ("", 46330)])
    func daysAreCountedFromTheYearThatTheWorkbookSays(_ attribute: String, _ day: Int) throws {
        let rows = "<row>\(cell("A1", "ENTRY_TIMESTAMP"))\(cell("B1", "USER_NAME"))</row>"
            + String(repeating: "<row><c r=\"A2\" s=\"1\"><v>\(day).5</v></c>\(cell("B2", "ANNA"))</row>", count: 40)
        let styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs>"
        let table = try ReadTable(workbook(rows, styles: styles, properties: "<x:workbookPr a=\"b\" \(attribute)/><sheets/>"))
        #expect(table.column("ENTRY_TIMESTAMP") == Array(repeating: "2026-11-04 12:00:00.000000", count: 40))
        #expect((table.fact("Dates")?.contains("1904") == true) == (day == 44868))
    }

    @Test func charactersThatAreWrittenAsNumbersAreRead() throws {
        let shared = "<si><t>one_x000D_\ntwo</t></si><si><r><t>a_x000</t></r><r><t>A_ _x005F_x000A_</t></r></si>"
        let values = ["_x005f_x0041_", "_x00e9__xD83D__xDE00__xD83D_", "x_x_x0022_, _x00", "&amp;_x0026_&#95;x0041_", "_x005F_"]
        let cells = values.flatMap {
            ["<c t=\"inlineStr\"><is><t>\($0)</t></is></c>", "<c t=\"str\"><v>\($0)</v></c>"]
        }
        let rows = "<row>\((0...12).map { "<c t=\"str\"><v>\($0 == 0 ? "ENTRY_TIMESTAMP" : "C_x0023_\($0)")</v></c>" }.joined())</row>"
            + String(repeating: "<row>\(cell("A1", "2026-11-04 08:00:00"))\(cells.joined())<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>", count: 30)
        let table = try ReadTable(workbook(rows, shared: shared))
        let shown = ["_x0041_", "é\u{1F600}_xD83D_", "x_x\", _x00", "&&A", "_"].flatMap { [$0, $0] } + ["one\r\ntwo", "a_x000A_ _x000A_"]
        #expect(table.columns.last?.name.hasPrefix("C#12") == true)
        for row in table.rows { #expect(Array(row.dropFirst().prefix(12)) == shown) }
        #expect(table.rows.count == 30 && table.issues.isEmpty)
    }

    /// A text that the workbook does not have is null, not its number, and told; texts that look like such a cell are texts.
    @Test func missingTextsAreNullAndTold() throws {
        let shared = "<si><t>ANNA</t></si>"
        func row(_ user: Int, _ text: String) -> String {
            "<row>\(cell("A1", "2026-11-04 08:00:00"))<c t=\"s\"><v>\(user)</v></c>\(cell("C1", text))</row>"
        }
        let heading = "<row>\(cell("A1", "ENTRY_TIMESTAMP"))\(cell("B1", "USER_NAME"))\(cell("C1", "TEXT"))</row>"
        let rows = (0..<40).map { row($0 % 4 == 1 ? 1 : $0 == 22 ? 123_456_789_012 : 0, $0 % 3 == 0 ? "&lt;NULL>" : "a,&lt;NULL>,\n&lt;NULL>,b") }
        let table = try ReadTable(workbook(heading + rows.joined(), shared: shared))
        #expect(table.rows.count == 40)
        for (index, user) in table.column("USER_NAME").enumerated() {
            let isMissing = index % 4 == 1 || index == 22
            #expect(user == (isMissing ? "∅" : "ANNA"))
            #expect(table.issues[index] == (isMissing ? "USER_NAME: the workbook does not have the text that this cell names" : nil))
        }
        #expect(table.column("TEXT")[0] == "<NULL>" && table.rejected == 0)
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
