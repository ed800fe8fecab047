import Testing

/// Questions a user wrote, in a file or in the settings folder.
@Suite struct OwnQuestionTests {
    private static let rows = """
        # my own
        question\tlate-night\tNight\tFailures before eight\tWho is up\ttype = PW and time <= '2026-04-08 08:00'\tENTRY_TIMESTAMP, SUBJECT\tENTRY_TIMESTAMP DESC
        question\twrong\tNight\tWrong\t\ttype = = PW
        question\tfailed-signons\tNight\tTaken\t\ttype = PW
        question\tby-user\t\tBy user\t\ttype = PW and user = ?WHO\t\tCOUNT DESC\tSUBJECT

        """

    @Test func areListedAskedAndExported() throws {
        let folder = try Folder()
        let (questions, data) = (try folder.write("mine.tsv", Self.rows), try folder.write("pw.csv", Sample.passwords))
        let list = try wrkaud("questions", "--questions", questions)
        #expect(list.code == 0)
        #expect(list.lines.contains("Night (yours)"))
        #expect(list.lines.contains { $0.hasPrefix("  late-night") && $0.hasSuffix("Failures before eight") })
        #expect(list.lines.contains("Your questions"))
        #expect(list.err.contains("\(questions), line 3: The filter of wrong is wrong at character 8:"))
        #expect(list.err.contains("\(questions), line 4: There is a question failed-signons already."))
        let entries = try wrkaud("export", data, "--question", "late-night", "--questions", questions)
        #expect(entries.code == 0)
        #expect(entries.lines == [
            "ENTRY_TIMESTAMP,SUBJECT", "2026-04-08 07:00:05.000002,MKELLY", "2026-04-08 07:00:00.000001,MKELLY",
        ])
        let counts = try wrkaud("export", data, "--question", "by-user", "--set", "WHO=MKELLY", "--questions", questions)
        #expect(counts.lines.last?.hasPrefix("MKELLY,3,") == true)
        let all = try wrkaud("export", data, "--question", "by-user", "--set", "WHO=", "--questions", questions)
        #expect(all.lines.count == 4)
        #expect(try wrkaud("export", data, "--question", "by-user", "--questions", questions).code == 64)
    }

    @Test func areFoundInTheSettingsFolder() throws {
        let folder = try Folder()
        try folder.write("mine.tsv", Self.rows)
        let home = "mkdir -p \"$1/config/wrkaud\" && cp \"$1/mine.tsv\" \"$1/config/wrkaud/questions.tsv\" && "
        let list = try shell(home + "XDG_CONFIG_HOME=\"$1/config\" \"$0\" questions late-night", [folder.path])
        #expect(list.code == 0)
        #expect(list.out.contains("Failures before eight"))
        #expect(list.err.contains("questions.tsv, line 3:"))
        let fallback = "mkdir -p \"$1/home/.config/wrkaud\" && cp \"$1/mine.tsv\" \"$1/home/.config/wrkaud/questions.tsv\" && "
        let other = try shell(fallback + "XDG_CONFIG_HOME= HOME=\"$1/home\" \"$0\" questions late-night", [folder.path])
        #expect(other.code == 0)
        #expect(other.out.contains("Failures before eight"))
    }

    @Test func aMissingFileIsOneSentence() throws {
        let run = try wrkaud("questions", "--questions", "/nowhere/mine.tsv")
        #expect(run.code == 1)
        #expect(run.out.isEmpty)
        #expect(run.err.contains("/nowhere/mine.tsv"))
        #expect(run.err.split(separator: "\n").count == 1)
    }
}
