import Catalog
import Columns
import JournalIndex
import Testing

@testable import Query

@Suite struct SelectionTests {
    static let index = MemoryJournal(
        table: """
            SEQUENCE_NUMBER | ENTRY_TIMESTAMP | JOURNAL_ENTRY_TYPE | SUBJECT | REMOTE_ADDRESS | SEVERITY
            10 | 2026-04-08 07:00:00 | PW | JOE | 10.0.0.10 | warning
            9 | 2026-04-08 08:00:00 | PW | ANN | 10.0.0.9 | critical
            8 | 2026-04-08 09:00:00 | CP | JOE | - | info
            7 | - | AF | | ::1 | notice
            6 | 2026-04-07 09:00:00 | PW | Zoe | !banana | -
            """)
    static let journal = IndexedJournal(index, clock: { MemoryJournal.instant("2026-04-10 00:00:00") })

    static func column(_ name: String) throws -> ColumnID { try #require(index.schema.id(name)) }

    private func select(_ conditions: [(String, Bool)], sort: [(String, Bool)] = []) throws -> Selection {
        let request = SelectionRequest(
            conditions: try conditions.map { Condition(try Filter($0.0), isEnabled: $0.1) },
            sort: try sort.map { SortKey(try Self.column($0.0), descending: $0.1) })
        return try Self.journal.select(request, Work())
    }

    private func rows(_ selection: Selection) -> [Int] { (0..<selection.count).map { selection.row(at: $0) } }

    @Test func withoutConditionsEveryEntryIsShown() throws {
        let selection = try select([])
        #expect(rows(selection) == [0, 1, 2, 3, 4])
        #expect(selection.total == 5 && selection.matches == [] && selection.withoutEach == [])
    }

    @Test func eachConditionHasItsOwnCount() throws {
        let selection = try select([("type = PW", true), ("user = JOE", true), ("severity = critical", false)])
        #expect(rows(selection) == [0])
        #expect(selection.matches == [3, 2, 1])
        #expect(selection.withoutEach == [])
    }

    @Test func anEmptyAnswerTellsWhatRemovedTheRows() throws {
        let selection = try select([("type = CP", true), ("user = ANN", true), ("type = PW", false)])
        #expect(selection.count == 0)
        #expect(selection.withoutEach == [1, 1, 0])
    }

    @Test func aWrongConditionIsAnErrorEvenWhenSwitchedOff() {
        #expect(throws: FilterError.self) { try select([("usr = X", false)]) }
    }

    /// A damaged date is no reason to find nothing in the last days; where every entry is ahead, the clock is wrong.
    @Test(arguments: [("2026-04-10", 3), ("2026-04-07", 4), ("2026-01-01", 1), ("9999-12-30", 1)])
    func entriesAheadOfTheClockAreNoMeasure(clock: String, found: Int) throws {
        let index = MemoryJournal(
            table: """
                ENTRY_TIMESTAMP | JOURNAL_ENTRY_TYPE
                2026-04-07 09:00:00 | PW
                2026-04-08 20:00:00 | PW
                2026-04-09 07:00:00 | CP
                9999-12-31 00:00:00 | AF
                """)
        let journal = IndexedJournal(index, clock: { MemoryJournal.instant("\(clock) 00:00:00") })
        #expect(try journal.count(Filter("time >= -1d"), Work()) == found)
    }

    @Test func theNaturalOrderIsKept() throws {
        var index = Self.index
        index.naturalOrder = Permutation(rows: [4, 3, 2, 1, 0])
        let journal = IndexedJournal(index)
        let all = try journal.select(SelectionRequest(), Work())
        #expect(rows(all) == [4, 3, 2, 1, 0])
        let sorted = try journal.select(SelectionRequest(sort: [SortKey(try Self.column("JOURNAL_ENTRY_TYPE"))]), Work())
        #expect(rows(sorted) == [3, 2, 4, 1, 0])
    }

    static let orders: [(keys: [(String, Bool)], rows: [Int])] = [
        ([("SEQUENCE_NUMBER", false)], [4, 3, 2, 1, 0]),
        ([("SUBJECT", false)], [1, 0, 2, 4, 3]),
        ([("SUBJECT", true)], [4, 0, 2, 1, 3]),
        ([("SUBJECT", true), ("SEQUENCE_NUMBER", false)], [4, 2, 0, 1, 3]),
        ([("REMOTE_ADDRESS", false)], [1, 0, 3, 2, 4]),
        ([("REMOTE_ADDRESS", true)], [3, 0, 1, 2, 4]),
        ([("SEVERITY", false)], [2, 3, 0, 1, 4]),
        ([("SEVERITY", true)], [1, 0, 3, 2, 4]),
        ([("ENTRY_TIMESTAMP", false)], [4, 0, 1, 2, 3]),
        ([("ENTRY_TIMESTAMP", true)], [2, 1, 0, 4, 3]),
    ]

    @Test(arguments: orders.indices) func rowsAreSortedByTypeWithEmptyCellsLast(_ index: Int) throws {
        let (keys, expected) = Self.orders[index]
        #expect(rows(try select([], sort: keys)) == expected)
    }

    @Test func relativeTimesCountFromTheNewestEntry() throws {
        #expect(rows(try select([("time >= -2h", true)])) == [0, 1, 2])
        #expect(rows(try select([("time >= now-40h", true)])) == [1, 2])
    }

    @Test func whatWasFoundIsNotLookedForAgain() throws {
        let counting = CountingIndex(base: Self.index)
        let journal = IndexedJournal(counting)
        let filter = try Filter("user = JOE and type = PW")
        let first = try journal.rows(filter, Work())
        let asked = counting.asked
        #expect(asked > 0)
        #expect(try journal.rows(try Filter("USER=joe  AND type=pw"), Work()) == first)
        #expect(counting.asked == asked)
    }

    /// é of one code point and of two: what is remembered of one is not the other's.
    @Test func filtersOfTextsThatOnlyLookAlikeAreTwo() throws {
        #expect(try Filter("user = '\u{E9}'") != Filter("user = 'e\u{301}'"))
        #expect(try Set([Filter("user = \u{212A}"), Filter("user = K")]).count == 2)
        #expect(try Filter("user = k") == Filter("USER = K"))
    }

    @Test func whatDependsOnTheClockIsLookedForAgain() throws {
        let counting = CountingIndex(base: Self.index)
        let journal = IndexedJournal(counting)
        let filter = try Filter("time >= now-7d")
        _ = try journal.rows(filter, Work())
        let asked = counting.asked
        _ = try journal.rows(filter, Work())
        #expect(counting.asked > asked)
    }

    @Test func theMemoryIsBounded() throws {
        let memory = QueryMemory()
        let filters = try (0..<200).map { try Filter("port = \($0)") }
        for filter in filters { memory.keep(Bitmap(count: 100), for: filter) }
        #expect(filters.filter { memory.rows($0) != nil }.count == QueryMemory.mostFilters)
        #expect(memory.rows(filters[199]) != nil && memory.rows(filters[0]) == nil)
    }

    /// The sources are read once for alternatives, not once for each column.
    @Test func columnsOfAlternativesAreBuiltTogether() throws {
        let counting = CountingIndex(base: Self.index)
        let filter = try Filter("SUBJECT = X or REMOTE_ADDRESS is null or not SEVERITY = notice")
        _ = try IndexedJournal(counting).rows(filter, Work())
        let wanted = try ["SUBJECT", "REMOTE_ADDRESS", "SEVERITY"].map { try Self.column($0) }
        #expect(counting.prepared.first.map { Set($0) } == Set(wanted))
    }

    /// What a first part leaves may be read entry by entry.
    @Test func columnsThatMayNotBeNeededAreNotBuilt() throws {
        let counting = CountingIndex(base: Self.index)
        _ = try IndexedJournal(counting).rows(try Filter("SUBJECT = X or (REMOTE_ADDRESS is null and SEVERITY = notice)"), Work())
        #expect(counting.prepared == [[try Self.column("SUBJECT")]])
    }

    @Test func anEmptyJournalAnswers() throws {
        let journal = IndexedJournal(MemoryJournal([]))
        let selection = try journal.select(SelectionRequest(conditions: [Condition(try Filter("user = X or time >= -7d"))]), Work())
        #expect(selection.count == 0 && selection.matches == [0] && selection.withoutEach == [0])
        let summary = try journal.summarise(selection, by: [], [], Work())
        #expect(summary.groups.map(\.entries) == [0])
        #expect(try journal.find("x", in: selection, from: 0, backward: false, columns: [], Work()) == nil)
    }
}

/// Counts how often a column is asked for.
final class CountingIndex: JournalSource {
    let base: MemoryJournal
    private let work = Work()
    nonisolated(unsafe) private(set) var asked = 0
    /// The columns that were to be built together.
    nonisolated(unsafe) private(set) var prepared: [[ColumnID]] = []

