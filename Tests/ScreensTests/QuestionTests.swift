import Canvas
import Catalog
import Query
import Testing

@testable import Screens

@Suite struct QuestionTests {
    @Test func theListTellsWhatIsFoundAndWhatCannotBeSaid() {
        let script = Script(sample: .questions)
        expectPicture(script, "questions")
    }

    @Test func aWideTerminalShowsMoreOfThem() {
        let script = Script(sample: .questions, rows: 27, columns: 132)
        expectPicture(script, "questions-132")
        for row in 1...27 { #expect(script.line(row).count <= 132) }
    }

    /// Who comes with a filter in mind need not know that the report is one screen further.
    @Test func fromTheQuestionsEveryEntryCanBeAsked() {
        var script = Script(sample: .questions)
        script.keys(":where user = QSECOFR<Enter>")
        #expect(script.line(1).hasSuffix("Display Report"))
        #expect(script.session.desk.report.view.conditions.map(\.filter.text) == ["user = QSECOFR"])
        #expect(script.session.desk.report.count < 158)
        script.keys("q")
        #expect(script.line(1).hasSuffix("Ask Questions"))
        script.keys("<F4>QSECOFR<Enter>")
        #expect(script.line(1).hasSuffix("Display Report"))
        #expect(script.session.desk.report.view.conditions.count == 1)
        script.keys("qK")
        #expect(script.line(1).hasSuffix("Display Completeness"))
        script.keys("q:where usr = X<Enter>")
        #expect(script.message.contains("Did you mean user?"))
        script.keys("<F12>q")
        #expect(script.line(1).hasSuffix("Ask Questions"))
    }

    /// A number that is cut would be another number: it ends in a mark, or is not there.
    @Test func noNumberIsCutWithoutAMark() {
        var script = Script(sample: .questions)
        func numbers() -> [String] {
            (1..<script.rows).compactMap { script.line($0).split(separator: " ").last.map(String.init) }
                .filter { $0.allSatisfy(\.isNumber) }
        }
        let whole = Set(numbers())
        #expect(whole.contains("158") && whole.contains("52"))
        for columns in 1...40 {
            script.resize(9, columns)
            #expect(numbers().allSatisfy(whole.contains), "\(columns) columns")
        }
    }

    @Test func aQuestionThatCountsOpensItsCounts() {
        var script = Script(sample: .questions)
        script.keys("jj<Enter>")
        expectPicture(script, "accounts-with-failures")
        script.keys("<Enter>")
        #expect(script.line(1).hasSuffix("Display Report"))
        #expect(script.session.desk.report.count == 15)
        script.keys("q<F11>")
        #expect(script.session.desk.report.count == 52)
        script.keys("qq")
        #expect(script.line(1).hasSuffix("Ask Questions"))
        #expect(script.session.desk.isHome)
        #expect(!script.hasQuit)
        script.keys("q")
        #expect(script.hasQuit)
    }

    @Test func countsFollowTheSelection() {
        var script = Script(sample: .questions)
        script.keys("jj<Enter>:and ip = 203.0.113.77<Enter>")
        #expect(script.line(3).contains("values in 31 entries"))
        script.keys("u")
        #expect(script.line(3).contains("values in 52 entries"))
        script.keys("j,")
        #expect(script.line(3).contains("1 value in 8 entries"))
        script.keys("<F12>")
        #expect(script.line(1).hasSuffix("Ask Questions"))
    }

    @Test func entriesOpenNewestFirstWithTheColumnsOfTheQuestion() {
        var script = Script(sample: .questions, rows: 27, columns: 132)
        script.keys("j<Enter>")
        expectPicture(script, "failed-sign-ons-132")
        script.keys("E")
        #expect(script.picture.contains("===>"))
        script.keys("<Ctrl-U>where type = PW and user = BRUNO<Enter>")
        #expect(script.session.desk.report.view.conditions.count == 2)
        script.keys("<F12>")
        #expect(script.line(1).contains("Ask Questions"))
    }

    @Test func whatAQuestionLeavesOpenIsAskedWithTheValuesThatOccur() {
        var script = Script(sample: .questions)
        script.keys("/one user<Enter><Enter>")
        expectPicture(script, "question-prompt")
        script.keys("<F4>")
        #expect(script.picture.contains("QSECOFR                                                                5"))
        script.keys("  <Enter>")
        #expect(script.picture.contains("> QSECOFR, QSYSUPD"))
        script.keys("<Enter>")
        #expect(script.session.desk.report.count == 10)
        #expect(script.line(2).contains("user-connections"))
        script.keys("<F12>")
        #expect(script.line(1).contains("Ask Questions"))
    }

    @Test func blankIsNotAskedFor() {
        var script = Script(sample: .questions)
        script.keys("/access to a library<Enter><Enter><Enter>")
        let filter = script.session.desk.report.view.conditions.map(\.filter.text)
        #expect(filter == ["JOURNAL_ENTRY_TYPE in (ZC, ZR, YC, YR)"])
    }

    @Test func questionsAreOneKeyAwayAndLeadBack() {
        var script = Script(sample: .entries([]))
        script.keys("jjjA/accounts<Enter><Enter><F12><F12>")
        #expect(script.session.stack.count == 1)
        #expect(script.session.desk.report.place.position == 3)
        script.keys("<Enter><F2>")
        #expect(script.line(1).contains("Ask Questions"))
        script.keys("<F12>")
        #expect(script.line(1).contains("Display Journal Entry"))
    }

    @Test func everyEntryIsTheReportAtTheBottom() {
        var script = Script(sample: .questions)
        script.keys("<Enter>")
        #expect(script.session.desk.report.count == 158)
        script.keys("l,jjq<Enter>")
        #expect(script.session.desk.report.count == 158)
        script.keys("u")
        #expect(script.session.desk.report.count < 158)
        script.keys("q")
        #expect(script.line(1).contains("Ask Questions"))
    }

    @Test func aQuestionOfTheCommandLineOpensItsAnswer() throws {
        let counts = try #require(AuditCatalog.questions.first { $0.id == "failed-by-account" })
        var script = Script(sample: .question(counts, [], values: [:]))
        #expect(script.line(1).contains("Display Counts"))
        script.keys("<F12>")
        #expect(script.session.desk.report.count == 52)
        let user = try #require(AuditCatalog.questions.first { $0.id == "user-connections" })
        let opened = Script(sample: .question(user, [], values: ["USER": "MARTA"]))
        #expect(opened.session.desk.report.count > 0)
        var asked = Script(sample: .question(user, [Condition(try Filter("type = JS"))], values: [:]))
        #expect(asked.line(1).contains("Ask Question"))
        asked.keys("MARTA<Enter>")
        #expect(asked.session.desk.report.count == opened.session.desk.report.count)
        #expect(asked.session.desk.report.view.conditions.count == 2)
    }
}

/// Counting goes on behind the screen.
@Suite struct QuestionCountTests {
    private func counts(_ script: Script) -> [String: QuestionCount] { script.session.desk.book.counts }

