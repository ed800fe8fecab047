import Columns
import Testing

@testable import Ledger

/// Messages of the history log and binds to the directory server as evidence, alone and beside the journal.
@Suite struct OtherEvidenceTests {
    @Test func startAndEndInTheHistoryLogAreASession() throws {
        let ledger = try TestJournal(
            """
            08:00:00 CPF1124 - - - - target=000123/KLARA/QPADEV0001
            09:00:00 CPF1164 - - - - target=000123/KLARA/QPADEV0001
            """
        ).ledger()
        #expect(ledger.story == ["08:00:00 KLARA - 5250 interactiveStart JOB-END 2/0/0/0 ....."])
        #expect(ledger.lines[0].duration == 3_600_000_000)
        #expect(try ledger.evidence(of: [0], .init()) == [0, 1])
        #expect(!ledger.missing.contains { $0.type == "JS" })
    }

    @Test func aStartThatBothLogsTellIsOneSession() throws {
        let story = try TestJournal(
            """
            08:00:00 JS S KLARA 10.0.0.1 000123/KLARA/QPADEV0001 basic=I
            08:00:01 CPF1124 - - - - target=000123/KLARA/QPADEV0001
            08:30:00 CP A - - 000123/KLARA/QPADEV0001
            09:00:00 CPF1164 - - - - target=000123/KLARA/QPADEV0001
            09:00:00 JS E KLARA 10.0.0.1 000123/KLARA/QPADEV0001 basic=I
            """
        ).ledger().story
        #expect(story == ["08:00:00 KLARA 10.0.0.1 5250 interactiveStart JOB-END 5/0/0/0 ....."])
    }

    /// A job whose number comes back is another job, whichever log tells of it.
    @Test func aLaterStartIsAnotherSession() throws {
        let story = try TestJournal(
            """
            08:00:00 JS S KLARA 10.0.0.1 000123/KLARA/QPADEV0001 basic=I
            08:05:00 CPF1124 - - - - target=000123/KLARA/QPADEV0001
            """
        ).ledger().story
        #expect(story.count == 2)
    }

    @Test func entriesWithoutASystemBelongToTheOnlyOne() throws {
        let lines = """
            08:00:00 JS S KLARA 10.0.0.1 000123/KLARA/QPADEV0001 basic=I
            09:00:00 CPF1164 - - - - target=000123/KLARA/QPADEV0001
            """
        var entries = TestJournal(lines).entries
        entries[1].system = nil
        #expect(try TestJournal(entries).ledger().story.count == 1)
        entries.append(TestEntry("10:00:00 ZR R - - - system=TEST", sequence: 3))
        #expect(try TestJournal(entries).ledger().lines.first?.end == .notSeen)
    }

