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

    /// What is not given as 64-bit numbers is unreadable somewhere, wide, or in several chunks.
    private func check(_ column: IntegerColumn, _ rows: ArraySlice<UInt32>) {
        guard let cells = column.cells(of: rows) else {
            let isOneChunk = Set(rows.map { Int($0) / chunkRows }).count == 1
            let isPlain = rows.allSatisfy { row in
                column.state(Int(row)) != .unreadable && (column.value(Int(row)).map { Int64(exactly: $0) != nil } ?? true)
            }
            #expect(!isOneChunk || !isPlain || column.chunks.contains { Int64(exactly: $0.base) == nil || Int64(exactly: $0.top) == nil })
            return
        }
        for (place, row) in rows.enumerated() {
            let state = cells.states.isEmpty ? .value : CellState(rawValue: cells.states[place])
            #expect(state == column.state(Int(row)))
            if state == .value { #expect(Int128(cells.values[place]) == column.value(Int(row))) }
        }
    }
}
