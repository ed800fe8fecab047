import Testing
import TestRandom

@testable import Records

/// Rows that are written as rows before them are read in one go, and give what they give one by one.
@Suite struct SheetRowsTests {
    private static let cells = SheetCells(
        shared: SharedTexts(Array("<sst><si><t>QSYS</t></si><si/><si><t>say \"no\"</t></si><si><t>\(String(repeating: "x", count: 90))</t></si></sst>".utf8)),
        dates: [1, 3])

    /// The text of a sheet's rows, in pieces as they come.
    private func csv(_ rows: String, remembers: Bool) throws -> (text: String, width: Int, narrow: Int, failure: String?) {
        let sheet = MemorySource(name: "x", bytes: Array("<worksheet><sheetData>\(rows)</sheetData></worksheet>".utf8))
        var reading = SheetRows(Self.cells, remembers: remembers)
        var text: [UInt8] = []
        try reading.write(sheet) { piece in
            piece.withUnsafeBytes { text.append(contentsOf: $0) }
            return true
        }
        return (String(decoding: text, as: UTF8.self), reading.width, reading.narrow, reading.failure)
    }

    private func expectSame(_ rows: String, _ comment: Comment? = nil) throws {
        let (known, single) = (try csv(rows, remembers: true), try csv(rows, remembers: false))
        #expect(known.text == single.text, comment)
        #expect(known == single, comment)
    }

    private func repeated(_ row: String, _ count: Int = 40) -> String { String(repeating: row, count: count) }

    @Test(arguments: [
        "<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">QSECOFR</t></is></c><c r=\"D1\" t=\"str\"><v>1</v></c>",
        "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c><c t=\"s\"><v>4</v></c><c t=\"s\"><v>99999999999999999999</v></c><c t=\"s\"><v>-0</v></c><c t=\"s\"><v></v></c>",
        "<c s=\"1\"><v>46330.333483796296</v></c><c s=\"2\"><v>46330.5</v></c><c><v>1.23456789E8</v></c><c><v>-12.5</v></c><c><v>12345678901234567890123456</v></c><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c><v>a&amp;\"b\"</v></c>",
        "<c t=\"str\"><v>a &amp; b &lt; &#x41; &nosuch;</v></c><c t=\"str\"><v>he said \"no\"</v></c><c t=\"str\"><v><![CDATA[<&\"]]></v></c><c t=\"str\"><v>a<![CDATA[b]]>c</v></c>",
        "<c t=\"inlineStr\"><is><r><t>KLARA </t></r><r><t>&amp; CO</t></r></is></c><c t=\"inlineStr\"><is><t>A</t><rPh><t>reading</t></rPh></is></c>",
        "<c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>4</v></c>", "<c r=\"A1\" s=\"4\"/><c r=\"B1\" s=\"4\"></c><c r=\"C1\"><v/></c>", "",
        "<c r=\"A1\" r=\"B1\"><v>1</v></c><c s=\"2\" r=\"D1\"><v>2</v></c><c r='E1'><v>3</v></c><c r=\"f1\"><v>4</v></c><c r=\"ZZZZ1\"><v>5</v></c>",
        "\n  <c r=\"A1\">\n <v>1</v>\n</c>\n text <!-- <c><v>9</v></c> ' --> <c><v>2</v></c>", "<c><v>1</c><c>2</c>", "<c><c r=\"B1\"/><v>X</v></c>",
        "<c t=\"str\"><v>\(String(repeating: "long ", count: 500))</v></c><c r=\"CZZ1\"><v>far</v></c><c r=\"BX1\"><v>near</v></c>",
        "<c t=\"str\"><v>a_x000D_\nb_x005F_x0041_ and more text behind it</v></c><c t=\"inlineStr\"><is><t>a long name with QSYS_x0041</t></is></c><c t=\"str\"><v>QSYS_X_</v></c><c t=\"str\"><v>0123456789abcde_x0041_</v></c><c t=\"s\"><v>x</v></c>",
        "<c a=\"&gt;>\"><f>IF(A1>0,\"x\",'y')</f><v>5</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"n\"><v>7</v></c>",
    ])
    func rowsReadTogetherAreThoseReadOneByOne(_ cells: String) throws {
        try expectSame(repeated("<row r=\"7\" spans=\"1:9\">\(cells)</row>"))
        try expectSame("<row><c><v>1</v></c></row>" + repeated("<row>\(cells)</row>\n<row><c><v>1</v></c></row><row/>\r\n"))
        let prefixed = cells.replacing("<c", with: "<x:c").replacing("</c", with: "</x:c").replacing("<v>", with: "<x:v>").replacing("</v>", with: "</x:v>")
        try expectSame(repeated("<x:row>\(prefixed)</x:row>") + repeated("<row>\(cells)</row>"))
    }

