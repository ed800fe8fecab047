import TestRandom
import Testing

@testable import Ledger

/// Bursts by the moving window and by looking at every window.
@Suite struct BurstTests {
    @Test(arguments: 0..<200) func windowFindsWhatEveryWindowFinds(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let events = (0..<30).map { _ in
            BurstEvent(time: Int64(random.next() % 60), thing: UInt32(random.next() % 5), line: 0)
        }
        let sorted = BurstEvent.sorted(events)
        let different = 2 + seed % 3
        let found = BurstEvent.bursts(sorted, different: different, within: 5)
        let inside = Set(found.flatMap { Array($0) })
        let expected = sorted.indices.filter { i in
            sorted.indices.contains { first in
                let window = sorted.filter { $0.time >= sorted[first].time && $0.time - sorted[first].time <= 5 }
                let isIn = sorted[i].time >= sorted[first].time && sorted[i].time - sorted[first].time <= 5
                return isIn && Set(window.map(\.thing)).count >= different
            }
        }
        #expect(inside.sorted() == expected)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }
}
