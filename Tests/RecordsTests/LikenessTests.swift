import TestRandom
import Testing

@testable import Records

/// An input that gets the reader of another one gets what it would have got on its own.
@Suite struct LikenessTests {
    private static let heading =
        "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME,REMOTE_ADDRESS,QUALIFIED_JOB_NAME"
    private static func record(_ i: Int) -> String {
        "2026-11-0\(1 + i % 9) 08:0\(i % 10):00.000000,\(i),T,PW,U\(i % 7),10.0.0.\(i % 200),\"00\(1_000 + i)/QUSER/QZSOSIGN\""
    }
    private static func file(_ records: [String], heading: String = heading, end: String = "\n") -> [UInt8] {
        Array(([heading] + records).map { $0 + end }.joined().utf8)
    }
    private static let usual = file((0..<50).map(record))

    private func recognised(
        _ bytes: [UInt8], known: [any RecordReader] = [], assumes: Bool = false
    ) throws -> Recognised {
        try InputFormats.recognise(
            MemorySource(name: "part.csv", bytes: bytes), options: InputOptions(), known: known, assumes: assumes)
    }

    /// Each byte at each place of a text, with and without wide registers.
    @Test(arguments: [false, true]) func plainTextHasNoControlsAndNothingBeyondASCII(_ isWide: Bool) {
        var text = Array("A,B\tC\r\n".utf8) + Array(repeating: 0x7E, count: 150)
        func isPlain() -> Bool {
            text.withUnsafeBytes { CSVLikeness.isPlainText($0, isWide: isWide && RecordCut.registersOfMachine > 0) }
        }
        #expect(isPlain())
        for place in text.indices {
            let before = text[place]
            var wrong: [UInt8] = []
            for byte in UInt8.min...UInt8.max {
                text[place] = byte
                let expected = byte >= 0x20 && byte < 0x80 || [0x09, 0x0A, 0x0D].contains(byte)
                if isPlain() != expected { wrong.append(byte) }
            }
            text[place] = before
            #expect(wrong == [], "at \(place)")
        }
    }

    /// Whether an input that begins as `reader`'s is proved to be like it while it is read, in strips of so many bytes.
    private func isProved(_ bytes: [UInt8], _ reader: any RecordReader, strips: Int) throws -> Bool {
        let likeness = try #require(reader.likeness)
        return bytes.withUnsafeBytes { bytes in
            guard likeness.fitsBesidesRecords(bytes) else { return false }
            var batch = RecordBatch()
            batch.asksLikeness = true
            var rest = bytes.bytes.extracting(droppingFirst: reader.firstRecordOffset)
            while rest.byteCount > 0 {
                let used = reader.read(rest, about: strips, wanted: [0, 3], into: &batch)
                if batch.isUnlike { return false }
                rest = rest.extracting(droppingFirst: used)
            }
            return true
        }
    }

