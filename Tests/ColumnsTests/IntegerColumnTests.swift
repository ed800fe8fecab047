import TestRandom
import Testing

@testable import Columns

/// Ranges of values that need each width of storage.
let integerWorlds: [ClosedRange<Int128>] = [
    7...7, -1...1, 0...255, 0...256, -30_000...35_535, 0...65_536, 0...4_294_967_295, -5...4_294_967_295,
    0...18_446_744_073_709_551_615, -9_223_372_036_854_775_808...9_223_372_036_854_775_807,
    -1...18_446_744_073_709_551_615, Int128.min...Int128.max,
]

struct IntegerColumnTests {
    @Test(arguments: [0, 1, 64, 65, 1_000], integerWorlds)
    func kernelsAgreeWithTheCells(count: Int, world: ClosedRange<Int128>) throws {
        for holes in [0, 0.3, 1] { try check(count, world, holes: holes) }
    }

    @Test(arguments: [(65_535, 0), (65_536, 3), (65_537, 6), (65_600, 11)])
    func chunkEndsAgreeWithTheCells(count: Int, world: Int) throws {
        try check(count, integerWorlds[world], holes: 0.3)
    }

    private func check(_ count: Int, _ world: ClosedRange<Int128>, holes: Double) throws {
        var random = SplitMix(seed: UInt64(count))
        do {
            let (column, cells) = randomIntegers(count, in: world, holes: holes, &random)
            #expect(column.count == count)
            for row in stride(from: 0, to: count, by: count > 2_000 ? 311 : 1) {
                #expect(column.value(row) == cells[row].value)
                #expect(column.state(row) == cells[row].state)
            }
            for ranges in rangeLists(world, &random) {
                let expected = naiveRows(count) { row in
                    cells[row].value.map { value in ranges.contains { $0.contains(value) } } ?? false
                }
                #expect(try column.rows(inAny: ranges, work) == expected)
                let asked = Bitmap(count: count, rows: (0..<count).suffix(3))
                #expect(try column.rows(inAny: ranges, among: asked, work).intersection(asked) == expected.intersection(asked))
            }
            #expect(try column.emptyRows(work) == naiveRows(count) { cells[$0].state.isEmpty })
            let states: Set<CellState> = [.value, .unreadable]
            #expect(try column.rows(withStates: states, work) == naiveRows(count) { states.contains(cells[$0].state) })
            for rows in [nil, randomBitmap(count, share: 0.3, &random)] {
                let values = (0..<count).filter { rows?[$0] ?? true }.compactMap { cells[$0].value }
                let extent = try column.minMax(in: rows, work)
                #expect(extent?.0 == values.min() && extent?.1 == values.max())
            }
        }
    }

    private func rangeLists(_ world: ClosedRange<Int128>, _ random: inout SplitMix) -> [[ClosedRange<Int128>]] {
        func range() -> ClosedRange<Int128> {
            let a = Int128.random(in: world, using: &random), b = Int128.random(in: world, using: &random)
            return min(a, b)...max(a, b)
        }
        let single = Int128.random(in: world, using: &random)
        return [
            [], [world], [.min ... .max], [single...single], [range()], [range(), range(), range()],
            [.min ... world.lowerBound], [world.upperBound ... .max],
            (0..<40).map { _ in
                let value = Int128.random(in: world, using: &random)
                return value...value
            },
        ]
    }

    @Test func wideAndNarrowInitialisersAgree() {
        let values: [Int64] = [5, .min, .max, 0, -1]
        let states: [UInt8] = [3, 3, 3, 0, 4]
        let a = IntegerChunk(values, states: states), b = IntegerChunk(values.map { Int128($0) }, states: states)
        for i in values.indices { #expect(a.value(i) == b.value(i) && a.state(i) == b.state(i)) }
        #expect(a.value(1) == Int128(Int64.min) && a.value(3) == nil)
    }

    @Test func sequenceNumbersBeyondSixtyThreeBitsAreExact() {
        var builder = IntegerColumnBuilder()
        builder.append(1)
        builder.append(18_446_744_073_709_551_600, state: .value)
        builder.append(2)
        builder.appendEmpty(.null)
        let column = builder.snapshot()
        #expect((0..<4).map { column.value($0) } == [1, 18_446_744_073_709_551_600, 2, nil])
    }

    @Test func unreadableCellsKeepTheirText() {
        var builder = IntegerColumnBuilder()
        builder.append(repeating: .absent, count: 65_540)
        builder.appendUnreadable("12x")
        let column = builder.snapshot()
        #expect(column.unreadable == [65_540: "12x"])
        #expect(column.state(65_540) == .unreadable && column.value(65_540) == nil)
        #expect(column.state(65_539) == .absent)
    }

    @Test func blocksAppendAsSingleCellsDo() {
        var random = SplitMix(seed: 10)
        var single = IntegerColumnBuilder(), block = IntegerColumnBuilder()
        while single.count < 100_000 {
            let n = Int.random(in: 0...40_000, using: &random)
            let values = (0..<n).map { _ in Int64.random(in: -300...300, using: &random) }
            let states = (0..<n).map { _ in UInt8.random(in: 0...3, using: &random) }
            if Bool.random(using: &random) {
                block.append(contentsOf: values.span)
                for value in values { single.append(value) }
            } else {
                block.append(contentsOf: values.span, states: states.span)
                for i in 0..<n { single.append(Int128(values[i]), state: CellState(rawValue: states[i]) ?? .absent) }
            }
        }
        let (a, b) = (single.snapshot(), block.snapshot())
        #expect(a.count == b.count)
        for row in 0..<a.count where a.value(row) != b.value(row) || a.state(row) != b.state(row) {
            Issue.record("row \(row) differs")
        }
    }

    @Test func cancelledWorkThrows() {
        var random = SplitMix(seed: 11)
        let column = randomIntegers(100, in: 0...9, holes: 0, &random).column
        #expect(throws: Cancelled.self) { try column.rows(in: 0...3, cancelledWork()) }
        #expect(throws: Cancelled.self) { try column.minMax(in: nil, cancelledWork()) }
        #expect(throws: Cancelled.self) { try IntegerColumn.build(count: 5, cancelledWork()) { Int64($0) } }
    }

    @Test func derivedColumnsAreBuiltRowByRow() throws {
        let column = try IntegerColumn.build(count: 65_600, work) { $0 % 3 == 0 ? nil : Int64($0) }
        for row in 0..<65_600 where column.value(row) != (row % 3 == 0 ? nil : Int128(row)) { Issue.record("row \(row)") }
        #expect(column.state(0) == .absent)
    }
}
