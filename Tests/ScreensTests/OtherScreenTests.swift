import Canvas
import Catalog
import Foundation
import JournalIndex
import Query
import Testing

@testable import Screens

func IndexedJournalOf(_ entries: Int, isLoading: Bool = false) -> IndexedJournal {
    IndexedJournal(TestJournal.make(entries, isLoading: isLoading), clock: { Timestamp(microseconds: 0) })
}

@Suite struct OtherScreenTests {
    @Test func nothingIsCopiedUnlessAllowed() {
        var script = Script()
        script.keys("yY<Enter>yY")
        #expect(script.copied == [])
        #expect(script.message.contains("--clipboard"))
    }

    @Test func whatIsCopiedEndsNoLineAndActsOnNoTerminal() {
        var journal = TestJournal.make(3)
        journal.rows[0][10] = .text("EVIL\u{1B}[2J\nrm\u{202E}")
        var script = Script(IndexedJournal(journal, clock: { Timestamp(microseconds: 0) }))
        script.session.allowsCopy = true
        script.keys("Y")
        #expect(script.copied.count == 1)
        #expect(script.copied.first?.contains("EVIL[2J rm\t") == true)
        #expect(script.copied.first?.contains("\u{1B}") == false)
    }

    /// The end of a message says what to do: it is read also where the line is too short for it.
    @Test func aLongMessageTakesTheLineOfKeysToo() {
        var script = Script()
        let keys = script.line(23)
        script.keys(":where ip = 10.0.0.300<Enter>")
        #expect(script.line(23) == " 10.0.0.300 is no address. Write 10.0.0.1, 10.0.0.0/8, 10.0.0.1-10.0.0.9 or")
        #expect(script.line(24) == " 2001:db8::/32.")
        script.keys("<F12>")
        #expect(script.line(23) == keys)
        script.keys(":" + String(repeating: "n", count: 300) + "<Enter>")
        #expect(script.line(24).hasSuffix(">"))
        for columns in 0...12 { script.resize(24, columns) }
    }

    @Test func entryShowsFieldsCodesAndBytes() {
        var script = Script(rows: 50)
        script.keys("5<Enter>")
        let text = script.picture
        #expect(script.line(1).hasSuffix("Display Journal Entry"))
        #expect(text.contains("ENTRY_TYPE . . . . . . . . . . :   P  -  Password not valid"))
        #expect(text.contains("DEVICE_NAME  . . . . . . . . . : ? QPADEV0007"))
        #expect(text.contains("? = the place or meaning of the field was not confirmed by a document"))
        #expect(text.contains("Column      *...+....1....+....2....+....3....+....4....+....5"))
        #expect(text.contains("00001      '2026-11-02 08:00:00.000000,104201,PW,P,QSECOFR,QPA'"))
        #expect(text.contains("            33332332332333333332333333233333325525255444452554"))
        script.keys("x")
        #expect(!script.picture.contains("            3333233233"))
    }

    @Test func entryGoesToTheNextAndTheOneBefore() {
        var script = Script()
        script.keys("<Enter>J")
        #expect(script.picture.contains("record 2"))
        script.keys("<Enter>K")
        #expect(script.picture.contains("2 of 100"))
        script.keys("KKK")
        #expect(script.message == "This is the first entry of the report.")
    }

    @Test func includeFromAnEntry() {
        var script = Script()
        script.keys("<Enter>/DEVICE_NAME<Enter>,")
        #expect(script.session.stack.count == 1)
        #expect(script.line(22).contains("1 DEVICE_NAME = QPADEV0007"))
    }

    @Test func promptMakesConditionsAndRemembersThem() {
        var script = Script()
        script.keys("<F4>j*<Tab>pw, cp<Enter>")
        #expect(script.line(22).contains("1 user = J* "))
        #expect(script.line(22).contains("2 type in (PW, CP) "))
        script.keys("<F4><Tab><Ctrl-U><Enter>")
        #expect(script.line(22).hasPrefix(" Selection  1 user = J* "))
        #expect(!script.line(22).contains("2 "))
    }

