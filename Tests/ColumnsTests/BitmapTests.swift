import TestRandom
import Testing

@testable import Columns

struct BitmapTests {
    @Test(arguments: smallCounts)
    func setOperationsAgreeWithSets(count: Int) {
        var random = SplitMix(seed: 1)
        for share in [0, 0.1, 0.9, 1] {
            let a = randomBitmap(count, share: share, &random), b = randomBitmap(count, share: 0.5, &random)
            let setA = Set(a.rows), setB = Set(b.rows)
            #expect(a.intersection(b).rows == setA.intersection(setB).sorted())
            #expect(a.union(b).rows == setA.union(setB).sorted())
            #expect(a.subtracting(b).rows == setA.subtracting(setB).sorted())
            #expect(a.inverted().rows == Set(0..<count).subtracting(setA).sorted())
            var difference = a
            difference.formSymmetricDifference(b)
            #expect(difference.rows == setA.symmetricDifference(setB).sorted())
            #expect(a.ones == setA.count)
            #expect(a.isEmpty == setA.isEmpty)
            #expect(a.isFull == (setA.count == count))
            #expect(a.firstOne == setA.min())
            #expect(a.firstZero == Set(0..<count).subtracting(setA).min())
            for row in 0..<count { #expect(a.firstOne(from: row) == setA.filter { $0 >= row }.min()) }
        }
    }

    @Test(arguments: edgeCounts)
    func fullAndInvertedBitmapsKeepTheirTailClear(count: Int) {
        let full = Bitmap(count: count, repeating: true)
        #expect(full.ones == count)
        #expect(full.isFull)
        #expect(full.inverted() == Bitmap(count: count))
        #expect(Bitmap(count: count).inverted() == full)
        #expect(Bitmap(count: count, words: Array(repeating: ~0, count: (count + 63) / 64)) == full)
    }

    @Test(arguments: smallCounts)
    func rowsOfChunksAreAllRows(count: Int) {
        var random = SplitMix(seed: 2)
        for share in [0, 0.03, 0.97, 1] {
            let bitmap = randomBitmap(count, share: share, &random)
            var rows: [Int] = []
            for chunk in 0..<chunkCount(rows: count) {
                bitmap.forEachOne(inChunk: chunk) { rows.append(chunk * chunkRows + $0) }
            }
            #expect(rows == bitmap.rows)
        }
    }

    @Test func extendedKeepsItsRowsAndNothingElse() {
        var random = SplitMix(seed: 3)
        for (from, to) in [(0, 0), (0, 65), (63, 64), (64, 65), (100, 1_000)] {
            let bitmap = randomBitmap(from, share: 0.5, &random)
            let grown = bitmap.extended(to: to)
            #expect(grown.count == to)
            #expect(grown.rows == bitmap.rows)
        }
    }

    @Test(arguments: smallCounts + [65_537])
    func rankAndSelectAgreeWithCounting(count: Int) {
        var random = SplitMix(seed: 4)
        for share in [0, 0.01, 0.5, 1] {
            let bitmap = randomBitmap(count, share: share, &random)
            let ranked = RankedBitmap(bitmap)
            let rows = bitmap.rows
            #expect(ranked.ones == rows.count)
            for (k, row) in rows.enumerated() where count < 2_000 || k % 97 == 0 {
                #expect(ranked.rank(row) == k)
                #expect(ranked.select(k) == row)
            }
            #expect(ranked.rank(count) == rows.count)
            #expect(ranked.select(rows.count) == nil)
            #expect(ranked.select(-1) == nil)
        }
    }
}
