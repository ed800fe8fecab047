import Columns
import Records
import Testing

@testable import JournalIndex

/// Different traces of one system in one journal.
@Suite struct MixedSourcesTests {
    private static let sources = ["outfiles/QAUDITPW", "outfiles/QAUDITJS", "history-log/QPDSPLOG.txt", "siem/ibm-cef.log"]

    private func text(_ journal: JournalSnapshot, _ row: Int, _ column: String) throws -> String {
        journal.cell(row: row, try #require(journal.schema.id(column))).exportText
    }

    private func ordered(_ journal: JournalSnapshot) -> [Int] {
        journal.naturalOrder.map { order in (0..<journal.count).map { order[$0] } } ?? Array(0..<journal.count)
    }

    @Test func tracesOfOneSystemStandInOneOrder() throws {
        let journal = try SampleFiles.load(Self.sources)
        let parts = try Self.sources.map { try SampleFiles.load($0).count }
        #expect(journal.count == parts.reduce(0, +))
        #expect(journal.sources.map(\.entries) == parts)
        #expect(journal.sources.allSatisfy { $0.rejected == 0 && $0.flawed == 0 })
        let times = try ordered(journal).map { try text(journal, $0, "ENTRY_TIMESTAMP") }
        #expect(times == times.sorted())
        #expect(Set(try ordered(journal).map { try text(journal, $0, "SYSTEM_NAME") }) == ["SYSA"])
    }

    /// BRUNO mistypes his password twice, then his session starts: told by the outfiles, the SIEM and the history log.
    @Test func oneSignOnIsFollowedThroughAllOfThem() throws {
        let journal = try SampleFiles.load(Self.sources)
        var story: [String] = []
        for row in ordered(journal) {
            let time = try text(journal, row, "ENTRY_TIMESTAMP")
            guard time >= "2026-11-02 08:11", time < "2026-11-02 08:13" else { continue }
            let said = try ["SUBJECT", "SENTENCE", "MESSAGE_TEXT"].map { try text(journal, row, $0) }
            #expect(said.joined(separator: " ").contains("BRUNO"))
            story.append(try text(journal, row, "JOURNAL_ENTRY_TYPE") + " " + text(journal, row, "SOURCE"))
        }
        #expect(
            story == [
                "PW outfiles/QAUDITPW", "PW siem/ibm-cef.log", "PW outfiles/QAUDITPW", "PW siem/ibm-cef.log",
                "JS outfiles/QAUDITJS", "CPF1124 history-log/QPDSPLOG.txt", "CPF1124 siem/ibm-cef.log",
            ])
    }
}
