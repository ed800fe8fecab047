import TestRandom
import Testing

@testable import Records

/// Text is found where a look at every place finds it, whatever looks.
@Suite struct SearchPatternTests {
    private func naive(_ pattern: SearchPattern, _ block: [UInt8], from start: Int) -> Int? {
        guard block.count >= pattern.bytes.count else { return nil }
        return (start...max(start, block.count - pattern.bytes.count)).first { at in
            at + pattern.bytes.count <= block.count
                && pattern.bytes.indices.allSatisfy { pattern.fold[Int(block[at + $0])] == pattern.bytes[$0] }
        }
    }

    @Test(arguments: [0, 1, 3, 63, 64, 65, 127, 128, 200, 1_000]) func everyPlaceIsFound(count: Int) throws {
        var random = SplitMix(seed: UInt64(count))
        for alphabet in [Array("aA".utf8), Array("abAB,".utf8), Array("qsecoFR 0123\n".utf8)] {
            for length in [1, 2, 3, 7, 16, 65] {
                let block = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
                let text = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
                let pattern = try #require(SearchPattern(fold: SearchPattern.asciiFold, bytes: text))
                check(pattern, block)
            }
        }
    }

    /// A byte with three spellings is looked for one by one.
    @Test func foldsOfManyBytesAreFollowed() throws {
        let fold = (0...255).map { UInt8($0 % 3) }
        var random = SplitMix(seed: 9)
        let block = (0..<500).map { _ in UInt8.random(in: 0...255, using: &random) }
        check(try #require(SearchPattern(fold: fold, bytes: [1, 5, 9, 0])), block)
    }

    private func check(_ pattern: SearchPattern, _ block: [UInt8]) {
        for isWide in [nil, false, RecordCut.registersOfMachine > 0] {
            for start in [0, 1, block.count / 2, block.count] {
                #expect(pattern.next(in: block.span, from: start, isWide: isWide) == naive(pattern, block, from: start))
            }
        }
    }
}
