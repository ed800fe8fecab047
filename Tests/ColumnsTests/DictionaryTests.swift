import CCells
import TestRandom
import Testing

@testable import Columns

struct DictionaryTests {
    @Test func equalTextHasOneCodeAndEveryTextComesBack() {
        var dictionary = TextDictionary()
        let texts = (0..<100_000).map { "value \($0 % 70_000) of \($0 % 70_000 * 7)" }
        let codes = texts.map { dictionary.intern($0) }
        #expect(dictionary.codeCount == 70_003)
        for (text, code) in zip(texts, codes) where code % 13 == 0 {
            #expect(dictionary.text(code) == text)
            #expect(dictionary.code(of: text) == code)
        }
        #expect(codes[0] == TextDictionary.firstValue)
        #expect(codes[70_000] == codes[0])
        #expect(dictionary.code(of: "no such value") == nil)
    }

    @Test func lengthsAroundTheWordSizesAreToldApart() {
        var dictionary = TextDictionary()
        var codes: Set<UInt32> = []
        for length in 1...40 {
            for changed in 0..<length {
                var bytes = [UInt8](repeating: 65, count: length)
                bytes[changed] = 66
                codes.insert(bytes.withUnsafeBufferPointer { dictionary.intern($0) })
            }
            codes.insert(dictionary.intern(String(repeating: "A", count: length)))
        }
        #expect(codes.count == 40 * 41 / 2 + 40)
    }

    @Test func nothingIsBlankAndFoundNowhere() {
        var dictionary = TextDictionary()
        #expect(dictionary.intern("") == TextDictionary.blank)
        #expect(dictionary.code(of: "") == nil)
        #expect(dictionary.text(TextDictionary.absent).isEmpty)
    }

    @Test func copiesAreIndependent() {
        var dictionary = numberedDictionary(10)
        let copy = dictionary
        let code = dictionary.intern("new")
        #expect(copy.codeCount == 13)
        #expect(copy.code(of: "new") == nil)
        #expect(dictionary.text(code) == "new")
    }

    @Test func ranksFollowTheBytes() {
        var random = SplitMix(seed: 5)
        var dictionary = TextDictionary()
        for _ in 0..<3_000 {
            let length = Int.random(in: 1...12, using: &random)
            let bytes = (0..<length).map { _ in [0, 1, 65, 66, 0xc3, 0xff].randomElement(using: &random) ?? 65 } as [UInt8]
            _ = bytes.withUnsafeBufferPointer { dictionary.intern($0) }
        }
        let ranks = dictionary.ranks()
        #expect(ranks[..<3].allSatisfy { $0 == .max })
        func bytes(_ code: Int) -> [UInt8] {
            dictionary.withBytes(of: UInt32(code)) { span in span.indices.map { span[$0] } }
        }
        let byRank = (3..<dictionary.codeCount).sorted { ranks[$0] < ranks[$1] }
        for (a, b) in zip(byRank, byRank.dropFirst()) { #expect(bytes(a).lexicographicallyPrecedes(bytes(b))) }
        #expect(Set(ranks[3...]) == Set(0..<UInt32(dictionary.codeCount - 3)))
    }

    @Test func ranksOfAnOwnOrderShareTies() {
        var dictionary = TextDictionary()
        for text in ["30", "4", "1", "04", "2"] { _ = dictionary.intern(text) }
        let ranks = dictionary.ranks { (Int(dictionary.text($0)) ?? 0) < (Int(dictionary.text($1)) ?? 0) }
        #expect(ranks == [.max, .max, .max, 3, 2, 0, 2, 1])
    }

    @Test func matchesAskOncePerValueAndNeverForEmptyCodes() throws {
        let dictionary = numberedDictionary(10_000)
        let matches = try dictionary.matches(work) { $0[$0.count - 1] == UInt8(ascii: "7") }
        for code in 0..<dictionary.codeCount {
            #expect(matches[code] == (code >= 3 && dictionary.text(UInt32(code)).hasSuffix("7")))
        }
        #expect(throws: Cancelled.self) { try dictionary.matches(cancelledWork()) { _ in true } }
    }
}

struct ValueTableTests {
    /// Cells in one block, and what a table made of them.
    private struct Block {
        var bytes: [UInt8] = []
        var starts: [UInt32] = []
        var lengths: [UInt32] = []
        var tags: [UInt16] = []

        mutating func add(_ value: [UInt8], tag: UInt16 = ValueTable.firstValueTag) {
            starts.append(UInt32(bytes.count))
            lengths.append(UInt32(value.count))
            tags.append(tag)
            bytes += value
        }

        private func withCells(_ body: (wrkaud_cells) -> Void) {
            bytes.withUnsafeBufferPointer { bytes in
                starts.withUnsafeBufferPointer { starts in
                    lengths.withUnsafeBufferPointer { lengths in
                        tags.withUnsafeBufferPointer { tags in
                            var cells = wrkaud_cells()
                            (cells.block, cells.size) = (bytes.baseAddress, bytes.count)
                            (cells.starts, cells.lengths) = (starts.baseAddress, lengths.baseAddress)
                            cells.tags = tags.baseAddress
                            body(cells)
                        }
                    }
                }
            }
        }

        func codes(_ table: ValueTable) -> [UInt32] {
            [UInt32](unsafeUninitializedCapacity: tags.count) { codes, count in
                count = tags.count
                withCells { cells in
                    table.encode(cells, count: count, into: codes) {
                        (Int(starts[$0])..<Int(starts[$0] + lengths[$0]), tags[$0])
                    }
                }
            }
        }
    }