    @Test func promptTakesNetworksAndTimes() {
        var script = Script()
        script.keys("<F4><Tab><Tab><Tab>2026-11-02 08:10<Tab>2026-11-02 08:20<Tab>192.0.2.0/26<Enter>")
        let conditions = script.session.desk.report.view.conditions.map(\.filter.text)
        #expect(conditions == ["time >= '2026-11-02 08:10'", "time <= '2026-11-02 08:20'", "ip = 192.0.2.0/26"])
        #expect(script.session.desk.report.count == 2)
    }

    @Test func wrongValueKeepsThePromptWithTheCursorInTheField() {
        var script = Script()
        script.keys("<F4><Tab><Tab><Tab>someday<Enter>")
        #expect(script.session.stack.count == 2)
        #expect(script.message.hasPrefix("From date and time: "))
        #expect(script.grid.cursor?.row == 7)
    }

    @Test func valuesThatOccurArePicked() {
        var script = Script()
        script.keys("<F4><Tab><F4>")
        #expect(script.picture.contains("PW   Invalid password"))
        script.keys("  <Enter><Enter>")
        #expect(script.line(22).contains("1 type in ("))
    }

    @Test func countsDrillAndComeBack() {
        var script = Script()
        script.keys("lF")
        #expect(script.picture.contains("PW"))
        #expect(script.picture.contains("43.0%"))
        script.keys("j<Enter>")
        #expect(script.line(22).hasPrefix(" Selection  1 type = "))
        #expect(!script.session.desk.isHome)
        script.keys("q")
        #expect(script.line(1).contains("Display Counts"))
        script.keys("qlF  <Enter>")
        #expect(script.session.desk.report.view.conditions.count == 1)
        script.keys("<F12><F12>")
        #expect(script.line(22).hasPrefix(" Selection  all entries"))
    }

    @Test func conditionsAreSwitchedChangedAndDeleted() {
        var script = Script()
        script.keys(":where type = PW and user = J*<Enter><F8> ")
        #expect(script.picture.contains("1 (off)  type = PW"))
        script.keys("j<Enter><Ctrl-U>user = Q*<Enter>")
        #expect(script.picture.contains("2 on     user = Q*"))
        script.keys("!4")
        #expect(!script.picture.contains("user = Q*"))
        script.keys("<F6>job = FTP*<Enter>")
        #expect(script.picture.contains("job = FTP*"))
        script.keys("uuuuu<F12>")
        #expect(script.line(22).contains("1 type = PW"))
    }

