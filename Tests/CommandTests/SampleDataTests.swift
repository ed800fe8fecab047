import Foundation
import Testing

/// The commands on SampleData, whose story is known: a receiver is missing, and EXTERN01 failed most often.
@Suite struct SampleDataTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("SampleData").path
    private let outfiles = "\(folder)/outfiles"

    @Test func checkFindsTheMissingReceiver() throws {
        let run = try wrkaud("check", outfiles)
        #expect(run.code == 3)
        #expect(run.lines.contains("    AUDRCV0042  between AUDRCV0041 and AUDRCV0043, named by an entry of journal code J"))
        #expect(run.lines.contains("  1 receiver is missing"))
        #expect(run.err.isEmpty)
    }

    @Test func countsByTypeAddUp() throws {
        let all = try wrkaud("count", outfiles)
        let byType = try wrkaud("count", outfiles, "--by", "type")
        let sum = byType.lines.dropFirst().compactMap { Int($0.split(separator: ",")[1]) }.reduce(0, +)
        #expect(all.lines.last?.hasPrefix("\(sum),") == true)
    }

    @Test func accountUnderAttackComesFirst() throws {
        let run = try wrkaud("export", outfiles, "--question", "failed-by-account", "--limit", "1")
        #expect(run.code == 0)
        #expect(run.lines.last?.hasPrefix("EXTERN01,") == true)
    }

    @Test func outfileExportedAsCSVReadsBackTheSame() throws {
        let folder = try Folder()
        let columns = "time,seq,JOURNAL_CODE,type,action,AUDIT_USER_NAME,ip,JOB_NUMBER,RECEIVER_NAME"
        let once = try wrkaud("export", "\(outfiles)/QAUDITPW", "--columns", columns)
        let again = try wrkaud("export", try folder.write("pw.csv", once.out), "--columns", columns)
        #expect(once.code == 0)
        #expect(again.out == once.out)
    }
}
