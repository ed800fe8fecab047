import Catalog
import Columns
import Records
import Testing

@testable import JournalIndex

/// What stands behind the part of an input that recognition looks at counts as if it stood in it.
@Suite struct LateProofTests {
    private static let pad = String(repeating: "some text that takes its room ", count: 8)
    private static let heading = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,USER_NAME,OWN,REMARKS"
    /// More than recognition sees.
    private static let many = 5_000

    /// - Parameter late: Cells of a record near the end, in place of the usual ones.
    private func file(
        _ date: String = "2026-06-05", own: String = "7", late: [String] = [], count: Int = many, name: String = "a.csv"
    ) -> MemorySource {
        var lines = [Self.heading]
        for number in 1...count { lines.append("\(date) 08:00:00,\(number),PW,BRUNO,\(own),\(Self.pad)") }
        for (place, cells) in late.enumerated() { lines.append("\(cells.replacing("#", with: "\(count + place + 1)")),x") }
        return MemorySource(name: name, bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private func load(_ sources: MemorySource..., limits: LoadingLimits = LoadingLimits()) throws -> JournalSnapshot {
        try JournalLoader.load(sources: sources, limits: limits)
    }

    private func text(_ journal: JournalSnapshot, _ row: Int, _ column: String) throws -> String {
        journal.cell(row: row, try #require(journal.schema.id(column))).exportText
    }

    private func kind(_ journal: JournalSnapshot) throws -> ValueKind { journal.schema[try #require(journal.schema.id("OWN"))].kind }

    @Test func aDateAtTheEndProvesTheOrder() throws {
        let source = file("05/06/2026", late: ["13/06/2026 09:00:00,#,PW,BRUNO,7", "05/06/2026 09:00:00,#,PW,BRUNO,7"])
        #expect(source.size ?? 0 > InputFormats.headSize)
        let journal = try load(source)
        #expect(journal.count == Self.many + 2 && journal.sources[0].flawed == 0)
        #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-06-05 08:00:00.000000")
        #expect(journal.sources[0].facts.contains { $0.name == "Dates in ENTRY_TIMESTAMP" && $0.value == "day first, as the dates tell" })
        #expect(journal.sources[0].assumedDates.isEmpty && journal.sources[0].bytesRead == journal.sources[0].bytes)
    }

    @Test func aDateAtTheEndConfirmsWhatWasAssumed() throws {
        let journal = try load(file("05/06/2026", late: ["05/13/2026 09:00:00,#,PW,BRUNO,7"]))
        #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-05-06 08:00:00.000000")
        #expect(journal.sources[0].assumedDates.isEmpty)
        #expect(journal.sources[0].facts.contains { $0.name == "Dates in ENTRY_TIMESTAMP" && $0.value == "month first, as the dates tell" })
    }

    @Test func daysThatComeLaterTellWhichNumberChanges() throws {
        let late = (4...9).map { "0\($0)/06/2026 09:00:00,#,PW,BRUNO,7" }
        let journal = try load(file("03/06/2026", late: late))
        #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-06-03 08:00:00.000000")
        #expect(journal.sources[0].assumedDates.first?.contains("are read day first") == true)
    }

    @Test func whatStaysAssumedIsTold() throws {
        let journal = try load(file("05/06/2026", count: 3))
        #expect(journal.sources[0].assumedDates.count == 1)
        #expect(journal.sources[0].assumedDates[0].hasPrefix("dates in ENTRY_TIMESTAMP are read month first"))
        let plain = try load(file(count: 3))
        #expect(plain.sources[0].assumedDates.isEmpty)
    }

    @Test func entriesThatAreLetGoAreEvidenceToo() throws {
        var limits = LoadingLimits()
        limits.kept.types = ["PW"]
        let journal = try load(file("05/06/2026", late: ["13/06/2026 09:00:00,#,CP,BRUNO,7"]), limits: limits)
        #expect(journal.count == Self.many)
        #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-06-05 08:00:00.000000")
    }

    @Test func timesThatAreAskedForAreThoseOfTheProvedOrder() throws {
        var limits = LoadingLimits()
        // From 10 June on.
        limits.kept.times = 1_781_049_600_000_000..<Int64.max
        let journal = try load(file("05/06/2026", late: ["13/06/2026 09:00:00,#,PW,BRUNO,7"]), limits: limits)
        #expect(journal.count == 1 && journal.sources[0].leftOut == Self.many)
    }

    @Test func datesOfAnotherFormAreLearntWhenTheyCome() throws {
        let journal = try load(file(late: ["07/06/2026 09:00:00,#,PW,BRUNO,7", "15/06/2026 09:00:00,#,PW,BRUNO,7"]))
        #expect(try text(journal, Self.many, "ENTRY_TIMESTAMP") == "2026-06-07 09:00:00.000000")
        #expect(journal.sources[0].flawed == 0)
    }

    /// 7 June is nearer to the other entries than 6 July.
    @Test func datesOfAnotherFormAreNearToThoseBefore() throws {
        let journal = try load(file(late: ["07/06/2026 09:00:00,#,PW,BRUNO,7"]))
        #expect(try text(journal, Self.many, "ENTRY_TIMESTAMP") == "2026-06-07 09:00:00.000000")
        #expect(journal.sources[0].assumedDates.count == 1)
    }

    @Test func contradictingDatesEndWithTheOrderOfMost() throws {
        // Nothing but ambiguous dates, then one way, then more days of the other way, then one that is no date at all.
        let late = ["13/06/2026 09:00:00,#,PW,B,7"] + (14...18).map { "06/\($0)/2026 09:00:00,#,PW,B,7" }
            + ["99/99/2026 09:00:00,#,PW,B,7"]
        let journal = try load(file("05/06/2026", late: late))
        #expect(journal.count == Self.many + late.count && journal.sources[0].flawed == 2)
        #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-05-06 08:00:00.000000")
        #expect(journal.sources[0].facts.contains { $0.value == "month first, as the dates tell, but for 1 of them" })
    }

    @Test func aFileTellsForOthersOfItsLayout() throws {
        let late = ["13/06/2026 09:00:00,#,PW,BRUNO,7"]
        for proof in [file("05/06/2026", late: late, name: "b.csv"), file("05/06/2026", late: late, count: 10, name: "b.csv")] {
            let journal = try load(file("08/09/2026", count: 3), proof)
            #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-09-08 08:00:00.000000")
            #expect(journal.sources[0].facts.contains { $0.value == "day first, as other files with these columns tell" })
            #expect(journal.sources.map(\.assumedDates.count) == [0, 0])
        }
        // Years of two digits are another form, and files that contradict one another tell nothing.
        let short = try load(file("24/03/14", count: 3), file("05/06/2026", late: late, count: 10, name: "b.csv"))
        #expect(try text(short, 0, "ENTRY_TIMESTAMP") == "2024-03-14 08:00:00.000000")
        let other = file("06/13/2026", count: 3, name: "c.csv")
        let both = try load(file("08/09/2026", count: 3), file("05/06/2026", late: late, count: 10, name: "b.csv"), other)
        #expect(both.sources.map(\.assumedDates.count) == [1, 0, 0])
    }

    @Test(arguments: ["00123", "-5,", "abc", "1.50", "+7", "170141183460469231731687303715884105728"])
    func aColumnThatIsNoNumberAfterAllIsText(_ value: String) throws {
        let cell = value.contains(",") ? "\"\(value)\"" : value
        let journal = try load(file(late: ["2026-06-05 09:00:00,#,PW,BRUNO,\(cell)", "2026-06-05 09:00:00,#,PW,BRUNO,8"]))
        #expect(try kind(journal) == .text)
        let shown = try [0, Self.many, Self.many + 1].map { try text(journal, $0, "OWN") }
        #expect(shown == ["7", value, "8"])
        #expect(journal.count == Self.many + 2 && journal.sources[0].flawed == 0)
    }

    @Test func numbersThatStayNumbersAreNumbers() throws {
        let journal = try load(file(late: ["2026-06-05 09:00:00,#,PW,BRUNO,", "2026-06-05 09:00:00,#,PW,BRUNO,-8"]))
        #expect(try kind(journal) == .integer)
    }

    @Test func aGuessedTimeBecomesTextOnlyWhereItIsNone() throws {
        for (late, expected) in [("2026-01-02 00:00:00", "timestamp"), ("13/01/2026", "timestamp"), ("never", "text")] {
            let journal = try load(file(own: "2026-01-01 00:00:00", late: ["2026-06-05 09:00:00,#,PW,BRUNO,\(late)"]))
            let kind = try kind(journal)
            #expect("\(kind)" == expected)
            if expected == "text" { #expect(try text(journal, Self.many, "OWN") == late) }
        }
    }

    @Test func sourcesThatDisagreeMakeText() throws {
        let journal = try load(file(own: "7", count: 3), file(own: "00123", count: 3, name: "b.csv"))
        #expect(try kind(journal) == .text)
        let shown = try (0..<6).map { try text(journal, $0, "OWN") }.sorted()
        #expect(shown == ["00123", "00123", "00123", "7", "7", "7"])
    }

    @Test func headingsBehindTheHeadTeachNothingOfTheColumns() throws {
        let other = "SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME,SITE\n9001,2026-06-06 08:00:00,PW,BRUNO,NORTH\n"
        let first = try MemorySource.content(of: file())
        let journal = try load(MemorySource(name: "a.csv", bytes: first + Array(other.utf8)))
        #expect(journal.sources.count == 2)
        #expect(try kind(journal) == .integer)
        #expect(try text(journal, Self.many + 1, "SITE") == "NORTH")
    }

    @Test(arguments: ["D7C2D9E4D5D64040404040", "PBRUNO"]) func entryDataIsDecodedWhereverItComes(_ data: String) throws {
        var lines = ["ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_DATA,REMARKS"]
        for number in 1...Self.many { lines.append("2026-06-05 08:00:00,\(number),T,PW,,\(Self.pad)") }
        lines.append("2026-06-05 08:00:00,9001,T,PW,\(data),x")
        let journal = try load(MemorySource(name: "a.csv", bytes: Array((lines.joined(separator: "\n") + "\n").utf8)))
        #expect(try text(journal, Self.many, "AUDIT_USER_NAME") == "BRUNO")
        #expect(try text(journal, Self.many, "ENTRY_TYPE") == "P")
        #expect(try text(journal, 0, "ENTRY_TYPE") == "")
    }

    @Test func jsonIsNoOther() throws {
        var lines = (1...Self.many).map {
            "{\"ENTRY_TIMESTAMP\":\"05/06/2026 08:00:00\",\"SEQUENCE_NUMBER\":\($0),\"JOURNAL_CODE\":\"T\",\"JOURNAL_ENTRY_TYPE\":\"PW\",\"ENTRY_DATA\":null,\"OWN\":7,\"TEXT\":\"\(Self.pad)\"}"
        }
        lines.append("{\"ENTRY_TIMESTAMP\":\"13/06/2026 08:00:00\",\"SEQUENCE_NUMBER\":9001,\"JOURNAL_CODE\":\"T\",\"JOURNAL_ENTRY_TYPE\":\"PW\",\"ENTRY_DATA\":\"D7C2D9E4D5D64040404040\",\"OWN\":\"007\",\"SITE\":\"NORTH\"}")
        let journal = try load(MemorySource(name: "a.json", bytes: Array((lines.joined(separator: "\n") + "\n").utf8)))
        #expect(journal.count == Self.many + 1 && journal.sources[0].flawed == 0)
        #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-06-05 08:00:00.000000")
        let shown = try ["AUDIT_USER_NAME", "OWN", "SITE"].map { try text(journal, Self.many, $0) }
        #expect(shown == ["BRUNO", "007", "NORTH"])
    }

    @Test func sheetsAreNoOther() throws {
        var rows = [["ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "USER_NAME", "OWN", "REMARKS"]]
        for number in 1...Self.many { rows.append(["05/06/2026 08:00:00", "\(number)", "BRUNO", "7", Self.pad]) }
        rows.append(["13/06/2026 08:00:00", "9001", "BRUNO", "007", "x"])
        let journal = try load(MemorySource(name: "a.xlsx", bytes: SpreadsheetSample.workbook(sheet: "PW", rows)))
        #expect(journal.count == Self.many + 1 && journal.sources[0].format == "xlsx")
        #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-06-05 08:00:00.000000")
        #expect(try text(journal, Self.many, "OWN") == "007")
        #expect(journal.sources[0].facts.first?.value.hasPrefix("spreadsheet") == true)
    }

    /// Dates of six digits in raw outfiles of *TYPE1 and *TYPE2.
    @Test func outfilesAreNoOther() throws {
        let sample = Array(OutfileType2Format.sample.bytes)
        func records(_ date: String, _ count: Int) -> [UInt8] {
            var record = Array(sample[..<(sample.count / 2)])
            record.replaceSubrange(18..<24, with: date.utf8.map { $0 | 0xF0 })
            var records: [UInt8] = []
            for _ in 0..<count { records += record }
            return records
        }
        let many = InputFormats.headSize / (sample.count / 2) + 1
        let journal = try load(MemorySource(name: "a.bin", bytes: records("050626", many) + records("130626", 1)))
        #expect(journal.count == many + 1 && journal.sources[0].flawed == 0)
        #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-06-05 07:59:13.000000")
        #expect(journal.sources[0].assumedDates.isEmpty)
        var said = InputOptions()
        said.dateOrder = .dayFirst
        let alone = try JournalLoader.load(sources: [MemorySource(name: "a.bin", bytes: records("050626", 2))], options: said)
        #expect(try text(alone, 0, "ENTRY_TIMESTAMP") == "2026-06-05 07:59:13.000000")
    }

    @Test func tellingWhatSourcesAreLooksAtAllOfThem() throws {
        let source = file("05/06/2026", late: ["13/06/2026 09:00:00,#,PW,BRUNO,007"])
        let found = try JournalLoader.inputs([source], options: InputOptions())[0].get()
        #expect(found.reader.dates.map(\.isAssumed) == [false])
        #expect(found.reader.columns.first { $0.name == "OWN" }?.kind == .text)
    }
}

extension MemorySource {
    fileprivate static func content(of source: MemorySource) throws -> [UInt8] { try source.bytes(0..<(source.size ?? 0)) }
}
