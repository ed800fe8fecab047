import Testing

@testable import Screens

@Suite struct ReadingLineTests {
    private let line = ReadingLine(bytesRead: 1_200_000_000, bytes: 2_700_000_000, entries: 4_512_000, seconds: 1.5)

    @Test func everythingIsSaidWhereThereIsRoom() {
        #expect(
            line.text(width: 130)
                == "X SYSTEM  reading... 44%  1.2 GB of 2.7 GB  4,512,000 entries so far  800 MB/s  2 s left  Ctrl-C stops")
    }

    @Test func whatIsLeastNeededGoesFirst() {
        #expect(line.text(width: 78).count <= 78)
        #expect(line.text(width: 78).contains("2 s left"))
        #expect(line.text(width: 60) == "X SYSTEM  reading... 44%  4,512,000 entries so far  Ctrl-C stops")
    }

    @Test func ofAPipeNobodyKnowsTheEnd() {
        let line = ReadingLine(bytesRead: 1_000, bytes: 0, entries: 1, seconds: 2)
        #expect(line.text(width: 130) == "X SYSTEM  reading...  1 entry so far  0 KB/s  Ctrl-C stops")
    }
}
