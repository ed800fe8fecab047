import TestRandom
import Testing

@testable import Columns

/// Columns and cells of some rows, compared with asking row by row.
struct RowsTests {
    private func someRows(_ count: Int, _ random: inout SplitMix) -> [[UInt32]] {
        let ascending = (0..<UInt32(count)).filter { _ in Bool.random(using: &random) }
        return [[], ascending, ascending.shuffled(using: &random), Array(ascending.prefix(40))]
    }

    @Test(arguments: [1, 64, 1_000, 70_000]) func codedColumns(count: Int) throws {
        var random = SplitMix(seed: UInt64(count))
        let column = randomCoded(count, values: 300, &random).column
        for rows in someRows(count, &random) {
            guard case .coded(let part) = try Column.coded(column).rows(rows, work) else { Issue.record("no codes"); return }
            #expect(part.count == rows.count)
            #expect(rows.indices.allSatisfy { part.text($0) == column.text(Int(rows[$0])) && part.code($0) == column.code(Int(rows[$0])) })
        }
    }

    @Test(arguments: [1, 64, 1_000, 70_000], integerWorlds) func integerColumns(count: Int, world: ClosedRange<Int128>) throws {
        var random = SplitMix(seed: UInt64(count))
        for holes in [0, 0.3] {
            let column = randomIntegers(count, in: world, holes: holes, &random).column
            for rows in someRows(count, &random) {
                guard case .integer(let part) = try Column.integer(column).rows(rows, work) else { Issue.record("no numbers"); return }
                #expect(part.count == rows.count)
                #expect(rows.indices.allSatisfy { isSame(part, $0, column, Int(rows[$0])) })
                check(column, rows[...])
            }
        }
    }

    private func isSame(_ a: IntegerColumn, _ i: Int, _ b: IntegerColumn, _ j: Int) -> Bool {
        a.state(i) == b.state(j) && a.value(i) == b.value(j) && a.unreadable[i] == b.unreadable[j]
    }

    /// What is not given as 64-bit numbers is unreadable somewhere, or wide.
    private func check(_ column: IntegerColumn, _ rows: ArraySlice<UInt32>) {
        guard let cells = column.cells(of: RowBlock(rows)) else {
            let isPlain = rows.allSatisfy { row in
                column.state(Int(row)) != .unreadable && (column.value(Int(row)).map { Int64(exactly: $0) != nil } ?? true)
            }
            #expect(!isPlain || column.chunks.contains { Int64(exactly: $0.base) == nil || Int64(exactly: $0.top) == nil })
            return
        }
        for (place, row) in rows.enumerated() {
            let state = cells.states.isEmpty ? .value : CellState(rawValue: cells.states[place])
            #expect(state == column.state(Int(row)))
            if state == .value { #expect(Int128(cells.values[place]) == column.value(Int(row))) }
        }
        guard let runs = cells.runs(most: rows.count) else {
            Issue.record("more runs than rows")
            return
        }
        for (place, run) in places(rows.count, runs.firsts).enumerated() {
            #expect(runs.cells.values[run] == cells.values[place])
            if !cells.states.isEmpty { #expect(runs.cells.states[run] == cells.states[place]) }
        }
        #expect(runs.firsts.isEmpty || cells.runs(most: runs.firsts.count - 1) == nil)
    }

    /// The run of each place.
    private func places(_ count: Int, _ firsts: [UInt32]) -> [Int] {
        (0..<count).map { place in firsts.lastIndex { $0 <= place } ?? -1 }
    }

    /// Rows that follow on one another, with gaps, backwards, from several chunks, one and none.
    @Test(arguments: [1, 40, 252, 300]) func codesInRunsAreTheCodesOfTheRows(values: Int) throws {
        var random = SplitMix(seed: UInt64(values))
        let (column, codes) = randomCoded(chunkRows + 2_000, values: values, &random)
        let all = (0..<UInt32(column.count)).map { $0 }
        let blocks: [[UInt32]] = [
            Array(all[..<1_024]), Array(all[1_000...1_033]), Array(all.suffix(1_024)), Array(all[..<900].reversed()),
            Array(all[(chunkRows - 20)..<(chunkRows + 700)]), all.filter { $0 % 41 == 0 }, [7], [], [5, 5, 5, 4],
        ]
        let short: [[UInt32]] = (2...4).flatMap { count in (0..<40).map { Array(all[$0..<$0 + count]) } }
        for rows in blocks + short {
            let block = RowBlock(rows[...])
            let expected = rows.map { codes[Int($0)] }
            #expect(column.codes(of: block) == expected)
            let changes = expected.indices.filter { $0 == 0 || expected[$0] != expected[$0 - 1] }
            let runs = column.runs(of: block, most: rows.count)
            #expect(runs?.firsts == changes.map(UInt32.init) && runs?.values == changes.map { expected[$0] })
            for most in [0, 1, changes.count - 1] where most >= 0 && changes.count > max(1, most) {
                #expect(column.runs(of: block, most: most) == nil)
            }
        }
    }
}
