import Catalog
import Columns
import JournalIndex
import Testing

@testable import Query

@Suite struct TimelineTests {
    /// Against a scan of the rows, in every unit and parting.
    @Test(arguments: 0..<12) func stepsAgreeWithARowScan(_ seed: Int) throws {
        var world = RandomWorld(seed: UInt64(seed) + 50)
        let index = world.journal(rows: [1, 40, 300][seed % 3])
        let journal = IndexedJournal(index)
        let selection = try journal.select(SelectionRequest(conditions: [Condition(Filter(world.expression(depth: 1)), isEnabled: seed % 2 == 0)]), Work())
        let time = try #require(index.schema.id("ENTRY_TIMESTAMP"))
        let rows = (0..<selection.count).map { selection.row(at: $0) }
        let times = rows.compactMap { row -> (Int, Timestamp)? in
            if case .timestamp(let time) = index.cell(row: row, time) { (row, time) } else { nil }
        }
        for unit in TimeUnit.allCases {
            for by in [nil, "SEVERITY"] {
                let request = TimelineRequest(unit: unit, by: by, lines: 10, around: times.first?.1)
                guard let timeline = try journal.timeline(selection, request, Work()) else {
                    #expect(times.isEmpty)
                    continue
                }
                let edges = TimelineEdges(times.map(\.1).min() ?? Timestamp(microseconds: 0), times.map(\.1).max() ?? Timestamp(microseconds: 0), request).edges
                let shown = times.filter { $0.1.microseconds >= edges[0] && $0.1.microseconds < edges[edges.count - 1] }
                var expected: [Timestamp: Int] = [:]
                for (_, time) in shown { expected[unit.start(of: time), default: 0] += 1 }
                #expect(timeline.steps.map(\.start) == expected.keys.sorted())
                #expect(timeline.steps.map(\.entries) == expected.sorted { $0.key < $1.key }.map(\.value))
                #expect(timeline.steps.allSatisfy { $0.end == unit.next(after: $0.start) })
                #expect(timeline.week.reduce(0, +) == times.count)
                guard by != nil, !timeline.isTooFine, let severity = index.schema.id("SEVERITY") else { continue }
                for step in timeline.steps {
                    var parts: [String: Int] = [:]
                    for (row, time) in shown where unit.start(of: time) == step.start {
                        let cell = index.cell(row: row, severity)
                        if !cell.isEmpty { parts[cell.exportText, default: 0] += 1 }
                    }
                    #expect(Dictionary(uniqueKeysWithValues: step.parts.map { ($0.value, $0.entries) }) == parts)
                }
            }
        }
    }

    @Test func theWeekBeginsOnMonday() throws {
        let journal = IndexedJournal(MemoryJournal(table: """
            ENTRY_TIMESTAMP | SUBJECT
            2026-11-02 00:30:00 | A
            2026-11-08 23:59:59 | B
            1969-12-31 22:00:00 | C
            """))
        let all = try journal.select(SelectionRequest(), Work())
        let timeline = try #require(try journal.timeline(all, TimelineRequest(lines: 60), Work()))
        #expect(timeline.week.indices.filter { timeline.week[$0] > 0 } == [0, 2 * 24 + 22, 167])
        #expect(timeline.unit == .year)
    }

    @Test func entriesWithoutTimesHaveNone() throws {
        let journal = IndexedJournal(MemoryJournal(table: "SUBJECT\nA"))
        #expect(try journal.timeline(try journal.select(SelectionRequest(), Work()), TimelineRequest(lines: 9), Work()) == nil)
    }
}
