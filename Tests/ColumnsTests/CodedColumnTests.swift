import TestRandom
import Testing

@testable import Columns

struct CodedColumnTests {
    /// Small worlds with every width of codes, chunk ends with each width once.
    static let worlds: [(Int, Int)] =
        smallCounts.flatMap { count in [1, 200, 252, 253, 254].map { (count, $0) } }
        + [(1_000, 65_532), (1_000, 65_533), (1_000, 65_534), (65_535, 1), (65_536, 252), (65_537, 254), (131_073, 70_000)]

    @Test(arguments: worlds)
    func kernelsAgreeWithTheRows(count: Int, values: Int) throws {
        var random = SplitMix(seed: UInt64(count &* 31 &+ values))
        let (column, codes) = randomCoded(count, values: values, &random)
        #expect(column.count == count)
        for row in stride(from: 0, to: count, by: count > 2_000 ? 311 : 1) { #expect(column.code(row) == codes[row]) }

        let one = codes.randomElement(using: &random) ?? 3
        #expect(try column.rows(equalTo: one, work) == naiveRows(count) { codes[$0] == one })
        #expect(try column.emptyRows(work) == naiveRows(count) { codes[$0] < 3 })
        #expect(try column.rows(withEmptyState: [0, 2], work) == naiveRows(count) { [0, 2].contains(codes[$0]) })
        for asked in [Bitmap(count: count), Bitmap(count: count, rows: (0..<count).suffix(1)), randomBitmap(count, share: 0.1, &random)] {
            let found = try column.rows(equalTo: one, among: asked, work).intersection(asked)
            #expect(found == naiveRows(count) { codes[$0] == one }.intersection(asked))
            let matches = (0..<values + 3).map { $0 % 3 == 1 }
            let some = try column.rows(whereCode: matches, among: asked, work).intersection(asked)
            #expect(some == naiveRows(count) { matches[Int(codes[$0])] }.intersection(asked))
        }
        for share in [0, 0.5, 1] {
            let matches = (0..<values + 3).map { _ in Double.random(in: 0..<1, using: &random) < share }
            #expect(try column.rows(whereCode: matches, work) == naiveRows(count) { matches[Int(codes[$0])] })
        }
        for rows in [nil, randomBitmap(count, share: 0.3, &random), Bitmap(count: count, repeating: true)] {
            var counts = [Int](repeating: 0, count: values + 3)
            for row in 0..<count where rows.map({ $0[row] }) ?? true { counts[Int(codes[row])] += 1 }
            #expect(try column.codeCounts(in: rows, work) == counts)
            #expect(try column.codesUsed(in: rows, work) == counts.map { $0 > 0 })
        }
    }

    @Test(arguments: [(255, 1), (256, 2), (65_535, 2), (65_536, 4)])
    func codesAreStoredAsNarrowAsTheyAllow(top: Int, bytes: Int) {
        let chunk = CodeChunk([0, UInt32(top)])
        #expect(chunk.byteCount == 2 * bytes)
        #expect(chunk[0] == 0 && chunk[1] == UInt32(top))
        #expect(chunk.decoded() == [0, UInt32(top)])
        #expect(CodeChunk([UInt32(top), UInt32(top)]).byteCount == 0)
    }

    @Test func snapshotsDoNotMoveWhenTheBuilderGoesOn() {
        var builder = CodedColumnBuilder()
        let a = builder.dictionary.intern("A")
        builder.append(repeating: a, count: 70_000)
        let early = builder.snapshot()
        let b = builder.dictionary.intern("B")
        builder.append(b)
        let late = builder.snapshot()
        #expect(early.count == 70_000 && late.count == 70_001)
        #expect(early.dictionary.code(of: "B") == nil)
        #expect(late.text(70_000) == "B" && late.text(69_999) == "A")
    }

    @Test func everyWayOfAppendingIsTheSame() {
        var random = SplitMix(seed: 7)
        var single = CodedColumnBuilder(), mixed = CodedColumnBuilder()
        (single.dictionary, mixed.dictionary) = (numberedDictionary(500), numberedDictionary(500))
        while single.count < 140_000 {
            let n = Int.random(in: 0...30_000, using: &random)
            let code = UInt32.random(in: 0..<503, using: &random)
            let locals = (0..<n).map { _ in UInt32.random(in: 0..<5, using: &random) }
            let map: [UInt32] = (0..<5).map { _ in UInt32.random(in: 0..<503, using: &random) }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: mixed.append(repeating: code, count: n); for _ in 0..<n { single.append(code) }
            case 1: mixed.append(contentsOf: locals.span); for c in locals { single.append(c) }
            case 2: mixed.append(contentsOf: locals.span, through: map); for c in locals { single.append(map[Int(c)]) }
            default: mixed.append(contentsOf: locals); for c in locals { single.append(c) }
            }
            #expect(mixed.count == single.count)
        }
        let (a, b) = (single.snapshot(), mixed.snapshot())
        #expect(a.chunks.map { $0.decoded() } == b.chunks.map { $0.decoded() })
    }

    @Test func derivedColumnsAreBuiltChunkByChunk() throws {
        var random = SplitMix(seed: 8)
        let (source, codes) = randomCoded(131_073, values: 300, &random)
        let derived = try CodedColumn.build(count: source.count, dictionary: source.dictionary, work) { chunk, out in
            source.withChunkCodes(chunk) { span in
                for i in span.indices { out[i] = span[i] / 2 }
            }
        }
        #expect(derived.chunks.flatMap { $0.decoded() } == codes.map { $0 / 2 })
    }

    @Test func cancelledWorkThrows() {
        var random = SplitMix(seed: 9)
        let column = randomCoded(1_000, values: 10, &random).column
        #expect(throws: Cancelled.self) { try column.rows(equalTo: 3, cancelledWork()) }
        #expect(throws: Cancelled.self) { try column.codeCounts(in: nil, cancelledWork()) }
        #expect(throws: Cancelled.self) {
            try CodedColumn.build(count: 5, dictionary: column.dictionary, cancelledWork()) { _, _ in }
        }
    }
}