    init(base: MemoryJournal) { self.base = base }

    var count: Int { base.count }
    var schema: Schema { base.schema }
    var naturalOrder: Permutation? { nil }
    var sources: [SourceReport] { [] }
    var isLoading: Bool { false }
    func cell(row: Int, _ id: ColumnID) -> Cell { base.cell(row: row, id) }
    func entry(_ row: Int) throws -> EntryDetail { try base.entry(row) }
    func prepare(_ ids: [ColumnID], _ work: Work) throws { prepared.append(ids) }
    func column(_ id: ColumnID, _ work: Work) throws -> Column {
        asked += 1
        return try base.column(id, work)
    }
}

@Suite struct SummaryTests {
    private let journal = SelectionTests.journal
    private func all() throws -> Selection { try journal.select(SelectionRequest(), Work()) }
    private func time(_ text: String) -> Cell { .timestamp(MemoryJournal.instant(text)) }

    @Test func groupsCarryCountsAndTheirFirstAndLastTime() throws {
        let type = try SelectionTests.column("JOURNAL_ENTRY_TYPE")
        let summary = try journal.summarise(try all(), by: [type], [.distinct(try SelectionTests.column("SUBJECT"))], Work())
        #expect(summary.entries == 5)
        #expect(summary.groups.map(\.key) == [[.text("PW")], [.text("AF")], [.text("CP")]])
        #expect(summary.groups.map(\.entries) == [3, 1, 1])
        #expect(summary.groups.map(\.first) == [time("2026-04-07 09:00:00"), .null, time("2026-04-08 09:00:00")])
        #expect(summary.groups.map(\.last) == [time("2026-04-08 08:00:00"), .null, time("2026-04-08 09:00:00")])
        #expect(summary.groups.map(\.measured) == [[.integer(3)], [.integer(0)], [.integer(1)]])
    }

