import Catalog
import OutfileWriter
import TestRandom
import Testing

@testable import Records

/// ENTRY_DATA as characters, in cells that spell some of them: the fields are where they are in an outfile.
@Suite struct SpelledEntryDataTests {
    /// Characters that JSON or CSV writers spell, of CCSID 37, and plain ones.
    private static let letters = Array("AB\"\\/Ü§é, Z")

    private static func json(_ text: String, codesAll: Bool) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\" + String(scalar)
            case "/" where codesAll: "\\/"
            case _ where scalar.value >= 0x80 && codesAll: "\\u00" + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }.joined()
    }

    @Test(arguments: 0..<40) func fieldsStandWhereTheyStandInAnOutfile(_ seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        func name(_ count: Int) -> String {
            "N" + String((1..<count).map { _ in Self.letters.randomElement(using: &random) ?? "X" }.map { $0 == " " ? "X" : $0 })
        }
        let values = ["ENTRY_TYPE": "P", "AUDIT_USER_NAME": name(10), "DEVICE_NAME": name(40), "REMOTE_LOCATION": name(8)]
        let record = try EntryEncoder().record(headingValues("PW").merging(values) { $1 })
        let page = CodePage(ccsid: 37)
        let bytes = Array(record[EntryEncoder().entryDataOffset...].prefix(90))
        let data = page.decode(bytes.span.bytes)
        let csv = "SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_DATA\r\n"
            + "1,T,PW,\"\(data.replacing("\"", with: "\"\""))\"\r\n"
        let objects = [true, false].map {
            "{\"SEQUENCE_NUMBER\":1,\"JOURNAL_CODE\":\"T\",\"JOURNAL_ENTRY_TYPE\":\"PW\",\"ENTRY_DATA\":\"\(Self.json(data, codesAll: $0))\"}\n"
        }
        for text in [csv] + objects {
            let table = try ReadTable(text)
            for (column, value) in values { #expect(table.column(column) == [value], "\(column) in \(text)") }
        }
    }

    @Test func charactersOfTwoUnitsAreOne() throws {
        let data = "P" + "A\\ud83d\\ude00B".padding(21) + "QPADEV0007"
        let table = try ReadTable("{\"SEQUENCE_NUMBER\":1,\"JOURNAL_ENTRY_TYPE\":\"PW\",\"ENTRY_DATA\":\"\(data)\"}\n")
        #expect(table.column("AUDIT_USER_NAME") == ["A\u{1F600}B"])
        #expect(table.column("DEVICE_NAME") == ["QPADEV0007"])
    }
}

extension String {
    /// With blanks up to `count` characters.
    fileprivate func padding(_ count: Int) -> String { self + String(repeating: " ", count: count - self.count) }
}
