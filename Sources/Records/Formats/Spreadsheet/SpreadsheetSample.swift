/// A small workbook, put together here: a stored zip archive with three parts.
package enum SpreadsheetSample {
    private static let workbook = "<workbook xmlns=\"x\"><sheets><sheet name=\"PW\" sheetId=\"1\"/></sheets></workbook>"
    private static let shared = """
        <sst><si><t>ENTRY_TIMESTAMP</t></si><si><t>SEQUENCE_NUMBER</t></si><si><t>USER_NAME</t></si><si><t>BRUNO</t></si>\
        <si><r><t>KLARA </t></r><r><t xml:space="preserve">&amp; CO</t></r></si></sst>
        """
    private static let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
    private static let sheet = """
        <worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>\
        <row r="2"><c r="A2" t="inlineStr"><is><t>2026-11-04 07:59:13.011437</t></is></c><c r="B2"><v>8412101</v></c>\
        <c r="C2" t="s"><v>3</v></c></row><row r="3"><c r="A3" s="1"><v>46330.5</v></c><c r="C3" t="s"><v>4</v></c></row>\
        </sheetData></worksheet>
        """

    static var bytes: [UInt8] {
        archive([
            ("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", workbook), ("xl/sharedStrings.xml", shared),
            ("xl/styles.xml", styles), ("xl/worksheets/sheet1.xml", sheet),
        ])
    }

    /// A workbook of one sheet with these cells, all of them texts.
    package static func workbook(sheet name: String, _ rows: [[String]]) -> [UInt8] {
        let lines = rows.enumerated().map { number, cells in
            let texts = cells.enumerated().filter { !$1.isEmpty }.map { column, text in
                "<c r=\"\(letters(column))\(number + 1)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(text))</t></is></c>"
            }
            return "<row r=\"\(number + 1)\">\(texts.joined())</row>\n"
        }
        return archive([
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", "<workbook xmlns=\"x\"><sheets><sheet name=\"\(escaped(name))\" sheetId=\"1\"/></sheets></workbook>"),
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\n\(lines.joined())</sheetData></worksheet>"),
        ])
    }

    /// `A`, `Z`, `AA`.
    private static func letters(_ column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? last : letters(column / 26 - 1) + last
    }

    private static func escaped(_ text: String) -> String {
        text.map { $0 == "&" ? "&amp;" : $0 == "<" ? "&lt;" : $0 == ">" ? "&gt;" : $0 == "\"" ? "&quot;" : String($0) }.joined()
    }

    /// A zip archive of stored members.
    static func archive(_ members: [(name: String, text: String)]) -> [UInt8] {
        var (archive, table): ([UInt8], [UInt8]) = ([], [])
        for member in members {
            let (name, content) = (Array(member.name.utf8), Array(member.text.utf8))
            let sizes = number(Int(checksum(content)), 4) + number(content.count, 4) + number(content.count, 4) + number(name.count, 2) + number(0, 2)
            table += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + Array(repeating: 0, count: 8) + sizes
                + Array(repeating: 0, count: 10) + number(archive.count, 4) + name
            archive += number(0x0403_4B50, 4) + number(20, 2) + Array(repeating: 0, count: 8) + sizes + name + content
        }
        let end = number(0x0605_4B50, 4) + number(0, 4) + number(members.count, 2) + number(members.count, 2)
            + number(table.count, 4) + number(archive.count, 4) + number(0, 2)
        return archive + table + end
    }

    /// CRC-32, as zip archives have it.
    private static func checksum(_ content: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in content {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = sum & 1 == 1
                sum >>= 1
                if isOdd { sum ^= 0xEDB8_8320 }
            }
        }
        return ~sum
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
