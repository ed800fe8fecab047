import Foundation
import Testing

@Suite struct CountCommandTests {
    let folder: Folder
    let file: String

    init() throws {
        folder = try Folder()
        file = try folder.write("pw.csv", Sample.passwords)
    }

    @Test func countsWithFirstLastAndDistinct() throws {
        let run = try wrkaud("count", file, "--by", "AUDIT_USER_NAME", "--distinct", "ip")
        #expect(run.code == 0)
        #expect(run.out == """
            AUDIT_USER_NAME,ENTRIES,FIRST,LAST,DISTINCT_REMOTE_ADDRESS
            MKELLY,3,2026-04-08 07:00:00.000001,2026-04-09 09:00:00.000004,2
            QSECOFR,1,2026-04-09 09:00:01.000005,2026-04-09 09:00:01.000005,0
            ROOT,1,2026-04-08 08:10:00.000003,2026-04-08 08:10:00.000003,1

            """)
    }

    @Test func nullGroupIsAnEmptyCell() throws {
        let run = try wrkaud("count", file, "--by", "ip")
        #expect(run.lines.contains { $0.hasPrefix(",1,2026-04-09") })
    }

    @Test func ofNoEntriesThereAreNoGroups() throws {
        let empty = try folder.write("empty.csv", "")
        #expect(try wrkaud("count", empty, "--by", "type").out == "JOURNAL_ENTRY_TYPE,ENTRIES,FIRST,LAST\n")
        #expect(try wrkaud("count", file, "--by", "RESTORE_USER", "--where", "user = NOBODY").lines.count == 1)
    }

    @Test func withoutByOneLineForAll() throws {
        let run = try wrkaud("count", file)
        #expect(run.out == """
            ENTRIES,FIRST,LAST
            5,2026-04-08 07:00:00.000001,2026-04-09 09:00:01.000005

            """)
        let none = try wrkaud("count", file, "--where", "action = Z")
        #expect(none.out == "ENTRIES,FIRST,LAST\n0,,\n")
        #expect(none.code == 0)
    }

    @Test func groupedQuestionGivesItsMeasures() throws {
        let run = try wrkaud("export", file, "--question", "failed-by-account")
        #expect(run.code == 0)
        #expect(run.lines.first == "SUBJECT,ENTRIES,FIRST,LAST,DISTINCT_REMOTE_ADDRESS,DISTINCT_DEVICE_NAME")
        #expect(run.lines.dropFirst().first?.hasPrefix("MKELLY,3,") == true)
    }

    @Test func firstOfAnotherColumnThanTheTimeIsMeasured() throws {
        let run = try wrkaud("export", file, "--question", "journal-gaps")
        #expect(run.code == 0)
        #expect(run.lines.first?.contains("ENTRIES,FIRST_SEQUENCE_NUMBER,LAST_SEQUENCE_NUMBER,FIRST,LAST") == true)
        #expect(run.out.contains(",101,131,"))
    }

    @Test func questionWithoutItsParameterIs64AndNamesIt() throws {
        let run = try wrkaud("export", file, "--question", "user-connections")
        #expect(run.code == 64)
        #expect(run.err.contains("--set USER=VALUE"))
        let misspelt = try wrkaud("export", file, "--question", "user-connections", "--set", "USER=X", "--set", "USR=Y")
        #expect(misspelt.code == 64)
        let given = try wrkaud("export", file, "--question", "user-connections", "--set", "user=MKELLY")
        #expect(given.code == 0)
        #expect(given.err.contains("*JOBDTA"))
    }

    /// As in the prompt of the explorer.
    @Test func aListIsTakenWhereOneValueIsAskedFor() throws {
        let run = try wrkaud("count", file, "--where", "user = ?WHO", "--set", "WHO=ROOT, MKELLY", "--by", "user")
        #expect(run.code == 0 && run.lines.count == 3)
    }

    /// No script takes a part for the whole; a file that is no export is no part.
    @Test func whatCannotBeOpenedInAFolderIsExit1() throws {
        let folder = try Folder()
        try folder.write("pw.csv", Sample.passwords)
        try folder.write("notes.bin", "What is this.\n")
        #expect(try wrkaud("count", folder.path).code == 0)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/js.csv", withDestinationPath: "gone")
        let run = try wrkaud("count", folder.path)
        #expect(run.code == 1 && run.lines.count == 2)
        #expect(run.err.contains("/js.csv: the link leads nowhere."))
        #expect(try wrkaud("check", folder.path).code == 3)
        let formats = try wrkaud("formats", folder.path + "/")
        #expect(formats.code == 1 && formats.err.contains("the link leads nowhere") && !formats.out.contains("js.csv"))
    }

    @Test func everyQuestionRuns() throws {
        let list = try wrkaud("questions").lines.filter { $0.hasPrefix("  ") }.map { $0.split(separator: " ").map(String.init) }
        #expect(list.count > 30)
        for words in list {
            let asked = words.filter { $0.hasPrefix("?") }.map { $0.dropFirst() }
            let sets = asked.flatMap { ["--set", "\($0)=MKELLY"] }
            let run = try wrkaud(["export", file, "--question", words[0]] + sets)
            #expect(run.code == 0, "\(words[0]): \(run.err)")
        }
    }
}