    @Test func randomSheetsAreReadAlike() throws {
        var random = SplitMix(seed: 11)
        let allKinds = ["", " t=\"str\"", " t=\"s\"", " t=\"inlineStr\"", " t=\"b\"", " s=\"1\"", " s=\"2\"", " s=\"3\" t=\"n\""]
        let allValues = ["1", "", "2", "46330.5", "QSYS", "a\"b", "a&lt;b", "_x0022_a_x", "1E5", "-", "<![CDATA[c]]>", "0000000000000000000000000001", "é日本", " x "]
        func cell(_ column: Int, _ row: Int, _ kinds: ArraySlice<String>, _ values: ArraySlice<String>) -> String {
            let kind = kinds.randomElement(using: &random) ?? ""
            let value = values.randomElement(using: &random) ?? ""
            let place = Bool.random(using: &random) ? "" : " r=\"\(Unicode.Scalar(UInt8(65 + column)))\(row)\""
            if Int.random(in: 0..<30, using: &random) == 0 { return "<c\(place)\(kind)/>" }
            return kind == " t=\"inlineStr\"" ? "<c\(place)\(kind)><is><t>\(value)</t></is></c>" : "<c\(place)\(kind)><v>\(value)</v></c>"
        }
        for round in 0..<25 {
            var rows = ""
            let kinds = allKinds.shuffled(using: &random).prefix(round % 8 + 1)
            let values = allValues.shuffled(using: &random).prefix(round % 13 + 1)
            for row in 1...80 {
                let columns = (0..<8).filter { _ in Int.random(in: 0..<9, using: &random) > 0 }
                rows += "<row r=\"\(row)\">" + columns.map { cell($0, row, kinds, values) }.joined() + "</row>"
            }
            try expectSame(rows, "round \(round)")
        }
    }

    /// Rows of several pieces: what stands at their borders, and a comment and a literal that hold ends of rows.
    @Test func piecesDoNotShow() throws {
        let row = "<row><c t=\"str\"><v>\(String(repeating: "B", count: 200))</v></c><c><v>1</v></c></row>"
        try expectSame(repeated(row, 4_000))
        let hidden = String(repeating: "</row>", count: 100_000)
        let sheet = repeated(row, 1_000) + "<!-- \(hidden) -->" + repeated(row, 1_000)
            + "<row><c t=\"str\"><v><![CDATA[\(hidden)]]></v></c></row>" + repeated(row, 10)
        try expectSame(sheet)
        let whole = try csv(sheet, remembers: true)
        #expect(whole.failure == nil && whole.text.split(separator: "\n").count == 2_011)
        #expect(try csv(repeated(row, 2_000) + "<!-- \(hidden)", remembers: true).failure != nil)
    }

    /// More text than the loops write at once, and shared texts that need more room than their numbers.
    @Test func roomIsMadeForWhatIsLonger() throws {
        try expectSame(repeated("<row>" + String(repeating: "<c t=\"s\"><v>3</v></c>", count: 1_900) + "</row>", 5))
        try expectSame(repeated("<row><c t=\"str\"><v>\(String(repeating: "&amp;", count: 200_000))</v></c><c t=\"s\"><v>3</v></c></row>", 3))
    }

    @Test func literalsAreTextsAndReadingsAreNone() throws {
        let row = "<row><c t=\"str\"><v><![CDATA[a<b & \"c\"]]></v></c><c t=\"inlineStr\"><is><t>A</t><rPh><t>reading</t></rPh></is></c><!-- it's --><c><v>3</v></c></row>"
        #expect(try csv(row, remembers: true).text == "\"a<b & \"\"c\"\"\",\"A\",\"3\"\n")
        #expect(SharedTexts(Array("<sst><si><t><![CDATA[<x>]]></t></si><si><t>\"</t></si></sst>".utf8))[0] == Array("<x>".utf8))
        #expect(SharedTexts(Array("<sst><si/><si><t>\"</t></si></sst>".utf8))[1] == [0x22])
    }
}
