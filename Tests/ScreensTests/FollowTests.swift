import Catalog
import Columns
import JournalIndex
import Query
import Testing

@testable import Screens

@Suite struct FollowTests {
    private func sample(_ keys: String, rows: Int = 24, columns: Int = 80) -> Script {
        var script = Script(sample: .entries([]), rows: rows, columns: columns)
        script.keys(keys)
        return script
    }

    private func cells(_ script: Script, _ name: String) -> [String] {
        let report = script.session.desk.report
        guard let id = SampleSession.journal.schema.id(name) else { return [] }
        let rows = (0..<report.count).compactMap { report.row(at: $0) }
        return SampleSession.journal.cells(rows: rows, columns: [id]).map { $0[0].exportText }
    }

    @Test func anAddressIsFollowedThroughEveryType() {
        var script = sample(":where type = PW and user = EXTERN01<Enter>")
        let found = script.session.desk.report.count
        script.keys(":col REMOTE_ADDRESS<Enter>z")
        expectPicture(script, "follow-address")
        #expect(Set(cells(script, "JOURNAL_ENTRY_TYPE")).count > 3)
        #expect(Set(cells(script, "REMOTE_ADDRESS")).count == 1)
        #expect(cells(script, "ENTRY_TIMESTAMP") == cells(script, "ENTRY_TIMESTAMP").sorted())
        #expect(script.session.desk.report.hits?.ones == found)
        script.keys("z")
        #expect(script.session.stack.count == 1)
        #expect(script.session.desk.report.count == found)
        #expect(script.session.desk.cursorColumn?.name == "REMOTE_ADDRESS")
    }

    @Test func theEntryStaysUnderTheCursorThereAndBack() {
        var script = sample(":where user = MARTA<Enter>5j")
        let row = script.session.desk.report.row
        let place = script.session.desk.report.place
        script.keys(":col SUBJECT<Enter>z")
        #expect(script.session.desk.report.row == row)
        script.keys("jjjB")
        script.keys("Bz")
        #expect(script.session.desk.report.place.position == place.position)
        #expect(script.session.desk.report.row == row)
    }

    @Test func usersAreFoundInEveryColumnThatNamesThem() {
        let script = sample(":where user = MARTA<Enter>:col SUBJECT<Enter>z")
        let journal = SampleSession.journal
        let ids = journal.schema.columns.filter(\.role.isUser).map(\.id)
        #expect(ids.count > 10)
        let expected = (0..<journal.count).filter { row in
            journal.cells(rows: [row], columns: ids)[0].contains { $0.exportText == "MARTA" }
        }
        let report = script.session.desk.report
        #expect(Set((0..<report.count).compactMap { report.row(at: $0) }) == Set(expected))
    }

    @Test func whereTheCellNamesNothingTheEntryIsAsked() {
        var script = sample(":where type = CP<Enter>z")
        #expect(script.line(1).hasSuffix("Follow"))
        expectPicture(script, "follow-what")
        script.keys("<Enter>")
        #expect(script.line(2).contains("*FOLLOW"))
        script.keys("z")
        #expect(script.session.stack.count == 1)
    }

    @Test func anEntryIsFollowedFromItsFields() {
        var script = sample(":where type = PW<Enter><Enter>/SYSTEM_NAME<Enter>/SUBJECT<Enter>z")
        #expect(script.line(2).contains("*FOLLOW"))
        #expect(script.line(22).contains("1 anyuser = BRUNO"))
        script.keys("z")
        #expect(script.line(1).contains("Display Journal Entry"))
    }

    @Test func minutesAroundAnEntry() {
        var script = sample(":where type = PW and user = EXTERN01<Enter>")
        let time = cells(script, "ENTRY_TIMESTAMP")[0]
        script.keys("B")
        expectPicture(script, "around")
        #expect(cells(script, "ENTRY_TIMESTAMP").contains(time))
        let near = script.session.desk.report.count
        script.keys("B:around 2h<Enter>")
        #expect(script.session.desk.report.count > near)
        script.keys("B1B")
        #expect(script.session.desk.report.count < near)
        script.keys("B")
        #expect(script.session.stack.count == 1)
    }

    @Test(arguments: [0, 3, 77, 157]) func entriesAroundAnEntryStandInTheJournalsOrder(_ position: Int) {
        var script = sample("\(position + 1)G")
        let row = script.session.desk.report.row
        script.keys(":around 4e<Enter>")
        let report = script.session.desk.report
        #expect(report.row == row)
        #expect(report.count == min(157, position + 4) - max(0, position - 4) + 1)
    }

    @Test(arguments: ["0", "x", "10y", "-3", "99999999999", "e"]) func wrongDistancesAreTold(_ text: String) {
        let script = sample(":around \(text)<Enter>")
        #expect(script.message.hasPrefix("Type minutes, or a number with s, m, h, d, or e"))
        #expect(script.session.stack.count == 1)
    }

    @Test func theLongestDistanceIsTheWholeJournal() {
        let script = sample(":around 999999999d<Enter>")
        #expect(script.session.desk.report.count == 158)
    }
}