    @Test func leastAndGreatestFollowTheOrderOfTheColumn() throws {
        let type = try SelectionTests.column("JOURNAL_ENTRY_TYPE")
        let measures = ["SEQUENCE_NUMBER", "REMOTE_ADDRESS", "SEVERITY"].flatMap { name in
            (try? SelectionTests.column(name)).map { [SummaryMeasure.least($0), .greatest($0)] } ?? []
        }
        let groups = try journal.summarise(try all(), by: [type], measures, Work()).groups
        #expect(groups[0].measured == [
            .integer(6), .integer(10), .text("10.0.0.9"), .text("10.0.0.10"), .text("warning"), .text("critical"),
        ])
        #expect(groups[1].measured.suffix(4) == [.text("::1"), .text("::1"), .text("notice"), .text("notice")])
    }

    @Test func aTallyIsOrderedAsTheQuestionSays() throws {
        let request = TallyRequest(
            columns: ["SUBJECT", "NO_SUCH"], measures: [.count, .first("SEQUENCE_NUMBER"), .distinct("NO_SUCH")],
            sort: [.init(.measure(.first("SEQUENCE_NUMBER")), descending: true)])
        let tally = try journal.tally(try all(), request, Work())
        #expect(tally.lines.map { $0.key[0].exportText } == ["ANN", "JOE", "", "Zoe"])
        #expect(tally.lines.map(\.entries) == [1, 2, 1, 1])
        #expect(tally.lines[1].values == [.integer(2), .integer(8), .integer(0)])
        #expect(tally.lines.allSatisfy { $0.key[1] == .absent } && tally.entries == 5)
    }

    @Test func equalCountsAreOrderedByKeyWithEmptyLast() throws {
        let address = try SelectionTests.column("REMOTE_ADDRESS")
        let keys = try journal.summarise(try all(), by: [address], [], Work()).groups.map(\.key[0].exportText)
        #expect(keys.prefix(3) == ["10.0.0.9", "10.0.0.10", "::1"])
        #expect(Set(keys.suffix(2)) == ["", "banana"])
    }

    /// Neither an unreadable cell nor a column that is not there joins what is apart.
    @Test func groupsAreOfEqualBytesAndHaveEntries() throws {
        let journal = IndexedJournal(MemoryJournal(table: "REMOTE_PORT\n!\u{E9}\n!e\u{301}\n!\u{E9}"))
        let port = try #require(journal.schema.id("REMOTE_PORT"))
        let all = try journal.select(SelectionRequest(), Work())
        #expect(try journal.summarise(all, by: [port], [], Work()).groups.map(\.entries) == [2, 1])
        let none = try journal.select(SelectionRequest(conditions: [Condition(try Filter("port = 1"))]), Work())
        #expect(try journal.tally(none, TallyRequest(columns: ["NO_SUCH"], measures: [.count]), Work()).lines.isEmpty)
        #expect(try journal.tally(none, TallyRequest(columns: [], measures: [.count]), Work()).lines.count == 1)
    }

    @Test func groupsOfTwoColumnsAreTheirPairs() throws {
        let columns = [try SelectionTests.column("SUBJECT"), try SelectionTests.column("JOURNAL_ENTRY_TYPE")]
        let summary = try journal.summarise(try all(), by: columns, [], Work())
        #expect(summary.groups.map { $0.key.map(\.exportText) } == [["ANN", "PW"], ["JOE", "CP"], ["JOE", "PW"], ["Zoe", "PW"], ["", "AF"]])
    }

    @Test func withoutColumnsThereIsOneLineForAll() throws {
        let summary = try journal.summarise(try all(), by: [], [], Work())
        #expect(summary.groups.count == 1 && summary.groups[0].entries == 5)
        #expect(summary.groups[0].first == time("2026-04-07 09:00:00"))
    }

    @Test func summariesAgreeWithANaiveCount() throws {
        var world = RandomWorld(seed: 99)
        let index = world.journal(rows: 400)
        let journal = IndexedJournal(index)
        let selection = try journal.select(SelectionRequest(conditions: [Condition(try Filter("port is not null"))]), Work())
        for id in index.schema.columns.map(\.id) {
            let summary = try journal.summarise(selection, by: [id], [], Work())
            var counts: [String: Int] = [:]
            for position in 0..<selection.count { counts[index.cell(row: selection.row(at: position), id).exportText, default: 0] += 1 }
            var found: [String: Int] = [:]
            for group in summary.groups { found[group.key[0].exportText, default: 0] += group.entries }
            #expect(found == counts, "\(index.schema[id].name)")
        }
    }
}

