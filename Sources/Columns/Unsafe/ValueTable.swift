import CKernels

/// The distinct byte strings of one column as one thread has met them: bytes -> small code, in order of appearance.
///
/// It lives from block to block, so that a value met before costs one look; the merger learns each value once and keeps
/// which of the column's codes it has:
///
///     table.encode(block, starts: …, lengths: …, tags: …, count: records, into: codes)      // parser, per cell
///     for (local, cell) in zip(first..., table.fresh) { … decode, send along … }            // per new value
///
/// Two values are the same when their tags and their bytes are the same; hashes only find the place to look. Values are
/// copied, so the block may be reused. Not for use by several threads at once.
package final class ValueTable {
    /// Up to 16 bytes are told apart by `a`, `b` and `tag` alone; of longer ones `a` is a hash and `b` the first word.
    private struct Slot {
        var a: UInt64 = 0
        var b: UInt64 = 0
        /// length << 16 | tag; 0 where the slot is free (tags of values are not 0).
        var tag: UInt64 = 0
        var code: UInt32 = 0
        /// Where the bytes of a long value start in `storage`.
        var offset: UInt32 = 0
    }

    /// A cell on its way to its slot.
    private struct Key {
        var a: UInt64
        var b: UInt64
        var tag: UInt64
        var hash: Int

        /// Whether the two words are all of it.
        var isShort: Bool { tag &>> 16 <= 16 }

        func bytes(_ cells: Cells, _ cell: Int) -> UnsafeRawBufferPointer {
            let start = Int(cells.starts[cell])
            return UnsafeRawBufferPointer(rebasing: cells.block[start..<start + Int(tag &>> 16)])
        }
    }

    private var slots: UnsafeMutablePointer<Slot>
    private var mask: Int
    private var used = 0
    private var storage: [UInt8] = []
    private let seed = ByteHash.seed

    /// Codes 0 and 1 are not values: what tags below `firstValueTag` stand for.
    package static let firstValue: UInt32 = 2
    /// tag >> 8 is the code of a cell whose tag is below this.
    package static let firstValueTag: UInt16 = 0x200

    /// The cells at which `encode` met a value for the first time, in order of their codes.
    package private(set) var fresh: [Int] = []

    /// So many values are kept at most: a column of ever new values then costs memory that fits the processor's cache,
    /// not memory without end.
    package static let mostValues = 1 << 17
    private static let mostStorage = 16 << 20

    package init() {
        mask = 63
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: Slot(), count: mask + 1)
    }

    deinit { slots.deallocate() }

    /// Distinct values so far: their codes are `firstValue ..< firstValue + count`.
    package var count: Int { used }

    package var isFull: Bool { used >= Self.mostValues || storage.count >= Self.mostStorage }

    /// Forgets all values.
    package func removeAll() {
        used = 0
        storage.removeAll(keepingCapacity: true)
        for slot in 0...mask { slots[slot].tag = 0 }
    }

    /// Writes the code of each of `count` cells; a cell is `lengths[i]` bytes of `block` from `starts[i]` on.
    ///
    /// - Parameter tags: Below `firstValueTag`: the code, shifted left by 8. Else a part of the value, such as how its
    ///   bytes are read.
    /// - Precondition: The cells lie within the block, and `count` codes fit `codes`. Checked.
    /// - Complexity: A few nanoseconds a cell of up to 16 bytes.
    package func encode(
        _ block: RawSpan, starts: Span<UInt32>, lengths: Span<UInt32>, tags: Span<UInt16>, count: Int,
        into codes: UnsafeMutableBufferPointer<UInt32>
    ) {
        precondition(starts.count >= count && lengths.count >= count && tags.count >= count && codes.count >= count)
        fresh.removeAll(keepingCapacity: true)
        block.withUnsafeBytes { block in
            starts.withUnsafeBufferPointer { starts in
                lengths.withUnsafeBufferPointer { lengths in
                    tags.withUnsafeBufferPointer { tags in
                        encode(Cells(block: block, starts: starts, lengths: lengths, tags: tags), count, codes)
                    }
                }
            }
        }
    }

    /// Cells where they stand; all three lists have a place for each.
    private struct Cells {
        let block: UnsafeRawBufferPointer
        let starts: UnsafeBufferPointer<UInt32>
        let lengths: UnsafeBufferPointer<UInt32>
        let tags: UnsafeBufferPointer<UInt16>
    }

    private func encode(_ cells: Cells, _ count: Int, _ codes: UnsafeMutableBufferPointer<UInt32>) {
        withUnsafeTemporaryAllocation(of: Key.self, capacity: Self.batch) { keys in
            for first in stride(from: 0, to: count, by: Self.batch) {
                let part = first..<min(first + Self.batch, count)
                Self.prepare(cells, part, keys, slots, mask, seed)
                look(cells, part, keys, codes)
            }
        }
    }

    /// Cells between two turns from hashing to looking.
    private static let batch = 64

    /// Stands for the hash of a cell that has the value of the last one that had any. Hashes are not negative.
    private static let repeated = -1

    /// Hashes some cells and asks memory for their slots, so that the waits for them overlap.
    private static func prepare(
        _ cells: Cells, _ part: Range<Int>, _ keys: UnsafeMutableBufferPointer<Key>, _ slots: UnsafeMutablePointer<Slot>,
        _ mask: Int, _ seed: UInt64
    ) {
        let block = cells.block
        // Of this batch, so that the code is there when it is asked for.
        var before = (a: UInt64(0), b: UInt64(0), tag: UInt64(0))
        for cell in part where cells.tags[cell] >= firstValueTag {
            let start = Int(cells.starts[cell]), length = Int(cells.lengths[cell])
            precondition(start &+ length <= block.count, "a cell outside its block")
            let tag = UInt64(length) &<< 16 | UInt64(cells.tags[cell])
            var a: UInt64 = 0, b: UInt64 = 0
            if let p = block.baseAddress.map({ $0 + start }) {
                if length > 16 {
                    (a, b) = (ByteHash.hash(p, length, tag: tag, seed: seed), ByteHash.word(p))
                } else if block.count &- start >= 16 {
                    wrkaud_words_of_16(p, length, &a, &b)
                } else {
                    (a, b) = lastWords(p, length)
                }
            }
            // The same entry after entry: a user, a job, a system. There is nothing to look for.
            if a == before.a, b == before.b, tag == before.tag, length <= 16 {
                keys[cell &- part.lowerBound].hash = repeated
                continue
            }
            let hash = hash(a, b, tag, seed) & .max
            keys[cell &- part.lowerBound] = Key(a: a, b: b, tag: tag, hash: hash)
            before = (a, b, tag)
            wrkaud_prefetch(slots + (hash & mask))
        }
    }

    /// Up to 16 bytes at the end of a block, where 16 cannot be read at once, as two words with zeros behind them.
    @inline(never)
    private static func lastWords(_ p: UnsafeRawPointer, _ length: Int) -> (UInt64, UInt64) {
        var a: UInt64 = 0, b: UInt64 = 0
        for i in 0..<length {
            let byte = UInt64(p.load(fromByteOffset: i, as: UInt8.self))
            if i < 8 { a |= byte &<< UInt64(8 * i) } else { b |= byte &<< UInt64(8 * (i - 8)) }
        }
        return (a, b)
    }

    @inline(__always)
    private static func hash(_ a: UInt64, _ b: UInt64, _ tag: UInt64, _ seed: UInt64) -> Int {
        Int(truncatingIfNeeded: ByteHash.mix(a, b, tag, seed: seed))
    }

    private func look(
        _ cells: Cells, _ part: Range<Int>, _ keys: UnsafeMutableBufferPointer<Key>,
        _ codes: UnsafeMutableBufferPointer<UInt32>
    ) {
        var slots = slots, mask = mask
        var last: UInt32 = 0
        for cell in part {
            let tag = cells.tags[cell]
            if tag < Self.firstValueTag {
                codes[cell] = UInt32(tag &>> 8)
                continue
            }
            let key = keys[cell &- part.lowerBound]
            if key.hash == Self.repeated {
                codes[cell] = last
                continue
            }
            var slot = key.hash & mask
            while true {
                let found = slots[slot]
                if found.a == key.a, found.b == key.b, found.tag == key.tag, key.isShort || holds(found, key, cells, cell) {
                    last = found.code
                    break
                }
                if found.tag == 0 {
                    last = add(key, slot, cells, cell)
                    (slots, mask) = (self.slots, self.mask)
                    break
                }
                slot = (slot &+ 1) & mask
            }
            codes[cell] = last
        }
    }

    /// Whether a long value is the one of the slot.
    private func holds(_ slot: Slot, _ key: Key, _ cells: Cells, _ cell: Int) -> Bool {
        let bytes = key.bytes(cells, cell)
        return storage.withUnsafeBufferPointer {
            sameBytes(
                $0.baseAddress.map { $0 + Int(slot.offset) },
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
    }

    @inline(never)
    private func add(_ key: Key, _ slot: Int, _ cells: Cells, _ cell: Int) -> UInt32 {
        let code = Self.firstValue + UInt32(used)
        slots[slot] = Slot(
            a: key.a, b: key.b, tag: key.tag, code: code, offset: UInt32(truncatingIfNeeded: storage.count))
        if !key.isShort { storage.append(contentsOf: key.bytes(cells, cell)) }
        fresh.append(cell)
        used += 1
        if used * 2 > mask { grow() }
        return code
    }

    private func grow() {
        let old = slots, count = mask + 1
        mask = count * 2 - 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: Slot(), count: mask + 1)
        for i in 0..<count where old[i].tag != 0 {
            var slot = Self.hash(old[i].a, old[i].b, old[i].tag, seed) & mask
            while slots[slot].tag != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = old[i]
        }
        old.deallocate()
    }
}
