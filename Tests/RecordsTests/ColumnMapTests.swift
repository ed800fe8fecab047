import Testing

@testable import Records

@Suite struct ColumnMapTests {
    private func map(_ text: String) throws -> ColumnMap {
        var map = ColumnMap()
        try map.read(text, path: "site.map")
        return map
    }

    private static let log = """
        WHEN LOGGED;PROFIL;CLIENT;REQUEST
        2026-11-04 07:59:13;BRUNO;10.20.3.81;/home/bruno/pay.csv
        2026-11-04 08:00:00;KLARA;10.20.3.82;/home/klara/x.csv

        """

    @Test func headingsBecomeTheColumnsTheMapSays() throws {
        let options = InputOptions(
            map: try map("# our log\nWhen logged = ENTRY_TIMESTAMP\n\nprofil= user_name\nCLIENT =REMOTE_ADDRESS\n"))
        let table = try ReadTable(Self.log, options: options)
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-11-04 07:59:13.000000", "2026-11-04 08:00:00.000000"])
        #expect(table.column("USER_NAME") == ["BRUNO", "KLARA"])
        #expect(table.column("REMOTE_ADDRESS") == ["10.20.3.81", "10.20.3.82"])
        #expect(table.column("REQUEST") == ["/home/bruno/pay.csv", "/home/klara/x.csv"])
    }

    /// What a map calls columns is no proof that a log is a result of an audit function.
    @Test(arguments: ["AUDIT_USER_NAME", "COMMAND_STRING", "PATH_NAME", "USER_PROFILE_NAME"])
    func mappedColumnsAssumeNoEntryType(_ column: String) throws {
        let options = InputOptions(map: try map("WHEN LOGGED = ENTRY_TIMESTAMP\nPROFIL = \(column)"))
        let table = try ReadTable(Self.log, options: options)
        #expect(table.column(column) == ["BRUNO", "KLARA"])
        #expect(!table.columns.contains { $0.name == "JOURNAL_ENTRY_TYPE" })
        #expect(table.fact("Entry type") == nil)
    }

    @Test func keysOfJSONAreMappedToo() throws {
        let options = InputOptions(map: try map("profil = USER_NAME"))
        let table = try ReadTable("{\"profil\":\"ANN\",\"SEQUENCE_NUMBER\":1}\n", options: options)
        #expect(table.column("USER_NAME") == ["ANN"])
    }

    @Test(arguments: [
        ("PROFIL USER_NAME", "line 1 is no mapping"), ("\nPROFIL = USR_NAM", "line 2: there is no column USR_NAM"),
        ("A = SUBJECT", "there is no column SUBJECT"), ("A =", "there is no column behind the ="), ("= USER_NAME", "there is no column"),
    ]) func whatIsNoMapIsRefusedWithItsLine(_ text: String, _ reason: String) throws {
        let error = #expect(throws: SourceError.self) { try map(text) }
        #expect(error?.description.contains(reason) == true)
    }
}