    @Test func keysDoNotWaitForCounts() {

        var slow = Script(IndexedJournalOf(100), rows: 24, columns: 80)
        slow.runsWork = false
        slow.keys("Ajj")
        #expect(slow.picture.contains("counted 0 of \(AuditCatalog.questions.count)"))
        #expect(slow.session.stack.count == 2)
        slow.keys("<Enter><F12>")
        #expect(slow.line(1).contains("Ask Questions"))
        slow.runWork()
        #expect(slow.picture.contains("Entries"))
        #expect(counts(slow).count == AuditCatalog.questions.count)
    }

    @Test func stoppedCountingIsTakenUpAgain() {
        var script = Script(IndexedJournalOf(100))
        script.runsWork = false
        script.keys("A<Ctrl-C>")
        #expect(!script.session.desk.book.isCounting)
        #expect(counts(script).isEmpty)
        script.effects = []
        script.runsWork = true
        script.keys("<F5>")
        #expect(counts(script).count == AuditCatalog.questions.count)
    }

    @Test func countsFollowTheJournalInLargeSteps() {
        var script = Script(IndexedJournalOf(10, isLoading: true))
        script.keys("A")
        let coverage = { (script: Script) in script.session.desk.book.counts["coverage"] }
        #expect(coverage(script) == .entries(10))
        script.send(.journal(IndexedJournalOf(30, isLoading: true)))
        #expect(coverage(script) == .entries(10))
        script.send(.journal(IndexedJournalOf(40, isLoading: true)))
        #expect(coverage(script) == .entries(40))
        script.send(.journal(IndexedJournalOf(41)))
        #expect(coverage(script) == .entries(41))
        script.send(.journal(IndexedJournalOf(5, isLoading: true)))
        #expect(coverage(script) == .entries(5))
    }

    @Test func wrongQuestionsSayWhyAndHinderNoOther() {
        let table = QuestionTable.read("question\tmine\tMine\tMy question\t\tNO_SUCH = 1\nquestion\ttwo\tMine\tTwo\t\ttype = PW")
        let script = Script(SampleSession.journal, opening: .questions, questions: AuditCatalog.questions + table.questions)
        #expect(counts(script)["mine"] == .cannot("There is no column NO_SUCH."))
        #expect(counts(script)["two"] == .entries(52))
    }

    @Test func reasonsNameTheAuditing() {
        let script = Script(sample: .questions)
        #expect(counts(script)["netserver-failures"] == .cannot("no VP entries: was *AUTFAIL audited?"))
        #expect(counts(script)["spooled-files"] == .cannot("no SF, PO entries: was *SPLFDTA audited?"))
        #expect(counts(script)["object-access"] == .asks(["LIBRARY", "OBJECT", "PATH"]))
    }
}
