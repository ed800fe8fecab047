import Testing

@Suite struct CatalogCommandTests {
    @Test func helpNamesEveryCommand() throws {
        let help = try wrkaud("--help")
        #expect(help.code == 0)
        for name in ["export", "count", "show", "check", "extract", "questions", "columns", "formats", "catalog"] {
            #expect(help.out.contains("  \(name) "))
        }
    }

    @Test(arguments: ["export", "count", "show", "check", "extract", "questions", "columns", "formats", "catalog"])
    func helpOfEveryCommandHasAnExample(name: String) throws {
        let help = try wrkaud(name, "--help")
        #expect(help.code == 0)
        #expect(help.out.contains("wrkaud \(name)"))
        #expect(help.err.isEmpty)
    }

    @Test func versionIsOneLine() throws {
        let version = try wrkaud("--version")
        #expect(version.code == 0)
        #expect(version.lines.count == 1)
    }

    @Test(arguments: [["--nonsense"], ["export"], ["export", "--format", "xls", "x.csv"], ["show", "x.csv"], ["extract", "--days", "0"]])
    func wrongUsageIs64AndSaysNothingOnStandardOutput(arguments: [String]) throws {
        let run = try wrkaud(arguments)
        #expect(run.code == 64)
        #expect(run.out.isEmpty)
        #expect(!run.err.isEmpty)
    }

    @Test func extractPrintsTheServiceOfEachType() throws {
        let run = try wrkaud("extract", "--type", "pw, JS", "--days", "3")
        #expect(run.code == 0)
        #expect(run.out.contains("SYSTOOLS.AUDIT_JOURNAL_PW("))
        #expect(run.out.contains("SYSTOOLS.AUDIT_JOURNAL_JS("))
        #expect(run.out.contains("CURRENT TIMESTAMP - 3 DAYS"))
        #expect(run.out.contains("'PW' AS JOURNAL_ENTRY_TYPE"))
    }

    @Test func typesWithoutServiceAreReadFromDisplayJournal() throws {
        let run = try wrkaud("extract", "--type", "XD,VO")
        #expect(run.out.contains("JOURNAL_ENTRY_TYPES => 'XD VO'"))
        #expect(run.out.contains("HEX(ENTRY_DATA)"))
        #expect(!run.out.contains("SYSTOOLS.AUDIT_JOURNAL_XD"))
    }

    @Test func extractAsCommandsMakesOutfiles() throws {
        let run = try wrkaud("extract", "--type", "PW", "--as", "cl", "--library", "mylib")
        for part in [
            "CRTDUPOBJ OBJ(QASYPWJ5) FROMLIB(QSYS) OBJTYPE(*FILE) TOLIB(MYLIB) NEWOBJ(QAUDITPW)",
            "OUTFILFMT(*TYPE5) OUTFILE(MYLIB/QAUDITPW) ENTDTALEN(*CALC)", "CPYAUDJRNE ENTTYP(PW)", "binary",
            "get MYLIB/QAUDITPW.QAUDITPW",
        ] {
            #expect(run.out.contains(part))
        }
    }

    @Test func unknownTypeNamesTheNearest() throws {
        let run = try wrkaud("extract", "--type", "PV")
        #expect(run.code == 64)
        #expect(run.err.contains("There is no entry type PV. Did you mean"))
    }

    @Test func questionsAreListedWithWhatTheyAskFor() throws {
        let run = try wrkaud("questions")
        #expect(run.out.contains("failed-signons"))
        #expect(run.lines.contains { $0.contains("user-connections") && $0.hasSuffix("?USER") })
        #expect(try wrkaud("questions", "failed-signons").out.contains("*AUTFAIL"))
        let wrong = try wrkaud("questions", "failed-signon")
        #expect(wrong.code == 64)
        #expect(wrong.err.contains("Did you mean failed-signons?"))
    }

    @Test func catalogShowsLayoutCodesAndWhatIsNotVerified() throws {
        let run = try wrkaud("catalog", "pw")
        #expect(run.out.contains("PW - "))
        #expect(run.lines.contains { $0.hasPrefix("  611  224") == false && $0.contains("AUDIT_USER_NAME") })
        #expect(run.out.contains("  P  Password not valid"))
        #expect(run.out.contains("~ DECRYPT_OBJECT_TYPE"))
        #expect(try wrkaud("catalog").lines.count > 80)
    }

    @Test func columnsAndFormatsAreListed() throws {
        let columns = try wrkaud("columns")
        #expect(columns.lines.contains { $0.hasPrefix("SUBJECT ") && $0.contains(" user ") })
        #expect(columns.out.contains("Short names"))
        let formats = try wrkaud("formats")
        #expect(formats.out.contains("csv"))
        #expect(formats.out.contains("jsonl"))
    }
}

@Suite struct ExploreCommandTests {
    @Test func withoutATerminalItSaysWhatElseThereIs() throws {
        let run = try wrkaud()
        #expect(run.code == 1)
        #expect(run.out.isEmpty)
        #expect(run.err.contains("wrkaud export"))
    }

    @Test func unknownSourceIsASentenceAndNoScreen() throws {
        let run = try wrkaud("no-such-file.csv")
        #expect(run.code == 1)
        #expect(run.err.hasPrefix("no-such-file.csv: "))
        #expect(try wrkaud("no-such-file.csv", "--where", "user =").code == 64)
    }
}
