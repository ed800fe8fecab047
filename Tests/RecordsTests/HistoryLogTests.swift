import Foundation
import Testing

@testable import Records

@Suite struct HistoryLogTests {
    /// Three messages: one in two lines, one with second-level text over the end of a page, one hidden in part.
    static func log(
        banner: String = "History Log", label: String = "Message . . . . :  ", cause: String = "Cause . . . . . :  ",
        heading: String = "MSGID    SEV MSG TYPE", dates: [String] = ["26/08/07", "26/08/08"]
    ) -> String {
        let page = " 5770SS1 V7R5M0 220415                                   \(banner)                 SYSA      \(dates[1]) 11:42:48        Page  000"
        return """
            \(page)1
            \(heading)
            CPIAD09  00  INFO         \(label) User USR01 from client 203.0.113.97 connected to job 846143/QUSER/QZDASOINIT in
                                        subsystem QUSRWRK in QSYS on \(dates[0]) 16:40:50.
                                  QZDASOINIT QUSER      846143 QZBSSECR     0000 \(dates[0]) 16:40:50.484540 USR01
            CPF1164  00  COMPLETION   \(label) Job 846144/QUSER/QZDASOINIT ended on \(dates[0]) at 16:41:02; .204 seconds used; end
                                        code 0 .
                                      \(cause) The job ended. The ending codes are:
            \u{C}\(page)2
            \(heading)
                                        0 - normal, 10 - normal during controlled end.
                                                                                                                       X.
                                  QZDASOINIT QUSER      846144 QWTMCEOJ     0150 \(dates[0]) 16:41:02.000001 USR01
            CPI1E23  00  INFO         \(label) Cleanup has started.
                                  QCLNSYSPRT QPGMR      846150                   \(dates[1]) 01:00:00.500000 QPGMR
                                                * * * * *  E N D   O F   L I S T I N G  * * * * *

            """
    }

    @Test func messagesBecomeEntries() throws {
        let table = try ReadTable(Self.log())
        #expect(table.reader.format == "history-log-print")
        #expect(table.column("MESSAGE_ID") == ["CPIAD09", "CPF1164", "CPI1E23"])
        #expect(table.column("JOURNAL_CODE") == ["QHST", "QHST", "QHST"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["CPIAD09", "CPF1164", "CPI1E23"])
        #expect(table.column("MESSAGE_TYPE") == ["INFO", "COMPLETION", "INFO"])
        #expect(
            table.column("ENTRY_TIMESTAMP") == [
                "2026-08-07 16:40:50.484540", "2026-08-07 16:41:02.000001", "2026-08-08 01:00:00.500000",
            ])
        #expect(table.column("MESSAGE_TEXT")[0]
            == "User USR01 from client 203.0.113.97 connected to job 846143/QUSER/QZDASOINIT in subsystem QUSRWRK in QSYS on 26/08/07 16:40:50.")
        #expect(table.column("MESSAGE_SECOND_LEVEL_TEXT")
            == ["-", "The job ended. The ending codes are: 0 - normal, 10 - normal during controlled end.", "-"])
        #expect(table.column("JOB_NUMBER") == ["846143", "846144", "846150"])
        #expect(table.column("PROGRAM_NAME") == ["QZBSSECR", "QWTMCEOJ", "-"])
        #expect(table.column("USER_NAME") == ["USR01", "USR01", "QPGMR"])
        #expect(table.column("SYSTEM_NAME") == ["SYSA", "SYSA", "SYSA"])
        #expect(table.issues.isEmpty)
    }

    @Test(arguments: [
        ("History Log", "Nachricht  . . . :  ", "Ursache . . . . . :  ", "NachrId  BEW NACHRICHTENART"),
        ("Journal d'historique", "Message  . . . . :  ", "Cause . . . . . .:  ", "ID MSG   GRV TYPE MSG"),
        ("履歴ログ", "メッセージ . . . . :  ", "原因 . . . . . :  ", "MSGID    SEV"),
    ]) func everyLanguageIsRead(_ words: (banner: String, label: String, cause: String, heading: String)) throws {
        let plain = try ReadTable(Self.log())
        let table = try ReadTable(
            Self.log(banner: words.banner, label: words.label, cause: words.cause, heading: words.heading))
        #expect(table.rows == plain.rows)
        #expect(table.issues.isEmpty)
    }

    @Test(arguments: [
        (["26/08/07", "26/08/08"], "year first"), (["08/07/26", "08/08/26"], "month first"),
        (["07.08.26", "08.08.26"], "day first"), (["2026-08-07", "2026-08-08"], "year first"),
    ]) func theDatesTellTheirOrder(_ dates: [String], _ order: String) throws {
        let table = try ReadTable(Self.log(dates: dates))
        #expect(table.column("ENTRY_TIMESTAMP").first == "2026-08-07 16:40:50.484540")
        #expect(table.fact("Dates")?.hasPrefix(order) == true)
    }

    @Test func printerControlCharactersArePassedOver() throws {
        let shifted = Self.log().split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : ($0.hasPrefix("\u{C}") ? "1" + $0.dropFirst() : " " + $0) }.joined(separator: "\r\n")
        let table = try ReadTable(shifted)
        #expect(table.rows == (try ReadTable(Self.log())).rows)
    }

    @Test func linesOfNoMessageAreShownAsSuch() throws {
        let text = Self.log().replacingOccurrences(of: "CPI1E23  00", with: "nonsense here\nCPI1E23  00")
        let table = try ReadTable(text)
        #expect(table.rows.count == 4)
        #expect(table.rejected == 1)
        #expect(String(decoding: table.records[2], as: UTF8.self) == "nonsense here")
    }

    @Test func aMessageThatIsCutStays() throws {
        let text = Self.log()
        let cut = text.range(of: "QCLNSYSPRT").map { String(text[..<$0.lowerBound]) } ?? ""
        let table = try ReadTable(cut)
        #expect(table.column("MESSAGE_ID").last == "CPI1E23")
        #expect(table.column("ENTRY_TIMESTAMP").last == "-")
        #expect(table.issues[2] == "the line with job and time is missing")
        #expect(table.rejected == 0)
    }

    @Test func historyLogInfoIsReadFromCSV() throws {
        let table = try ReadTable(
            """
            ORDINAL_POSITION,MESSAGE_ID,MESSAGE_TYPE,SEVERITY,MESSAGE_TIMESTAMP,FROM_USER,FROM_JOB,FROM_PROGRAM,MESSAGE_TEXT
            1,CPF1124,INFORMATIONAL,0,2026-08-07 16:40:50.484540,QSYS,846143/QUSER/QZDASOINIT,QWTPIIPP,"Job 846143/QUSER/QZDASOINIT started"

            """)
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["CPF1124"])
        #expect(table.column("JOURNAL_CODE") == ["QHST"])
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-08-07 16:40:50.484540"])
        #expect(table.column("MESSAGE_SEVERITY") == ["0"])
        #expect(table.column("USER_NAME") == ["QSYS"])
        #expect(table.column("JOB_NAME") == ["QZDASOINIT"])
        #expect(table.issues.isEmpty)
    }
}
