import Catalog
import OutfileWriter
import Testing

@testable import Records

/// Outfiles that were copied as text say what the outfile says, and tell what the copy lost.
@Suite struct OutfileTextTests {
    private static let page = CodePage(ccsid: 37)

    private static func records(_ type: Int = 5) throws -> [[UInt8]] {
        try ["BRUNO", "KLARA"].enumerated().map { number, user in
            try EntryEncoder(type: type).record([
                "JOURNAL_CODE": "T", "JOURNAL_ENTRY_TYPE": "PW", "SEQUENCE_NUMBER": String(77 + number),
                "ENTRY_TIMESTAMP": "2026-11-13 07:59:13.000000", "JOB_NAME": "QINTER", "JOB_USER": "QSYS", "JOB_NUMBER": "104177",
                "INCOMPLETE_DATA": "0", "MINIMIZED_ENTRY_DATA": "0", "ENTRY_TYPE": "P", "AUDIT_USER_NAME": user, "DEVICE_NAME": number == 0 ? "QPADEV0007" : "",
            ])
        }
    }

    private static func text(_ record: [UInt8], trimmed: Bool) -> String {
        var text = page.decode(record.span.bytes).unicodeScalars
        while trimmed, text.last == " " { text.removeLast() }
        return String(text)
    }

    private static let columns = ["SEQUENCE_NUMBER", "ENTRY_TIMESTAMP", "JOB_NUMBER", "AUDIT_USER_NAME", "DEVICE_NAME", "THREAD"]

    private func expectSame(_ bytes: [UInt8], as records: [[UInt8]], _ what: String) throws {
        let raw = try ReadTable(records.flatMap { $0 })
        let copy = try ReadTable(bytes)
        #expect(copy.reader.format == "outfile-text", "\(what)")
        #expect(copy.rows.count == records.count, "\(what)")
        #expect(copy.issues.isEmpty, "\(what)")
        for name in Self.columns where raw.reader.columns.contains(where: { $0.name == name }) {
            #expect(copy.column(name) == raw.column(name), "\(what) \(name)")
        }
    }

    @Test(arguments: 1...5) func everyFormatComesBack(_ type: Int) throws {
        let records = try Self.records(type)
        for end in ["\n", "\r\n"] {
            let lines = records.map { Self.text($0, trimmed: true) + end }.joined()
            try expectSame(Array(lines.utf8), as: records, "*TYPE\(type) lines")
        }
        let fixed = records.map { Self.text($0, trimmed: false) }.joined()
        try expectSame(Array(fixed.utf8), as: records, "*TYPE\(type) fixed, UTF-8")
        try expectSame(TextCharacters.encode(fixed, .latin1), as: records, "*TYPE\(type) fixed, single bytes")
    }

    /// Where the blanks at the end of all records were left out, the records say how long they were.
    @Test func blanksThatAllRecordsLackAreGivenBack() throws {
        let blank = try Self.records().map { record -> [UInt8] in
            record.dropLast(97) + Array(repeating: CodePage.blank, count: 97)
        }
        let lines = blank.map { Self.text($0, trimmed: true) + "\n" }
        for count in 1...2 {
            try expectSame(Array(lines.prefix(count).joined().utf8), as: Array(blank.prefix(count)), "\(count) without blanks")
        }
    }

    /// CVTDTA(*NONE) with line ends and without trailing blanks.
    @Test(arguments: [[0x0D, 0x25], [0x25], [0x0D, 0x0A], [0x15]] as [[UInt8]]) func recordsNotConvertedMayHaveLineEnds(_ end: [UInt8]) throws {
        let records = try Self.records()
        let lines = records.map { record -> [UInt8] in
            record[...(record.lastIndex { $0 != 0x40 } ?? 0)] + end
        }
        try expectSame(lines.flatMap { $0 }, as: records, "\(end)")
    }

    @Test func lineFeedsInsideARecordStayThere() throws {
        var records = try Self.records()
        let place = records[0].count - 3
        records[0][place] = 0x25
        let lines = records.map { Self.text($0, trimmed: true) + "\n" }.joined()
        try expectSame(Array(lines.utf8), as: records, "line feed inside")
    }

    @Test func lostBytesAreNoValues() throws {
        let records = try Self.records()
        let lines = records.map { Self.text($0, trimmed: true) + "\n" }.joined().replacing("BRUNO", with: "BR\u{1A}NO")
        let table = try ReadTable(lines)
        #expect(table.rows.count == 2)
        #expect(table.issues.count == 1 && table.rejected == 0)
        let batch = table.reader
        #expect(batch.facts.contains { $0.name == "Lost bytes" && $0.value.hasPrefix("1,") })
    }

    /// One line of a megabyte among short ones does not make all of them as long.
    @Test func damageDoesNotFillUpEveryRecord() throws {
        let records = try Self.records()
        let lines = (0..<500).map { Self.text(records[$0 % 2], trimmed: true) + "\n" }.joined()
        let long = Self.text(records[0], trimmed: true) + String(repeating: "A", count: 1 << 20) + "\n"
        let page = CodePage(ccsid: 37)
        let bytes = Array((lines + long).utf8)
        let restored = ConvertedText(
            bytes.span.bytes, CharacterBytes(page, .utf8), headings: (1...5).compactMap { OutfileHeading(type: $0) })
        #expect(restored.bytes.count < bytes.count * 33)
        #expect(restored.bytes.count % (restored.recordLength ?? 0) == 0)
    }
}
