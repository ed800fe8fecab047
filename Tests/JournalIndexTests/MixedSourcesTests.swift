import Columns
import Records
import Testing

@testable import JournalIndex

/// Different traces of one system in one journal.
@Suite struct MixedSourcesTests {
    private static let sources = ["outfiles/QAUDITPW", "outfiles/QAUDITJS", "history-log/QPDSPLOG.txt", "siem/ibm-cef.log"]

    private func text(_ journal: JournalSnapshot, _ row: Int, _ column: String) throws -> String {
        journal.cell(row: row, try #require(journal.schema.id(column))).exportText
    }

    private func ordered(_ journal: JournalSnapshot) -> [Int] {
        journal.naturalOrder.map { order in (0..<journal.count).map { order[$0] } } ?? Array(0..<journal.count)
    }

    @Test func tracesOfOneSystemStandInOneOrder() throws {
        let journal = try SampleFiles.load(Self.sources)
        let parts = try Self.sources.map { try SampleFiles.load($0).count }
        #expect(journal.count == parts.reduce(0, +))
        #expect(journal.sources.map(\.entries) == parts)
        #expect(journal.sources.allSatisfy { $0.rejected == 0 && $0.flawed == 0 })
        let times = try ordered(journal).map { try text(journal, $0, "ENTRY_TIMESTAMP") }
        #expect(times == times.sorted())
        #expect(Set(try ordered(journal).map { try text(journal, $0, "SYSTEM_NAME") }) == ["SYSA"])
    }

    /// BRUNO mistypes his password twice, then his session starts: told by the outfiles, the SIEM and the history log.
    @Test func oneSignOnIsFollowedThroughAllOfThem() throws {
        let journal = try SampleFiles.load(Self.sources)
        var story: [String] = []
        for row in ordered(journal) {
            let time = try text(journal, row, "ENTRY_TIMESTAMP")
            guard time >= "2026-11-02 08:11", time < "2026-11-02 08:13" else { continue }
            let said = try ["SUBJECT", "SENTENCE", "MESSAGE_TEXT"].map { try text(journal, row, $0) }
            #expect(said.joined(separator: " ").contains("BRUNO"))
            story.append(try text(journal, row, "JOURNAL_ENTRY_TYPE") + " " + text(journal, row, "SOURCE"))
        }
        #expect(
            story == [
                "PW outfiles/QAUDITPW", "PW siem/ibm-cef.log", "PW outfiles/QAUDITPW", "PW siem/ibm-cef.log",
                "JS outfiles/QAUDITJS", "CPF1124 history-log/QPDSPLOG.txt", "CPF1124 siem/ibm-cef.log",
            ])
    }

    /// A refused sign-on as an outfile, a result of the SQL service and three forwarders tell it.
    @Test func oneEventIsTheSameInEveryTrace() throws {
        let csv = """
            ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,VIOLATION_TYPE,AUDIT_USER_NAME,DEVICE_NAME,REMOTE_ADDRESS,USER_NAME,QUALIFIED_JOB_NAME,SYSTEM_NAME
            2026-11-02 08:11:52.000000,PW,P,BRUNO,QPADEV0007,10.20.3.81,QSYS,104177/QSYS/QINTER,SYSA
            """
        let traces = [
            csv,
            "<110>1 2026-11-02T08:11:52 SYSA - - - - CEF:0|IBM|IBM i|7.5|QSYS-QAUDJRN|T-PW|Medium|reason=Invalid password msg=Password not valid - BRUNO suser=QSYS sproc=104177/QSYS/QINTER shost=SYSA src=10.20.3.81 entryTypeField=P",
            "<6>Nov  2 08:11:52 SYSA CEF:0|PowerTech|SIEM Agent|3.0|TPW0016|An invalid password was entered for user profile BRUNO.|2|src=10.20.0.2 dst=10.20.3.81 msg=TYPE:JRN CLS:IDS JJOB:QINTER JUSER:QSYS JNBR:104177 PGM:QWTMCMNL OBJECT: LIBRARY: MEMBER: DETAIL:P BRUNO QPADEV0007",
            "<190>Nov  2 08:11:52 SYSA LEEF:1.0|Arpeggio|SIFT-IT|3.1|PW_P|sev=3 usrName=QSYS src=10.20.3.81 jJobNam=QINTER jJobUsr=QSYS jJobNum=104177 jType=P jUser=BRUNO jDev=QPADEV0007 jMsgTxt=Password not valid.",
        ]
        let outfile = try SampleFiles.load(["outfiles/QAUDITPW"])
        func cells(_ journal: JournalSnapshot) throws -> [String: String] {
            var cells: [String: String] = [:]
            for name in ["JOURNAL_ENTRY_TYPE", "ENTRY_TYPE", "SUBJECT", "ACTOR", "QUALIFIED_JOB_NAME", "REMOTE_ADDRESS", "SYSTEM_NAME", "CATEGORY", "SEVERITY"] {
                cells[name] = try text(journal, 0, name)
            }
            return cells
        }
        let expected = try cells(outfile)
        #expect(expected["SUBJECT"] == "BRUNO")
        for trace in traces {
            let journal = try JournalLoader.load(
                sources: [MemorySource(name: "trace", bytes: Array((trace + "\n").utf8))], options: InputOptions(year: 2026))
            #expect(try cells(journal) == expected, "\(trace)")
            #expect(try text(journal, 0, "ENTRY_TIMESTAMP") == "2026-11-02 08:11:52.000000")
            let hasDevice = trace.contains("QPADEV0007")
            #expect(try text(journal, 0, "SENTENCE") == "Password not valid for BRUNO\(hasDevice ? " at QPADEV0007" : "") from 10.20.3.81")
        }
    }
}
