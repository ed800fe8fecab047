import Testing

/// Dates whose order nothing proves: what is said of them, and what is typed.
@Suite struct DateOrderCommandTests {
    let file: String
    private let folder: Folder
    private static let remedy = "--date-order dmy, mdy or ymd"

    init() throws {
        folder = try Folder()
        let rows = (1...3).map { "05/06/2026 08:00:0\($0),\($0),PW,BRUNO\n" }
        file = try folder.write("a.csv", "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,USER_NAME\n" + rows.joined())
    }

    @Test(arguments: [["count"], ["export"], ["check", "--no-sha256"], ["show", "--sequence", "2"], ["ledger"]])
    func whatIsAssumedIsSaid(_ command: [String]) throws {
        let run = try wrkaud([command[0], file] + command.dropFirst())
        #expect(run.err.contains("\(file): dates in ENTRY_TIMESTAMP are read month first"), "\(run.err)")
        #expect(run.err.contains(Self.remedy))
        let said = try wrkaud([command[0], file, "--date-order", "DMY"] + command.dropFirst())
        #expect(!said.err.contains(Self.remedy), "\(said.err)")
    }

    @Test func theOptionOverrules() throws {
        #expect(try wrkaud("count", file, "--date-order", "dmy").out.contains("\n3,2026-06-05"))
        #expect(try wrkaud("count", file, "--date-order", "mdy").out.contains("\n3,2026-05-06"))
        #expect(try wrkaud("formats", file).out.contains("month first (assumed: no date tells; --date-order to overrule)"))
        #expect(try wrkaud("formats", file, "--date-order", "dmy").out.contains("day first, as --date-order says"))
    }

    @Test(arguments: ["dym", "", "1"]) func whatIsNoneIsRefused(_ order: String) throws {
        let run = try wrkaud("count", file, "--date-order", order)
        #expect(run.code != 0 && run.err.contains("is no order of day, month and year"), "\(run.err)")
    }

    @Test func aProofOfAPipeCountsToo() throws {
        let rows = (1...6_000).map { "05/06/2026 08:00:01,\($0),PW,BRUNO,\(String(repeating: "some text ", count: 20))\n" }
        let text = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,USER_NAME,REMARKS\n" + rows.joined() + "13/06/2026 08:00:00,6001,PW,B,x\n"
        let run = try wrkaud(["count", "-", "--from", "2026-06-01"], input: text)
        #expect(run.out.contains("\n6001,2026-06-05") && !run.err.contains(Self.remedy), "\(run.err)")
    }
}
