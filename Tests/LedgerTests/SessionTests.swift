import Catalog
import Columns
import Testing

@testable import Ledger

/// What becomes a session, where it is cut, and what it is known by.
@Suite struct SessionTests {
    @Test func interactiveJobIsOneSession() throws {
        let ledger = try TestJournal(
            """
            08:00:00 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            08:05:00 CD C - 10.0.0.1 000001/KLARA/QPADEV0001 profile=KLARA
            08:06:00 JS M QSECOFR 10.0.0.1 000001/KLARA/QPADEV0001
            08:07:00 JS M KLARA 10.0.0.1 000001/KLARA/QPADEV0001
            09:00:00 JS E KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            """
        ).ledger()
        #expect(ledger.story == ["08:00:00 KLARA 10.0.0.1 5250 interactiveStart JOB-END 5/2/0/0 ....."])
        #expect(ledger.lines[0].duration == 3_600_000_000)
        #expect(try ledger.evidence(of: [0], Work()) == [0, 1, 2, 3, 4])
    }

    @Test func interactiveJobOfANamedDeviceIsKnownByItsType() throws {
        let ledger = try TestJournal("08:00:00 JS S KLARA - 000001/KLARA/DSP01 basic=I").ledger()
        #expect(ledger.story == ["08:00:00 KLARA - 5250 interactiveStart NOT-SEEN 1/0/0/0 ....."])
        #expect(ledger.lines[0].duration == nil)
    }

