import TestRandom
import Testing

@testable import Columns

/// A column and the model of its cells: equal keys mean equal groups, `nil` is empty.
struct ModelColumn {
    var column: Column
    var keys: [String?]

    static func coded(_ count: Int, values: Int, _ random: inout SplitMix) -> ModelColumn {
        let (column, codes) = randomCoded(count, values: values, &random)
        return ModelColumn(column: .coded(column), keys: codes.map { $0 < 3 ? nil : "\($0)" })
    }

    static func integers(_ count: Int, in range: ClosedRange<Int128>, _ random: inout SplitMix) -> ModelColumn {
        let (column, cells) = randomIntegers(count, in: range, holes: 0.2, &random)
        return ModelColumn(
            column: .integer(column),
            keys: cells.map { cell in
                switch cell {
                case .empty: nil
                case .value(let value): "\(value)"
                case .unreadable(let text): "unreadable \(text)"
                }
            })
    }
}

struct GroupingTests {
    private func columns(_ count: Int, _ random: inout SplitMix) -> [ModelColumn] {
        [
            .coded(count, values: 5, &random), .coded(count, values: 3_000, &random),
            .integers(count, in: -3...3, &random), .integers(count, in: 0...1_000_000_000_000, &random),
            .integers(count, in: Int128.min...Int128.max, &random), .coded(count, values: 1, &random),
        ]
    }

    @Test(arguments: [0, 1, 64, 65, 700], [[], [0], [1], [2], [3], [4], [0, 2], [1, 0, 2], [3, 4], [1, 3, 4, 0]])
    func groupsAgreeWithADictionary(count: Int, chosen: [Int]) throws {
        try check(count, chosen, shares: [0, 0.2, 1])
    }

    @Test(arguments: [[0], [1, 2], [3, 1]])
    func groupsReachAcrossChunks(chosen: [Int]) throws {
        try check(66_000, chosen, shares: [0.5])
    }

    private func check(_ count: Int, _ chosen: [Int], shares: [Double]) throws {
        var random = SplitMix(seed: UInt64(count))
        let all = columns(count, &random)
        let models = chosen.map { all[$0] }
        let (times, timeCells) = randomIntegers(count, in: -1_000_000...1_000_000, holes: 0.5, &random)
        for share in shares {
            let rows = randomBitmap(count, share: share, &random)
            var groups: [[String?]: [Int]] = [:]
            for row in rows.rows { groups[models.map { $0.keys[row] }, default: []].append(row) }
            let expected = groups.values.sorted { $0[0] < $1[0] }

            let grouping = try Grouping.build(columns: models.map(\.column), in: rows, work)
            #expect(grouping.entries == expected.map(\.count))
            #expect(grouping.representative == expected.map { $0[0] })

            let extents = try grouping.minMax(of: times, work)
            for (group, members) in expected.enumerated() {
                let values = members.compactMap { timeCells[$0].value }
                if extents[group]?.0 != values.min() || extents[group]?.1 != values.max() { Issue.record("group \(group)") }
            }
            // Where a column rises, the first and the last row are looked at only: equal neighbours, one fall, one hole.
            for spoiled in [nil, count / 2, count - 1] as [Int?] {
                var values = (0..<count).map { Int64($0 / 3) }
                if let spoiled, spoiled > 0, spoiled < count { values[spoiled] = -5 }
                let column = try IntegerColumn.build(count: count, work) { [values] in values[$0] }
                #expect(column.rises == (spoiled.map { $0 <= 0 || $0 >= count } ?? true))
                let extents = try grouping.minMax(of: column, work)
                for (group, members) in expected.enumerated() {
                    let own = members.map { Int128(values[$0]) }
                    if extents[group]?.0 != own.min() || extents[group]?.1 != own.max() { Issue.record("rising, group \(group)") }
                }
            }
            for model in all {
                let distinct = try grouping.distinct(of: model.column, work)
                #expect(distinct == expected.map { Set($0.compactMap { model.keys[$0] }).count })
            }
            for (group, members) in expected.prefix(5).enumerated() {
                #expect(grouping.group(of: members[members.count / 2]) == group)
            }
        }
    }

    /// Chunks with one key for all their rows, beside others.
    @Test(arguments: [[0], [1], [0, 1]]) func chunksOfOneKeyCountByTheRowsOfTheSet(chosen: [Int]) throws {
        let count = 3 * chunkRows + 100
        var random = SplitMix(seed: 5)
        let rows = naiveRows(count) { $0 / 1_000 % 3 != 1 && ($0 < chunkRows || $0 % 7 != 0) }
        var coded = CodedColumnBuilder()
        coded.dictionary = numberedDictionary(3)
        let code = { (row: Int) -> UInt32 in row < 2 * chunkRows ? 3 : row < 2 * chunkRows + 50_000 ? 0 : 4 }
        for row in 0..<count { coded.append(code(row)) }
        let number = { @Sendable (row: Int) -> Int64 in row < chunkRows ? 7 : row < chunkRows + 9 ? 8 : 9 }
        let columns: [Column] = [.coded(coded.snapshot()), .integer(try IntegerColumn.build(count: count, work) { number($0) })]
        let keys: [(Int) -> String] = [{ "\(code($0))" }, { "\(number($0))" }]
        var groups: [String: [Int]] = [:]
        for row in rows.rows { groups[chosen.map { keys[$0](row) }.joined(separator: "/"), default: []].append(row) }
        let expected = groups.values.sorted { $0[0] < $1[0] }
        let grouping = try Grouping.build(columns: chosen.map { columns[$0] }, in: rows, work)
        #expect(grouping.entries == expected.map(\.count) && grouping.representative == expected.map { $0[0] })
        let row = try #require(rows.rows.randomElement(using: &random))
        #expect(grouping.group(of: row) == expected.firstIndex { $0.contains(row) })
    }

    @Test func keysWiderThanSixtyFourBitsGroupExactly() throws {
        var random = SplitMix(seed: 12)
        let models = (0..<8).map { _ in ModelColumn.coded(2_000, values: 1_500, &random) }
        let rows = Bitmap(count: 2_000, repeating: true)
        let grouping = try Grouping.build(columns: models.map(\.column), in: rows, work)
        #expect(grouping.count == Set((0..<2_000).map { row in models.map { $0.keys[row] } }).count)
        #expect(grouping.entries.reduce(0, +) == 2_000)
    }

    @Test func cancelledWorkThrows() throws {
        var random = SplitMix(seed: 13)
        let model = ModelColumn.coded(100, values: 5, &random)
        let rows = Bitmap(count: 100, repeating: true)
        #expect(throws: Cancelled.self) { try Grouping.build(columns: [model.column], in: rows, cancelledWork()) }
        let grouping = try Grouping.build(columns: [model.column], in: rows, work)
        #expect(throws: Cancelled.self) { try grouping.distinct(of: model.column, cancelledWork()) }
    }
}
