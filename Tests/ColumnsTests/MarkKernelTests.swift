import TestRandom
import Testing

@testable import Columns

/// The vector kernels beside their plain twins.
struct MarkKernelTests {
    private func words(_ count: Int, _ body: (UnsafeMutableBufferPointer<UInt64>) -> Void) -> Bitmap {
        var words = [UInt64](repeating: 0, count: (count + 63) / 64)
        words.withUnsafeMutableBufferPointer { body($0) }
        return Bitmap(count: count, words: words)
    }

    private func rangesAgree<Number: RangeMarkable>(_: Number.Type, _ random: inout SplitMix) {
        let edges: [Number] = [0, 1, 2, Number.max / 2, Number.max / 2 + 1, Number.max - 1, Number.max]
        for count in smallCounts {
            let numbers = (0..<count).map { i in
                i % 3 == 0 ? edges.randomElement(using: &random) ?? 0 : Number.random(in: 0...Number.max, using: &random)
            }
            for low in edges {
                for high in edges + [numbers.first ?? 0] where low <= high {
                    let range = UInt64(low)...UInt64(high)
                    let fast = words(count) { markRange(numbers.span, range, $0) }
                    #expect(fast == words(count) { markRangePlainly(numbers.span, range, $0) })
                    #expect(fast == naiveRows(count) { numbers[$0] >= low && numbers[$0] <= high })
                }
            }
            if UInt64(Number.max) < .max {
                let beyond = UInt64(Number.max) + 1 ... UInt64.max
                #expect(words(count) { markRange(numbers.span, beyond, $0) }.isEmpty)
                #expect(words(count) { markRange(numbers.span, 0 ... .max, $0) }.isFull)
            }
        }
    }

    @Test func rangesOfEveryWidthAgreeWithThePlainTwin() {
        var random = SplitMix(seed: 20)
        rangesAgree(UInt8.self, &random)
        rangesAgree(UInt16.self, &random)
        rangesAgree(UInt32.self, &random)
        rangesAgree(UInt64.self, &random)
    }

    @Test(arguments: [0.0, 0.02, 0.5, 0.98, 1.0])
    func flagsAgreeWithThePlainTwin(share: Double) {
        var random = SplitMix(seed: 21)
        for count in smallCounts {
            for size in [256, 65_536, 70_000] {
                let matches = (0..<size).map { _ in Double.random(in: 0..<1, using: &random) < share }
                let flags = CodeFlags(matches)
                let narrow = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                #expect(words(count) { flags.mark(narrow.span, $0) } == words(count) { markMatches(narrow.span, matches.span, $0) })
                let wide = (0..<count).map { _ in UInt16(Int.random(in: 0..<min(size, 65_536), using: &random)) }
                #expect(words(count) { flags.mark(wide.span, $0) } == words(count) { markMatches(wide.span, matches.span, $0) })
                let full = (0..<count).map { _ in UInt32.random(in: 0..<UInt32(size), using: &random) }
                #expect(words(count) { flags.mark(full.span, $0) } == words(count) { markMatches(full.span, matches.span, $0) })
            }
        }
    }

    @Test func everyByteIsFlaggedAlone() {
        let bytes = (0..<256).map { UInt8($0) }
        for code in 0..<256 {
            let flags = CodeFlags((0..<256).map { $0 == code })
            #expect(words(256) { flags.mark(bytes.span, $0) }.rows == [code])
        }
    }

    @Test func kernelsAddToWhatIsThere() {
        let numbers = [UInt8](repeating: 7, count: 100)
        var words: [UInt64] = [1, 2]
        words.withUnsafeMutableBufferPointer { markRange(numbers.span, 9...9, $0) }
        #expect(words == [1, 2])
    }
}
