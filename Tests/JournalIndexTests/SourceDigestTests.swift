import Columns
import Digest
import Records
import Testing

@testable import JournalIndex

/// A source is named by its bytes as they were found, whatever had to be done to read them.
@Suite struct SourceDigestTests {
    private static let text = "ENTRY_TIMESTAMP,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME\n2026-11-02 08:00:00,T,PW,MARTA\n"

    private func digest(of bytes: [UInt8]) throws -> String? {
        let journal = try JournalLoader.load(sources: [MemorySource(name: "a.csv", bytes: bytes)])
        #expect(journal.count == 1)
        return try journal.sha256(ofSource: 0, Work())
    }

    @Test func textIsNamedByItsBytes() throws {
        let bytes = Array(Self.text.utf8)
        #expect(try digest(of: bytes) == SHA256.digest(of: bytes).hex)
    }

    @Test func transcodedTextIsNamedByTheBytesThatWereFound() throws {
        let bytes: [UInt8] = Self.text.utf16.reduce(into: [0xFF, 0xFE]) { $0 += [UInt8(truncatingIfNeeded: $1), UInt8($1 >> 8)] }
        #expect(try digest(of: bytes) == SHA256.digest(of: bytes).hex)
    }

    @Test func thereIsNoDigestOfASourceThatIsNotThere() throws {
        let journal = try JournalLoader.load(sources: [MemorySource(name: "a.csv", bytes: Array(Self.text.utf8))])
        #expect(try journal.sha256(ofSource: 1, Work()) == nil)
    }
}