    /// Cells of text between commas, found by the cuts.
    private func codesOfCuts(_ values: [[UInt8]], _ table: ValueTable, bytesBehind: Int) -> [UInt32] {
        var bytes: [UInt8] = [], cuts: [UInt32] = [.max]
        for value in values {
            bytes += value
            cuts.append(UInt32(bytes.count))
            bytes.append(UInt8(ascii: ","))
        }
        bytes += Array(repeating: 65, count: bytesBehind)
        return [UInt32](unsafeUninitializedCapacity: values.count) { codes, count in
            count = values.count
            bytes.withUnsafeBufferPointer { bytes in
                cuts.withUnsafeBufferPointer { cuts in
                    var cells = wrkaud_cells()
                    (cells.block, cells.size, cells.width) = (bytes.baseAddress, bytes.count, 1)
                    cells.cuts = cuts.baseAddress.map { $0 + 1 }
                    (cells.quote, cells.plain, cells.null) = (256, ValueTable.firstValueTag, 0x100)
                    table.encode(cells, count: count, into: codes) { cell in
                        let end = Int(cuts[cell + 1]), length = values[cell].count
                        return (end - length..<end, length == 0 ? 0x100 : ValueTable.firstValueTag)
                    }
                }
            }
        }
    }

    /// A cell that is compared with the one before it has the code it would have alone, however often it repeats.
    @Test(arguments: [0, 50, 90, 99]) func cellsThatRepeatHaveTheCodeOfTheFirst(percent: Int) {
        var random = SplitMix(seed: UInt64(percent))
        let byPlaces = ValueTable(), byCuts = ValueTable()
        var model: [[UInt8]: UInt32] = [[]: 1]
        for round in 0..<60 {
            var values: [[UInt8]] = []
            for _ in 0..<Int.random(in: 1...400, using: &random) {
                if let last = values.last, Int.random(in: 0..<100, using: &random) < percent {
                    values.append(last)
                } else {
                    // Often only the last byte or the length differs from the value before.
                    let length = [0, 1, 7, 8, 9, 15, 16, 17, 24, 40].randomElement(using: &random) ?? 0
                    values.append((0..<length).map { $0 == length - 1 ? UInt8.random(in: 65...90, using: &random) : 66 })
                }
            }
            let expected = values.map { value in
                model[value] ?? {
                    model[value] = ValueTable.firstValue + UInt32(model.count - 1)
                    return model[value] ?? 0
                }()
            }
            var block = Block()
            for value in values { block.add(value, tag: value.isEmpty ? 0x100 : ValueTable.firstValueTag) }
            block.bytes += Array(repeating: 65, count: round % 20)
            #expect(block.codes(byPlaces) == expected)
            #expect(codesOfCuts(values, byCuts, bytesBehind: round % 20) == expected)
        }
    }

    @Test func valuesAreToldApartByBytesAndTag() {
        let table = ValueTable()
        var model: [String: UInt32] = [:]
        var random = SplitMix(seed: 6)
        for _ in 0..<20 {
            var block = Block()
            var expected: [UInt32] = []
            var fresh: [Int] = []
            for cell in 0..<2_500 {
                let length = Int.random(in: 0...24, using: &random)
                let bytes = (0..<length).map { _ in UInt8.random(in: 65...66, using: &random) }
                let tag = ValueTable.firstValueTag + UInt16.random(in: 0...1, using: &random)
                block.add(bytes, tag: tag)
                let key = "\(tag)" + String(decoding: bytes, as: UTF8.self)
                let next = ValueTable.firstValue + UInt32(model.count)
                if model[key] == nil { fresh.append(cell) }
                expected.append(model[key, default: next])
                model[key] = expected.last
            }
            #expect(block.codes(table) == expected)
            #expect(table.fresh == fresh)
        }
        #expect(table.count == model.count)
    }

    @Test func emptyCellsAreTheirOwnCodes() {
        var block = Block()
        for tag: UInt16 in [0x000, 0x100, 0x200, 0x100, 0x0FF] { block.add([], tag: tag) }
        #expect(block.codes(ValueTable()) == [0, 1, 2, 1, 0])
        let none = Block().codes(ValueTable())
        #expect(none.isEmpty)
    }

    @Test func zeroBytesCount() {
        var block = Block()
        for length in 0...20 { block.add([UInt8](repeating: 0, count: length)) }
        #expect(Set(block.codes(ValueTable())).count == 21)
    }

    /// A value is the same whatever stands behind it, the end of the block included.
    @Test func whatStandsBehindAValueDoesNotMatter() {
        for length in 0...20 {
            let value = (0..<length).map { UInt8(65 + $0) }
            var block = Block()
            for _ in 0..<3 {
                block.add(value)
                block.bytes += (0..<30).map { _ in UInt8.random(in: .min ... .max) }
            }
            block.add(value)
            #expect(Set(block.codes(ValueTable())).count == 1, "\(length) bytes")
        }
    }

    @Test func aFullTableForgetsAndStartsAnew() {
        let table = ValueTable()
        var block = Block()
        for i in 0..<ValueTable.mostValues { block.add(Array("\(i)".utf8)) }
        #expect(!table.isFull)
        let codes = block.codes(table)
        #expect(codes == Array(2..<UInt32(ValueTable.mostValues) + 2) && table.isFull)
        table.removeAll()
        var again = Block()
        again.add(Array("999".utf8))
        #expect(again.codes(table) == [ValueTable.firstValue] && table.fresh == [0])
    }
}
