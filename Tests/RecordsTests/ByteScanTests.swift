import TestRandom
import Testing

@testable import Records

@Suite struct ByteScanTests {
    @Test func parityOfEveryBitIsThatOfTheBitsUpToIt() {
        var random = SplitMix(seed: 7)
        for _ in 0..<200 {
            let bits = random.next() & random.next()
            let found = QuoteParity.prefixXor(bits)
            for place in 0..<64 {
                let upTo = bits & (~0 >> UInt64(63 - place))
                #expect(found >> UInt64(place) & 1 == UInt64(upTo.nonzeroBitCount % 2))
            }
        }
    }

    /// Parity is only a faster way to the same cuts.
    @Test(arguments: 0..<120) func theFastCutEqualsTheCarefulOne(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let alphabet: [UInt8] = seed % 2 == 0 ? Array("ab,\"\n \r\\".utf8) : Array("aaaaaaaa,,\"\"\n\r".utf8)
        let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
            alphabet.randomElement(using: &random) ?? 0
        }
        for lineEnd in [Dialect.lineFeed, Dialect.carriageReturn] {
            for escape in [nil, 0x5C] as [UInt8?] {
                let dialect = Dialect(escape: escape, lineEnd: lineEnd)
                for registers in 0...RecordCut.registersOfMachine {
                    #expect(fast(bytes, dialect, registers) == careful(bytes, dialect), "\(String(decoding: bytes, as: UTF8.self))")
                }
            }
        }
    }

    /// Where records end does not depend on where a block happens to end.
    @Test(arguments: 0..<40) func wholeRecordsEndWhereAllRecordsEnd(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed) &+ 1_000)
        let alphabet = Array("aaaa,,\"\"\n\n\r ".utf8)
        let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
        let dialect = Dialect()
        let ends = Set(fast(bytes, dialect).filter(\.isEnd).map { $0.place + 1 } + [0])
        for size in 0...bytes.count {
            let end = bytes.withUnsafeBufferPointer { buffer -> Int in
                guard let start = buffer.baseAddress else { return 0 }
                var cut = RecordCut(start, count: size, dialect: dialect, isFinal: false)
                return cut.endOfLastRecord()
            }
            #expect(ends.contains(end))
        }
    }

    /// Stretches without quotes are gone over at once, and end where they would record by record.
    @Test(arguments: 0..<60) func sparseQuotesAreNoDifferent(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed) &+ 2_000)
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let plain = Array("aaaaaaaaaaaa,,\n\r".utf8)
            bytes += (0..<Int.random(in: 0...3_000, using: &random)).map { _ in plain.randomElement(using: &random) ?? 0 }
            let odd = ["\"", ",\"a,\nb\"\n", "\n\"\"\"a\"\"\",", "\"\r\n", ",\"", "a\"b"]
            bytes += Array((odd.randomElement(using: &random) ?? "").utf8)
        }
        for lineEnd in [Dialect.lineFeed, Dialect.carriageReturn] {
            for quote in [nil, 0x22] as [UInt8?] {
                let dialect = Dialect(quote: quote, lineEnd: lineEnd)
                for _ in 0..<40 {
                    let size = Int.random(in: 0...bytes.count, using: &random)
                    let ends = bytes.withUnsafeBufferPointer { buffer -> (fast: Int, careful: Int) in
                        guard let start = buffer.baseAddress else { return (0, 0) }
                        var cut = RecordCut(start, count: size, dialect: dialect, isFinal: false)
                        var slow = CarefulCut(start, count: size, dialect: dialect, isFinal: false)
                        var end = 0
                        while end < size, let next = slow.record(from: end, field: { _, _ in }) { end = next }
                        return (cut.endOfLastRecord(), end)
                    }
                    #expect(ends.fast == ends.careful, "\(size) bytes of seed \(seed)")
                }
            }
        }
    }

    struct Mark: Equatable { var place: Int; var isEnd: Bool }

    private func fast(_ bytes: [UInt8], _ dialect: Dialect, _ registers: Int32 = RecordCut.registersOfMachine) -> [Mark] {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return [] }
            var cuts = CutList(forBytes: 0)
            var cut = RecordCut(start, count: buffer.count, dialect: dialect, isFinal: true, registers: registers)
            #expect(cut.all(into: &cuts) == buffer.count)
            var marks: [Mark] = []
            for index in 0..<cuts.count { marks.append(Mark(place: cuts.position(index), isEnd: cuts.endsRecord(index))) }
            #expect(cuts.records == marks.count { $0.isEnd })
            return marks
        }
    }

    private func careful(_ bytes: [UInt8], _ dialect: Dialect) -> [Mark] {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return [] }
            var cut = CarefulCut(start, count: buffer.count, dialect: dialect, isFinal: true)
            var marks: [Mark] = []
            var at = 0
            while at < buffer.count {
                guard let next = cut.record(from: at, field: { marks.append(Mark(place: $0, isEnd: $1)) }) else { break }
                at = next
            }
            return marks
        }
    }
}