@Suite struct FindTests {
    @Test(arguments: [10, 5_000]) func theNextPlaceIsFoundInBothDirectionsAndAroundTheEnd(_ count: Int) throws {
        let hits: Set<Int> = [2, count - 3]
        let index = MemoryJournal([
            (MemoryJournal.definition("SUBJECT", ColumnID(0)), (0..<count).map { .text(hits.contains($0) ? "Needle" : "hay") }),
            (MemoryJournal.definition("SEQUENCE_NUMBER", ColumnID(1)), (0..<count).map { .integer(Int128($0)) }),
        ])
        let journal = IndexedJournal(index)
        let all = try journal.select(SelectionRequest(), Work())
        func find(_ from: Int, backward: Bool = false, _ text: String = "NEEDLE") throws -> Int? {
            try journal.find(text, in: all, from: from, backward: backward, columns: [ColumnID(0), ColumnID(1)], Work())
        }
        #expect(try find(0) == 2)
        #expect(try find(2) == 2)
        #expect(try find(3) == count - 3)
        #expect(try find(count - 2) == 2)
        #expect(try find(count) == 2)
        #expect(try find(2, backward: true) == count - 3)
        #expect(try find(3, backward: true) == 2)
        #expect(try find(0, backward: true) == count - 3)
        #expect(try find(0, "nowhere") == nil)
        #expect(try find(0, "\(count - 1)") == count - 1)
    }
}
