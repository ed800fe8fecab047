import TestRandom
import Testing

@testable import Columns

struct StepCountTests {
    static let worlds: [ClosedRange<Int128>] = [
        7...7, 0...255, -30_000...35_535, 0...4_294_967_295, -9_223_372_036_854_775_808...9_223_372_036_854_775_807, Int128.min...Int128.max,
    ]

    @Test(arguments: [0, 1, 65, 1_000, 65_537], worlds) func stepsAgreeWithARowScan(count: Int, world: ClosedRange<Int128>) throws {
        var random = SplitMix(seed: UInt64(count) + 3)
        let (column, cells) = randomIntegers(count, in: world, holes: 0.2, &random)
        let (codes, values) = randomCoded(count, values: 5, &random)
        let rows = randomBitmap(count, share: 0.7, &random)
        let low = Int64(clamping: world.lowerBound), high = Int64(clamping: world.upperBound)
        let edges = Array(Set((0..<9).map { _ in Int64.random(in: low...high, using: &random) } + [high])).sorted()
        let width = codes.dictionary.codeCount
        var expected = [Int](repeating: 0, count: max(0, edges.count - 1) * width)
        for row in 0..<count where rows[row] {
            guard let value = cells[row].value else { continue }
            for step in 0..<max(0, edges.count - 1) where value >= Int128(edges[step]) && value < Int128(edges[step + 1]) {
                expected[step * width + Int(values[row])] += 1
            }
        }
        #expect(try column.stepCounts(edges: edges, in: rows, by: codes, work) == expected)
        let sums = (0..<max(0, edges.count - 1)).map { step in expected[step * width..<(step + 1) * width].reduce(0, +) }
        #expect(try column.stepCounts(edges: edges, in: rows, by: nil, work) == sums)
    }

    @Test(arguments: [0, 1, 65, 1_000, 65_537], worlds) func cyclesAgreeWithARowScan(count: Int, world: ClosedRange<Int128>) throws {
        var random = SplitMix(seed: UInt64(count) + 5)
        let (column, cells) = randomIntegers(count, in: world, holes: 0.2, &random)
        let rows = randomBitmap(count, share: 0.5, &random)
        let (slot, slots, origin): (Int64, Int, Int64) = (10, 7, -33)
        var expected = [Int](repeating: 0, count: slots)
        for row in 0..<count where rows[row] {
            guard let value = cells[row].value, Int64(exactly: value) != nil else { continue }
            let rest = (value - Int128(origin)) % 70
            expected[Int((rest < 0 ? rest + 70 : rest) / 10)] += 1
        }
        #expect(try column.cycleCounts(slot: slot, slots: slots, origin: origin, in: rows, work) == expected)
    }

    @Test func withoutStepsNothingIsCounted() throws {
        var random = SplitMix(seed: 1)
        let (column, _) = randomIntegers(10, in: 0...9, holes: 0, &random)
        for edges in [[], [3]] as [[Int64]] {
            #expect(try column.stepCounts(edges: edges, in: Bitmap(count: 10, repeating: true), by: nil, work) == [])
        }
    }

    @Test func aStopIsObeyed() {
        var random = SplitMix(seed: 1)
        let (column, _) = randomIntegers(70_000, in: 0...9, holes: 0, &random)
        let rows = Bitmap(count: 70_000, repeating: true)
        #expect(throws: Cancelled.self) { try column.stepCounts(edges: [0, 5, 10], in: rows, by: nil, cancelledWork()) }
    }
}
