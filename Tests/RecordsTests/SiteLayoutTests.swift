import Catalog
import OutfileWriter
import Testing

@testable import Records

/// A site's own list of fields goes before the catalog's layout.
@Suite struct SiteLayoutTests {
    private static let values = [
        "JOURNAL_CODE": "T", "JOURNAL_ENTRY_TYPE": "PW", "SEQUENCE_NUMBER": "7",
        "ENTRY_TIMESTAMP": "2026-11-13 07:59:13.000000", "ENTRY_TYPE": "P", "AUDIT_USER_NAME": "BRUNO", "DEVICE_NAME": "QPADEV0007",
    ]

    /// DSPFFD of QASYPWJ5: the user stands ten bytes later than the catalog says, and a field nobody knows before it.
    private static let dspffd = """
        "WHFILE","WHFLDE","WHFOBO","WHFLDB","WHFLDD","WHFLDP","WHFTXT","WHFLDT","WHVARL"
        "QASYPWJ5","PWENTL",1,5,5,0,"Length of entry","S","N"
        "QASYPWJ5","PWTYPE",610,1,0,0,"Violation Entry Type","A","N"
        "QASYPWJ5","PWNEWF",611,10,0,0,"A field of this site","A","N"
        "QASYPWJ5","PWUSRN",621,10,0,0,"User Name","A","N"
        "QASYPWJ5","PWCNT",631,3,5,0,"","P","N"

        """

    private func layouts(_ text: String) throws -> [SiteLayout] {
        try SiteLayout.read(MemorySource(name: "fields.csv", bytes: Array(text.utf8)))
    }

    private func record() throws -> [UInt8] {
        var record = try EntryEncoder().record(Self.values)
        let own = CodePage(ccsid: 37).encode("PNEW FIELD MARTA     ") ?? []
        record.replaceSubrange(609..<609 + own.count, with: own)
        record.replaceSubrange(630..<633, with: [0x00, 0x04, 0x2F])
        return record
    }

    @Test func listOfTheSiteGoesBeforeTheCatalog() throws {
        let bytes = try record() + record()
        let table = try ReadTable(bytes, options: InputOptions(layouts: layouts(Self.dspffd)))
        #expect(table.column("ENTRY_TYPE") == ["P", "P"])
        #expect(table.column("PWNEWF") == ["NEW FIELD", "NEW FIELD"])
        #expect(table.column("AUDIT_USER_NAME") == ["MARTA", "MARTA"])
        #expect(table.column("PWCNT") == ["42", "42"])
        #expect(table.column("DEVICE_NAME").allSatisfy { $0 == "-" })
        #expect(table.fact("Layout of PW") == "fields.csv (--layout)")
        #expect(table.columns.first { $0.name == "AUDIT_USER_NAME" }?.verified == true)
        #expect(try ReadTable(bytes).column("AUDIT_USER_NAME") != ["MARTA", "MARTA"])
    }

    /// CPYTOIMPF writes EBCDIC where nobody says otherwise, Excel UTF-16, and db2 a table with dashes.
    @Test func listIsReadInAnyEncodingAndAsATable() throws {
        let plain = try layouts(Self.dspffd).map { $0.fields.map(\.column) }
        let ebcdic: [UInt8] = (CodePage(ccsid: 37).encode(Self.dspffd.split(separator: "\n").joined(separator: "\u{7F}")) ?? []).map { $0 == 0x07 ? 0x25 : $0 }
        let wide: [UInt8] = [0xFF, 0xFE] + Self.dspffd.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let cells = Self.dspffd.split(separator: "\n").map { $0.split(separator: ",").map { $0.filter { $0 != "\"" } } }
        let lines = cells.map { $0.map { $0 + String(repeating: " ", count: 24 - $0.count) }.joined(separator: " ") }
        let dashes = cells[0].map { _ in String(repeating: "-", count: 24) }.joined(separator: " ")
        let printed = (["", lines[0], dashes] + lines.dropFirst() + ["", "  5 RECORD(S) SELECTED.", ""]).joined(separator: "\n")
        let inputs: [[UInt8]] = [ebcdic, wide, Array(("\u{FEFF}" + Self.dspffd).utf8), Array(printed.utf8)]
        for bytes in inputs {
            let read = try SiteLayout.read(MemorySource(name: "fields", bytes: bytes))
            #expect(read.map { $0.fields.map(\.column) } == plain)
        }
    }

    /// SYSCOLUMNS made of the catalog's own layout reads the same as the catalog.
    @Test func columnsOfTheModelFileReadAsTheCatalogDoes() throws {
        let fields = AuditCatalog.heading(type: 5) + (AuditCatalog.layout("PW")?.fields ?? [])
        var rows = ["SYSTEM_TABLE_NAME,COLUMN_NAME,ORDINAL_POSITION,DATA_TYPE,LENGTH,NUMERIC_SCALE,STORAGE,COLUMN_TEXT"]
        for (number, field) in fields.enumerated() {
            let type =
                switch field.format {
                case .char: "CHAR"
                case .varying: "VARCHAR"
                case .zoned: "NUMERIC"
                case .packed: "DECIMAL"
                case .binary: "INTEGER"
                case .hex: "BINARY"
                case .timestamp: "TIMESTMP"
                }
            rows.append("QASYPWJ5,PWF\(number),\(number + 1),\(type),\(field.length),0,\(field.length),\"\(field.title)\"")
        }
        let options = InputOptions(layouts: try layouts(rows.joined(separator: "\n") + "\n"))
        let bytes = try EntryEncoder().record(Self.values)
        let (own, catalog) = (try ReadTable(bytes, options: options), try ReadTable(bytes))
        for name in ["ENTRY_TYPE", "AUDIT_USER_NAME", "DEVICE_NAME", "REMOTE_ADDRESS"] { #expect(own.column(name) == catalog.column(name), "\(name)") }
    }

    @Test(arguments: ["", "a,b\n1,2\n", "WHFOBO,WHFLDB\nx,y\n", "WHFILE,WHFLDE,WHFOBO,WHFLDB\nOTHER,XXA,700,99999999999\n"])
    func whatIsNoListIsRefused(_ text: String) {
        #expect(throws: SourceError.self) { try layouts(text) }
    }
}
