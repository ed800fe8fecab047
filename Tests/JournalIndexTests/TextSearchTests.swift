import Catalog
import Columns
import Foundation
import Records
import TestRandom
import Testing

@testable import JournalIndex

/// `text contains` selects exactly the entries of which some cell contains the text.
@Suite struct TextSearchTests {
    /// Every cell the sources gave, by row, and nothing clever.
    private struct Naive {
        let rows: [[String]]

        init(_ journal: JournalSnapshot) {
            let given = journal.schema.columns.map(\.id).filter(journal.isGiven)
            rows = (0..<journal.count).map { row in
                Array(Set(given.map { journal.givenCell(row, $0).exportText })).filter { !$0.isEmpty }
            }
        }

        func rows(containing text: String) -> [Int] {
            let needle = FoldedNeedle(text)
            return rows.indices.filter { row in rows[row].contains { needle.stands(in: $0) } }
        }

        /// Parts of cells, in either case.
        func parts(_ count: Int, _ random: inout SplitMix) -> [String] {
            (0..<count).compactMap { _ in
                guard let cell = rows.randomElement(using: &random)?.randomElement(using: &random) else { return nil }
                let characters = Array(cell.unicodeScalars)
                let start = Int.random(in: 0..<characters.count, using: &random)
                let part = characters[start..<min(characters.count, start + Int.random(in: 1...9, using: &random))]
                let text = String(String.UnicodeScalarView(part))
                return [text, text.uppercased(), text.lowercased()].randomElement(using: &random)
            }
        }
    }

    private func expectExact(_ journal: JournalSnapshot, _ needles: [String], _ name: String, naive: Naive? = nil) throws {
        let naive = naive ?? Naive(journal)
        for needle in Set(needles) where !needle.isEmpty {
            let found = try journal.rows(containingText: needle, Work())
            let shown = naive.rows(containing: needle)
            #expect((0..<journal.count).filter { found[$0] } == shown, "\(name): \(needle.debugDescription)")
        }
    }

    /// Marks, keys, words of the program and what numbers and times are made of.
    private static let fixed = [
        "\"", "\\", "/", "=", " ", "  ", "-", ",", ":", "|", "0", "00", "012", "1", "04:", "2026-11", "-02 0", "10.", "::", "C1", "PW", "x",
        "YES", "no", "null", "NULL", "T-PW", "SYSTEM", "timestamp", "src", "suser", "CEF:", "é", "brü", "VERTRÄGE", "\u{FFFD}", "zqzq",
    ]

    @Test(arguments: SampleFiles.all) func everySampleIsSearchedExactly(file: String) throws {
        let journal = try SampleFiles.load(file)
        let naive = Naive(journal)
        // Another choice for each file: all of them for all files would take minutes.
        var random = SplitMix(seed: file.utf8.reduce(3) { $0 &* 31 &+ UInt64($1) })
        func some(_ texts: [String], _ count: Int) -> [String] { Array(texts.shuffled(using: &random).prefix(count)) }
        let keys = journal.inputs.flatMap { $0.reader.columns.prefix(40).map(\.sourceName) }
        try expectExact(journal, some(Self.fixed, 12) + naive.parts(10, &random) + some(keys, 5), file, naive: naive)
        // The same of columns that are there.
        try journal.prepare(journal.presentColumns.filter(journal.isGiven), Work())
        try expectExact(journal, some(Self.fixed, 4) + naive.parts(4, &random), "\(file), built", naive: naive)
    }

    @Test(arguments: SampleFiles.all) func fieldsNameNoOtherDecodersThanTheirColumns(file: String) throws {
        let journal = try SampleFiles.load(file)
        for segment in journal.segments {
            let reader = journal.inputs[segment.source].reader
            let bytes = try journal.inputs[segment.source].bytes.bytes(at: segment.offset, count: segment.length)
            var batch = RecordBatch()
            reader.read(bytes.span.bytes, wanted: Array(reader.columns.indices), into: &batch)
            for column in reader.columns.indices {
                guard let known = reader.decoders(ofColumn: column) else { continue }
                let named = batch.records.indices.map { batch.columns[column][$0] }.filter { $0.tag >= FieldRange.firstValueTag }
                #expect(named.allSatisfy { known.contains($0.decoder) }, "\(file): \(reader.columns[column].name)")
            }
        }
    }

