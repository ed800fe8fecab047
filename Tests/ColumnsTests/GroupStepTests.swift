import Testing
import TestRandom

@testable import Columns

/// Groups counted step by step equal a count row by row.
@Suite struct GroupStepTests {
    @Test(arguments: 0..<20) func stepsOfGroupsAreThoseOfARowScan(_ seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let count = Int(random.next() % 150_000) + 1
        let edges: [Int64] = [0, 10, 11, 500, 5_000]
        var keys = CodedColumnBuilder()
        let names = (0..<7).map { keys.dictionary.intern("K\($0)") }
        var values = IntegerColumnBuilder()
        var rows = Bitmap(count: count)
        var expected: [[UInt32]] = Array(repeating: [0, 0, 0, 0], count: names.count)
        for row in 0..<count {
            let key = Int(random.next() % UInt64(names.count))
            let value = random.next() % 9 == 0 ? nil : Int64(random.next() % 6_000) - 500
            keys.append(names[key])
            if let value { values.append(value) } else { values.appendEmpty(.null) }
            guard random.next() % 3 > 0 else { continue }
            rows[row] = true
            if let value, let step = (0..<4).first(where: { value >= edges[$0] && value < edges[$0 + 1] }) {
                expected[key][step] += 1
            }
        }
        let column = keys.snapshot()
        let grouping = try Grouping.build(columns: [.coded(column)], in: rows, Work())
        let found = try grouping.stepCounts(of: values.snapshot(), edges: edges, Work())
        for group in 0..<grouping.count {
            let key = names.firstIndex(of: column.code(grouping.representative[group])) ?? -1
            #expect(Array(found[group * 4..<group * 4 + 4]) == expected[key])
        }
    }

    @Test func numbersOfGroupsFollowTheOrderGiven() throws {
        var keys = CodedColumnBuilder()
        for name in ["A", "B", "A", "C"] { keys.append(keys.dictionary.intern(name)) }
        let all = Bitmap(count: 4, repeating: true)
        let grouping = try Grouping.build(columns: [.coded(keys.snapshot())], in: all, Work())
        #expect(try grouping.numbers(through: [7, -1, 9], order: nil, Work()) == [7, -1, 7, 9])
        let order = Permutation(rows: [3, 2, 1, 0])
        #expect(try grouping.numbers(through: [7, -1, 9], order: order, Work()) == [9, 7, -1, 7])
    }
}