    @Test func prestartJobIsCutAtItsSwaps() throws {
        let ledger = try TestJournal(
            """
            07:00:00 JS S QUSER - 000002/QUSER/QZDASOINIT basic=B
            08:00:00 PS H ANNA 10.0.0.1 000002/QUSER/QZDASOINIT profile=QUSER port=5001
            08:00:01 JS M ANNA 10.0.0.1 000002/QUSER/QZDASOINIT port=5001
            08:01:00 ZR R - 10.0.0.1 000002/QUSER/QZDASOINIT profile=ANNA
            08:02:00 JS M QUSER 10.0.0.1 000002/QUSER/QZDASOINIT profile=ANNA
            08:03:00 XX X - - 000002/QUSER/QZDASOINIT profile=QUSER
            08:04:00 JS M BERT 10.0.0.2 000002/QUSER/QZDASOINIT port=5002
            08:05:00 JS M CARL 10.0.0.3 000002/QUSER/QZDASOINIT port=5003
            08:06:00 JS E CARL 10.0.0.3 000002/QUSER/QZDASOINIT
            """
        ).ledger()
        #expect(
            ledger.story == [
                "08:00:00 ANNA 10.0.0.1 ODBC swap NEXT-SWAP 4/0/0/0 .....",
                "08:04:00 BERT 10.0.0.2 ODBC swap NEXT-SWAP 2/0/0/0 .....",
                "08:05:00 CARL 10.0.0.3 ODBC swap JOB-END 2/0/0/0 .....",
            ])
        #expect(try ledger.evidence(of: [0], Work()) == [1, 2, 3, 4])
        #expect(try ledger.evidence(of: [1], Work()) == [6, 7])
    }

    @Test func sameUserOverAnotherConnectionIsAnotherSession() throws {
        let ledger = try TestJournal(
            """
            08:00:00 JS M ANNA 10.0.0.1 000002/QUSER/QZDASOINIT port=5001
            08:01:00 JS M ANNA 10.0.0.1 000002/QUSER/QZDASOINIT port=5001
            08:02:00 JS M ANNA 10.0.0.1 000002/QUSER/QZDASOINIT port=5077
            """
        ).ledger()
        #expect(ledger.lines.map(\.entries) == [3, 1])
        #expect(ledger.lines.map(\.first) == [0, 2])
    }

    @Test func handleWithoutASwapIsWeak() throws {
        let ledger = try TestJournal("08:00:00 PS H ANNA 10.0.0.1 000002/QUSER/QZRCSRVS profile=QUSER").ledger()
        #expect(ledger.story == ["08:00:00 ANNA 10.0.0.1 REMOTE-COMMAND handle NOT-SEEN 1/0/0/0 ....."])
        #expect(ledger.lines[0].basis.confidence == "weak")
    }

    @Test func onlyWhatTheSystemRecordsIsCertain() throws {
        let ledger = try TestJournal(
            """
            08:00:00 PS V ANNA 10.0.0.1 000002/QUSER/QZDASOINIT profile=QUSER
            08:00:01 JS M ANNA 10.0.0.1 000002/QUSER/QZDASOINIT
            08:00:00 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            08:00:01 PS V KLARA 10.0.0.1 000001/KLARA/QPADEV0001
            """
        ).ledger()
        #expect(ledger.lines.map(\.basis) == [.authenticated, .authenticated])
        #expect(LedgerBasis.allCases.filter { $0.confidence == "recorded" } == [.authenticated, .connected, .bound])
    }

    @Test func entriesWithoutAStartAreASessionWhoseStartIsNotSeen() throws {
        let ledger = try TestJournal(
            """
            08:05:00 CD C - 10.0.0.1 000001/KLARA/QPADEV0001 profile=KLARA
            09:00:00 JS E KLARA 10.0.0.1 000001/KLARA/QPADEV0001
            09:30:00 JS E MARTA 10.0.0.2 000003/MARTA/QPADEV0002
            10:00:00 ZR R - - 000002/QUSER/QZDASOINIT profile=ANNA
            10:01:00 ZR R - 10.0.0.9 000002/QUSER/QZDASOINIT profile=BERT
            """
        ).ledger()
        #expect(
            ledger.story == [
                "08:05:00 KLARA 10.0.0.1 5250 entries JOB-END 2/0/0/0 .....",
                "09:30:00 MARTA 10.0.0.2 5250 entries JOB-END 1/0/0/0 .....",
                "10:00:00 ANNA - ODBC entries NOT-SEEN 1/0/0/0 .....",
                "10:01:00 BERT 10.0.0.9 ODBC entries NOT-SEEN 1/0/0/0 .....",
            ])
        #expect(ledger.lines.allSatisfy { $0.duration == nil })
    }

    @Test func batchAndSystemJobsAreNoSessions() throws {
        let ledger = try TestJournal(
            """
            08:00:00 JS S KLARA - 000004/KLARA/NIGHTLY basic=B
            08:00:00 CP A - - 000004/KLARA/NIGHTLY profile=KLARA
            08:00:00 JS S QSYS - 000005/QSYS/QINTER basic=M
            08:00:00 CP A - 10.0.0.1 000005/QSYS/QINTER profile=QSYS
            08:00:01 JS E KLARA - 000004/KLARA/NIGHTLY basic=B
            08:00:02 JS S ANNA 10.0.0.7 000006/ANNA/OWNSERVER basic=B
            """
        ).ledger()
        #expect(ledger.story == ["08:00:02 ANNA 10.0.0.7 BATCH serverStart NOT-SEEN 1/0/0/0 ....."])
        #expect(ledger.otherStarts == 2)
    }

    @Test func endByAnotherJobEndsTheSessionItIsAbout() throws {
        let ledger = try TestJournal(
            """
            08:00:00 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            08:00:10 JS S OPER 10.0.0.2 000002/OPER/QPADEV0002 basic=I
            08:10:00 JS E KLARA 10.0.0.2 000002/OPER/QPADEV0002 target=000001/KLARA/QPADEV0001
            """
        ).ledger()
        #expect(ledger.lines.map(\.end) == [.job, .notSeen])
        #expect(ledger.lines.map(\.entries) == [2, 2])
        #expect(try ledger.evidence(of: [0], Work()) == [0, 2])
        #expect(try ledger.evidence(of: [1], Work()) == [1, 2])
    }

    @Test func overlappingJobsOfOneUserStayApart() throws {
        let ledger = try TestJournal(
            """
            08:00:00 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            08:01:00 JS S KLARA 10.0.0.1 000002/KLARA/QPADEV0002 basic=I
            08:02:00 JS E KLARA 10.0.0.1 000001/KLARA/QPADEV0001
            08:03:00 CD C - 10.0.0.1 000002/KLARA/QPADEV0002 profile=KLARA
            """
        ).ledger()
        #expect(ledger.lines.map(\.end) == [.job, .notSeen])
        #expect(ledger.lines.map(\.entries) == [2, 2])
    }

    @Test func jobNumberIsReused() throws {
        let ledger = try TestJournal(
            """
            08:00:00 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            08:00:30 JS S KLARA 10.0.0.5 000001/KLARA/QPADEV0001 basic=I system=TEST
            08:01:00 JS E KLARA 10.0.0.5 000001/KLARA/QPADEV0001 system=TEST
            3+08:00:00 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            3+09:00:00 JS E KLARA 10.0.0.1 000001/KLARA/QPADEV0001
            """
        ).ledger()
        #expect(ledger.lines.map { ledger.system($0) } == ["PROD", "TEST", "PROD"])
        #expect(ledger.lines.map(\.end) == [.notSeen, .job, .job])
        #expect(ledger.lines.map(\.entries) == [1, 2, 2])
    }

    @Test func sameEntryFromTwoSourcesBeginsOneSession() throws {
        let ledger = try TestJournal(
            """
            08:00:00 PW P KLARA 10.0.0.1 000009/QSYS/QINTER seq=10
            08:00:00 PW P KLARA 10.0.0.1 000009/QSYS/QINTER seq=10
            08:00:10 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I seq=11
            08:00:10 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I seq=11
            """
        ).ledger()
        #expect(ledger.lines.count == 1)
        #expect(ledger.lines[0].tries == 1)
    }

    @Test func clockThatGoesBackGivesNoDuration() throws {
        let ledger = try TestJournal(
            """
            08:00:00 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            07:30:00 JS E KLARA 10.0.0.1 000001/KLARA/QPADEV0001
            """
        ).ledger()
        #expect(ledger.lines[0].end == .job)
        #expect(ledger.lines[0].duration == nil)
    }

    @Test func missingUserAddressTimeAndJobAreNoTrouble() throws {
        let ledger = try TestJournal(
            """
            - JS S - - 000001/-/QPADEV0001 basic=I
            - JS S KLARA - -
            08:00:00 PW P - - -
            - PW P - 10.0.0.1 -
            - PW P KLARA - -
            """
        ).ledger()
        #expect(ledger.lines.map(\.isSession) == [true, false, false, false])
        #expect(ledger.lines.map { ledger.user($0) } == ["", "", "", "KLARA"])
        #expect(ledger.lines.allSatisfy { $0.duration == nil })
    }

    @Test func onlyLinesWithASelectedEntryAreSelected() throws {
        let journal = TestJournal(
            """
            08:00:00 JS S KLARA 10.0.0.1 000001/KLARA/QPADEV0001 basic=I
            08:01:00 CP A - 10.0.0.1 000001/KLARA/QPADEV0001 profile=KLARA
            08:02:00 JS S ANNA 10.0.0.1 000002/ANNA/QPADEV0002 basic=I
            08:03:00 PW P BERT 10.0.0.1 000009/QSYS/QINTER
            """)
        #expect(try journal.ledger(selected: [1]).lines.map(\.isSelected) == [true, false, false])
        #expect(try journal.ledger(selected: [3]).lines.map(\.isSelected) == [false, false, true])
        #expect(try LedgerTable(journal.ledger(selected: [1, 2])).lines == [0, 1])
        #expect(try journal.ledger().lines.map(\.isSelected) == [true, true, true])
    }

    @Test func withoutJobEntriesItSaysWhatIsMissing() throws {
        let ledger = try TestJournal("08:00:00 PW P KLARA 10.0.0.1 000009/QSYS/QINTER").ledger()
        #expect(ledger.lines.map(\.isSession) == [false])
        #expect(ledger.missing.map(\.type) == ["JS"])
        #expect(ledger.missing[0].sentence.contains("*JOBDTA"))
        #expect(try TestJournal([]).ledger().missing.map(\.auditValue) == ["*JOBDTA", "*AUTFAIL"])
    }

    @Test func everyWayInThatIsNoneIsALabelOfTheCatalog() {
        #expect(LedgerJobs.noWayIn.isSubset(of: AuditCatalog.connectionLabels.map(\.label)))
    }

    @Test func cancelledWorkThrows() throws {
        let work = Work()
        work.cancel()
        #expect(throws: Cancelled.self) {
            try Ledger.build(TestJournal("08:00:00 JS S A - 1/A/B"), LedgerSettings(), work)
        }
    }
}
