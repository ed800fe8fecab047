import Testing
import TestRandom

@testable import Records

/// Which cells repeat together is learned from what is read, and said of each record as its bytes are.
@Suite struct RepeatGroupsTests {
    /// A strip of records whose cells repeat as often as `often` says, in percent.
    private struct Strip {
        var text: [UInt8] = []
        /// One before the first cell, then the end of each.
        var cuts: [UInt32] = [.max]
        var rows: [[String]] = []

        init(often: [Int], together: ClosedRange<Int>, records: Int, seed: UInt64) {
            var random = SplitMix(seed: seed)
            for record in 0..<records {
                let joint = Int.random(in: 0..<100, using: &random) < often[together.lowerBound]
                let row = often.indices.map { cell in
                    let own = together.contains(cell) ? joint : Int.random(in: 0..<100, using: &random) < often[cell]
                    if record > 0, own { return rows[record - 1][cell] }
                    let letters = Int.random(in: 0..<24, using: &random)
                    return String((0..<letters).map { _ in "ABC".randomElement(using: &random)! })
                }
                rows.append(row)
                for (cell, value) in row.enumerated() {
                    text += Array(value.utf8)
                    cuts.append(UInt32(text.count) | (cell == row.count - 1 ? CutList.recordEnd : 0))
                    text.append(cell == row.count - 1 ? 0x0A : 0x2C)
                }
            }
        }

        func groups(wanted: [Int]) -> [ClosedRange<Int>] {
            var groups = RepeatGroups()
            text.withUnsafeBufferPointer { text in
                cuts.withUnsafeBufferPointer { cuts in
                    groups.look(
                        text.baseAddress!, cuts: cuts.baseAddress! + 1, width: rows[0].count, records: rows.count, wanted: wanted)
                }
            }
            return groups.groups
        }

        func repeated(_ cells: ClosedRange<Int>, _ registers: Int32) -> RepeatedCells {
            text.withUnsafeBufferPointer { text in
                cuts.withUnsafeBufferPointer { cuts in
                    RepeatedCells(
                        cells, text.baseAddress!, count: text.count, cuts: cuts.baseAddress! + 1, width: rows[0].count,
                        records: rows.count, registers: registers)
                }
            }
        }
    }

    @Test func cellsThatUsuallyRepeatTogetherAreAGroup() {
        let strip = Strip(often: [0, 90, 90, 90, 90, 90, 0, 0], together: 1...5, records: 200, seed: 1)
        #expect(strip.groups(wanted: [0, 1, 2, 4, 5, 6]) == [1...5])
        #expect(strip.groups(wanted: [2, 3, 4]) == [2...4])
        #expect(strip.groups(wanted: [1, 2]) == [])
        let seldom = Strip(often: [0, 50, 50, 50, 50, 50, 0, 0], together: 1...5, records: 200, seed: 2)
        #expect(seldom.groups(wanted: Array(0..<7)) == [])
        let apart = Strip(often: [80, 80, 80, 80, 80, 80, 80, 80], together: 7...7, records: 200, seed: 3)
        #expect(apart.groups(wanted: Array(0..<7)) == [])
    }

    @Test(arguments: [1, 63, 64, 65, 200], [0, 50, 95])
    func aRecordRepeatsWhatItsBytesRepeat(records: Int, often: Int) {
        for registers in 0...RecordCut.registersOfMachine { check(records, often, registers) }
    }

    private func check(_ records: Int, _ often: Int, _ registers: Int32) {
        let strip = Strip(often: Array(repeating: often, count: 6), together: 1...4, records: records, seed: UInt64(records + often))
        for cells in [0...4, 1...4, 2...3, 4...4] {
            let bits = strip.repeated(cells, registers).bits
            #expect(bits.count == (records + 63) / 64)
            for record in 0..<bits.count * 64 {
                let says = bits[record / 64] >> UInt64(record % 64) & 1 == 1
                let isSame = record > 0 && record < records && strip.rows[record][cells] == strip.rows[record - 1][cells]
                let isLong = record < records && strip.rows[record][cells].joined(separator: ",").utf8.count > 16
                // Short ones may be passed over; nothing else is said to repeat.
                #expect(says == (isSame && isLong), "record \(record) of \(cells)")
            }
        }
    }
}
