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

    @Test func keysBeyondTheHeadAreTold() throws {
        let line = "CEF:0|IBM|IBM i|7.4|QSYS-QAUDJRN|T-PW|Low|suser=ANN\n"
        let reader = try InputFormats.recognise(MemorySource(name: "x", bytes: Array(line.utf8)), options: InputOptions()).reader
        let table = ReadTable(reader, Array((line.dropLast() + " newkey=1\n").utf8), drip: nil)
        #expect(table.issues[0]?.contains("1 keys") == true)
        #expect(table.rejected == 0)
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
