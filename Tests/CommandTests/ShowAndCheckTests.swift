import Testing

@Suite struct ShowCommandTests {
    let folder: Folder
    let file: String

    init() throws {
        folder = try Folder()
        file = try folder.write("pw.csv", Sample.passwords)
    }

    @Test(arguments: [["--sequence", "117"], ["--record", "3"]])
    func fieldsThenBytes(option: [String]) throws {
        let run = try wrkaud(["show", file] + option)
        #expect(run.code == 0)
        #expect(run.lines.contains { $0.contains("AUDIT_USER_NAME") && $0.hasSuffix("ROOT") })
        #expect(run.lines.contains { $0.contains("User name not valid") })
        #expect(run.lines.contains("Column  *...+....1....+....2....+....3....+....4....+....5"))
        #expect(run.lines.contains("00001   2026-04-08 08:10:00.000003,117,T,PW,U,ROOT,QSYS,20"))
        #expect(run.lines.contains("        33332332332333333332333333233325255252544525555233"))
        #expect(run.lines.contains("        2026D04D08008A10A00E000003C117C4C07C5C2FF4C1393C20"))
    }

    @Test func noSuchEntryIsExit1() throws {
        let run = try wrkaud("show", file, "--sequence", "999")
        #expect(run.code == 1)
        #expect(run.out.isEmpty)
        #expect(run.err.contains("999"))
    }
}

@Suite struct CheckCommandTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func whole(_ numbers: some Sequence<Int>, _ receiver: String) -> String {
        numbers.map {
            "2026-04-08 07:00:\($0 % 60 < 10 ? "0" : "")\($0 % 60),\($0),T,\($0 % 2 == 0 ? "PW" : "CP"),P,U,Q,,PROD,\(receiver)"
        }.joined(separator: "\n") + "\n"
    }

    @Test func selectionByTypeMissesNothing() throws {
        let run = try wrkaud("check", try folder.write("pw.csv", Sample.passwords))
        #expect(run.code == 0)
        #expect(run.out.contains("System PROD"))
        #expect(run.out.contains("AUDRCV0041  101 to 131  5 entries  selection  PW"))
        #expect(run.out.contains("because only some entries were selected"))
        #expect(run.out.contains("Nothing is known to be missing."))
    }

    @Test func contradictingEntriesAreExit3() throws {
        let a = try folder.write("a.csv", Sample.heading + "\n" + whole(1...4, "R1"))
        let b = try folder.write("b.csv", Sample.heading + "\n" + whole(1...4, "R1").replacing(",P,U,", with: ",P,MALLORY,"))
        let run = try wrkaud("check", a, b)
        #expect(run.code == 3)
        #expect(run.out.contains("Different entries under one number"))
        #expect(run.out.contains("3  R1  AUDIT_USER_NAME is U in one and MALLORY in the other"))
        #expect(run.out.contains("4 entries contradict others of the same number"))
        #expect(!run.out.contains("more than once"))
    }

    @Test func ofNothingNothingIsSaid() throws {
        let file = try folder.write("pw.csv", Sample.passwords)
        let run = try wrkaud("check", file, "--from", "2027")
        #expect(run.out.contains("No entry is left of 5 entries read: whether anything is missing cannot be told."))
        #expect(!run.out.contains("Nothing is known"))
        #expect(try wrkaud("check", file, "--where", "user = NOBODY").out.contains("No entry is selected; what follows"))
    }

    @Test func missingReceiverAndHoleAreExit3() throws {
        let text = Sample.heading + "\n" + whole(1...20, "AUDRCV0041") + whole(31...40, "AUDRCV0043") + whole(45...60, "AUDRCV0043")
        let run = try wrkaud("check", try folder.write("all.csv", text))
        #expect(run.code == 3)
        #expect(run.out.contains("AUDRCV0042  between AUDRCV0041 and AUDRCV0043"))
        #expect(run.out.contains("41 to 44  4 numbers  AUDRCV0043"))
        #expect(run.out.contains("Something is missing:"))
    }

    @Test func aRecordThatCannotBeReadWholeIsExit3() throws {
        let text = Sample.heading + "\n" + whole(1...9, "AUDRCV0041") + "2026-04-08 07:00:10,10,T\n"
        let run = try wrkaud("check", try folder.write("cut.csv", text))
        #expect(run.code == 3)
        #expect(run.out.contains("1 record could not be read whole"))
    }

    /// Two stray quotes make one cell of the entries between: no command takes the file for a smaller one in silence.
    @Test func entriesThatAStrayQuoteHidesAreExit3AndTold() throws {
        let lines = whole(1...9, "AUDRCV0041").replacing("2026-04-08 07:00:03,", with: "\"2026-04-08 07:00:03,")
            .replacing("07:00:07,7,T", with: "07:00:07,7,T\"")
        let file = try folder.write("stray.csv", Sample.heading + "\n" + lines)
        let run = try wrkaud("check", file)
        #expect(run.code == 3)
        #expect(run.out.contains("4 lines within quoted cells look like entries"))
        #expect(run.out.contains("1 record could not be read whole"))
        let count = try wrkaud("count", file)
        #expect(count.code == 0 && count.err.contains("4 lines within quoted cells look like entries, and are none to the counts."))
        // Whoever asks for entries that hide gets the record that hides them.
        #expect(try wrkaud("export", file, "--from", "2026-04-08 07:00:05", "--columns", "RECORD,ERROR").out.contains("ENTRY_TIMESTAMP: a quote opens"))
    }

    @Test func duplicatesInOneSourceAreCounted() throws {
        let lines = Sample.passwords.split(separator: "\n", omittingEmptySubsequences: false)
        let file = try folder.write("pw.csv", Sample.passwords + lines.dropFirst().joined(separator: "\n"))
        let run = try wrkaud("check", file)
        #expect(run.code == 0)
        #expect(run.out.contains("5 entries are here more than once"))
    }

    @Test func copiesFromAnotherSourceAreFolded() throws {
        let file = try folder.write("pw.csv", Sample.passwords)
        try folder.write("copy.csv", Sample.passwords)
        let copy = "\(folder.path)/copy.csv"
        let run = try wrkaud("check", file, copy)
        #expect(run.code == 0)
        #expect(run.out.contains("Read 10 entries: 5 counted below, and 5 copies of them from other sources, folded."))
        #expect(!run.out.contains("here more than once"))
        #expect(try wrkaud("count", file, copy).out.contains("\n5,"))
        #expect(try wrkaud("count", file, copy, "--where", "FOLDED in (NO, YES)").out.contains("\n10,"))
        #expect(try wrkaud("count", file, copy, "--where", "FOLDED = YES").out.contains("\n5,"))
        #expect(try wrkaud("export", file, copy, "--columns", "SOURCE,ALSO_IN", "--limit", "1").out
            == "SOURCE,ALSO_IN\n\(file),\(copy)\n")
    }
}
