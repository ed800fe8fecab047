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
        guard case .some(let kept) = segment.starts, let last = kept.last else {
            return fill(source, at: segment.offset, capacity: segment.length) == nil && filled == segment.length
        }
        if segment.isSparse(kept) { return fill(source, at: segment.offset, kept) }
        guard fill(source, at: segment.offset, capacity: Int(last.end)) == nil, filled == last.end else { return false }
        compact(kept)
        return true
    }

    private func fill(_ source: any ByteSource, at offset: Int, _ kept: [Segment.Kept]) -> Bool {
        reserve(kept.reduce(0) { $0 + $1.length })
        filled = 0
        for record in kept {
            let end = filled + record.length
            while filled < end {
                let rest = UnsafeMutableRawBufferPointer(rebasing: storage[filled..<end])
                let at = offset + Int(record.end) - rest.count
                guard let got = try? source.read(at: at, into: rest), got > 0 else { return false }
                filled += min(got, rest.count)
            }
        }
        return true
    }

    /// Moves the records together that stay. They ascend and do not overlap.
    private func compact(_ kept: [Segment.Kept]) {
        var end = 0
        for record in kept {
            let place = UnsafeMutableRawBufferPointer(rebasing: storage[end..<end + record.length])
            place.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[Int(record.start)..<Int(record.end)]))
            end += record.length
        }
        filled = end
    }

    /// Keeps the first `count` bytes.
    func cut(to count: Int) { filled = min(filled, count) }

    private func reserve(_ capacity: Int) {
        guard storage.count < capacity else { return }
        storage.deallocate()
        storage = .allocate(byteCount: capacity, alignment: 64)
    }
}
