import Catalog
import Columns
import Records
import TestRandom
import Testing

@testable import JournalIndex

/// Entries that stand in several sources are shown once, and nothing is lost by it.
@Suite struct FoldingTests {
    private static let outfiles = SampleFiles.all.filter { $0.hasPrefix("outfiles/") }

    private func shown(_ journal: JournalSnapshot) -> [Int] {
        (0..<journal.count).filter { journal.folded?[$0] != true }
    }

    private func text(_ journal: JournalSnapshot, _ row: Int, _ column: String) throws -> String {
        journal.cell(row: row, try #require(journal.schema.id(column))).exportText
    }

    private func load(_ files: [(name: String, text: String)]) throws -> JournalSnapshot {
        try JournalLoader.load(sources: files.map { MemorySource(name: $0.name, bytes: Array($0.text.utf8)) })
    }

    // MARK: with sequence numbers

    @Test func oneSourceFoldsNothing() throws {
        for file in SampleFiles.all { #expect(try SampleFiles.load(file).folded == nil, "\(file)") }
    }

    @Test func outfilesOfDifferentTypesFoldNothing() throws {
        #expect(try SampleFiles.load(Self.outfiles).folded == nil)
    }

    @Test(arguments: ["PW", "JS", "CP"])
    func outfileAndSQLResultHaveTheSameEntries(type: String) throws {
        let files = ["outfiles/QAUDIT\(type)", "csv/AUDIT_JOURNAL_\(type).csv"]
        let counts = try files.map { try SampleFiles.load($0).count }
        let journal = try SampleFiles.load(files)
        #expect(counts[0] == counts[1] && journal.count == counts[0] * 2)
        #expect(shown(journal).count == counts[0])
        #expect(journal.sources.map(\.folded).reduce(0, +) == counts[0])
        #expect(try Set(shown(journal).map { try text(journal, $0, "SEQUENCE_NUMBER") }).count == counts[0])
        for row in 0..<journal.count {
            let source = try text(journal, row, "SOURCE")
            #expect(try text(journal, row, "ALSO_IN") == files.first { $0 != source })
            #expect(try text(journal, row, "FOLDED") == (journal.folded?[row] == true ? "YES" : "NO"))
        }
    }

    @Test func wholeSampleHasEachEntryOnce() throws {
        let journal = try SampleFiles.load(Self.outfiles + ["csv/DISPLAY_JOURNAL.csv", "json/DISPLAY_JOURNAL.jsonl"])
        let sequences = try shown(journal).map { try text(journal, $0, "SEQUENCE_NUMBER") }
        #expect(Set(sequences).count == sequences.count)
        #expect(sequences.count == (try SampleFiles.load(Self.outfiles).count))
        #expect(journal.count == sequences.count + (journal.folded?.ones ?? 0))
    }

    @Test func columnsSayTheSameAsCells() throws {
        let journal = try SampleFiles.load(["outfiles/QAUDITPW", "csv/AUDIT_JOURNAL_PW.csv", "csv/DISPLAY_JOURNAL.csv"])
        for name in ["ALSO_IN", "FOLDED"] {
            let id = try #require(journal.schema.id(name))
            let cells = (0..<journal.count).map { journal.cell(row: $0, id).exportText }
            let column = try #require(try journal.column(id, Work()).codes)
            #expect(cells == (0..<journal.count).map { column.text($0) })
        }
    }

    @Test func theRicherSourceIsShownWhateverTheOrder() throws {
        let poor = ("poor.csv", "SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE\n8,2026-11-02 08:11:13.000001,PW\n")
        let rich = ("rich.csv", "SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME\n8,2026-11-02 08:11:13.000001,PW,QSYS\n")
        for files in [[poor, rich], [rich, poor]] {
            let journal = try load(files)
            #expect(try shown(journal).map { try text(journal, $0, "SOURCE") } == ["rich.csv"])
        }
        let twice = try load([rich, ("again.csv", rich.1), poor])
        #expect(try shown(twice).map { try text(twice, $0, "SOURCE") } == ["rich.csv"])
        #expect(try text(twice, 0, "ALSO_IN") == "again.csv, poor.csv")
        #expect(try text(twice, 1, "ALSO_IN") == "rich.csv, poor.csv")
    }

    @Test func coarserTimesAndMissingReceiversAreNoDifference() throws {
        let exact = """
            SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,SYSTEM_NAME,RECEIVER_NAME
            8,2026-11-02 08:11:13.482913,PW,SYSA,R1
            9,2026-11-02 08:12:13.482913,PW,SYSA,R1

            """
        let coarse = """
            SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE
            8,2026-11-02 08:11:13,PW
            9,2026-11-02 08:12:14,PW

            """
        let journal = try load([("exact.csv", exact), ("coarse.csv", coarse)])
        #expect(try shown(journal).map { try text(journal, $0, "RECORD") + text(journal, $0, "SOURCE") }
            == ["1exact.csv", "2exact.csv", "2coarse.csv"])
    }

    @Test func otherSystemsReceiversAndTimesAreOtherEntries() throws {
        let heading = "SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,SYSTEM_NAME,RECEIVER_NAME\n"
        let first = heading + "8,2026-11-02 08:11:13.482913,PW,SYSA,R1\n"
        for other in ["8,2026-11-02 08:11:13.482913,PW,SYSB,R1", "8,2026-11-02 08:11:13.482913,PW,SYSA,R2",
            "8,2026-11-02 08:11:13.482914,PW,SYSA,R1", "9,2026-11-02 08:11:13.482913,PW,SYSA,R1",
            "8,2026-11-02 08:11:13.482913,JS,SYSA,R1"]
        {
            #expect(try load([("a.csv", first), ("b.csv", heading + other + "\n")]).folded == nil, "\(other)")
        }
    }

    @Test func aSequenceNumberAloneProvesNothing() throws {
        let file = "SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,USER_NAME\n8,PW,QSYS\n"
        #expect(try load([("a.csv", file), ("b.csv", file + "9,PW,QSYS\n")]).folded == nil)
    }

    private static let told = [
        "ENTRY_TIMESTAMP": "2026-11-02 08:11:13.482913", "SEQUENCE_NUMBER": "8", "JOURNAL_CODE": "T", "JOURNAL_ENTRY_TYPE": "CP",
        "ENTRY_TYPE": "A", "USER_NAME": "QSECOFR", "JOB_NAME": "QPADEV0007", "JOB_USER": "BRUNO", "JOB_NUMBER": "004177",
        "PROGRAM_NAME": "QSYCMDPGM", "REMOTE_ADDRESS": "10.0.0.1", "USER_PROFILE_NAME": "KLARA", "OBJECT_NAME": "CUSTOMERS",
        "OBJECT_LIBRARY": "SALESDATA", "OBJECT_TYPE": "*USRPRF",
    ]

    private func file(_ name: String, _ values: [String: String]) -> (name: String, text: String) {
        let columns = values.keys.sorted()
        return (name, columns.joined(separator: ",") + "\n" + columns.map { values[$0]! }.joined(separator: ",") + "\n")
    }

    /// Two systems that nobody named can have the same numbers in the same second.
    @Test(arguments: [
        ("ENTRY_TYPE", "B"), ("USER_NAME", "QSYSOPR"), ("JOB_NAME", "QPADEV0008"), ("JOB_USER", "BRUNO1"), ("JOB_NUMBER", "004178"),
        ("PROGRAM_NAME", "QSYCMD2"), ("REMOTE_ADDRESS", "10.0.0.12"), ("USER_PROFILE_NAME", "MARTA"), ("OBJECT_NAME", "ORDERS"),
        ("OBJECT_LIBRARY", "TESTDATA"), ("OBJECT_TYPE", "*FILE"), ("JOURNAL_CODE", "J"),
    ]) func whatContradictsIsAnotherEntry(column: String, value: String) throws {
        var other = Self.told
        other[column] = value
        for purpose in [LoadingPurpose.exploring, .columns([])] {
            let journal = try JournalLoader.load(
                sources: [file("a.csv", Self.told), file("b.csv", other)].map { MemorySource(name: $0.name, bytes: Array($0.text.utf8)) },
                for: purpose)
            #expect(journal.count == 2 && journal.folded == nil)
        }
    }

    @Test(arguments: [
        ("USER_NAME", nil), ("JOB_NUMBER", "4177"), ("USER_PROFILE_NAME", "klara"), ("OBJECT_NAME", "CUSTOMER"),
        ("JOB_NAME", "QPADEV00"), ("PROGRAM_NAME", "*N"), ("JOB_USER", "\" BRUNO   \""), ("REMOTE_ADDRESS", "::ffff:10.0.0.1"),
        ("REMOTE_ADDRESS", ""), ("PROGRAM_NAME", "*omitted"),
    ] as [(String, String?)]) func anotherSpellingIsNoContradiction(column: String, value: String?) throws {
        var other = Self.told
        other[column] = value
        for files in [[Self.told, other], [other, Self.told]] {
            #expect(try load([file("a.csv", files[0]), file("b.csv", files[1])]).folded?.ones == 1)
        }
    }

    /// The entry that agrees is found behind those that do not.
    @Test func amongContradictingOnesEachFindsItsOwn() throws {
        let users = ["BRUNO", "KLARA", "MARTA"].map { user in
            var told = Self.told
            told["USER_NAME"] = user
            return told
        }
        let journal = try load(([0, 1, 2, 2, 0].enumerated().map { place, user in
            var told = users[user]
            if place > 2 { told["PROGRAM_NAME"] = nil }
            return file("\(place).csv", told)
        }))
        #expect(shown(journal) == [0, 1, 2])
    }

    // MARK: twins

    /// Nothing tells these entries from others of their second, and yet there is one file only.
    @Test func filesWithTheSameBytesAreOneFile() throws {
        let entries = "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME\n2026-11-02 08:11:13,PW,BRUNO\n2026-11-02 08:11:13,PW,BRUNO\n"
        let other = entries.replacing("BRUNO", with: "KLARA")
        let journal = try load([("a.csv", entries), ("b.csv", other), ("c.csv", entries), ("d.csv", other), ("e.csv", entries)])
        #expect(shown(journal) == [0, 1, 2, 3])
        #expect(journal.sources.map(\.twin) == [nil, nil, "a.csv", "b.csv", "a.csv"])
        #expect(try text(journal, 1, "ALSO_IN") == "c.csv, e.csv")
    }

    /// A twin of a copy is shown from where that is shown.
    @Test func aTwinOfACopyIsOneToo() throws {
        let poor = "SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE\n8,2026-11-02 08:11:13.000001,PW\n"
        let rich = "SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME\n8,2026-11-02 08:11:13.000001,PW,QSYS\n"
        let journal = try load([("a.csv", poor), ("b.csv", poor), ("c.csv", rich)])
        #expect(shown(journal) == [2])
        #expect(try text(journal, 1, "ALSO_IN").split(separator: ", ").sorted() == ["a.csv", "c.csv"])
    }

    @Test func filesWithoutEntriesAreNoTwins() throws {
        let heading = "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,USER_NAME\n"
        #expect(try load([("a.csv", heading), ("b.csv", heading)]).sources.allSatisfy { $0.twin == nil })
    }

    // MARK: without

    private static let unnumbered = """
        ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,JOB_NAME,JOB_USER,JOB_NUMBER,AUDIT_USER_NAME,DEVICE_NAME
        2026-11-02 08:11:13,PW,QINTER,QSYS,104177,BRUNO,QPADEV0007
        2026-11-02 08:11:13,PW,QINTER,QSYS,104177,BRUNO,QPADEV0007
        2026-11-02 08:11:13,PW,QINTER,QSYS,104177,MARTA,QPADEV0003

        """

    @Test func likeEntriesOfOneSourceAreDifferentOnes() throws {
        let journal = try load([("a.csv", Self.unnumbered), ("b.csv", Self.unnumbered)])
        #expect(shown(journal) == [0, 1, 2])
        let once = Self.unnumbered.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n"
        #expect(shown(try load([("a.csv", Self.unnumbered), ("b.csv", once)])) == [0, 1, 2])
        #expect(shown(try load([("b.csv", once), ("a.csv", Self.unnumbered)])) == [0, 2, 3])
    }

    @Test func anythingThatBothTellAndThatDiffersMakesAnotherEntry() throws {
        let moved = Self.unnumbered.replacing("QPADEV0007", with: "QPADEV0008")
        #expect(shown(try load([("a.csv", Self.unnumbered), ("b.csv", moved)])) == [0, 1, 2, 3, 4])
        let other = Self.unnumbered.replacing("104177", with: "104178")
        #expect(try load([("a.csv", Self.unnumbered), ("b.csv", other)]).folded == nil)
    }

    @Test func printedHistoryLogAndItsSQLResultAreOneLog() throws {
        let files = ["history-log/QPDSPLOG.txt", "history-log/HISTORY_LOG_INFO.csv"]
        let journal = try SampleFiles.load(files)
        #expect(shown(journal).count == (try SampleFiles.load(files[0]).count))
    }

    @Test func tracesOfOneEventAreNoCopies() throws {
        let journal = try SampleFiles.load(["outfiles/QAUDITPW", "history-log/QPDSPLOG.txt", "siem/ibm-cef.log", "siem/powertech-cef.log"])
        #expect(journal.folded == nil)
        let feed = try SampleFiles.load(["siem/ibm-cef.log", "siem/ibm-cef.log"])
        #expect(shown(feed).count == feed.count / 2)
    }

    // MARK: many

    /// A naive search over all pairs finds the same.
    @Test(arguments: 0..<12) func agreesWithAllPairs(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func file(_ name: String) -> (String, String) {
            var lines = ["SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,SYSTEM_NAME,RECEIVER_NAME"]
            for _ in 0..<60 {
                let number = Int(random.next() % 40)
                let type = ["PW", "JS"][number % 2]
                let system = ["SYSA", "SYSB"][Int(random.next() % 2)]
                lines.append("\(number),2026-11-02 08:11:\(10 + number).000001,\(type),\(system),R1")
            }
            return (name, lines.joined(separator: "\n") + "\n")
        }
        let journal = try load([file("a.csv"), file("b.csv"), file("c.csv")])
        let keys = try (0..<journal.count).map { row in
            (try text(journal, row, "SOURCE"), try text(journal, row, "SEQUENCE_NUMBER") + text(journal, row, "SYSTEM_NAME"))
        }
        var expected = 0
        for key in Set(keys.map(\.1)) {
            let bySource = Dictionary(grouping: keys.filter { $0.1 == key }) { $0.0 }.mapValues(\.count)
            // The k-th of each source is one entry: as many stay as the source with most of them has.
            expected += bySource.values.reduce(0, +) - (bySource.values.max() ?? 0)
        }
        #expect(journal.folded?.ones ?? 0 == expected)
    }

    @Test func sameKeyEverywhereEndsSoon() throws {
        let line = "1,2026-11-02 08:11:13.000001,PW\n"
        let file = "SEQUENCE_NUMBER,ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE\n" + String(repeating: line, count: 20_000)
        let journal = try load([("a.csv", file), ("b.csv", file)])
        #expect(journal.count == 40_000)
        #expect((journal.folded?.ones ?? 0) <= 20_000)
    }
}
