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

struct BlockDictionaryTests {
    @Test func valuesAreToldApartByBytesAndSalt() {
        var block = BlockDictionary()
        var model: [String: UInt32] = [:]
        var random = SplitMix(seed: 6)
        for _ in 0..<50_000 {
            let length = Int.random(in: 0...24, using: &random)
            let bytes = (0..<length).map { _ in UInt8.random(in: 65...66, using: &random) }
            let salt = UInt8.random(in: 0...1, using: &random)
            let local = bytes.withUnsafeBytes { block.code(of: $0, salt: salt) }
            let key = "\(salt)" + String(decoding: bytes, as: UTF8.self)
            #expect(local == model[key, default: UInt32(model.count)])
            model[key] = local
        }
        #expect(block.count == model.count)
        block.forEach { local, bytes, salt in
            let text = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            #expect(model["\(salt)" + text] == local)
        }
    }

    @Test func zeroBytesCount() {
        var block = BlockDictionary()
        var codes: Set<UInt32> = []
        for length in 0...20 { codes.insert([UInt8](repeating: 0, count: length).withUnsafeBytes { block.code(of: $0, salt: 0) }) }
        #expect(codes.count == 21)
    }

    @Test func removeAllForgets() {
        var block = BlockDictionary()
        for i in 0..<1_000 { _ = Array("\(i)".utf8).span.bytes.withUnsafeBytes { block.code(of: $0, salt: 0) } }
        block.removeAll()
        #expect(block.count == 0)
        #expect(Array("999".utf8).withUnsafeBytes { block.code(of: $0, salt: 0) } == 0)
    }
}