    private func isSame(_ a: any RecordReader, _ b: any RecordReader) throws -> Bool {
        let (a, b) = (try #require(a as? CSVReader), try #require(b as? CSVReader))
        return a.facts.map { "\($0)" } == b.facts.map { "\($0)" } && a.columns.map(\.name) == b.columns.map(\.name)
            && a.columns.map(\.kind) == b.columns.map(\.kind) && a.decoders == b.decoders && a.places == b.places
            && a.dialect == b.dialect && a.textEncoding == b.textEncoding && a.width == b.width
            && a.firstRecordOffset == b.firstRecordOffset && a.encoding == b.encoding
    }

    @Test func anInputThatDiffersInItsEntriesGetsTheReaderThatIsThere() throws {
        let first = try recognised(Self.usual).reader
        #expect(first.likeness != nil)
        for other in [Self.file((900..<2_000).map(Self.record)), Self.file([]), Self.file([Self.record(3).replacing("U3", with: "\"a, b\"")])] {
            let found = try recognised(other, known: [first])
            #expect(found.kind != nil)
            #expect(try isSame(found.reader, recognised(other).reader))
        }
    }

    @Test func whatBeginsAlikeIsAssumedToBe() throws {
        let first = try recognised(Self.usual).reader
        for bytes in [Self.usual, Self.file([]), Self.file((0..<9).map { Self.record($0) + ",more" })] {
            let found = try recognised(bytes, known: [first], assumes: true)
            #expect(found.isAssumed && found.kind == 0)
        }
        let large = Self.usual + Array(repeating: UInt8(ascii: "\n"), count: InputFormats.mostAssumed)
        for other in [Self.file([], heading: "A,B"), Array(Self.usual.prefix(20)), [], large] {
            #expect(try InputFormats.assumed([first], MemorySource(name: "other.csv", bytes: other)) == nil)
        }
    }

    /// Whatever might change the reading is looked at on its own.
    private static let others: [[UInt8]] = [
        file((0..<9).map(record), end: "\r\n"),
        file((0..<9).map(record), heading: heading.replacing(",", with: ";")),
        file((0..<9).map { record($0).replacing("2026-11-0", with: "0\(1 + $0 % 9)/2") }),
        file((0..<9).map { record($0).replacing(".000000", with: "+01:00") }),
        file((0..<9).map { record($0).replacing("U", with: "Ü") }),
        file((0..<9).map { record($0) + ",more" }),
        file((0..<9).map { record($0).replacing("\"", with: "'") }),
        file((0..<9).map { record($0).replacing("QUSER", with: "Q\\\"SER") }),
        file((0..<9).map { record($0).replacing("QUSER", with: "Q\u{1}SER") }),
        file((0..<9).map { record($0).replacing("QZSOSIGN\"", with: "QZSOSIGN") }),
        file((0..<9).map(record), heading: heading.replacing("USER_NAME", with: "WHO")),
    ]

    @Test(arguments: 0..<others.count) func anInputThatMightReadOtherwiseIsLookedAt(_ index: Int) throws {
        let found = try recognised(Self.others[index], known: [try recognised(Self.usual).reader])
        #expect(found.kind == nil)
    }

    /// Values that tell something of their column are asked for in every input.
    @Test(arguments: [
        "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME\n2026-11-01 08:00:00,1,JOE\n",
        "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME,WHATEVER\n2026-11-01 08:00:00,PW,JOE,12\n",
        "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,JOURNAL_CODE,ENTRY_DATA\n2026-11-01 08:00:00,PW,T,C1C2\n",
        "TIMESTAMP,JOURNAL_ENTRY_TYPE,JOURNAL_CODE,USER_NAME\n2026-11-01 08:00:00,PW,T,JOE\n",
        "DATE,TIME,JOURNAL_ENTRY_TYPE,JOURNAL_CODE,USER_NAME\n2026-11-01,08:00:00,PW,T,JOE\n",
        "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,JOURNAL_CODE,USER_NAME\n01/02/2026 08:00:00,PW,T,JOE\n",
    ]) func aHeadingThatDoesNotTellAllHasNoLikeness(_ text: String) throws {
        #expect(try recognised(Array(text.utf8)).reader.likeness == nil)
    }

    /// Changed bytes either keep the reader or are looked at: the answer is the same.
    @Test(arguments: 0..<40) func changedBytesAreReadAsOnTheirOwn(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let known = try recognised(Self.usual).reader
        for _ in 0..<20 {
            var bytes = Self.usual
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: Self.heading.utf8.count..<bytes.count, using: &random)
                bytes[at] = Array("\"',;\n\r\\ /-:.9A\tZ\u{1}\u{E9}".utf8).randomElement(using: &random) ?? 0
            }
            let found = try recognised(bytes, known: [known])
            if bytes.starts(with: Self.file([])) {
                #expect(try isProved(bytes, known, strips: 1 << 20) == (found.kind != nil))
                #expect(try isProved(bytes, known, strips: 300) == (found.kind != nil))
            }
            if found.kind != nil { #expect(try isSame(found.reader, recognised(bytes).reader)) }
        }
    }
}
