import Catalog
import Testing

@testable import Records

@Suite struct JSONTests {
    private static let one = #"{"ENTRY_TIMESTAMP":"2026-11-04 07:59:13.011437","SEQUENCE_NUMBER":1,"USER_NAME":"ANN","REMOTE_ADDRESS":null}"#
    private static let two = #"{"ENTRY_TIMESTAMP":"2026-11-04 07:59:14","SEQUENCE_NUMBER":18446744073709551600,"USER_NAME":"B\"O\u00e9\ud83d\ude00\/","REMOTE_ADDRESS":"10.1.2.3"}"#

    private func expectBoth(_ text: String) throws {
        let table = try ReadTable(text)
        #expect(table.reader.format == "json")
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-11-04 07:59:13.011437", "2026-11-04 07:59:14.000000"])
        #expect(table.column("SEQUENCE_NUMBER") == ["1", "18446744073709551600"])
        #expect(table.column("USER_NAME") == ["ANN", "B\"Oé😀/"])
        #expect(table.column("REMOTE_ADDRESS") == ["∅", "10.1.2.3"])
        #expect(table.issues.isEmpty)
        for drip in [1, 5, 64] { #expect(try ReadTable(text, drip: drip).rows == table.rows) }
    }

    @Test(arguments: [
        ("[", ",", "]"), ("[\n  ", ",\n  ", "\n]\n"), ("", "\n", "\n"), ("", "\n", ""), ("\u{FEFF}", "\n", "\n"), ("", " ", ""),
        (#"{"success":true,"metadata":{"columns":[{"name":"X"}]},"data":["#, ",", #"],"rows":2}"#),
        ("{\"results\" : [ ", " , ", " ] , \"more\":[{\"SEQUENCE_NUMBER\":9}] }"), ("[", "]\n[", "]"), ("112", "\n160", "\n"),
        (#"{"data":{"rows":["#, ",", "]}}"), (#"{"result":{"set":["#, ",\n", "]},\"more\":{\"x\":[{\"y\":1}]}}"), ("{\"records\":[\n", ",\n", "\n]}\n"),
        (#"{"a":{"b":{"c":{"d":{"e":["#, ",", "]}}}}}}"), (#"{"note":[],"empty":{},"parameters":{"JOURNAL_NAME":"QAUDJRN","list":[1,2]},"d":{"rows":["#, ",", "]}}"),
        (#"{"messages":[{"text":"ok"}],"data":{"rows":["#, ",", "]}}"), (#"{"timestamp":"2026-11-09 08:00:00","results":["#, ",", "]}"),
        ("\u{1E}", "\n\u{1E}", "\n"),
    ]) func objectsAreFoundWhereverTheyStand(_ marks: (before: String, between: String, behind: String)) throws {
        try expectBoth(marks.before + Self.one + marks.between + Self.two + marks.behind)
    }

    @Test func objectsOverSeveralLinesAreRead() throws {
        let spread = "[\n" + [Self.one, Self.two].map { $0.split(separator: ",\"").joined(separator: ",\n    \"") }.joined(separator: ",\n") + "]"
        try expectBoth(spread)
    }

    @Test func keysInAnyOrderAndCaseAreUnderstood() throws {
        let table = try ReadTable("{\"user_name\":\"ANN\",\"entry_timestamp\":\"2026-11-04T07:59:13Z\"}\n{\"entry_timestamp\":\"2026-11-04T07:59:14Z\"}\n")
        #expect(table.column("USER_NAME") == ["ANN", "-"])
        #expect(table.column("ENTRY_TIMESTAMP")[1] == "2026-11-04 07:59:14.000000")
    }

    @Test func valuesOfEveryKindAreKept() throws {
        let table = try ReadTable(#"{"USER_NAME":"A","SEQUENCE_NUMBER":1,"flag":true,"list":[1,{"a":"}"}],"half":1.5,"empty":""}"# + "\n")
        #expect(table.column("FLAG") == ["true"])
        #expect(table.column("LIST") == [#"[1,{"a":"}"}]"#])
        #expect(table.column("HALF") == ["1.5"])
        #expect(table.column("EMPTY") == ["␣"])
    }

    @Test func entryDataIsDecodedByType() throws {
        let data = CodePage(ccsid: 37).encode("PALICE     QPADEV0001" + String(repeating: " ", count: 60)) ?? []
        let hex = data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        let table = try ReadTable(
            "{\"JOURNAL_CODE\":\"T\",\"JOURNAL_ENTRY_TYPE\":\"PW\",\"ENTRY_TIMESTAMP\":\"2026-04-09 07:07:12\",\"ENTRY_DATA\":\"\(hex)\"}\n")
        #expect(table.column("ENTRY_TYPE") == ["P"])
        #expect(table.column("AUDIT_USER_NAME") == ["ALICE"])
    }

    @Test func typeFollowsFromTheKeys() throws {
        let keys = AuditCatalog.commonSQLColumns.map(\.sqlName) + (AuditCatalog.sqlColumns("PW") ?? []).map(\.sqlName)
        let object = "{" + keys.map { "\"\($0)\":\($0 == "ENTRY_TIMESTAMP" ? "\"2026-04-09 07:07:12\"" : "null")" }.joined(separator: ",") + "}"
        let table = try ReadTable("[\(object)]")
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PW"])
        #expect(table.column("JOURNAL_CODE") == ["T"])
    }

    @Test func dateAndTimeUnderTwoKeysMakeOneInstant() throws {
        let table = try ReadTable("{\"PWDATE\":\"2026-04-09\",\"PWTIME\":\"07.07.12\",\"PWUSPF\":\"ANN\"}\n{\"PWDATE\":\"2026-04-10\",\"PWTIME\":\"08.07.12\",\"PWUSPF\":\"BO\"}\n")
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-04-09 07:07:12.000000", "2026-04-10 08:07:12.000000"])
    }

    @Test func historyLogResultsAreMessages() throws {
        let table = try ReadTable(#"[{"ORDINAL_POSITION":1,"MESSAGE_ID":"CPF1124","SEVERITY":0,"MESSAGE_TIMESTAMP":"2026-08-07 16:40:50.484540","FROM_USER":"QSYS","FROM_JOB":"846143/QUSER/QZDASOINIT","MESSAGE_TEXT":"Job started"}]"#)
        #expect(table.column("JOURNAL_CODE") == ["QHST"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["CPF1124"])
        #expect(table.column("JOB_USER") == ["QUSER"])
    }

    @Test func whatIsBrokenStaysAndTheRestIsRead() throws {
        let lines = ["{\"USER_NAME\":\"A\",\"SEQUENCE_NUMBER\":1}", "{\"USER_NAME\":\"B\",\"SEQUENCE_NUMBER\":", "oops", "{\"USER_NAME\":\"C\",\"SEQUENCE_NUMBER\":3}", "]", "{\"USER_NAME\":\"D\",\"SEQUE"]
        let table = try ReadTable(lines.joined(separator: "\n"))
        #expect(table.column("USER_NAME") == ["A", "B", "-", "C", "-", "D"])
        #expect(table.rejected == 2)
        #expect(table.issues.count == 4)
        #expect(table.issues[5] == "the object is cut")
    }

    @Test func anArrayThatIsBrokenInsideIsReadOn() throws {
        let table = try ReadTable("[{\"USER_NAME\":\"A\",\"SEQUENCE_NUMBER\":1},\n{\"USER_NAME\":\"B\" \"SEQUENCE_NUMBER\":2},\n{\"USER_NAME\":\"C\",\"SEQUENCE_NUMBER\":3}]")
        #expect(table.column("USER_NAME") == ["A", "B", "C"])
        #expect(table.issues.count == 1)
    }

    @Test func newKeysAreTold() throws {
        let head = "{\"USER_NAME\":\"A\",\"SEQUENCE_NUMBER\":1}\n"
        let reader = try InputFormats.recognise(MemorySource(name: "x", bytes: Array(head.utf8)), options: InputOptions()).reader
        let table = ReadTable(reader, Array((head + "{\"USER_NAME\":\"B\",\"NEW\":1}\n").utf8), drip: nil)
        #expect(table.issues == [1: "keys there are no more columns for: NEW"])
        #expect(table.rejected == 0)
    }

    @Test func anEmptyArrayHasNoEntries() throws {
        for text in ["[]", "{\"records\":[\n\n]}\n", #"{"success":true,"data":{"rows":[]}}"#] { #expect(try ReadTable(text).rows.isEmpty) }
        #expect(throws: SourceError.self) { try ReadTable("{ this is no json }\n{ at all }\n") }
    }

    @Test func searchKnowsOtherSpellings() throws {
        let bytes = Array(Self.two.utf8)
        for text in ["Oé", "oÉ"] {
            guard case .patterns(let patterns) = FieldDecoder.spelled(.json, .utf8).trace(of: SoughtText(text), in: .text) else {
                Issue.record("\(text) is hidden")
                continue
            }
            #expect(patterns.contains { $0.next(in: bytes.span, from: 0) != nil })
        }
    }

    /// As stores of logs keep entries: an object around each.
    @Test(arguments: [
        (#"{"_index":"x","_id":"1","_source":"#, "}"), (#"{"ts":1,"event":{"kind":"a","ibmi":"#, #"},"host":{"name":"h"}}"#), (#"{"timestamp":"2026-11-09 08:00:00","message":"#, "}"),
    ]) func entriesInsideAnObjectEachAreRead(_ marks: (before: String, behind: String)) throws {
        let objects = [Self.one, Self.two].map { marks.before + $0 + marks.behind }
        for text in [objects.joined(separator: "\n") + "\n", "[" + objects.joined(separator: ",\n") + "]", #"{"hits":{"total":2,"hits":["# + objects.joined(separator: ",") + "]}}"] {
            try expectBoth(text)
            #expect(try ReadTable(text).fact("Format")?.contains("entries in ") == true)
        }
    }

    /// `cat a.json b.json`: nothing of the second is lost.
    @Test(arguments: [
        ("{\"records\":[\n", "\n]}\n"), (#"{"data":{"rows":["#, #"]},"rows":2,"more":[{"x":"]}"}]}"#), ("[", "]"), (#"{"success":true,"messages":[{"text":"ok"}],"data":["#, "]}\n"),
    ]) func resultsOneBehindTheOtherAreAllRead(_ marks: (before: String, behind: String)) throws {
        let (first, second) = (marks.before + Self.one + marks.behind, marks.before + Self.two + marks.behind)
        try expectBoth(first + second)
        try expectBoth(first + marks.before + marks.behind + "\n" + second)
        // Of another form, and a lone object.
        try expectBoth(first + "[" + Self.two + "]")
        try expectBoth(first + #"{"items":["# + Self.two + "]}")
        try expectBoth(first + Self.two + "\n")
    }

    @Test func textBehindAResultIsTold() throws {
        let table = try ReadTable("[\(Self.one)]\nno JSON\n")
        #expect(table.rows.count == 2)
        #expect(table.issues == [1: "this line is no JSON object"])
    }

    /// Where no object has columns of the journal, the first array of objects is the rows.
    @Test func theFirstArrayOfObjectsIsTheRows() throws {
        let table = try ReadTable(#"{"log":{"fields":[{"n":"x"}],"lines":[{"what":"in","who":"ANN"},{"what":"out","who":"BO"}],"others":[{"what":"no"}]}}"#)
        #expect(table.column("WHO") == ["ANN", "BO"])
        #expect(table.fact("Format")?.hasSuffix("log.lines") == true)
    }

    @Test func anEntryThatHoldsAnArrayOfObjectsIsAnEntry() throws {
        let table = try ReadTable(#"{"USER_NAME":"ANN","SEQUENCE_NUMBER":1,"steps":[{"a":1},{"a":2}]}"# + "\n")
        #expect(table.column("USER_NAME") == ["ANN"])
        #expect(table.rows.count == 1)
    }

    /// It would be one entry that says nothing.
    @Test(arguments: [
        #"{"name":"app","version":"1.0","files":["a","b"]}"#, #"{"data":{"rows":[1,2]}}"#, #"{"metadata":{"columns":[{"name":"X"}]},"data":[["a"],["b"]]}"#,
        "{\n  \"failure\": {\"code\": 500}\n}\n",
    ]) func anObjectWithoutRowsIsNoJournal(_ text: String) throws {
        let error = #expect(throws: SourceError.self) { try ReadTable(text) }
        #expect(error?.reason.contains("one JSON object without rows") == true)
        // The user's word goes before.
        #expect(try ReadTable(text, options: InputOptions(format: "json")).rows.count == 1)
    }

    @Test func mappedKeysMakeAnEntry() throws {
        var map = ColumnMap()
        try map.read("who = USER_NAME", path: "map")
        #expect(try ReadTable(#"{"who":"ANN","what":"in"}"#, options: InputOptions(map: map)).column("USER_NAME") == ["ANN"])
    }

    @Test func emptyObjectsAreTold() throws {
        let table = try ReadTable("[\(Self.one),{},\(Self.two)]")
        #expect(table.issues == [1: "the object is empty"])
        #expect(table.rejected == 1)
    }
}
