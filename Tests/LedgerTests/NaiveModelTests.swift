import Columns
import TestRandom
import Testing

@testable import Ledger

/// Random journals: the ledger says the same as a model that is too plain to be wrong in the same way.
@Suite struct NaiveModelTests {
    private static func journal(_ seed: UInt64) -> [TestEntry] {
        var random = SplitMix(seed: seed)
        func one<T>(_ items: [T]) -> T { items[Int(random.next() % UInt64(items.count))] }
        let jobs: [[String?]] = [
            ["QPADEV0001", "ANNA", "000001"], ["QPADEV0002", "BERT", "000002"], ["DSP01", "ANNA", "000003"],
            ["QZDASOINIT", "QUSER", "000004"], ["QZDASOINIT", nil, "000005"], ["QTFTP00001", "QTCP", "000006"],
            ["QSSHD", "CARL", "000007"], ["NIGHTLY", "ANNA", "000008"], ["QINTER", "QSYS", "000009"], [nil, nil, nil],
        ]
        let users: [String?] = ["ANNA", "BERT", "CARL", "DORA", "EMIL", "QSECOFR", "QUSER", nil]
        let addresses: [String?] = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "2001:db8::1", nil]
        let kinds = [
            "JS S", "JS S", "JS E", "JS M", "JS M", "JS T", "JS P", "JS B", "PS H", "PS V", "PS I", "PW P", "PW P",
            "PW P", "PW S",
            "CP A", "ZR R",
        ]
        let pace: Int64 = one([1_000_000, 60_000_000, 1_800_000_000])
        var time: Int64 = 6 * 3_600_000_000
        return (0..<120).map { i in
            var entry = TestEntry()
            time += Int64(random.next() % UInt64(pace)) - (random.next() % 20 == 0 ? pace * 3 : 0)
            entry.time = random.next() % 25 == 0 ? nil : time
            entry.sequence = i
            let kind = one(kinds).split(separator: " ").map(String.init)
            (entry.type, entry.action) = (kind[0], kind[1])
            (entry.user, entry.address, entry.job) = (one(users), one(addresses), one(jobs))
            entry.profile = one(users + [nil, nil])
            entry.system = one(["PROD", "PROD", "PROD", "TEST"])
            entry.port = one([nil, nil, 5001, 5002])
            if random.next() % 6 == 0 { entry.target = one(jobs) }
            entry.basic = one(["I", "B", "M", nil])
            return entry
        }
    }

    @Test(arguments: 0..<300) func ledgerIsThatOfTheModel(seed: Int) throws {
        let entries = Self.journal(UInt64(seed))
        var settings = LedgerSettings()
        if seed % 2 == 1 { (settings.users, settings.addresses, settings.failures) = (2, 2, 2) }
        let found = try TestJournal(entries).ledger(settings).whole
        let expected = NaiveLedger(entries, settings).story
        let difference = zip(found, expected).first { $0 != $1 }
        #expect(difference == nil && found.count == expected.count)
    }

    @Test(arguments: 0..<20) func everyFailedTryIsInOneLineAndEvidenceIsWhole(seed: Int) throws {
        let entries = Self.journal(UInt64(seed))
        let ledger = try TestJournal(entries).ledger()
        let failed = entries.indices.filter { entries[$0].type == "PW" && entries[$0].action == "P" }
        #expect(ledger.lines.reduce(0) { $0 + Int($1.tries) } == failed.count)
        var seen: [Int: Int] = [:]
        var evidence: [[Int]] = []
        for (place, line) in ledger.lines.enumerated() {
            let rows = try ledger.evidence(of: [place], Work())
            evidence.append(rows)
            for row in ledger.failures.filter({ $0.line == place }).map({ Int($0.position) }) {
                seen[row, default: 0] += 1
            }
            #expect(rows == rows.sorted() && Set(rows).count == rows.count)
            if line.isSession { #expect(rows.contains(Int(line.first)) && rows.contains(Int(line.last))) }
        }
        #expect(seen == Dictionary(uniqueKeysWithValues: failed.map { ($0, 1) }))
        // What is behind several lines is what is behind each of them.
        for step in [1, 2, 3] {
            let places = Set(stride(from: 0, to: evidence.count, by: step))
            let rows = Set(places.flatMap { evidence[$0] })
            #expect(try ledger.evidence(of: places, Work()) == rows.sorted())
        }
    }

    /// The order of loading does not matter, the journal's own order does.
    @Test(arguments: 0..<20) func orderOfLoadingDoesNotMatter(seed: Int) throws {
        let entries = Self.journal(UInt64(seed))
        var random = SplitMix(seed: UInt64(seed))
        let places = entries.indices.shuffled(using: &random)
        var shuffled = TestJournal(places.map { entries[$0] })
        shuffled.naturalOrder = Permutation(rows: Permutation(rows: places.map { UInt32($0) }).inverse())
        #expect(try shuffled.ledger().whole == TestJournal(entries).ledger().whole)
    }
}

extension Ledger {
    /// Everything a line holds, as the model tells it.
    fileprivate var whole: [String] {
        lines.map { line in
            let end = line.endPosition == .max ? "-" : String(line.endPosition)
            let job = line.job < 0 ? "-" : "\(system(line))|\(self.job(line))"
            let parts = [
                user(line), address(line), system(line), job, connection(line), String(describing: line.basis),
            ]
            return
                (parts.map { $0.isEmpty ? "-" : $0 } + [
                    line.end.word, "\(line.first)-\(line.last)-\(end)", "\(line.entries) \(line.swaps) \(line.tries)",
                    "\(line.failedForUser) \(line.failedFromAddress) \(line.failedBefore)", line.marks.letters,
                ]).joined(separator: " ")
        }
    }
}
