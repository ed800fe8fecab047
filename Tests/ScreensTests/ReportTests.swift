import Canvas
import Testing

@testable import Screens

/// Display Report: keys in, pictures out.
@Suite struct ReportTests {
    @Test func reportLooksLikeTheSystems() {
        let script = Script()
        #expect(script.picture == """
                                             Display Report
             Query . . . :                                Report width . . . . . :      96
             Position to line  . . . . .   _______    Shift to column  . . . . . .   _____
             Line   ....+....1....+....2....+....3....+....4....+....5....+....6....+....7..
                    Entry                Ent   Sub   User        Remote           Connection
                    timestamp            type  type              address          type
             000001 2026-11-02-08.00.00  PW    P     QSECOFR     192.0.2.3        5250
             000002 2026-11-02-08.03.17  JS    S     JSMITH      192.0.2.20       ODBC
             000003 2026-11-02-08.06.34  CP    A     JADAMS      192.0.2.37       5250
             000004 2026-11-02-08.09.51  AF    A     JKLEIN      192.0.2.3        5250
             000005 2026-11-02-08.13.08  ZC    C     WEBSRV                       5250
             000006 2026-11-02-08.16.25  PW    U     MKELLY      192.0.2.37       ODBC
             000007 2026-11-02-08.19.42  PW    P     QSECOFR     192.0.2.3        5250
             000008!2026-11-02-08.22.59  PW    P     JSMITH      192.0.2.20       5250
             000009 2026-11-02-08.26.16  JS    S     JADAMS      192.0.2.37       5250
             000010 2026-11-02-08.29.33  CP    A     JKLEIN                       ODBC
             000011 2026-11-02-08.32.50  AF    A     WEBSRV      192.0.2.20       5250
             000012 2026-11-02-08.36.07  ZC    C     MKELLY      192.0.2.37       5250
             000013 2026-11-02-08.39.24  PW    U     QSECOFR     192.0.2.3        5250
             000014 2026-11-02-08.42.41  PW    P     JSMITH      192.0.2.20       ODBC
                                                                                    More...
             Selection  all entries                                             100 entries
             F3=Exit  F4=Select  F11=View  F12=Cancel  F19=Left  F20=Right  F24=More keys
            """)
    }

    @Test func shiftedWindowCutsFieldsAndHeadings() {
        var script = Script()
        script.keys("<F11>31|")
        #expect(script.line(4) == " Line   ....+....4....+....5....+....6....+....7....+....8....+....9....+...10..")
        #expect(script.line(7).hasPrefix(" 000001 "))
        #expect(script.session.desk.report.place.shift == 30)
    }

    @Test func viewsStartAtTheLeft() {
        var script = Script()
        script.keys("$<F11>")
        #expect(script.session.desk.report.place.shift == 0)
        #expect(script.line(7).hasPrefix(" 000001 2026-11-02-08.00.00.000000"))
        script.keys("$<F11>")
        #expect(script.line(7).hasPrefix(" 000001 2026-11-02-08.00.00  QSECOFR"))
        script.keys("$<F11>u")
        #expect(script.line(7).hasPrefix(" 000001 "))
        #expect(script.session.desk.cursorColumn != nil)
    }

    @Test func endOfReportStandsBehindTheLastEntry() {
        var script = Script()
        script.keys("G")
        #expect(script.line(20).hasPrefix(" ****** ********  End of report  ********"))
        #expect(script.line(19).hasPrefix(" 000100 "))
        #expect(script.line(21).hasSuffix("Bottom"))
        script.keys("k")
        #expect(script.line(21).hasSuffix("Bottom"))
        script.keys("g")
        #expect(script.line(21).hasSuffix("More..."))
    }

    @Test(arguments: [
        ("120G", 99), ("50G", 49), (":73<Enter>", 72), (":$<Enter>", 99), (":0<Enter>", 0), ("12<Enter>", 11), ("10j", 10),
        ("G5k", 94), ("tB<Enter>", 99), ("t+7<Enter>", 7), ("t40<Enter>", 39), ("jjjtT<Enter>", 0), (":+4<Enter>", 4),
        ("t08:30<Enter>", 10), (":at 2026-11-02 08:30<Enter>", 10), (":at 1102 0830<Enter>", 10), (":at 2026-11-02-08.30<Enter>", 10),
        (":at 11-03<Enter>", 99), ("<Tab>9<Enter>", 8),
    ])
    func positionTo(_ keys: String, _ position: Int) {
        var script = Script()
        script.keys(keys)
        #expect(script.session.desk.report.place.position == position)
        #expect(script.session.stack.count == 1)
    }

    @Test func wrongPositionKeepsTheScreenAndSaysWhatToType() {
        var script = Script()
        script.keys("tsomewhere<Enter>")
        #expect(script.message.hasPrefix("Type a line number, T, B, +n, -n, or a time"))
        #expect(script.session.desk.report.place.position == 0)
        script.keys("<Esc><Tab><Tab>999<Enter>")
        #expect(script.message.hasPrefix("Type a line number") || script.message.contains("outside the report"))
    }

    @Test func heldColumnsStay() {
        var script = Script()
        script.keys("ll!$")
        #expect(script.session.desk.report.view.held == 2)
        #expect(script.line(7).hasPrefix(" 000001 2026-11-02-08.00.00  PW   :"))
        #expect(script.line(7).contains("QPADEV0007"))
        script.keys("u")
        #expect(script.session.desk.report.view.held == 0)
    }

    @Test func includeExcludeUndoRedo() {
        var script = Script()
        script.keys("l,")
        #expect(script.line(22).hasPrefix(" Selection  1 type = PW 43"))
        #expect(script.line(22).hasSuffix("43 of 100"))
        script.keys("llx")
        #expect(script.line(22).contains("2 user <> QSECOFR"))
        script.keys("uu")
        #expect(script.line(22).hasPrefix(" Selection  all entries"))
        script.keys("U")
        #expect(script.line(22).hasPrefix(" Selection  1 type = PW 43"))
        script.keys("1c")
        #expect(script.line(22).hasPrefix(" Selection  1 type = PW 43 (off)"))
        #expect(script.line(22).hasSuffix("100 entries"))
    }

    @Test func theEntryUnderTheCursorStaysUnderIt() {
        var script = Script()
        script.keys("20jl")
        let row = script.session.desk.report.row
        script.keys("]")
        #expect(script.session.desk.report.row == row)
        #expect(script.line(6).contains("typev"))
        script.keys(",")
        #expect(script.session.desk.report.row == row)
        script.keys("uu")
        #expect(script.session.desk.report.row == row)
        #expect(script.session.desk.report.place.position == 20)
    }

    @Test func zeroRowsSayWhichConditionRemovedHowMany() {
        var script = Script()
        script.keys(":where user = ZZ* and type = PW<Enter>")
        let text = script.picture
        #expect(text.contains("None of 100 entries satisfies all 2 conditions:"))
        #expect(text.contains("1  user = ZZ*   satisfied by 0, removes the last 43"))
        #expect(text.contains("2  type = PW   satisfied by 43, without it still none"))
    }

    @Test func wrongConditionComesBackWithTheCursorOnThePlace() {
        var script = Script()
        script.keys(":where type = PW and usr = X<Enter>")
        #expect(script.message == "There is no column USR. Did you mean user?")
        #expect(script.line(22).contains("===> where type = PW and usr = X"))
        #expect(script.grid.cursor?.column == 6 + "where type = PW and ".count)
        script.keys("<Esc>")
        #expect(script.line(22).hasPrefix(" Selection  all entries"))
    }

    @Test func findGoesRoundAndMarks() {
        var script = Script()
        script.keys("/mkelly<Enter>")
        #expect(script.session.desk.report.place.position == 5)
        script.keys("n")
        #expect(script.session.desk.report.place.position == 11)
        script.keys("NN")
        #expect(script.session.desk.report.place.position == 95)
        script.keys("/nowhere<Enter>")
        #expect(script.message.hasPrefix("nowhere is in no column"))
        script.keys("g0ll*")
        #expect(script.session.desk.report.place.position == 6)
    }

    @Test func columnsHideShowWiden() {
        var script = Script()
        script.keys("l-")
        #expect(!script.line(5).contains("Ent "))
        script.keys("+")
        #expect(script.line(5).contains("Ent "))
        script.keys(":show SEQUENCE_NUMBER<Enter>")
        #expect(script.line(5).contains("Sequence"))
        script.keys("uuu")
        #expect(script.line(5).contains("Ent "))
        script.keys("0)))")
        #expect(script.line(7).contains("2026-11-02-08.00.00     PW"))
        script.keys("u")
        #expect(script.line(7).contains("2026-11-02-08.00.00  PW"))
        script.keys(":hide USR<Enter>")
        #expect(script.message.hasPrefix("There is no column USR."))
    }

    @Test func runningWorkTakesKeysAheadAndStops() {
        var script = Script()
        script.runsWork = false
        script.keys("l,")
        #expect(script.message == "X SYSTEM  selecting...  Ctrl-C stops")
        // The picture is the old one: the keys are meant for what will be there.
        script.keys("jj")
        #expect(script.session.desk.report.place.position == 0)
        script.keys("<Ctrl-C>")
        #expect(script.message == "Stopped: selecting.")
        #expect(script.session.desk.report.view.conditions.isEmpty)
        #expect(!script.hasQuit)
        script.runWork()
        #expect(script.line(22).hasSuffix("100 entries"))
    }

    @Test func newerJournalKeepsTheEntryUnderTheCursor() {
        var script = Script(entries: 50)
        script.keys("30j")
        script.send(.journal(IndexedJournalOf(80, isLoading: true)))
        #expect(script.session.desk.report.row == 30)
        #expect(script.message.hasPrefix("X SYSTEM  reading... 42%  80 entries so far"))
        script.keys("<Ctrl-C>")
        #expect(script.effects.contains { if case .stopLoading = $0 { true } else { false } })
        #expect(!script.hasQuit)
    }

    @Test func leavingHome() {
        var script = Script()
        script.keys("<Esc>")
        #expect(!script.hasQuit)
        script.keys("q")
        #expect(script.hasQuit)
    }

    @Test func backReturnsToExactlyWhereOneWas() {
        for keys in ["<Enter>JJJ", "F j<Enter>", "<F4>abc", "?", "I", "s", "<F8>", "<F15>jj", "<F23>jj", "<F6>", "Z", "M"] {
            var script = Script()
            script.keys("25jlllL")
            let before = script.session.desk.report.place
            let picture = Array(script.picture.split(separator: "\n").dropLast())
            script.keys(keys)
            while script.session.stack.count > 1 { script.keys("<F12>") }
            #expect(script.session.desk.report.place == before, "\(keys)")
            script.keys("<Ctrl-L>")
            #expect(Array(script.picture.split(separator: "\n")).prefix(22) == picture.prefix(22), "\(keys)")
        }
    }
}
