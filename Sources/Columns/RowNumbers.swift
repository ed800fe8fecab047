/// Keys of rows as dense numbers, in order of first appearance among the rows of a set.
///
/// Each core numbers the keys of its own stretch of rows; the stretches' tables are then merged in order, so that the
/// result does not depend on how many cores there are.
struct RowNumbers: Sendable {
    /// Per row of the set its key's number; 0 for the others.
    let numbers: [UInt32]
    /// Rows of each number.
    let entries: [Int]
    /// First row of each number.
    let first: [Int]

    /// The keys, by number.
    let keys: [UInt64]

    var count: Int { entries.count }

    fileprivate struct Stretch: Sendable {
        var index = KeyIndex()
        var entries: [Int] = []
        var first: [Int] = []
    }

    /// - Parameter keys: Writes the keys of one chunk's rows; those of rows outside the set mean nothing.
    init(
        _ rows: Bitmap, _ work: Work, keys: @Sendable (Int, UnsafeMutableBufferPointer<UInt64>) -> Void
    ) throws(Cancelled) {
        let parts = strips(chunkCount(rows: rows.count), parts: coreCount)
        var local = [UInt32](repeating: 0, count: rows.count)
        let stretches = try Self.stretches(rows, parts, work, &local, keys)
        var all = Stretch()
        var maps: [[UInt32]] = []
        for stretch in stretches {
            maps.append(stretch.index.keys.indices.map { i in
                let number = all.index.number(of: stretch.index.keys[i])
                if number == all.entries.count {
                    all.entries.append(0)
                    all.first.append(stretch.first[i])
                }
                all.entries[number] += stretch.entries[i]
                return UInt32(number)
            })
        }
        for (part, chunks) in parts.enumerated().dropFirst() {  // the first stretch's numbers stand as they are
            try work.check()
            let map = maps[part]
            for chunk in chunks {
                rows.forEachOne(inChunk: chunk) { i in
                    local[chunk &* chunkRows &+ i] = map[Int(local[chunk &* chunkRows &+ i])]
                }
            }
        }
        (numbers, entries, first, self.keys) = (local, all.entries, all.first, all.index.keys)
    }

    private static func stretches(
        _ rows: Bitmap, _ parts: [Range<Int>], _ work: Work, _ local: inout [UInt32],
        _ keys: @Sendable (Int, UnsafeMutableBufferPointer<UInt64>) -> Void
    ) throws(Cancelled) -> [Stretch] {
        var result = [Stretch](repeating: Stretch(), count: parts.count)
        local.withUnsafeMutableBufferPointer { local in
            result.withUnsafeMutableBufferPointer { result in
                guard let numbers = local.baseAddress, let start = result.baseAddress else { return }
                let numbersOfRows = DisjointWrites(start: numbers), stretches = DisjointWrites(start: start)
                concurrently(parts.count) { part in  // a part owns its stretch and the rows of its chunks
                    for chunk in parts[part] where !work.isCancelled {
                        stretches.start[part].add(chunk, rows, numbersOfRows.start + chunk * chunkRows, keys)
                    }
                }
            }
        }
        try work.check()
        return result
    }
}

extension RowNumbers.Stretch {
    fileprivate mutating func add(
        _ chunk: Int, _ rows: Bitmap, _ numbers: UnsafeMutablePointer<UInt32>,
        _ keys: (Int, UnsafeMutableBufferPointer<UInt64>) -> Void
    ) {
        let count = rowRange(ofChunk: chunk, count: rows.count).count
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { chunkKeys in
            chunkKeys.initialize(repeating: 0)
            keys(chunk, chunkKeys)
            rows.forEachOne(inChunk: chunk) { i in
                let number = index.number(of: chunkKeys[i])
                if number == entries.count {
                    entries.append(0)
                    first.append(chunk &* chunkRows &+ i)
                }
                entries[number] &+= 1
                numbers[i] = UInt32(truncatingIfNeeded: number)
            }
        }
    }
}
