import Records
import Testing

@testable import JournalIndex

@Suite struct MemoryWatchTests {
    private let mega = 1 << 20

    @Test func whatFitsIsRead() {
        var watch = MemoryWatch(bound: 1_000 * mega, totalBytes: 2_000 * mega)
        for read in stride(from: 0, to: 2_000, by: 10) {
            #expect(watch.shortage(read: read * mega, used: (20 + read / 4) * mega) == nil)
        }
    }

    /// A quarter of the bytes, and 100 MB of its own: 600 MB of 2,000.
    @Test func whatWillNotFitIsKnownEarly() throws {
        var watch = MemoryWatch(bound: 400 * mega, totalBytes: 2_000 * mega)
        var read = 0
        var found: MemoryWatch.Shortage?
        while found == nil, read < 2_000 {
            read += 10
            found = watch.shortage(read: read * mega, used: (100 + read / 4) * mega)
        }
        let shortage = try #require(found)
        #expect(read < 150)
        let estimate = try #require(shortage.estimate)
        #expect((550...650).contains(estimate / mega))
        #expect(JournalTooLarge(shortage).description.contains("--from"))
    }

    /// Of a pipe nobody knows how much will come.
    @Test func theBoundHoldsWithoutAnEstimate() {
        var watch = MemoryWatch(bound: 400 * mega, totalBytes: nil)
        #expect(watch.shortage(read: 5_000 * mega, used: 399 * mega) == nil)
        #expect(watch.shortage(read: 5_000 * mega, used: 401 * mega)?.estimate == nil)
        #expect(watch.shortage(read: 5_000 * mega, used: 401 * mega) != nil)
    }

    @Test func theSystemSaysWhatIsThere() {
        #expect(SystemMemory.anonymous() > 0)
        #expect(SystemMemory.available() > 0)
    }

    @Test func aJournalThatWillNotFitIsRefusedOrKeptInPart() throws {
        let line = "2026-11-02 08:00:00.000001,1,T,PW,\(String(repeating: "U", count: 60))\n"
        let text = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME\n"
            + String(repeating: line, count: 200_000)
        let source = MemorySource(name: "large.csv", bytes: Array(text.utf8))
        var limits = LoadingLimits()
        limits.memory = 1
        #expect(throws: JournalTooLarge.self) { try JournalLoader.load(sources: [source], limits: limits) }
        limits.refuses = false
        let part = try JournalLoader.load(sources: [source], limits: limits)
        #expect(part.count > 0 && part.count < 200_000)
        #expect(part.sources[0].failure?.contains("may be used") == true)
    }

    /// Rows are numbered in 32 bits: what is more is refused, or left out behind whole blocks, never numbered again from 0.
    @Test func moreEntriesThanCanBeNumberedAreRefusedOrKeptInPart() throws {
        let text = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,USER_NAME\n"
            + (1...30_000).map { "2026-11-02 08:00:00.000001,\($0),T,PW,JOE\n" }.joined()
        let source = MemorySource(name: "large.csv", bytes: Array(text.utf8))
        var limits = LoadingLimits()
        limits.entries = 30_000
        #expect(try JournalLoader.load(sources: [source], limits: limits).count == 30_000)
        limits.entries = 20_000
        let error = try #require(throws: JournalTooLarge.self) { try JournalLoader.load(sources: [source], limits: limits) }
        #expect(error.description.contains("more than 20000 entries") && error.description.contains("--from"))
        limits.refuses = false
        let part = try JournalLoader.load(sources: [source], limits: limits)
        #expect(part.count > 0 && part.count <= 20_000)
        #expect(part.sources[0].failure?.contains("more than 20000 entries") == true)
        #expect(part.sources[0].entries == part.count)
    }
}