    @Test func sortByTwoColumns() {
        var script = Script()
        script.keys(":sort user,time-<Enter>")
        #expect(script.session.desk.report.view.sort == [
            SortTerm(column: "SUBJECT", descending: false), SortTerm(column: "ENTRY_TIMESTAMP", descending: true),
        ])
        script.keys("<F15>")
        #expect(script.picture.contains("SUBJECT, ENTRY_TIMESTAMP descending"))
        script.keys("<F9><Enter>")
        #expect(script.session.desk.report.view.sort.isEmpty)
    }

    @Test func columnsAreChosenAndMoved() {
        var script = Script()
        script.keys("<F23>g -J<Enter>")
        let names = script.session.desk.layout.columns.map(\.name)
        #expect(names.count == 1)
        script.keys("u:columns time,seq<Enter>")
        #expect(script.session.desk.layout.columns.map(\.name) == ["ENTRY_TIMESTAMP", "SEQUENCE_NUMBER"])
    }

    @Test func helpTellsOfTheFieldAndEveryKey() {
        var script = Script(rows: 200)
        script.keys("l?")
        #expect(script.picture.contains("JOURNAL_ENTRY_TYPE   Ent type"))
        for row in ReportScreen.keys.rows { #expect(script.picture.contains(row.help.prefix(20)), "\(row.name)") }
    }

    @Test func issuesShowTheEntriesConcerned() {
        var script = Script()
        script.keys("I")
        #expect(script.picture.contains("With unreadable fields  :   1"))
        script.keys("<Enter>")
        #expect(script.line(7).hasPrefix(" 000001!audit.csv"))
        script.keys("qq")
        #expect(script.session.desk.isHome)
    }

    @Test func commandsCompleteAndComeBack() {
        var script = Script()
        script.keys(":cou<Tab>")
        #expect(script.line(22) .contains("===> count "))
        script.keys("CONN<Tab><Enter>")
        #expect(script.line(1).contains("Display Counts"))
        script.keys("q:<F9>")
        #expect(script.line(22).contains("===> count connection"))
        script.keys("<Esc>:F4<Enter>")
        #expect(script.line(1).contains("Select Entries"))
        script.keys("<F12>:nonsense<Enter>")
        #expect(script.message.hasPrefix("There is no command :nonsense here."))
    }

    @Test func exportTellsWhereAndHowMany() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wrkaud-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "out.csv").path
        var script = Script()
        script.writesFiles = true
        script.keys("l,:w \(path)<Enter>")
        #expect(script.picture.contains("> *SELECTED"))
        script.keys("<Enter>")
        #expect(script.session.stack.count == 1)
        #expect(script.message.hasPrefix("43 entries written to /"))
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 44)
        #expect(lines[0].hasPrefix("ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,"))
        script.keys(":w \(path)<Enter><Enter>")
        #expect(script.session.stack.count == 2)
        #expect(script.session.desk.notes.last?.text.contains("type *YES at Replace file") == true)
        script.keys("<F4><Enter>")
        #expect(script.session.stack.count == 1)
    }

    @Test func everyScreenHasTheLegendItCanKeep() {
        for screen in KeyReference.screens { checkLegend(screen) }
    }

    private func checkLegend<S: Screen>(_ screen: S.Type) {
        let infos = S.keys.rows.map(\.info)
        let pages = Legend.pages(infos, first: S.mainKeys, width: 80)
        let functions = infos.compactMap(\.function)
        for page in pages { #expect(page.count < 80, "\(S.name)") }
        for number in functions { #expect(pages.contains { $0.contains("F\(number)=") }, "\(S.name) F\(number)") }
    }
}

@Suite struct SourceNoticeTests {
    private func journal(_ change: (inout TestJournal) -> Void) -> Script {
        var journal = TestJournal.make(3)
        change(&journal)
        return Script(IndexedJournal(journal, clock: { Timestamp(microseconds: 0) }))
    }

    @Test func whatIsAssumedOfTheTypeIsSaidAtOnce() {
        var script = journal { $0.sources[0].facts.append(("Entry type", "CO is assumed by the action codes; the columns fit CO, DO")) }
        #expect(script.message.hasPrefix("audit.csv: entry type CO is assumed"))
        script.send(.journal(IndexedJournalOf(5)))
        script.keys("j")
        #expect(!script.message.contains("assumed"))
        #expect(!journal { $0.sources[0].facts.append(("Entry type", "PW, by its columns")) }.message.contains("PW"))
    }

    @Test func whatBrokeOffIsSaidAtOnce() {
        let script = journal { $0.sources[0].failure = "audit.csv: the compressed data ends early." }
        #expect(script.message.hasPrefix("audit.csv: the compressed data ends early. I shows more."))
    }
}

@Suite struct CountLayoutTests {
    /// First and last seen are there at 80 columns, however long the values are.
    @Test(arguments: ["OBJECT_NAME", "SENTENCE", "REMOTE_ADDRESS", "JOURNAL_ENTRY_TYPE", "SOURCE"])
    func timesAreShownAtEightyColumns(_ column: String) {
        var script = Script()
        script.keys(":count \(column)<Enter>")
        #expect(script.picture.contains("First seen"), "\(script.picture)")
        #expect(script.picture.contains("Last seen"), "\(script.picture)")
    }

    /// What is said of work in parts does not go back and forth; another round begins at nothing.
    @Test func progressIsNotTakenBack() {
        var job = RunningJob(label: "counting", purpose: .screen)
        let shown = [0.1, 0.3, 0.2, 0.25, 0.9, 0.8, 0.05, 0.02, 0.4].map { said in
            job.advance(to: said)
            return job.done
        }
        #expect(shown == [0.1, 0.3, 0.3, 0.3, 0.9, 0.9, 0.05, 0.05, 0.4])
    }
}
