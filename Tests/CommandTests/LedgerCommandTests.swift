import Foundation
import Testing

@Suite struct LedgerCommandTests {
    private static let outfiles = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("SampleData/outfiles").path

    @Test func eveningOfTheAttackIsTold() throws {
        let run = try wrkaud(
            "ledger", Self.outfiles, "--having", "user = EXTERN01 and LINE = SESSION",
            "--columns", "time,END_TIMESTAMP,ip,connection,END,ENTRIES,TRIES,FAILED_BEFORE,MARKS,CONFIDENCE")
        #expect(run.code == 0)
        #expect(run.err.isEmpty)
        #expect(
            run.out == """
                ENTRY_TIMESTAMP,END_TIMESTAMP,REMOTE_ADDRESS,CONNECTION_TYPE,END,ENTRIES,TRIES,FAILED_BEFORE,MARKS,CONFIDENCE
                2026-11-08 22:19:07.421437,2026-11-08 22:28:02.822332,203.0.113.77,5250,JOB-END,9,4,16,MANY-USERS FAILURES-THEN-SUCCESS OUT-OF-HOURS,likely
                2026-11-08 22:28:40.151837,2026-11-08 22:36:12.081037,203.0.113.77,5250,JOB-END,7,0,0,OUT-OF-HOURS,likely

                """)
    }

    @Test func everyFailedTryStandsInOneLine() throws {
        let all = try wrkaud("ledger", Self.outfiles, "--columns", "TRIES")
        let tries = all.lines.dropFirst().compactMap(Int.init).reduce(0, +)
        let failed = try wrkaud("count", Self.outfiles, "--where", "type = PW")
        #expect(failed.lines.last?.hasPrefix("\(tries),") == true)
    }

    /// A misspelt password before going in, and forty people behind one address, are no attack.
    @Test func ordinaryDaysAreNotMarked() throws {
        let run = try wrkaud(
            "ledger", Self.outfiles, "--having", "user in (KLARA, LENA, MARTA) and LINE = SESSION", "--columns", "MARKS"
        )
        #expect(run.lines.dropFirst().allSatisfy { $0.isEmpty })
    }

    @Test func whereNarrowsByTheEntriesOfALine() throws {
        let run = try wrkaud("ledger", Self.outfiles, "--where", "type = SV", "--columns", "user,connection")
        #expect(run.lines == ["SUBJECT,CONNECTION_TYPE", "QSECOFR,5250", "EXTERN01,5250", "QSECOFR,5250"])
    }

    @Test func hoursAreChosen() throws {
        func late(_ hours: String) throws -> Int {
            let run = try wrkaud(
                "ledger", Self.outfiles, "--hours", hours, "--having", "MARKS contains HOURS", "--columns", "user")
            return run.lines.count - 1
        }
        #expect(try late("0-24") <= 0)
        #expect(try late("7-19") > 20)
        for wrong in ["7", "19-19", "seven"] {
            let run = try wrkaud("ledger", Self.outfiles, "--hours", wrong)
            #expect(run.code == 64)
        }
    }

    @Test func withOnlyPasswordEntriesItSaysWhatIsMissing() throws {
        let folder = try Folder()
        let run = try wrkaud("ledger", try folder.write("pw.csv", Sample.passwords), "--columns", "LINE,user,ip,TRIES")
        #expect(run.code == 0)
        #expect(run.err.contains("There are no JS entries (was *JOBDTA audited?)"))
        #expect(
            run.out == """
                LINE,SUBJECT,REMOTE_ADDRESS,TRIES
                TRIES,MKELLY,10.0.0.5,2
                TRIES,ROOT,203.0.113.9,1
                TRIES,MKELLY,203.0.113.9,1
                TRIES,QSECOFR,,1

                """)
    }

    @Test func sortLimitFormatAndFile() throws {
        let folder = try Folder()
        let run = try wrkaud(
            "ledger", Self.outfiles, "--sort", "FAILED_BEFORE-", "--limit", "1", "--columns", "user,FAILED_BEFORE",
            "--format", "jsonl",
            "--output", "\(folder.path)/ledger.jsonl")
        #expect(run.code == 0)
        #expect(folder.read("ledger.jsonl") == "{\"SUBJECT\":\"EXTERN01\",\"FAILED_BEFORE\":16}\n")
        #expect(folder.names == ["ledger.jsonl"])
    }

    @Test func wrongExpressionsAndColumnsAre64() throws {
        let unknown = try wrkaud("ledger", Self.outfiles, "--having", "USR = X")
        #expect(unknown.code == 64)
        let entries = try wrkaud("ledger", Self.outfiles, "--columns", "RECEIVER_NAME")
        #expect(entries.code == 64)
        #expect(entries.err.contains("The ledger has no column RECEIVER_NAME"))
    }
}
