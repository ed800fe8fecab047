import Foundation
import Records
import Testing

@testable import JournalIndex

/// The same entries through different formats give the same canonical rows, computed columns included.
struct SameEntriesTests {
    @Test(arguments: ["PW", "JS", "CP"])
    func outfileAndResultOfTheSQLService(type: String) throws {
        try compare(["outfiles/QAUDIT\(type)"], "csv/AUDIT_JOURNAL_\(type).csv")
    }

    @Test func jsonAndOutfiles() throws {
        try compare(["outfiles/QAUDITPW"], "json/AUDIT_JOURNAL_PW.json")
        try compare(SampleFiles.all.filter { $0.hasPrefix("outfiles/") }, "json/DISPLAY_JOURNAL.jsonl")
    }

    @Test func outfilesAndDisplayJournal() throws {
        try compare(SampleFiles.all.filter { $0.hasPrefix("outfiles/") }, "csv/DISPLAY_JOURNAL.csv")
    }

    /// Columns that tell where an entry was read, not what it says.
    private static let places: Set<String> = ["SOURCE", "RECORD", "LOAD_ORDER", "ERROR"]
    /// Columns that the two formats spell differently or that only one of them has for every entry; audit entries use
    /// none of them: an outfile's heading has `0` where DISPLAY_JOURNAL says NO, and a field for the address family.
    private static let spelledOtherwise: Set<String> = [
        "ENTRY_DATA", "IGNORE_ON_APPLY", "MINIMIZED_ENTRY_DATA", "REFERENTIAL_CONSTRAINT", "REMOTE_ADDRESS_FAMILY",
        "TRIGGER",
    ]

    /// Every entry of `other` is in the outfiles, and every column that both have says the same.
    private func compare(_ outfiles: [String], _ other: String) throws {
        let records = try SampleFiles.load(outfiles)
        let rows = try SampleFiles.load([other])
        let bySequence = try Dictionary(
            uniqueKeysWithValues: (0..<records.count).map { (try text(records, $0, "SEQUENCE_NUMBER"), $0) })
        let shared = rows.schema.columns.map(\.name).filter { name in
            records.schema.id(name) != nil && !Self.places.contains(name) && !Self.spelledOtherwise.contains(name)
        }
        #expect(rows.count >= 5)
        #expect(shared.count > 40)
        for row in 0..<rows.count {
            let sequence = try text(rows, row, "SEQUENCE_NUMBER")
            let record = try #require(bySequence[sequence], "entry \(sequence) is in no outfile")
            for name in shared {
                let (a, b) = (try text(records, record, name), try text(rows, row, name))
                #expect(a == b, "\(other) entry \(sequence) \(name)")
            }
        }
    }

    private func text(_ journal: JournalSnapshot, _ row: Int, _ column: String) throws -> String {
        journal.cell(row: row, try #require(journal.schema.id(column))).exportText
    }
}
