import Catalog
import Foundation
import Testing

@testable import Records

@Suite struct SiemTests {
    private func row(_ line: String, _ options: InputOptions = InputOptions(year: 2026)) throws -> (String) -> String? {
        let table = try ReadTable(line + "\n", options: options)
        #expect(table.reader.format == "siem")
        #expect(table.rows.count == 1)
        #expect(table.issues.isEmpty)
        return { table.column($0).first }
    }

    @Test func eventsOfTheReportingManagerAreAuditEntries() throws {
        let row = try row(
            #"CEF:0|IBM|IBM i|7.4|QSYS-QAUDJRN|T-AF|Medium|reason=Authority failure msg=Not authorized to object fileType=*PGM cs1Label=objName cs1=SECLIB/CFGPGM suser=USER01 sproc=722470/USER01/QPADEV000P shost=SYSA src=198.51.100.171 spt=36868 evtAggregation=*NO entryTypeField=A"#)
        #expect(row("JOURNAL_CODE") == "T")
        #expect(row("JOURNAL_ENTRY_TYPE") == "AF")
        #expect(row("ENTRY_TYPE") == "A")
        #expect(row("USER_NAME") == "USER01")
        #expect(row("JOB_NAME") == "QPADEV000P")
        #expect(row("JOB_NUMBER") == "722470")
        #expect(row("SYSTEM_NAME") == "SYSA")
        #expect(row("REMOTE_ADDRESS") == "198.51.100.171")
        #expect(row("REMOTE_PORT") == "36868")
        #expect(row("OBJECT_LIBRARY") == "SECLIB")
        #expect(row("OBJECT_NAME") == "CFGPGM")
        #expect(row("OBJECT_TYPE") == "*PGM")
        #expect(row("MESSAGE_REASON") == "Authority failure")
        #expect(row("EVTAGGREGATION") == "*NO")
    }

    @Test func commandsStandBehindADash() throws {
        let row = try row(
            #"CEF:0|IBM|IBM i|7.4|QSYS-QAUDJRN|T-CD|Low|reason=Command string audit msg=Command run interactively - CHGENVVAR ENVVAR(A) VALUE(7) fileType=*CMD cs1Label=objName cs1=QSYS/CHGENVVAR suser=USER02 entryTypeField=C"#)
        #expect(row("COMMAND_STRING") == "CHGENVVAR ENVVAR(A) VALUE(7)")
        #expect(row("OBJECT_NAME") == "CHGENVVAR")
    }

    @Test func messagesOfTheHistoryLogKeepTheirID() throws {
        let row = try row(
            #"CEF:0|IBM|IBM i|7.3|QSYS-QHST|CPI3E34|Low|reason=CPI3E34 msg=L'utilisateur QBRMS, client 192.0.2.20, est connect{ suser=QBRMS sproc=086171/QUSER/QRWTSRVR shost=SYSB"#)
        #expect(row("JOURNAL_CODE") == "QHST")
        #expect(row("JOURNAL_ENTRY_TYPE") == "CPI3E34")
        #expect(row("MESSAGE_ID") == "CPI3E34")
        #expect(row("MESSAGE_TEXT") == "L'utilisateur QBRMS, client 192.0.2.20, est connect{")
    }

    @Test func escapesAreUndone() throws {
        let row = try row(
            #"CEF:0|IBM|IBM i|7.4|DB2MON|DB2 monitoring \| tool|3|act=UPDATE rt=2026-04-30-12.11.52.265056 suser=ANN cs5Label=rowDataBefore cs5=A\="UB" B\="\\x"#)
        #expect(row("ROWDATABEFORE") == #"A="UB" B="\x"#)
        #expect(row("EVENT_NAME") == "DB2 monitoring | tool")
        #expect(row("ENTRY_TIMESTAMP") == "2026-04-30 12:11:52.265056")
        #expect(row("ACT") == "UPDATE")
    }

    @Test func powertechHasTheClientInDst() throws {
        let row = try row(
            "<6>May  8 13:27:58 SYSA CEF:0|PowerTech|SIEM Agent|3.0|TPW0016|An invalid password was entered for user profile USER03.|2|src=192.0.2.185 dst=192.0.2.38 msg=TYPE:JRN CLS:IDS JJOB:QBASE JUSER:QSYS JNBR:003752 PGM:QWTMCMNL OBJECT: LIBRARY: MEMBER: DETAIL:P USER03 QPADEV000B")
        #expect(row("ENTRY_TIMESTAMP") == "2026-05-08 13:27:58.000000")
        #expect(row("SYSLOG_PRIORITY") == "6")
        #expect(row("JOURNAL_ENTRY_TYPE") == "PW")
        #expect(row("ENTRY_TYPE") == "P")
        #expect(row("REMOTE_ADDRESS") == "192.0.2.38")
        #expect(row("SYSTEM_ADDRESS") == "192.0.2.185")
        #expect(row("SYSTEM_NAME") == "SYSA")
        #expect(row("AUDIT_USER_NAME") == "USER03")
        #expect(row("DEVICE_NAME") == "QPADEV000B")
        #expect(row("JOB_NUMBER") == "003752")
        #expect(row("JOURNALED_OBJECT_NAME") == "-")
        #expect(row("ENTRY_DATA") == "P USER03 QPADEV000B")
        #expect(row("POWERTECH_CLASS") == "IDS")
    }

    @Test(arguments: ["\t", "    ", " "]) func leefIsCutByTabsOrWhatBecameOfThem(_ gap: String) throws {
        let pairs = ["usrName=USER01", "devTime=2026-04-24-15.31.58.000", "source=SYSB", "jobName=948290/QUSER/QRWTSRVR", "entryDesc=DRDA access of a database", "Src_user_before_Pre-chk=USER01"]
        let row = try row("<176>Apr 24 15:31:58 host.example LEEF:1.0|Raz-Lee iSecurity|Firewall|1.0|GRE7860|" + pairs.joined(separator: gap))
        #expect(row("ENTRY_TIMESTAMP") == "2026-04-24 15:31:58.000000")
        #expect(row("USER_NAME") == "USER01")
        #expect(row("JOB_USER") == "QUSER")
        #expect(row("SYSTEM_NAME") == "SYSB")
        #expect(row("MESSAGE_TEXT") == "DRDA access of a database")
        #expect(row("SRC_USER_BEFORE_PRE_CHK") == "USER01")
    }

    @Test(arguments: ["^", "x5E", "0x5e"]) func leefTwoNamesItsDelimiter(_ mark: String) throws {
        let row = try row("LEEF:2.0|Arpeggio|SIFT-IT|3.1|PW_U|\(mark)|usrName=ANN^jUser=ROOT^src=192.0.2.7^jMsgTxt=Invalid user id ROOT.")
        #expect(row("JOURNAL_ENTRY_TYPE") == "PW")
        #expect(row("ENTRY_TYPE") == "U")
        #expect(row("AUDIT_USER_NAME") == "ROOT")
        #expect(row("REMOTE_ADDRESS") == "192.0.2.7")
        #expect(row("MESSAGE_TEXT") == "Invalid user id ROOT.")
    }

    @Test(arguments: [
        ("<34>1 2026-10-11T22:14:15.003Z SYSA app 42 ID1 [a@1 b=\"]\"][c@2] ", "2026-10-11 22:14:15.003000"),
        ("<34>1 2026-10-11T22:14:15.003+02:00 SYSA app - - - ", "2026-10-11 22:14:15.003000"),
        ("<34>Oct 11 22:14:15 SYSA ", "2026-10-11 22:14:15.000000"), ("Oct  1 22:14:15 SYSA app[42]: ", "2026-10-01 22:14:15.000000"),
        ("2026-10-11T22:14:15 SYSA ", "2026-10-11 22:14:15.000000"), ("2026-10-11 22:14:15 SYSA ", "2026-10-11 22:14:15.000000"),
        ("\u{FEFF}<34>Oct 11 22:14:15 SYSA ", "2026-10-11 22:14:15.000000"),
    ]) func everyFrameIsRead(_ frame: String, _ time: String) throws {
        let row = try row(frame + "CEF:0|IBM|IBM i|7.4|QSYS-QAUDJRN|T-PW|Medium|suser=ANN entryTypeField=P")
        #expect(row("ENTRY_TIMESTAMP") == time)
        #expect(row("SYSTEM_NAME") == "SYSA")
        #expect(row("USER_NAME") == "ANN")
    }

    /// RFC 5424 writes quotes, brackets and backslashes inside values behind a backslash.
    @Test(arguments: [#"[x@1 a="b\]\""]"#, #"[x@1 a="\\"]"#, #"[x@1 a="[CEF:0|\"" b=""][y c="]"]"#, "-"])
    func structuredDataIsPassedOver(_ data: String) throws {
        let row = try row("<13>1 2026-05-08T13:27:58Z HOST app 7 ID \(data) CEF:0|IBM|IBM i|7.4|QSYS-QAUDJRN|T-PW|Medium|suser=ANN")
        #expect(row("JOURNAL_ENTRY_TYPE") == "PW" && row("USER_NAME") == "ANN")
    }

    @Test func linesWithoutEventsAreKept() throws {
        let table = try ReadTable(
            """
            <190>Nov  4 08:00:00 SYSA ftpd[812]: connection from 10.20.5.5
            <34>1 2026-11-04T08:00:01Z SYSA app - - - hello = world
            <190>Nov  4 08:00:02 SYSA CEF:0|IBM|broken

            what is this
            <190>Nov  4 08:00:03 SYSA CEF:0|IBM|IBM i|7.4|QSYS-QAUDJRN|T-PW|Low|suser=ANN

            """, options: InputOptions(year: 2025))
        #expect(table.rows.count == 5)
        #expect(table.column("MESSAGE_TEXT") == ["connection from 10.20.5.5", "hello = world", "CEF:0|IBM|broken", "what is this", "-"])
        #expect(table.column("ENTRY_TIMESTAMP")[0] == "2025-11-04 08:00:00.000000")
        #expect(table.column("SYSLOG_TAG")[0] == "ftpd[812]")
        #expect(table.rejected == 0)
    }

    /// What is written as a time before an event is not dropped where it cannot be read.
    @Test(arguments: ["Xxx  4 08:00:03", "Nov 99 08:00:03", "Nov  4 l8:00:03", "Nov  4 08:99:03", "N?v  4 08:00:03"])
    func aTimeThatCannotBeReadIsTold(_ time: String) throws {
        let event = "SYSA CEF:0|IBM|IBM i|7.4|QSYS-QAUDJRN|T-PW|Low|suser=ANN\n"
        let table = try ReadTable("<190>Nov  4 08:00:00 \(event)<190>\(time) \(event)", options: InputOptions(year: 2025))
        let times = table.column("ENTRY_TIMESTAMP")
        #expect(times.count == 2 && times[0] == "2025-11-04 08:00:00.000000")
        #expect(times[1].hasPrefix("{\(time)"), "\(times)")
        #expect(table.column("SYSTEM_NAME") == ["SYSA", "SYSA"])
    }

    @Test func theYearIsTheLatestThatIsNotAhead() throws {
        // 10 January 2026, 12:00 UTC.
        let rule = YearRule(before: 1_768_046_400)
        func year(_ text: String) throws -> Int {
            let bytes = Array(text.utf8)
            let time = MonthDayTime(bytes.span.bytes)
            return rule.year(of: try #require(time))
        }
        #expect(try year("Jan  9 10:00:00") == 2026)
        #expect(try year("Jan 12 10:00:00") == 2025)
        #expect(try year("Dec 31 23:59:59") == 2025)
        let source = "<6>May  8 13:27:58 A x\n<6>May  8 13:27:58 A y\n"
        #expect(try ReadTable(source).fact("Year")?.contains("--year") == true)
    }

    /// Times of events may lack the year as those of frames do.
    @Test(arguments: [
        ("Nov 02 10:00:00", "2025-11-02 10:00:00.000000"), ("Nov  2 10:00:00.125", "2025-11-02 10:00:00.125000"),
        ("Nov 02 10:00:00.125 CET", "2025-11-02 10:00:00.125000"), ("Nov 02 2019 10:00:00", "2019-11-02 10:00:00.000000"),
    ]) func timesInsideEventsGetTheYear(_ time: String, _ shown: String) throws {
        let line = "CEF:0|Acme|Forwarder|1|PW_P|Password|3|rt=\(time) suser=ANN msg=x"
        #expect(try row(line, InputOptions(year: 2025))("ENTRY_TIMESTAMP") == shown)
        let derived = try ReadTable(line + "\n")
        #expect((derived.fact("Year")?.contains("--year") == true) == shown.hasPrefix("2025"))
    }

    /// Whatever is in the entry: the names its details tell are those that the outfile has.
    @Test(arguments: AuditCatalog.entryTypes.filter { $0.journalCode == "T" }.map(\.code))
    func powertechDetailsAreTheFieldsOfTheEntry(_ type: String) throws {
        guard let fields = AuditCatalog.layout(journalCode: "T", type)?.fields, var details = SiemDetailsModel(fields) else { return }
        for blank in [nil, 1, 2] {
            details.blank = blank
            let table = try ReadTable("CEF:0|PowerTech|SIEM Agent|3.0|T\(type)0001|x|2|src=192.0.2.1 dst=192.0.2.2 msg=TYPE:JRN DETAIL:\(details.text)\n")
            for (name, value) in details.shown { #expect(table.column(name) == [value], "\(type) \(name) of \(details.text)") }
        }
    }

    @Test func usersBehindTheDashOfIBMsTextAreNames() throws {
        func user(_ text: String) throws -> String? {
            try row("CEF:0|IBM|IBM i|7.5|QSYS-QAUDJRN|T-PW|Medium|msg=\(text) suser=QSYS entryTypeField=P")("AUDIT_USER_NAME")
        }
        #expect(try user("Password not valid - BRUNO") == "BRUNO")
        #expect(try user("Password not valid") == "-")
        #expect(try user("Password not valid - see the job log") == "-")
    }

    @Test func keysBeyondTheHeadAreTold() throws {
        let line = "CEF:0|IBM|IBM i|7.4|QSYS-QAUDJRN|T-PW|Low|suser=ANN\n"
        let reader = try InputFormats.recognise(MemorySource(name: "x", bytes: Array(line.utf8)), options: InputOptions()).reader
        let table = ReadTable(reader, Array((line.dropLast() + " newkey=1\n").utf8), drip: nil)
        #expect(table.issues[0]?.contains("1 keys") == true)
        #expect(table.rejected == 0)
    }

    /// A saved result of HISTORY_LOG_INFO with GENERATE_SYSLOG, of which only the events were selected, in any table.
    @Test func eventsInAColumnAreReadAsLines() throws {
        let lines = [
            "<110>1 2026-11-02T08:11:52.095532 SYSA QAUDJRN - - - CEF:0|IBM|IBM i|7.5|QSYS-QAUDJRN|T-PW|Medium|msg=Password not valid - BRUNO, \"again\" suser=QSYS entryTypeField=P",
            "<6>Nov  2 08:12:09 SYSA CEF:0|PowerTech|SIEM Agent|3.0|TPW0016|x|2|src=10.20.0.2 dst=10.20.3.81 msg=TYPE:JRN DETAIL:P BRUNO QPADEV0007",
        ]
        let options = InputOptions(year: 2026)
        let plain = try ReadTable(lines.joined(separator: "\n") + "\n", options: options)
        let csv = "syslog_facility;SYSLOG_EVENT\n" + lines.map { "13;\"\($0.replacing("\"", with: "\"\""))\"\r\n" }.joined()
        let json = lines.map { "{\"SYSLOG_SEVERITY\":6,\"SYSLOG_EVENT\":\"\($0.replacing("\"", with: "\\\""))\"}\n" }.joined()
        for text in [csv, json, csv.replacing("\r\n", with: "\n")] {
            let table = try ReadTable(text, options: options)
            #expect(table.reader.format == "siem")
            #expect(table.fact("Lines")?.contains("SYSLOG_EVENT") == true)
            for name in ["ENTRY_TIMESTAMP", "JOURNAL_ENTRY_TYPE", "ENTRY_TYPE", "USER_NAME", "AUDIT_USER_NAME", "MESSAGE_TEXT", "REMOTE_ADDRESS"] {
                #expect(table.column(name) == plain.column(name), "\(name)")
            }
        }
        // A row without an event is a row.
        #expect(try ReadTable(csv + "13;\r\n", options: options).rows.count == 3)
        // A table that tells of its entries itself stays one.
        let whole = "MESSAGE_ID;MESSAGE_TIMESTAMP;SYSLOG_EVENT\nCPF1124;2026-11-02 08:11:52;\(lines[1])\n"
        #expect(try ReadTable(whole).reader.format == "csv")
        #expect(try ReadTable(csv, options: InputOptions(format: "csv")).reader.format == "csv")
    }

    /// Published lines of real products; they may not stand in the repository.
    @Test(arguments: ["cef-ibm-srm-sekoia.log", "cef-powertech.log", "leef-arpeggio-siftit.log", "leef-arpeggio-siftit-juniper.log", "leef-razlee-isecurity.log"])
    func publishedLinesAreRead(_ file: String) throws {
        // Beside the project, where the folder is there: Tests/RecordsTests/SiemTests.swift is four steps down from it.
        let beside = (1...4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let url = beside.appending(path: "shared/samples/siem/" + file)
        guard let data = try? Data(contentsOf: url) else { return }
        let table = try ReadTable(Array(data))
        #expect(table.reader.format == "siem")
        #expect(table.issues.isEmpty)
        #expect(!table.column("USER_NAME").contains("-") || file.contains("powertech"))
        let known = zip(table.column("JOURNAL_ENTRY_TYPE"), table.column("MESSAGE_TEXT")).filter { $0.0 != "-" || $0.1 != "-" }
        #expect(known.count >= table.rows.count - 2)
    }

    // MARK: lines without end

    @Test(arguments: [
        (0..<20_000).map { "cs\($0)Label=x cs\($0)=1" }.joined(separator: " "), String(repeating: "=", count: 500_000),
        String(repeating: "A:", count: 300_000), String(repeating: "\\|", count: 300_000), String(repeating: "a=", count: 200_000),
    ]) func oneLineOfAnythingIsOneEntry(_ rest: String) throws {
        let event = "CEF:0|IBM|IBM i|7.5|QSYS-QAUDJRN|T-AF|Medium|suser=MARTA\n"
        let table = try ReadTable(event + "CEF:0|PowerTech|SIEM Agent|3.0|TPW0016|x|2|msg=" + rest + "\n" + event)
        #expect(table.rows.count == 3)
        #expect(table.column("USER_NAME").last == "MARTA")
    }

    @Test func linesWithoutPairsLookAtThemselvesOnly() throws {
        let line = "CEF:0|IBM|IBM i|7.5|QSYS-QAUDJRN|T-AF|Medium|nothing\n"
        #expect(try ReadTable(String(repeating: line, count: 20_000)).rows.count == 20_000)
    }
}

/// The first fields of an entry type in the order of its outfile, each with a value of its own, as Powertech writes them.
private struct SiemDetailsModel {
    private var fields: [LayoutField?] = []
    /// Number of a field that is blank.
    var blank: Int?

    init?(_ layout: [LayoutField]) {
        for offset in Set(layout.compactMap(\.offsetJ5)).sorted() {
            let here = layout.filter { $0.offsetJ5 == offset }
            guard here[0].format == .char, here[0].length <= 10 else { break }
            fields.append(here.first { $0.when == nil && $0.isValue })
        }
        if fields.isEmpty { return nil }
    }

    private func value(_ number: Int) -> String { blank == number ? "" : String("NAME\(number)".prefix(fields[number]?.length ?? 1)) }

    var text: String { fields.indices.map { $0 == 0 ? "A" : value($0) }.joined(separator: " ") }

    /// Users and objects among them; of several fields for one column, none.
    var shown: [(String, String)] {
        fields.indices.dropFirst().compactMap { number in
            guard let field = fields[number], field.role == .subjectUser || field.column == "OBJECT_NAME", !value(number).isEmpty,
                fields.count(where: { $0?.column == field.column }) == 1
            else { return nil }
            return (field.column, value(number))
        }
    }
}
