import Columns
import Records
import Testing

@testable import JournalIndex

/// Keys of JSON objects that stand behind what recognition looks at become columns all the same.
@Suite struct LateKeyTests {
    private static let first = (1...9_000).map {
        "{\"ENTRY_TIMESTAMP\":\"2026-11-02 08:11:13.000001\",\"SEQUENCE_NUMBER\":\($0),\"JOURNAL_ENTRY_TYPE\":\"PW\",\"NOTE\":\"some text that takes its room\"}"
    }
    private static let late = "{\"SEQUENCE_NUMBER\":9001,\"USER_NAME\":\"LATE\",\"site\":\"NORTH\",\"JOURNAL_ENTRY_TYPE\":\"PW\"}"

    private func text(_ journal: JournalSnapshot, _ row: Int, _ column: String) throws -> String {
        journal.cell(row: row, try #require(journal.schema.id(column))).exportText
    }

    @Test(arguments: ["\n", ",\n"]) func theyAreColumns(_ separator: String) throws {
        let body = (Self.first + [Self.late]).joined(separator: separator)
        let text = separator == "\n" ? body + "\n" : "[" + body + "]"
        #expect(text.utf8.count > InputFormats.headSize)
        let journal = try JournalLoader.load(sources: [MemorySource(name: "a.json", bytes: Array(text.utf8))])
        #expect(journal.count == 9_001)
        #expect(try self.text(journal, 9_000, "USER_NAME") == "LATE")
        #expect(try self.text(journal, 9_000, "SITE") == "NORTH")
        #expect(try self.text(journal, 0, "USER_NAME") == "")
        #expect(journal.sources[0].flawed == 0 && journal.sources[0].rejected == 0)
        #expect(journal.sources[0].facts.contains { $0.name == "Keys" && $0.value == "4 in the first objects, 2 further on" })
    }

    @Test func moreKeysThanColumnsAreTold() throws {
        let many = (0..<1_500).map { "\"K\($0)\":\($0)" }.joined(separator: ",")
        let text = (Self.first + ["{\"SEQUENCE_NUMBER\":1,\(many)}"]).joined(separator: "\n") + "\n"
        let journal = try JournalLoader.load(sources: [MemorySource(name: "a.json", bytes: Array(text.utf8))])
        #expect(journal.count == 9_001 && journal.sources[0].flawed == 1)
    }
}
