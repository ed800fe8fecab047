import Columns
import Records
import Testing

@testable import JournalIndex

/// What messages say, whatever language their texts are in.
@Suite struct MessageTests {
    private func journal(_ rows: [(id: String, text: String)], user: String = "QSYS") throws -> JournalSnapshot {
        let lines = rows.map { "\($0.id),2026-08-07 16:40:50.5,\(user),\"\($0.text)\"\n" }.joined()
        let text = "MESSAGE_ID,MESSAGE_TIMESTAMP,FROM_USER,MESSAGE_TEXT\n" + lines
        return try JournalLoader.load(sources: [MemorySource(name: "log.csv", bytes: Array(text.utf8))])
    }

    private func text(_ journal: JournalSnapshot, _ column: String, row: Int = 0) throws -> String {
        let id = try #require(journal.schema.id(column), "\(column)")
        let shown = journal.cell(row: row, id).exportText
        #expect(Cell(try journal.column(id, Work()), row: row, kind: journal.schema[id].kind).exportText == shown)
        return shown
    }

    @Test(arguments: [
        "User USR01 from client 203.0.113.97 connected to job 846143/QUSER/QZDASOINIT in subsystem QUSRWRK in QSYS on 26/08/07 16:40:50.",
        "Benutzer USR01 von Client 203.0.113.97 mit Job 846143/QUSER/QZDASOINIT in Subsystem QUSRWRK in QSYS am 07.08.26 16:40:50 verbunden.",
        "L'utilisateur USR01, client 203.0.113.97, est connecté au travail 846143/QUSER/QZDASOINIT dans le sous-système QUSRWRK, QSYS, 07/08/26, 16:40:50.",
    ]) func connectionsNameUserAddressAndJob(_ message: String) throws {
        let journal = try journal([("CPIAD09", message)])
        #expect(try text(journal, "USER_PROFILE_NAME") == "USR01")
        #expect(try text(journal, "SUBJECT") == "USR01")
        #expect(try text(journal, "REMOTE_ADDRESS") == "203.0.113.97")
        #expect(try text(journal, "TARGET_QUALIFIED_JOB_NAME") == "846143/QUSER/QZDASOINIT")
        #expect(try text(journal, "SUBSYSTEM_NAME") == "QUSRWRK")
        #expect(try text(journal, "CONNECTION_TYPE") == "ODBC")
        #expect(try text(journal, "SENTENCE").hasPrefix("USR01 connected from 203.0.113.97 to job 846143/QUSER/QZDASOINIT in subsystem QUSRWRK"))
    }

    @Test func jobEndsTellSecondsAndCode() throws {
        let journal = try journal([
            ("CPF1164", "Job 846144/QUSER/QZDASOINIT ended on 26/08/07 at 16:41:02; .204 seconds used; end code 50 ."),
            ("CPF1164", "Travail 080694/QSPLJOB/RMTW000008 arrêté le 12/03/24 @ 02:05:56; temps UC 0,005; code fin 0 ."),
        ])
        #expect(try text(journal, "JOB_END_CODE") == "50")
        #expect(try text(journal, "PROCESSING_SECONDS") == ".204")
        #expect(try text(journal, "SEVERITY") == "warning")
        #expect(try text(journal, "JOB_END_CODE", row: 1) == "0")
        #expect(try text(journal, "SENTENCE", row: 1) == "Job 080694/QSPLJOB/RMTW000008 ended, 0,005 seconds used, end code 0")
    }

    @Test(arguments: [
        ("CPF1393", "Subsystem QINTER disabled user profile BRUNO on device QPADEV0007.", "BRUNO", "User profile BRUNO disabled"),
        ("CPF1397", "Subsystem QINTER varied off work station DSP01 for user BRUNO.", "BRUNO", "Device DSP01 varied off"),
        ("CPIAD0B", "*SIGNON server job 846140/QUSER/QZSOSIGN processing request for user USR01 on 26/08/07 16:40:50 in subsystem QUSRWRK in QSYS.", "USR01", "Sign-on server handled a request for USR01 in job 846140/QUSER/QZSOSIGN"),
        ("CPF1120", "User GAST does not exist or password not correct for user profile.", "GAST", "GAST does not exist"),
        ("CPF2234", "Password not correct for user profile.", "QSYS", "Password not correct for QSYS"),
        ("CPIAD02", "User LENA from client 10.20.2.45 connected to server.", "LENA", "LENA connected to a host server from 10.20.2.45"),
        ("CPF7020", "Journal receiver AUDRCV0042 in library AUDLIB detached.", "QSYS", "Journal receiver AUDRCV0042 detached, library AUDLIB"),
        ("CPF7099", "Journal receiver AUDRCV0042 in library AUDLIB exceeds its threshold.", "QSYS", "Journal receiver AUDRCV0042 exceeds its threshold"),
        ("CPI9999", "Something else.", "QSYS", "CPI9999: Something else."),
    ]) func messagesHaveASubjectAndASentence(_ id: String, _ message: String, _ subject: String, _ sentence: String) throws {
        let journal = try journal([(id, message)])
        #expect(try text(journal, "SUBJECT") == subject)
        #expect(try text(journal, "SENTENCE").hasPrefix(sentence))
    }

    @Test func theAddressOfAnOlderConnectionIsFound() throws {
        let journal = try journal([("CPIAD02", "User LENA from client 10.20.2.45 connected to server."), ("CPIAD02", "User LENA from client PC042 connected to server.")])
        #expect(try text(journal, "REMOTE_ADDRESS") == "10.20.2.45")
        #expect(try text(journal, "REMOTE_ADDRESS", row: 1) == "")
        #expect(try text(journal, "COMPUTER_NAME", row: 1) == "PC042")
    }

    @Test func printAndResultOfTheServiceSayTheSame() throws {
        let printed = try SampleFiles.load("history-log/QPDSPLOG.txt")
        let result = try SampleFiles.load("history-log/HISTORY_LOG_INFO.csv")
        #expect(printed.count == result.count)
        #expect(printed.count > 20)
        for name in ["ENTRY_TIMESTAMP", "MESSAGE_ID", "MESSAGE_TEXT", "USER_NAME", "JOB_NAME", "SUBJECT", "SENTENCE", "REMOTE_ADDRESS", "JOURNAL_ENTRY_TYPE"] {
            for row in 0..<printed.count { #expect(try text(printed, name, row: row) == text(result, name, row: row)) }
        }
    }

    @Test func textOverTwoLinesIsFound() throws {
        let journal = try SampleFiles.load("history-log/QPDSPLOG.txt")
        let id = try #require(journal.schema.id("MESSAGE_TEXT"))
        let found = try journal.rows(containingText: "zdasoinit IN subsystem", Work())
        let expected = (0..<journal.count).filter { journal.cell(row: $0, id).exportText.contains("ZDASOINIT in subsystem") }
        #expect(!expected.isEmpty)
        #expect((0..<journal.count).filter { found[$0] } == expected)
    }
}
