import Testing

@testable import Screens

/// Completeness on the sample journal: keys in, pictures out.
@Suite struct CompletenessTests {
    private func sample(_ keys: String, rows: Int = 24, columns: Int = 80) -> Script {
        var script = Script(sample: .entries([]), rows: rows, columns: columns)
        script.keys(keys)
        return script
    }

    @Test func whatIsMissingStandsFirst() { expectPicture(sample("K"), "completeness") }
    @Test func whatTheSelectionLeavesOut() {
        expectPicture(sample(":where type = PW<Enter>KG", rows: 27, columns: 132), "completeness-left-out-132")
    }

    @Test func enterShowsTheEntriesBehindALine() {
        var script = sample("K")
        script.keys("<Enter>")
        #expect(script.message == "There are no entries behind this line.")
        script.keys("jj<Enter>")
        #expect(script.message == "There are no entries behind this line.")
        while !script.picture.contains(">    AUDRCV0041") { script.keys("j") }
        script.keys("<Enter>")
        #expect(script.picture.contains("Query . . . :   *CHECK"))
        #expect(script.session.desk.report.count == 50)
        script.keys("q")
        #expect(script.line(1).contains("Display Completeness"))
    }

    @Test func aSelectionTellsWhatItLeavesOut() {
        var script = sample(":where type = PW<Enter>K")
        while !script.picture.contains("Left out by the selection") { script.keys("<PageDown>") }
        #expect(script.picture.contains("106 entries of 158; 52 selected"))
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 2), (7, 20), (10, 40), (19, 79), (60, 200)])
    func everySizeIsASize(_ rows: Int, _ columns: Int) {
        #expect(sample("KGk<Enter>q", rows: rows, columns: columns).picture.count >= 0)
    }
}
