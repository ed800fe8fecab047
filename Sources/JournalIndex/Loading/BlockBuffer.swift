import Records

/// Memory that one thread reads its blocks into, again and again: fresh memory for each would cost more than reading.
final class BlockBuffer {
    private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var filled = 0
    /// Whether a pipe paused before the block was full.
    private(set) var isPaused = false

    deinit { storage.deallocate() }

    var count: Int { filled }

    /// Calls `body` with the bytes of the block.
    func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(UnsafeRawBufferPointer(rebasing: storage[..<filled]).bytes)
    }

    /// Reads up to `capacity` bytes at `offset`; fewer only at the end, when a pipe pauses, or when reading fails.
    ///
    /// - Returns: Why reading failed.
    func fill(_ source: any ByteSource, at offset: Int, capacity: Int) -> String? {
        reserve(capacity)
        filled = 0
        isPaused = false
        do {
            while filled < capacity {
                // What has come is worth more on the screen than a full block.
                isPaused = filled > 0 && !source.arrives(at: offset + filled, within: Self.patience)
                if isPaused { break }
                let rest = UnsafeMutableRawBufferPointer(rebasing: storage[filled..<capacity])
                let got = try source.read(at: offset + filled, into: rest)
                if got <= 0 { break }
                filled += min(got, rest.count)
            }
        } catch {
            return String(describing: error)
        }
        return nil
    }

    /// Milliseconds without a byte that are a pause.
    private static let patience = 100

    /// Reads the records of a segment, one behind the other; a whole segment as it stands.
    ///
    /// - Returns: Whether all of them are there still.
    func fill(_ source: any ByteSource, _ segment: Segment) -> Bool {
        guard case .some(let kept) = segment.starts else {
            return fill(source, at: segment.offset, capacity: segment.length) == nil && filled == segment.length
        }
        reserve(kept.reduce(0) { $0 + $1.length } + Self.mostAtOnce)
        filled = 0
        var next = 0
        while next < kept.count {
            let stretch = kept[next..<Segment.Kept.endOfStretch(kept, from: next, most: Self.mostAtOnce)]
            guard read(stretch, of: source, at: segment.offset) else { return false }
            next = stretch.endIndex
        }
        return true
    }

    /// Bytes that are read at once to pick records out of.
    private static let mostAtOnce = 256 << 10

    /// Adds records, and what lies between them for as long as they are not moved together.
    private func read(_ stretch: ArraySlice<Segment.Kept>, of source: any ByteSource, at offset: Int) -> Bool {
        guard let first = stretch.first, let last = stretch.last else { return true }
        let read = filled, end = filled + Int(last.end - first.start)
        while filled < end {
            let rest = UnsafeMutableRawBufferPointer(rebasing: storage[filled..<end])
            guard let got = try? source.read(at: offset + Int(last.end) - rest.count, into: rest), got > 0 else { return false }
            filled += min(got, rest.count)
        }
        filled = read
        for record in stretch {
            let start = read + Int(record.start - first.start)
            if start != filled {
                let place = UnsafeMutableRawBufferPointer(rebasing: storage[filled..<filled + record.length])
                place.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<start + record.length]))
            }
            filled += record.length
        }
        return true
    }

    /// Keeps the first `count` bytes.
    func cut(to count: Int) { filled = min(filled, count) }

    private func reserve(_ capacity: Int) {
        guard storage.count < capacity else { return }
        storage.deallocate()
        storage = .allocate(byteCount: capacity, alignment: 64)
    }
}
