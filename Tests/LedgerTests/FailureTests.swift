import Columns
import Testing

@testable import Ledger

/// Failed tries, what follows them, and what is marked.
@Suite struct FailureTests {
    @Test func triesBelongToTheSuccessThatFollows() throws {
        let ledger = try TestJournal(
            """
            08:00:00 PW P BRUNO 10.0.0.1 000009/QSYS/QINTER
            08:00:20 PW P BRUNO 10.0.0.1 000009/QSYS/QINTER
            08:00:40 JS S BRUNO 10.0.0.1 000001/BRUNO/QPADEV0001 basic=I
            08:10:00 PW P BRUNO 10.0.0.1 000009/QSYS/QINTER
            """
        ).ledger()
        #expect(
            ledger.story == [
                "08:00:40 BRUNO 10.0.0.1 5250 interactiveStart NOT-SEEN 1/0/2/2 .....",
                "08:10:00 BRUNO 10.0.0.1 OTHER failures NOT-SEEN 0/0/1/0 .....",
            ])
        #expect(try ledger.evidence(of: [0], Work()) == [0, 1, 2])
        #expect(try ledger.evidence(of: [1], Work()) == [3])
    }

    @Test func failuresAreCountedForUserAndForAddressEachOnce() throws {
        let ledger = try TestJournal(
            """
            08:00:00 PW P ANNA 10.0.0.1 000009/QSYS/QINTER
            08:00:01 PW P ANNA 10.0.0.2 000009/QSYS/QINTER
            08:00:02 PW P BERT 10.0.0.1 000009/QSYS/QINTER
            08:00:03 JS S ANNA 10.0.0.1 000001/ANNA/QPADEV0001 basic=I
            08:00:04 JS S BERT 10.0.0.1 000002/BERT/QPADEV0002 basic=I
            08:00:05 JS S ANNA 10.0.0.2 000003/ANNA/QPADEV0003 basic=I
            """
        ).ledger()
        let sessions = ledger.lines.filter(\.isSession)
        #expect(sessions.map(\.failedForUser) == [2, 1, 0])
        #expect(sessions.map(\.failedFromAddress) == [2, 0, 1])
        #expect(sessions.map(\.failedBefore) == [3, 1, 1])
        #expect(sessions.map(\.tries) == [1, 1, 1])
        #expect(ledger.lines.count == 3)
    }

    @Test func failuresThenSuccessNeedsThreeWithinTheHour() throws {
        func marks(_ last: String, tries: Int) throws -> [String] {
            let failures = (0..<tries).map { "08:00:0\($0) PW P ANNA 10.0.0.1 000009/QSYS/QINTER\n" }.joined()
            let story = failures + "\(last) JS S ANNA 10.0.0.1 000001/ANNA/QPADEV0001 basic=I"
            return try TestJournal(story).ledger().lines.map(\.marks.letters)
        }
        #expect(try marks("08:30:00", tries: 3) == ["..F.."])
        #expect(try marks("08:30:00", tries: 2) == ["....."])
        #expect(try marks("09:30:00", tries: 3) == ["....."])
    }

    @Test func manyUsersFromOneAddressAreABurst() throws {
        func marks(_ minutes: Int, from addresses: [String], success: String) throws -> [Bool] {
            let failures = (0..<4).map { i in
                "08:\(10 + i * minutes):00 PW P USER\(i) \(addresses[i % addresses.count]) 000009/QSYS/QINTER\n"
            }.joined()
            let story = failures + "\(success) JS S ANNA 10.0.0.1 000001/ANNA/QPADEV0001 basic=I"
            return try TestJournal(story).ledger().lines.map { $0.marks.contains(.manyUsers) }
        }
        #expect(try marks(1, from: ["10.0.0.1"], success: "08:15:00") == [true, true, true, true, true])
        #expect(try marks(1, from: ["10.0.0.1"], success: "08:30:00") == [true, true, true, true, false])
        #expect(try marks(5, from: ["10.0.0.1"], success: "08:30:00") == [false, false, false, false, false])
        #expect(
            try marks(1, from: ["10.0.0.1", "10.0.0.2"], success: "08:15:00") == [false, false, false, false, false])
    }

    /// Thirty people behind one address who all get in are no burst, and neither is one who fails often.
    @Test func manyUsersWhoGetInAreNoBurst() throws {
        let arrivals = (10..<40).map {
            "08:00:\($0) JS S USER\($0) 10.0.0.1 0000\($0)/USER\($0)/QPADEV00\($0) basic=I\n"
        }
        #expect(try TestJournal(arrivals.joined()).ledger().lines.allSatisfy { $0.marks.isEmpty })
        let failures = (10..<40).map { "08:00:\($0) PW P ANNA 10.0.0.1 000009/QSYS/QINTER\n" }
        #expect(try TestJournal(failures.joined()).ledger().lines.map(\.marks.letters) == ["....."])
    }

    /// Two bursts days apart do not mark what lies between them.
    @Test func sessionBetweenTwoBurstsIsNotInOne() throws {
        let story = [0, 4].map { day in
            (0..<4).map { "\(day)+08:00:0\($0) PW P USER\(day)\($0) 10.0.0.1 000009/QSYS/QINTER" }.joined(
                separator: "\n")
        }.joined(separator: "\n2+08:00:00 JS S ANNA 10.0.0.1 000001/ANNA/QPADEV0001 basic=I\n")
        let sessions = try TestJournal(story).ledger().lines.filter(\.isSession)
        #expect(sessions.map(\.marks.letters) == ["....."])
    }

    @Test func oneUserFromManyAddressesIsABurst() throws {
        func letters(_ addresses: [Int], minutes: Int) throws -> [String] {
            let story = addresses.enumerated().map { i, address in
                let time = i * minutes
                return
                    "\(10 + time / 60):\(10 + time % 60 % 50):00 JS S ANNA 10.0.0.\(address) 00000\(i)/ANNA/QPADEV000\(i) basic=I\n"
            }.joined()
            return try TestJournal(story).ledger().lines.map { $0.marks.contains(.manyAddresses) ? "A" : "." }
        }
        #expect(try letters([1, 2, 3], minutes: 10) == ["A", "A", "A"])
        #expect(try letters([1, 2, 1, 2], minutes: 10) == [".", ".", ".", "."])
        #expect(try letters([1, 2, 3], minutes: 120) == [".", ".", "."])
    }

    @Test func firstUseOfAnAddressNeedsAnEarlierOne() throws {
        let ledger = try TestJournal(
            """
            08:00:00 JS S ANNA 10.0.0.1 000001/ANNA/QPADEV0001 basic=I
            1+08:00:00 JS S ANNA 10.0.0.1 000002/ANNA/QPADEV0001 basic=I
            2+08:00:00 JS S ANNA 10.0.0.2 000003/ANNA/QPADEV0001 basic=I
            2+08:00:01 JS S ANNA 10.0.0.2 000003/ANNA/QPADEV0001 basic=I system=TEST
            3+08:00:00 JS S ANNA - 000004/ANNA/QPADEV0001 basic=I
            """
        ).ledger()
        #expect(ledger.lines.map(\.marks.letters) == [".....", ".....", "...N.", ".....", "....."])
    }

    @Test func hoursAreThoseOfTheSetting() throws {
        let journal = TestJournal(
            """
            06:59:59 JS S ANNA 10.0.0.1 000001/ANNA/QPADEV0001 basic=I
            07:00:00 JS S ANNA 10.0.0.1 000002/ANNA/QPADEV0001 basic=I
            18:59:59 JS S ANNA 10.0.0.1 000003/ANNA/QPADEV0001 basic=I
            19:00:00 JS S ANNA 10.0.0.1 000004/ANNA/QPADEV0001 basic=I
            23:00:00 PW P BERT 10.0.0.2 000009/QSYS/QINTER
            """)
        #expect(try journal.ledger().lines.map { $0.marks.contains(.outOfHours) } == [true, false, false, true, true])
        var night = LedgerSettings()
        night.hours = try #require(OfficeHours("22-7"))
        #expect(
            try journal.ledger(night).lines.map { $0.marks.contains(.outOfHours) } == [false, true, true, true, false])
    }

    @Test(arguments: ["", "7", "7-", "-7", "7-25", "24-3", "7-7", "a-b", "7-19-20", "+7-19", "007-19"])
    func nonsenseIsNoHours(text: String) { #expect(OfficeHours(text) == nil) }

    @Test func hoursBeforeTheEpochAreHoursToo() throws {
        let hours = try #require(OfficeHours("7-19"))
        #expect(hours.contains(-12 * 3_600_000_000))
        #expect(!hours.contains(-1))
        #expect(!hours.contains(-5 * 3_600_000_000))
        #expect(hours.contains(-5 * 3_600_000_000 - 1))
    }

    @Test func hoursMayNameDaysOfTheWeek() throws {
        let work = try #require(OfficeHours("mon-fri 7-19")), turn = try #require(OfficeHours("SAT-mon 22-6"))
        let monday: Int64 = 4 * 24  // hours from 1970-01-01 to 1970-01-05
        func at(_ hour: Int64) -> Int64 { (monday + hour) * 3_600_000_000 }
        #expect(work.contains(at(7)) && work.contains(at(4 * 24 + 18)) && !work.contains(at(5 * 24 + 12)))
        #expect(!work.contains(at(6)) && !work.contains(at(-12)) && work.contains(at(-72 + 12)))
        #expect(turn.contains(at(5)) && turn.contains(at(5 * 24 + 23)) && !turn.contains(at(24 + 23)))
        // The night begins on the day that is named.
        #expect(turn.contains(at(24 + 5)) && !turn.contains(at(24 + 6)) && !turn.contains(at(5 * 24 + 5)))
        #expect([work.text, turn.text, OfficeHours("tue 1-2")?.text] == ["mon-fri 7-19", "sat-mon 22-6", "tue 1-2"])
        for text in ["mon 7", "xyz 7-19", "mon-fri-sat 7-19", "mon- 7-19", "mon tue 7-19"] { #expect(OfficeHours(text) == nil) }
    }

    @Test func limitsAreNumbersAndMinutes() {
        var settings = LedgerSettings()
        #expect(settings.set("many-users", "2/5") == nil && settings.users == 2 && settings.usersWindow == 300_000_000)
        #expect(settings.set("failures-first", "9/60") == nil && settings.failures == 9)
        #expect(settings.set("hours", "mon-fri 6-20") == nil && settings.hours.text == "mon-fri 6-20")
        for text in ["", "4", "1/10", "4/0", "4/-1", "x/y", "4/10/2", "99999999999999999999/1"] {
            #expect(settings.set("many-addresses", text) != nil)
        }
        #expect(settings.addresses == 3)
    }
}