    @Test func eachConnectionOfTheHistoryLogIsASession() throws {
        let ledger = try TestJournal(
            """
            08:00:00 CPIAD09 - ANNA 10.0.0.1 - target=000900/QUSER/QZDASOINIT
            08:10:00 ZR R - - 000900/QUSER/QZDASOINIT profile=ANNA
            08:20:00 CPIAD09 - ANNA 10.0.0.1 - target=000900/QUSER/QZDASOINIT
            08:30:00 CPIAD09 - BERT 10.0.0.2 - target=000900/QUSER/QZDASOINIT
            """
        ).ledger()
        #expect(
            ledger.story == [
                "08:00:00 ANNA 10.0.0.1 ODBC connected NEXT-SWAP 3/0/0/0 .....",
                "08:20:00 ANNA 10.0.0.1 ODBC connected NEXT-SWAP 2/0/0/0 .....",
                "08:30:00 BERT 10.0.0.2 ODBC connected NOT-SEEN 1/0/0/0 .....",
            ])
        #expect(ledger.lines[0].basis.confidence == "recorded")
    }

    @Test func aSwapAndItsMessageAreOneSession() throws {
        let story = try TestJournal(
            """
            08:00:00 JS M ANNA 10.0.0.1 000900/QUSER/QZDASOINIT
            08:00:01 CPIAD09 - ANNA 10.0.0.1 - target=000900/QUSER/QZDASOINIT
            """
        ).ledger().story
        #expect(story == ["08:00:00 ANNA 10.0.0.1 ODBC connected NOT-SEEN 2/0/0/0 ....."])
    }

    /// The history log and a SIEM feed tell of one connection, the feed with its time in seconds.
    @Test func aConnectionThatSeveralFeedsTellIsOneSession() throws {
        let story = try TestJournal(
            """
            08:00:00 JS M ANNA 10.0.0.1 000900/QUSER/QZDASOINIT
            08:00:01 CPIAD09 - ANNA 10.0.0.1 - target=000900/QUSER/QZDASOINIT
            08:00:01 CPIAD09 - ANNA 10.0.0.1 - target=000900/QUSER/QZDASOINIT
            08:00:30 CPIAD09 - ANNA 10.0.0.1 - target=000900/QUSER/QZDASOINIT
            """
        ).ledger().story
        #expect(
            story == [
                "08:00:00 ANNA 10.0.0.1 ODBC connected NEXT-SWAP 4/0/0/0 .....",
                "08:00:30 ANNA 10.0.0.1 ODBC connected NOT-SEEN 1/0/0/0 .....",
            ])
    }

    @Test func aTryThatBothLogsTellIsOneTry() throws {
        let ledger = try TestJournal(
            """
            08:00:00 PW P ANNA 10.0.0.1 -
            08:00:01 CPF2234 - ANNA - -
            08:00:05 PW P ANNA 10.0.0.1 -
            08:00:05 PW P ANNA 10.0.0.1 -
            08:00:06 CPF2234 - ANNA - -
            08:00:06 CPF2234 - ANNA - -
            """
        ).ledger()
        #expect(ledger.lines.map(\.tries) == [3])
        #expect(try ledger.evidence(of: [0], .init()) == [0, 1, 2, 3, 4, 5])
    }

    /// A message long after the entry, or one more than there are entries, is a try of its own.
    @Test func aTryThatOnlyTheHistoryLogTellsCounts() throws {
        let ledger = try TestJournal(
            """
            08:00:00 PW P ANNA 10.0.0.1 -
            08:00:10 CPF2234 - ANNA 10.0.0.1 -
            08:00:20 PW P ANNA 10.0.0.1 -
            08:00:21 CPF2234 - ANNA 10.0.0.1 -
            08:00:21 CPF2234 - ANNA 10.0.0.1 -
            08:00:30 CPF1120 - BERT 10.0.0.1 -
            """
        ).ledger()
        #expect(ledger.lines.map(\.tries) == [4, 1])
    }

    @Test func bindsToTheDirectoryServerAreSessions() throws {
        let ledger = try TestJournal(
            """
            08:00:00 DI PW cn=admin 10.0.0.1 -
            08:00:01 DI PW cn=admin 10.0.0.1 -
            08:00:02 DI PW cn=admin 10.0.0.1 -
            08:00:03 DI BN cn=admin 10.0.0.1 000700/QDIRSRV/QDIRSRV
            08:00:09 DI BN cn=admin 10.0.0.1 000700/QDIRSRV/QDIRSRV
            08:00:09 DI CF cn=admin 10.0.0.1 000700/QDIRSRV/QDIRSRV
            09:30:00 DI BN cn=admin 10.0.0.1 000700/QDIRSRV/QDIRSRV
            09:30:00 DI BN cn=other 10.0.0.1 000700/QDIRSRV/QDIRSRV
            """
        ).ledger()
        #expect(ledger.lines.map { ledger.user($0) } == ["cn=admin", "cn=admin", "cn=other"])
        #expect(ledger.lines.map(\.entries) == [2, 1, 1])
        #expect(ledger.lines.map(\.tries) == [3, 0, 0])
        #expect(ledger.lines[0].marks.contains(.failuresThenSuccess))
        #expect(ledger.lines.allSatisfy { $0.basis == .bound && $0.end == .notSeen })
        #expect(try ledger.evidence(of: [0], .init()) == [0, 1, 2, 3, 4])
    }
}
