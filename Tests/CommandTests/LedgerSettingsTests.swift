import Foundation
import Testing

/// Limits of the ledger from options and settings, its questions, and what check says of a selection.
@Suite struct LedgerSettingsTests {
    private static let outfiles = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("SampleData/outfiles").path

    private func marked(_ options: [String]) throws -> Run {
        try wrkaud(["ledger", Self.outfiles, "--having", "MARKS contains MANY-USERS", "--columns", "user"] + options)
    }

    @Test func optionsSayWhatABurstIs() throws {
        #expect(try marked([]).lines.count == 13)
        #expect(try marked(["--many-users", "40/10"]).lines.count == 1)
        let wrong = try marked(["--many-users", "four"])
        #expect(wrong.code == 64 && wrong.err.contains("--many-users four: Give a number from 2 on"))
    }

    @Test func settingsSayItForGood() throws {
        let folder = try Folder()
        try folder.write("ledger.tsv", "# ours\nmany-users\t40/10\nhours mon-fri 7-19\n")
        let home = "mkdir -p \"$1/config/wrkaud\" && cp \"$1/ledger.tsv\" \"$1/config/wrkaud/ledger.tsv\" && "
        let ask = "XDG_CONFIG_HOME=\"$1/config\" \"$0\" ledger \"$2\" --having 'MARKS contains MANY-USERS' --columns user"
        let run = try shell(home + ask, [folder.path, Self.outfiles])
        #expect(run.code == 0 && run.lines == ["SUBJECT"])
        let over = try shell(home + ask + " --many-users 4/10", [folder.path, Self.outfiles])
        #expect(over.lines.count == 13)
        try folder.write("ledger.tsv", "hours 7-19\nhuors 7-19\n")
        let wrong = try shell(home + ask, [folder.path, Self.outfiles])
        #expect(wrong.code == 64 && wrong.err.contains("ledger.tsv, line 2: There is no setting huors."))
    }

    @Test func aQuestionOfTheLedgerExportsItsLines() throws {
        let run = try wrkaud(
            "export", Self.outfiles, "--question", "failure-then-success", "--columns", "user,FAILED_BEFORE")
        #expect(run.code == 0)
        #expect(run.lines == ["SUBJECT,FAILED_BEFORE", "BRUNO,6", "EXTERN01,16", "QSYSUPD,7", "QSYSUPD,4"])
        let unknown = try wrkaud("export", Self.outfiles, "--question", "signons", "--columns", "NONSENSE")
        #expect(unknown.code == 64)
    }

    @Test func aConditionOnTheLedgerThatIsWrongIsTold() throws {
        let folder = try Folder()
        let file = try folder.write(
            "mine.tsv", "question\tmine\t\tMine\t\t\t\t\t\t\t\t\tledger where NONSENSE = 1\n")
        let run = try wrkaud("questions", "--questions", file)
        #expect(run.err.contains("The condition on the ledger of mine is wrong: There is no column NONSENSE"))
    }

    @Test func checkTellsWhatASelectionLeavesOutAndNamesSourcesByDigest() throws {
        let folder = try Folder()
        let file = try folder.write("pw.csv", Sample.passwords)
        let run = try wrkaud("check", file, "--where", "user = ROOT")
        #expect(run.code == 0)
        #expect(run.out.contains("Left out by the selection"))
        #expect(run.out.contains("4 entries of 5; 1 selected"))
        let sum = try shell("sha256sum \"$1\" | cut -c1-64", [file]).lines[0]
        #expect(run.out.contains("SHA-256") && run.out.contains(sum))
        #expect(try !wrkaud("check", file, "--no-sha256").out.contains("SHA-256"))
    }
}
