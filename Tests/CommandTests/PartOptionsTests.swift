import Testing

/// Reading a part: what is typed, what it does, and what it says.
@Suite struct PartOptionsTests {
    let file: String
    private let folder: Folder

    init() throws {
        folder = try Folder()
        file = try folder.write("pw.csv", Sample.passwords)
    }

    @Test func partsAreCountedAndTheRestIsSaid() throws {
        let whole = try wrkaud("count", file)
        let part = try wrkaud("count", file, "--from", "2026-04-09")
        #expect(whole.out.contains("\n5,"))
        #expect(part.out.contains("\n2,2026-04-09"))
        #expect(part.err.contains("3 entries left out while reading: --from 2026-04-09."))
        #expect(part.code == 0)
        #expect(try wrkaud("count", file, "--to", "2026-04-08").out.contains("\n3,"))
        #expect(try wrkaud("count", file, "--user", "mkelly").out.contains("\n3,"))
        #expect(try wrkaud("count", file, "--user", "QSEC*,ROOT").out.contains("\n2,"))
        #expect(try wrkaud("count", file, "--type", "PW").out.contains("\n5,"))
    }

    @Test func nothingLeftIsNoError() throws {
        let none = try wrkaud("count", file, "--type", "CP")
        #expect(none.out == "ENTRIES,FIRST,LAST\n0,,\n")
        #expect(none.code == 0)
    }

    @Test(arguments: [
        (["--from", "yesterdays"], "is no date or time"), (["--from", "-7d"], "now-7d"),
        (["--from", "2026-04-09", "--to", "2026-04-08"], "is behind"), (["--max-memory", "lots"], "no size of memory"),
        (["--max-memory", "0G"], "no size of memory"),
    ]) func whatIsNoneIsSaid(_ words: [String], _ sentence: String) throws {
        let run = try wrkaud(["count", file] + words)
        #expect(run.code != 0)
        #expect(run.err.contains(sentence), "\(run.err)")
    }

    /// Who writes an entry of code U chooses its type.
    @Test(arguments: ["01", "XX", "$9", "xx", "XX,01,$9"]) func everyTypeThatEntriesHaveIsTaken(type: String) throws {
        let kept = type.uppercased().split(separator: ",")
        let entries = ["01", "XX", "$9", "PW"].map { "2026-04-08 07:00:00,U,\($0),BRUNO\n" }
        let file = try folder.write("u.csv", "ENTRY_TIMESTAMP,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME\n" + entries.joined())
        let run = try wrkaud("export", file, "--type", type, "--columns", "type")
        #expect(Set(run.lines.dropFirst()) == Set(kept.map(String.init)))
        #expect(run.code == 0 && !run.err.contains("No entry of type"))
    }

    @Test func aTypeThatNobodyKnowsIsDoubted() throws {
        let run = try wrkaud("count", file, "--type", "QQ,CP,PW,CPF1393,Q*")
        #expect(run.code == 0 && run.out.contains("\n5,"))
        let none = try wrkaud("count", file, "--type", "QQ,CP,CPF1393,Q*")
        #expect(none.code == 0 && none.out.contains("\n0,"))
        #expect(none.err.split(separator: "\n").filter { $0.contains("No entry of type") }.count == 1)
        #expect(none.err.contains("No entry of type QQ is there. Did you mean "))
    }

    /// A variable of a script that is not set must not hand on everything.
    @Test(arguments: ["--where", "--type", "--user", "--from", "--to", "--question", "--view", "--around", "--evidence", "--by", "--max-memory"],
        ["", "  "])
    func anEmptyOptionIsRefused(option: String, value: String) throws {
        let run = try wrkaud("count", file, option, value)
        #expect(run.code == 64 && run.out.isEmpty)
        #expect(run.err.contains("\(option) has no value"), "\(run.err)")
    }

    @Test func formatsReadsNoEntries() throws {
        #expect(try wrkaud("formats", file, "--type", "PW").code != 0)
    }
}