    // MARK: invented values

    private static let values = [
        #"He said "no" twice"#, #"C:\users\"BRÜNO""#, "/home/vertrieb/ÄPFEL", "BRÜNO", "brüno", "École", "ÉCOLE", "x\"yAB", "a|b=c\\d",
        "ß", "Ångström", "200 € für Œuvre", "YES", "*YES", "N", "000123", "null", "-", "'", "tab\tbed", "Ǆ Σίσυφος", "日本", "4/9/2026", "12,0",
    ]
    private static let needles = values + fixed + [
        "said \"no\"", "no\" t", "brünO", "école", "Cole", "\"yab", "yAb", "/home/x", "/vertrieb/ä", "äpfel", "s\\\"b", "b=C\\", "\\d", "ss",
        "ångström", "\u{212B}ngstr", "€", "œ", "ǆ", "ΣΊΣ", "本", "0012", "123", "b\tb", "u0041", "\\u", "*y", "2026-04-09", "09 07", "07.00", "PM", "*YE",
    ]

    private func load(_ bytes: [UInt8], _ name: String) throws -> JournalSnapshot {
        try JournalLoader.load(sources: [MemorySource(name: name, bytes: bytes)])
    }

    private func check(_ bytes: [UInt8], _ name: String) throws {
        let journal = try load(bytes, name)
        #expect(journal.count >= Self.values.count, "\(name)")
        try expectExact(journal, Self.needles, name)
    }

    private static let heading = [
        "ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "JOURNAL_ENTRY_TYPE", "VIOLATION_TYPE", "AUDIT_USER_NAME", "JOB_NUMBER", "THREAD", "REMOTE_ADDRESS", "PATH_NAME", "OWN NOTE",
    ]
    private static func row(_ i: Int) -> [String] {
        let value = values[i]
        let address = ["10.20.3.81", "::ffff:10.20.3.81", "2001:DB8:0:0::1", "none"][i % 4]
        return [
            ["2026-04-09-07.00.12.000001", "2026-04-09 07:00:12.123456", "2026-04-09T07:00:12"][i % 3], "\(i + 1)", "PW", "P", value, "\(i + 120)", "\(i * 7 + 10)", address,
            values[(i * 5 + 1) % values.count], values[(i * 7 + 2) % values.count],
        ]
    }
    private static let rows = values.indices.map(row)

