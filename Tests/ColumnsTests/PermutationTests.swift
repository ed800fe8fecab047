import TestRandom
import Testing

@testable import Columns

struct PermutationTests {
    /// A key and, per row, where the naive model puts it; `nil` is last.
    private struct ModelKey {
        var key: OrderKey
        var values: [Int128?]
    }

    private func coded(_ count: Int, values: Int, descending: Bool, _ random: inout SplitMix) -> ModelKey {
        let (column, codes) = randomCoded(count, values: values, &random)
        let ranks = column.dictionary.ranks()
        return ModelKey(
            key: OrderKey(.codes(column, ranks: ranks), descending: descending),
            values: codes.map { $0 < 3 ? nil : Int128(ranks[Int($0)]) })
    }

    private func integers(
        _ count: Int, in range: ClosedRange<Int128>, descending: Bool, _ random: inout SplitMix
    ) -> ModelKey {
        let (column, cells) = randomIntegers(count, in: range, holes: 0.1, &random)
        return ModelKey(key: OrderKey(.integers(column), descending: descending), values: cells.map(\.value))
    }

    private func naive(_ rows: [UInt32], _ keys: [ModelKey]) -> [UInt32] {
        let sorted = rows.enumerated().sorted { a, b in
            for key in keys {
                switch (key.values[Int(a.element)], key.values[Int(b.element)]) {
                case (nil, nil): continue
                case (nil, _): return false
                case (_, nil): return true
                case (let x?, let y?) where x != y: return key.key.descending ? x > y : x < y
                default: continue
                }
            }
            return a.offset < b.offset
        }
        return sorted.map(\.element)
    }

    @Test(arguments: [0, 1, 2, 65, 500], integerWorlds)
    func sortAgreesWithSwiftsSort(count: Int, world: ClosedRange<Int128>) throws {
        try check(count, world)
    }

    @Test(arguments: [(6_000, 4), (66_000, 2), (140_000, 5)])
    func bigSortsAgreeWithSwiftsSort(count: Int, world: Int) throws {
        try check(count, integerWorlds[world])
    }

    private func check(_ count: Int, _ world: ClosedRange<Int128>) throws {
        var random = SplitMix(seed: UInt64(count) &+ UInt64(truncatingIfNeeded: world.upperBound))
        let few = coded(count, values: 4, descending: false, &random)
        let many = coded(count, values: 3_000, descending: true, &random)
        let up = integers(count, in: world, descending: false, &random)
        let down = integers(count, in: world, descending: true, &random)
        let shuffled = Permutation(rows: Array(0..<UInt32(count)).shuffled(using: &random))
        for keys in [[], [few], [many], [up], [down], [few, up], [many, down], [few, down, many], [up, down]] {
            for (share, base) in [(1.0, nil), (0.4, nil), (0.4, shuffled), (1.0, shuffled), (0.0, shuffled)] {
                guard count < 2_000 || (1...2).contains(keys.count) && share == 0.4 else { continue }
                let rows = randomBitmap(count, share: share, &random)
                let order = try Permutation.sorted(rows: rows, keys: keys.map(\.key), base: base, work)
                let start = (base?.rows ?? Array(0..<UInt32(count))).filter { rows[Int($0)] }
                #expect(order.rows == naive(start, keys))
            }
        }
    }

    @Test(arguments: edgeCounts)
    func filteringKeepsTheOrder(count: Int) throws {
        var random = SplitMix(seed: 14)
        let order = Permutation(rows: Array(0..<UInt32(count)).shuffled(using: &random))
        let rows = randomBitmap(count, share: 0.3, &random)
        let kept = try order.filtered(by: rows, work)
        #expect(kept.rows == order.rows.filter { rows[Int($0)] })
        #expect(Permutation(rows).rows.map { Int($0) } == rows.rows)
        let positions = kept.inverse(count: count)
        for (position, row) in kept.rows.enumerated() where positions[Int(row)] != UInt32(position) {
            Issue.record("row \(row)")
        }
        #expect(positions.count { $0 != .max } == kept.count)
        #expect(order.inverse().count == count)
    }

    @Test func cancelledWorkThrows() {
        var random = SplitMix(seed: 15)
        let key = coded(1_000, values: 5, descending: false, &random).key
        let rows = Bitmap(count: 1_000, repeating: true)
        #expect(throws: Cancelled.self) { try Permutation.sorted(rows: rows, keys: [key], base: nil, cancelledWork()) }
        #expect(throws: Cancelled.self) {
            try Permutation(identity: 1_000).filtered(by: rows, cancelledWork())
        }
    }
}
