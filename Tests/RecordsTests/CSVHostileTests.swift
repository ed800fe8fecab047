import Records
import TestRandom
import Testing

@Suite struct CSVHostileTests {
    static let text = """
        ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME,TEXT
        2026-04-09 07:07:12.123456,1,QSECOFR,"one
        two, ""three""\"
        2026-04-09 07:07:13.000000,2,Müller,€
        2026-04-09 07:07:14.000000,3,,NULL

        """

    // MARK: fed in every way

    @Test(arguments: [
        text, text.replacingLines(with: "\r\n"), CSVTests.report, "USER_NAME,JOB_NAME\nA,\"open\nB,C\n\"D\",\"E\"",
        "USER_NAME,JOB_NAME\n\"A\"\"\",B\r\n\r\n,\n\"\",\"\"\r\n", "a\tb\n1\t2\n\n\n3\t4", "USER_NAME,JOB_NAME\nA,B\"C\nD,E\n",
    ]) func dripsMakeTheSameRecords(_ text: String) throws {
        let whole = try ReadTable(text)
        for drip in [1, 2, 7, 64, 65] {
            let dripped = try ReadTable(text, drip: drip)
            #expect(dripped.rows == whole.rows)
            #expect(dripped.records == whole.records)
            #expect(dripped.issues == whole.issues)
        }
    }

    @Test func everyEncodingGivesTheSameCells() throws {
        let expected = try ReadTable(Self.text)
        #expect(expected.column("USER_NAME") == ["QSECOFR", "Müller", "∅"])
        #expect(expected.column("TEXT") == ["one\ntwo, \"three\"", "€", "∅"])
        let units = Array(Self.text.utf16)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let big = units.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        let windows = Self.text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
        for (bytes, name) in [
            ([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8), "UTF-8 with byte order mark"),
            ([0xFF, 0xFE] + little, "UTF-16, little-endian with byte order mark"), (little, "UTF-16, little-endian"),
            ([0xFE, 0xFF] + big, "UTF-16, big-endian with byte order mark"), (big, "UTF-16, big-endian"),
            (windows, "Windows-1252"),
        ] {
            let table = try ReadTable(bytes)
            #expect(table.rows == expected.rows, "\(name)")
            #expect(table.fact("Encoding") == name)
        }
    }

    @Test func commaSeparatedEBCDICIsRead() throws {
        let text = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME\n2026-04-09-07.07.12.123456,1,QSECOFR\n"
        let page = CodePage(ccsid: 37)
        var inverse: [Unicode.Scalar: UInt8] = [:]
        for byte in UInt8.min...UInt8.max { inverse[page[byte]] = byte }
        let bytes = text.unicodeScalars.map { $0 == "\n" ? 0x25 : inverse[$0] ?? 0x6F }
        let table = try ReadTable(bytes)
        #expect(table.rows == [["2026-04-09 07:07:12.123456", "1", "QSECOFR"]])
        #expect(table.fact("Encoding") == "CCSID 37 (assumed; --ccsid to overrule)")
        let stated = try ReadTable(bytes, options: InputOptions(ccsid: 273))
        #expect(stated.rows == table.rows)
        #expect(stated.fact("Encoding") == "CCSID 273 (\(CodePage(ccsid: 273).title); --ccsid)")
        #expect(try ReadTable(bytes, options: InputOptions(ccsid: 99)).fact("Encoding") == "CCSID 37 (assumed: CCSID 99 of --ccsid is not known)")
    }

    /// Letters tell another page; the file is read by no other for that.
    @Test func lettersOfAnotherCodePageAreTold() throws {
        let users = ["BRÜNOW", "MÄRZ", "GÖTZE", "STRAßE", "KÜNZEL", "JÄGER", "LÖWE", "FRÖHLICH", "MÜLLER", "WEIß_X"]
        let text = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME\n"
            + users.enumerated().map { "2026-04-09-07.07.12.123456,\($0),\($1)\n" }.joined()
        let bytes: [UInt8] = text.split(separator: "\n").flatMap { (CodePage(ccsid: 273).encode(String($0)) ?? []) + [0x25] }
        #expect(try ReadTable(bytes).fact("Encoding") == "CCSID 37 (assumed; letters inside words look like CCSID 273 or 1026: --ccsid to overrule)")
        #expect(try ReadTable(bytes, options: InputOptions(ccsid: 273)).column("USER_NAME") == users)
    }

    @Test func carriageReturnsAloneEndLines() throws {
        let table = try ReadTable("USER_NAME,JOB_NAME\rA,B\r\"C\rD\",E\r")
        #expect(table.rows == [["A", "B"], ["C\rD", "E"]])
    }

    // MARK: too much of something

    @Test func zeroBytesAreData() throws {
        let table = try ReadTable("USER_NAME,JOB_NAME\nA\u{0}B,C\n\u{0},\u{0}\n")
        #expect(table.rows == [["A\u{0}B", "C"], ["\u{0}", "\u{0}"]])
    }

    @Test func aFieldOfFiveMegabytesIsAField() throws {
        let long = String(repeating: "long, \n", count: 5 << 20 / 7)
        let table = try ReadTable("USER_NAME,TEXT\nA,\"\(long)\"\nB,x\n")
        #expect(table.column("USER_NAME") == ["A", "B"])
        #expect(table.column("TEXT")[0].utf8.count == long.utf8.count)
    }

    @Test func aQuoteOpenForSixteenMegabytesWasNone() throws {
        let line = "A," + String(repeating: "0123456789", count: 2_000) + "\n"
        let lines = (17 << 20) / line.utf8.count
        let table = try ReadTable("USER_NAME,TEXT\nX,\"open\n" + String(repeating: line, count: lines))
        #expect(table.rows.count == lines + 1)
        #expect(table.issues.count == 1)
    }

    @Test func aThousandColumnsAreColumns() throws {
        let names = (0..<1000).map { "C\($0)" }.joined(separator: ",")
        let row = (0..<1000).map { "\($0)" }.joined(separator: ",")
        let table = try ReadTable("\(names)\n\(row)\n\(row)\n")
        #expect(table.columns.count == 1000)
        #expect(table.rows.map { $0[999] } == ["999", "999"])
    }

    @Test func everyLineMayHoldAStrayQuote() throws {
        let table = try ReadTable("USER_NAME,JOB_NAME\n" + String(repeating: "\"A,x\n", count: 2_000))
        #expect(table.rows.count == 2_000)
    }

    // MARK: mutations

    @Test(arguments: 0..<60) func noMutationLosesBytes(_ seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        var bytes = Array(Self.text.utf8) + Array(Self.text.utf8.drop { $0 != 0x0A })
        let marks: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0, 0xFF, 0x20, 0x41, 0x5C]
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[at] = marks.randomElement(using: &random) ?? 0
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(marks.randomElement(using: &random) ?? 0, at: at)
            default: bytes.removeLast(min(bytes.count - 20, Int.random(in: 0...9, using: &random)))
            }
        }
        let options = InputOptions(format: "csv")
        let whole = try ReadTable(bytes, options: options)
        let dripped = try ReadTable(bytes, options: options, drip: Int.random(in: 1...40, using: &random))
        #expect(dripped.records == whole.records)
        #expect(dripped.rows == whole.rows)
        // Only line ends stand between records.
        let kept = whole.records.reduce(0) { $0 + $1.filter { $0 != 0x0A && $0 != 0x0D }.count }
        let content = bytes.dropFirst(whole.reader.firstRecordOffset).filter { $0 != 0x0A && $0 != 0x0D }.count
        #expect(kept == content)
    }
}

extension String {
    fileprivate func replacingLines(with end: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
    }
}
