import Canvas
import Testing

@testable import Screens

/// The ledger on the sample journal: keys in, pictures out.
@Suite struct LedgerScreenTests {
    private func sample(_ keys: String, rows: Int = 24, columns: Int = 80) -> Script {
        var script = Script(sample: .entries([]), rows: rows, columns: columns)
        script.keys(keys)
        return script
    }

    @Test func eveningOfTheAttack() {
        let script = sample(":where ip = 203.0.113.77 and time >= 2026-11-08 and time < 2026-11-09<Enter>OGk")
        expectPicture(script, "ledger")
    }

    @Test func wideTerminalShowsJobAndSwaps() {
        expectPicture(
            sample(":where user = EXTERN01<Enter>O:sort failed-<Enter>", rows: 27, columns: 132), "ledger-132")
    }

    @Test func enterShowsTheEntriesAndBackReturnsExactly() {
        var script = sample("Ojjj")
        let before = script.picture
        script.keys("<Enter>")
        #expect(script.picture.contains("Query . . . :   *LEDGER"))
        #expect(script.picture.contains("Selection  a session of LENA"))
        #expect(script.picture.contains("4 of 158"))
        script.keys("q")
        #expect(script.picture == before)
        script.keys("q")
        #expect(script.picture.contains("Selection  all entries"))
    }

    /// The entries of the whole journal are correlated: the sessions that failed tries led to are found.
    @Test func reportOfFailedTriesFindsTheSessionsTheyLedTo() {
        let script = sample(":where type = PW<Enter>O:where LINE = SESSION<Enter>")
        #expect(script.picture.contains("BRUNO"))
        #expect(!script.picture.contains("KLARA"))
    }

    @Test func linesAreNarrowedByTheOneUnderTheCursor() {
        #expect(sample("Om").picture.contains("Lines  MARKS is not null"))
        #expect(sample("Omu").picture.contains("45 lines of 45"))
        #expect(sample("O,").picture.contains("Lines  user = MARTA"))
        #expect(sample("O@").picture.contains("Lines  ip = 10.20.1.34"))
        #expect(sample("Oc").picture.contains("Lines  connection = 5250"))
        #expect(sample("O,,").message == "The lines satisfy that already.")
        #expect(sample("Ou").message == "There is no condition on the lines.")
        #expect(sample("O:where user = <Enter>").picture.contains("where user ="))
        #expect(sample("O,:where<Enter>").picture.contains("45 lines of 45"))
    }

    @Test func linesAreSorted() {
        #expect(sample("OS").picture.contains("by user"))
        #expect(sample("OSSSSS").picture.contains("by failed tries, descending"))
        #expect(sample("Or").picture.contains("by time, descending"))
        #expect(sample("O:sort ip<Enter>").picture.contains("by address"))
        #expect(sample("O:sort nonsense<Enter>").message.hasPrefix("The lines are sorted by one of: time, user"))
    }

    @Test func lineUnderTheCursorStaysThere() {
        var script = sample("Ojjjj")
        let line = script.session.cursorLine
        script.keys("S")
        #expect(script.session.cursorLine == line && line?.isEmpty == false)
    }

    @Test func usualHoursAreSet() {
        #expect(sample("O:hours 0-24<Enter>").picture.contains("H not 0-24"))
        #expect(!sample("O:hours 0-24<Enter>").picture.contains("....H"))
        #expect(sample("O:hours 25<Enter>").message.hasPrefix("That is no span of hours"))
    }

    @Test func hoursMayNameDays() {
        let script = sample("O:hours mon-fri 7-19<Enter>")
        #expect(script.picture.contains("H not mon-fri 7-19"))
    }

    @Test func limitsAreSet() {
        #expect(sample("O:limit many-addresses 2/600000<Enter>").message.hasPrefix("Give a number from 2 on"))
        #expect(sample("O:limit many-addresses 2/100000<Enter>:where MARKS contains MANY-ADDRESSES<Enter>").picture.contains(".A"))
        #expect(sample("O:limit nonsense 2/3<Enter>").message.hasPrefix("There is no setting nonsense."))
    }

    @Test func aQuestionOfTheLedgerOpensItsLines() {
        var script = Script(sample: .questions)
        script.keys("/many users<Enter><Enter>")
        #expect(script.picture.contains("Lines  MARKS contains MANY-USERS"))
        #expect(script.picture.contains("12 lines of 45"))
        script.keys("<Enter>")
        #expect(script.picture.contains("*LEDGER"))
        script.keys("qq")
        #expect(script.line(1).contains("Ask Questions"))
        #expect(script.session.desk.isHome)
    }

    @Test func aQuestionOfCompletenessOpensIt() {
        var script = Script(sample: .questions)
        script.keys("/gaps in the journal<Enter><Enter>")
        #expect(script.line(1).contains("Display Completeness"))
        #expect(script.picture.contains("Selection  all entries"))
        script.keys("q")
        #expect(script.line(1).contains("Ask Questions"))
    }

    @Test func linesAreWritten() throws {
        var script = sample("O:where LINE = SESSION<Enter>")
        let shown = script.session.stack.count
        script.keys("w")
        #expect(script.picture.contains("sign-ons.csv") && script.picture.contains("*SELECTED, *ALL"))
        #expect(script.session.stack.count == shown + 1)
    }

    @Test func withoutJobEntriesItSaysWhatIsMissing() throws {
        let script = sample("O", rows: 24, columns: 80)
        #expect(!script.picture.contains("There are no"))
        var other = Script(entries: 1)
        other.keys("O")
        #expect(other.picture.contains("There are no JS entries (was *JOBDTA audited?)"))
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 2), (7, 20), (10, 40), (19, 79), (60, 200)])
    func everySizeIsASize(_ rows: Int, _ columns: Int) {
        #expect(sample("OG<Enter>qk,", rows: rows, columns: columns).picture.count >= 0)
    }
}

extension Session {
    /// User and address of the line under the cursor, as the foot tells them.
    fileprivate var cursorLine: String? {
        var grid = Grid(rows: desk.rows, columns: desk.columns)
        draw(into: &grid)
        return grid.text.split(separator: "\n").first { $0.contains(", job ") }.map(String.init)
    }
}