    private static func csv(_ delimiter: String = ",", quote: (String) -> String) -> String {
        ([heading] + rows).map { $0.map(quote).joined(separator: delimiter) + "\n" }.joined()
    }
    private static func doubled(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
    private static func bare(_ text: String) -> String { text.contains { "\",|;\t".contains($0) } ? doubled(text) : text }
    private static func escaped(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    @Test func delimitedTextIsSearchedExactly() throws {
        try check(Array(Self.csv(quote: Self.doubled).utf8), "doubled.csv")
        try check(Array(Self.csv(";", quote: Self.bare).utf8), "bare.csv")
        try check(Array(Self.csv(quote: Self.escaped).utf8), "escaped.csv")
        let text = Self.csv(quote: Self.doubled)
        for encoding in [String.Encoding.utf16LittleEndian, .windowsCP1252] {
            let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xFF, 0xFE] : []
            let data = try #require(text.data(using: encoding, allowLossyConversion: true))
            try check(mark + Array(data), "\(encoding).csv")
        }
    }

    /// A cell that is no UTF-8 is read as Windows-1252, wherever it stands.
    @Test func cellsOfAnotherEncodingAreFound() throws {
        var bytes = Array("ENTRY_TIMESTAMP,SEQUENCE_NUMBER,AUDIT_USER_NAME\n".utf8)
        for i in 0..<40_000 { bytes += Array("2026-04-09 07:00:12,\(i),BRUNO\n".utf8) }
        bytes += Array("2026-04-09 07:00:12,40000,BR".utf8) + [0xDC] + Array("NO\n2026-04-09 07:00:12,40001,BRÜNO\n".utf8)
        let journal = try load(bytes, "mixed.csv")
        let found = try journal.rows(containingText: "brüno", Work())
        #expect((0..<journal.count).filter { found[$0] } == [40_000, 40_001])
    }

    /// - Parameter spell: How a character other than a letter or digit of ASCII is written; `nil` for as it is.
    private static func json(_ spell: (Unicode.Scalar) -> String?) -> String {
        func string(_ text: String) -> String {
            "\"" + text.unicodeScalars.map { scalar in
                if let own = spell(scalar) { return own }
                return scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : scalar == "\t" ? "\\t" : String(scalar)
            }.joined() + "\""
        }
        let objects = rows.map { row in
            "{" + zip(heading, row).map { "\"\($0)\":\($0 == "SEQUENCE_NUMBER" ? $1 : $1 == "null" ? "null" : string($1))" }.joined(separator: ",") + "}"
        }
        return "[\(objects.joined(separator: ",\n"))]\n"
    }

    private static func number(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { "\\u" + String(repeating: "0", count: 4 - String($0, radix: 16).count) + String($0, radix: 16) }.joined()
    }

    @Test func jsonIsSearchedExactlyHoweverItIsWritten() throws {
        try check(Array(Self.json { _ in nil }.utf8), "plain.json")
        try check(Array(Self.json { $0 == "/" ? "\\/" : $0.isASCII ? nil : Self.number($0) }.utf8), "escaped.json")
        try check(Array(Self.json { "A/\"x".unicodeScalars.contains($0) ? Self.number($0) : nil }.utf8), "numbers.json")
    }

    @Test func forwardedLinesAreSearchedExactly() throws {
        func cef(_ text: String) -> String {
            text.replacing("\\", with: "\\\\").replacing("=", with: "\\=").replacing("\t", with: " ")
        }
        let lines = Self.values.enumerated().map { i, value in
            "<110>1 2026-11-02T08:11:52.095532 SYSA QAUDJRN - - - CEF:0|IBM|IBM i|7.5|QSYS-QAUDJRN|T-PW|Medium|reason=Invalid password "
                + "msg=\(cef(value)) suser=\(cef(Self.values[(i + 5) % Self.values.count])) src=10.20.3.81 spt=\(40_000 + i)\n"
        }
        try check(Array(lines.joined().utf8), "cef.log")
    }

    /// A column that stands in a cell and in the entry data is searched in both.
    @Test func cellsBesideEntryDataAreSearched() throws {
        let file = try String(contentsOf: SampleFiles.folder.appending(path: "csv/DISPLAY_JOURNAL.csv"), encoding: .utf8)
        let named = file.split(separator: "\n").enumerated().map { $0 == 0 ? "\($1),PATH_NAME\n" : "\($1),\($0 % 2 == 0 ? "/home/Grün" : "")\n" }
        try expectExact(load(Array(named.joined().utf8), "a.csv"), ["/home/grÜn", "vertrieb", "mkelly", "104"], "a cell beside entry data")
    }

    // MARK: cost

    /// Words, names and addresses of usual exports are looked for in raw bytes alone.
    @Test(arguments: ["csv/AUDIT_JOURNAL_PW.csv", "json/AUDIT_JOURNAL_PW.json", "siem/ibm-cef.log", "outfiles/QAUDITPW", "xlsx/AUDIT_JOURNAL_PW.xlsx"])
    func usualTextsAreLookedForInRawBytes(file: String) throws {
        let journal = try SampleFiles.load(file)
        for text in ["QINTER", "mkelly", "GRPPRF", "He said \"no\"", "Brüno"] {
            for input in journal.inputs {
                let plan = TextPlan(input, journal.schema, SoughtText(text))
                #expect(plan.hidden.isEmpty, "\(file): \(text) is hidden in \(plan.hidden.map { input.reader.columns[$0].name })")
                #expect((1...6).contains(plan.patterns.count), "\(file): \(plan.patterns.count) patterns of \(text)")
            }
        }
    }

    @Test func aStoppedSearchSaysSo() throws {
        let journal = try SampleFiles.load("csv/AUDIT_JOURNAL_PW.csv")
        let work = Work()
        work.cancel()
        #expect(throws: Cancelled.self) { try journal.rows(containingText: "QINTER", work) }
    }

    @Test func everySpellingOfALetterIsKnown() {
        for value in (0..<0x20000 as Range<UInt32>) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let folded = CaseFolding.fold(scalar)
            if folded != scalar { #expect(CaseFolding.spellings(of: folded).contains(scalar), "U+\(String(value, radix: 16))") }
        }
    }
}
