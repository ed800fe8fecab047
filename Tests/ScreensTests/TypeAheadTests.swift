import Testing

@testable import Screens

/// Keys that come before the answer of the keys before them are meant for that answer.
@Suite struct TypeAheadTests {
    private func typed(_ keys: String) -> Script {
        var script = Script()
        script.runsWork = false
        script.keys(keys)
        script.runWork()
        return script
    }

    @Test func countsAndWritesAreOfTheNewSelection() {
        var slow = Script()
        slow.keys(":where type = PW<Enter>")
        slow.keys("F")
        #expect(typed(":where type = PW<Enter>F").picture == slow.picture)
        slow.keys("<F12>w")
        #expect(typed(":where type = PW<Enter>w").picture == slow.picture)
    }

    @Test func enterOnACountThatIsNotThereYetShowsItsFirstLine() {
        var slow = Script()
        slow.keys(":count type<Enter>")
        slow.keys("j<Enter>")
        #expect(typed(":count type<Enter>j<Enter>").picture == slow.picture)
    }

    @Test func oneCanLeaveAndStopWithoutWaiting() {
        var script = Script()
        script.runsWork = false
        script.keys(":where type = PW<Enter>jj<Ctrl-C>")
        #expect(script.session.typedAhead.isEmpty)
        #expect(script.message.hasPrefix("Stopped"))
        script.keys(":where type = PW<Enter><F12>")
        #expect(script.hasQuit)
    }

    @Test func aNewerJournalMakesNobodyWait() {
        var script = Script()
        script.runsWork = false
        script.send(.journal(IndexedJournalOf(200)))
        script.keys("jj")
        #expect(script.session.desk.report.place.position == 2)
    }
}
