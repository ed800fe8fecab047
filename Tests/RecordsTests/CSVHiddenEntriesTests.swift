import Records
import Testing

/// Quotes that open and never close where they should, and text of several lines, which is as it should be.
@Suite struct CSVHiddenEntriesTests {
    private static let heading = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME,TEXT\n"

    private static func line(_ number: Int, user: String = "ANNA", text: String = "x") -> String {
        "2026-04-09 07:\(number / 50 % 50 + 10):\(number % 50 + 10),\(number),\(user),\(text)\n"
    }

    private static func lines(_ numbers: Range<Int>) -> String { numbers.map { line($0) }.joined() }

    /// What the records before and behind say is as it was; the one between names the column, the quote and the lines.
    @Test(arguments: [1, 2, 17, 700]) func entriesBetweenTwoStrayQuotesAreTold(_ apart: Int) throws {
        let text = Self.heading + Self.lines(0..<5) + Self.line(5, user: "\"ABC") + Self.lines(6..<5 + apart)
            + Self.line(5 + apart, user: "DEF\"") + Self.lines(6 + apart..<9 + apart)
        let table = try ReadTable(text)
        #expect(table.rows.count == 9 && table.issues.count == 1)
        let ends = apart == 1 ? "1 line end" : "\(apart) line ends"
        let hidden = apart == 1 ? "1 line that looks like an entry" : "\(apart) lines that look like entries"
        #expect(table.issues[5] == "USER_NAME: a quote opens at byte 22 of the record and closes behind \(ends), with \(hidden) in between: "
            + "these may be entries, and the quote none")
        let dripped = try ReadTable(text, drip: 3_777)
        #expect(dripped.issues == table.issues && dripped.rows == table.rows)
    }

    @Test(arguments: ["\r\n", "\r"]) func everyLineEndTells(_ end: String) throws {
        let text = Self.heading + Self.line(1, user: "\"ABC") + Self.lines(2..<9) + Self.line(9, user: "DEF\"") + Self.line(10)
        let table = try ReadTable(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end))
        #expect(table.issues.count == 1 && table.issues[0]?.contains("8 lines that look like entries") == true)
    }

    /// The second quote closes within a cell of its own: the record has cells too many besides.
    @Test func quotedCellsOfTheEntriesBetweenDoNotHideThem() throws {
        let text = Self.heading + Self.line(1, user: "\"ABC") + Self.line(2) + Self.line(3, text: "\"a, b\"") + Self.lines(4..<6)
        let table = try ReadTable(text)
        #expect(table.issues[0]?.contains("USER_NAME: a quote opens") == true)
        #expect(table.rows.count == 3)
    }

    @Test func timesInTheLastCellTellAsWell() throws {
        let text = "USER_NAME,TEXT,ENTRY_TIMESTAMP\nANNA,\"x,2026-04-09 07:07:12\nB,y,2026-04-09 07:07:13\nC,z\",2026-04-09 07:07:14\n"
        let table = try ReadTable(text)
        #expect(table.rows.count == 1)
        #expect(table.issues[0]?.contains("TEXT: a quote opens at byte 5 of the record and closes behind 2 line ends, with 2 lines") == true)
    }

    /// Statements with as many commas as the heading, dates in other places, empty lines, lists of numbers.
    @Test(arguments: [
        "SELECT A, B, C, D\n FROM T, U, V, W\nWHERE A = '2026-04-09 07:07:12'", "one,two,three,four\none,two,three,four\n",
        "INSERT INTO T VALUES\n(1, 2, 3, 4),\n(5, 6, 7, 8)", "1,2,3,4\n5,6,7,8\n9,10,11,12\n13,14,15,16",
        "a\n\n\n,,,\n,,,\n\n", "x,2026-04-09 07:07:12,y,z\nx,2026-04-09 07:07:12,y,z",
    ]) func textOfSeveralLinesIsText(_ statement: String) throws {
        let text = Self.heading + (1..<40).map { Self.line($0, text: "\"\(statement)\"") }.joined()
        let table = try ReadTable(text)
        #expect(table.rows.count == 39 && table.issues.isEmpty)
    }

    /// Its own time behind the cell is no proof of the last line of a text.
    @Test func timesBehindTheTextAreNoProof() throws {
        let text = "USER_NAME,TEXT,ENTRY_TIMESTAMP\n" + String(repeating: "ANNA,\"SELECT A\nFROM B, C\",2026-04-09 07:07:14\n", count: 5)
        #expect(try ReadTable(text).issues.isEmpty)
    }

    @Test func numbersTellWhereNoTimesDoButNotTwoLinesOfThem() throws {
        func table(_ lines: Int) throws -> ReadTable {
            let between = (0..<lines).map { "\($0),\($0 * 7),ANNA,x\n" }.joined()
            return try ReadTable("SEQUENCE_NUMBER,COUNT_OR_RRN,USER_NAME,JOB_NAME\n1,1,A,B\n2,2,\"C,D\n\(between)9,9,E\",F\n3,3,A,B\n")
        }
        #expect(try table(1).issues.isEmpty)
        #expect(try table(2).issues[1]?.contains("3 lines that look like entries") == true)
    }

    /// A record of many cells over many lines costs no more than its bytes.
    @Test func manyCellsOfManyLinesAreSoonLookedThrough() throws {
        let cells = String(repeating: "\"a\nb\",", count: 60_000)
        let table = try ReadTable(Self.heading + Self.line(1, text: cells) + Self.line(2))
        #expect(table.rows.count == 2 && table.issues.count == 1)
    }
}
