/// Rows with a key each.
protocol KeyedRows: Sendable {
    /// Goes through the rows of a chunk, ascending; the same way whenever it is called.
    ///
    /// - Parameters:
    ///   - one: Gets the key and the number of a row.
    ///   - several: Gets a key, and the rows of up to 64 that have it: bit `i` of the last stands for row `start + i`.
    func forEach(
        inChunk chunk: Int, one: (_ key: Int, _ row: UInt32) -> Void,
        several: (_ key: Int, _ start: UInt32, _ rows: UInt64) -> Void)
}

/// Whether keys of so many bits are few for so many rows: the places that are written to next stay in the caches.
func isFitToCount(keyBits: Int, rows: Int) -> Bool { keyBits <= 18 && 1 << keyBits <= rows }

/// A stable sort by keys of few values, on all cores: keys are counted, then every row is written to its place at once.
/// Beside the result it takes memory for the counts only.
struct CountingSort<Keys: KeyedRows>: Sendable {
    let keys: Keys
    /// Rows that have a key.
    let count: Int
    let chunks: Int
    /// Keys are below `1 << keyBits`.
    let keyBits: Int
    let work: Work

    /// The rows in order of their keys.
    ///
    /// - Throws: `Cancelled`.
    func rows() throws(Cancelled) -> [UInt32] {
        let size = 1 << keyBits, strips = strips(chunks, parts: coreCount)
        var places = [UInt32](repeating: 0, count: size * strips.count)  // first counts, then where each core writes next
        let rows = places.withUnsafeMutableBufferPointer { buffer in
            [UInt32](unsafeUninitializedCapacity: count) { rows, initialized in
                initialized = count
                guard let start = buffer.baseAddress, let out = rows.baseAddress else { return }
                let table = DisjointWrites(start: start)  // strip i owns its `size` entries
                let target = DisjointWrites(start: out)  // each place is written once: counts add up to the rows
                concurrently(strips.count) { strip in
                    let counts = table.start + strip * size
                    for chunk in strips[strip] where !work.isCancelled {
                        keys.forEach(
                            inChunk: chunk, one: { key, _ in counts[checked(key)] &+= 1 },
                            several: { key, _, rows in counts[checked(key)] &+= UInt32(truncatingIfNeeded: rows.nonzeroBitCount) })
                    }
                }
                if work.isCancelled { return rows.initialize(repeating: 0) }
                makePlaces(start, size, strips.count)
                concurrently(strips.count) { strip in
                    let next = table.start + strip * size
                    for chunk in strips[strip] {
                        keys.forEach(
                            inChunk: chunk,
                            one: { key, row in
                                let key = checked(key)
                                target.start[Int(next[key])] = row
                                next[key] &+= 1
                            },
                            several: { key, start, rows in
                                let key = checked(key)
                                next[key] &+= write(start, rows, target.start + Int(next[key]))
                            })
                    }
                }
            }
        }
        try work.check()
        return rows
    }

    /// Writes the rows of the bits one behind the other, and says how many these are.
    @inline(__always) private func write(_ start: UInt32, _ rows: UInt64, _ out: UnsafeMutablePointer<UInt32>) -> UInt32 {
        if rows == .max {
            for i in 0..<64 { out[i] = start &+ UInt32(truncatingIfNeeded: i) }
            return 64
        }
        var rest = rows, count = 0
        while rest != 0 {
            out[count] = start &+ UInt32(truncatingIfNeeded: rest.trailingZeroBitCount)
            count &+= 1
            rest &= rest &- 1
        }
        return UInt32(truncatingIfNeeded: count)
    }

    @inline(__always) private func checked(_ key: Int) -> Int {
        precondition(key >> keyBits == 0)
        return key
    }

    /// Turns counts into places: key by key, and strip by strip within a key.
    private func makePlaces(_ table: UnsafeMutablePointer<UInt32>, _ size: Int, _ strips: Int) {
        var next: UInt32 = 0
        for key in 0..<size {
            for strip in 0..<strips {
                let n = table[strip * size + key]
                table[strip * size + key] = next
                next += n
            }
        }
        precondition(Int(next) == count)
    }
}
