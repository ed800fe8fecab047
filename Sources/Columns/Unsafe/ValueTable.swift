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
    /// `tag` is length << 16 | tag of the cell, 0 where the slot is free (tags of values are not 0). `offset` is where the
    /// bytes of a long value start in `storage`.
    private typealias Slot = wrkaud_slot

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
        guard let codes = codes.baseAddress else { return }
        block.withUnsafeBytes { block in
            starts.withUnsafeBufferPointer { starts in
                lengths.withUnsafeBufferPointer { lengths in
                    tags.withUnsafeBufferPointer { tags in
                        guard let starts = starts.baseAddress, let lengths = lengths.baseAddress,
                            let tags = tags.baseAddress
                        else { return }
                        let bytes = block.baseAddress?.assumingMemoryBound(to: UInt8.self)
                        let cells = wrkaud_cells(
                            block: bytes, size: block.count, starts: starts, lengths: lengths, tags: tags)
                        encode(cells, count, codes)
                    }
                }
            }
        }
    }

    /// Values met before go by the kernel, the others one by one.
    private func encode(_ cells: wrkaud_cells, _ count: Int, _ codes: UnsafeMutablePointer<UInt32>) {
        var cell = 0
        while true {
            cell = wrkaud_find_values(cells, cell, count, slots, UInt64(mask), seed, codes)
            if cell == count { return }
            codes[cell] = code(of: key(cells, cell), cells, cell)
            cell += 1
        }
    }

    /// What a cell's slot says, apart from its code.
    private struct Key {
        var a: UInt64
        var b: UInt64
        var tag: UInt64

        /// Whether the two words are all of it.
        var isShort: Bool { tag &>> 16 <= 16 }
    }

    private func key(_ cells: wrkaud_cells, _ cell: Int) -> Key {
        let bytes = bytes(cells, cell)
        let tag = UInt64(bytes.count) &<< 16 | UInt64(cells.tags[cell])
        guard bytes.count > 16, let start = bytes.baseAddress else {
            let (a, b) = Self.words(bytes)
            return Key(a: a, b: b, tag: tag)
        }
        return Key(
            a: ByteHash.hash(start, bytes.count, tag: tag, seed: seed), b: ByteHash.word(start), tag: tag)
    }

    private func bytes(_ cells: wrkaud_cells, _ cell: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(cells.starts[cell]), length = Int(cells.lengths[cell])
        precondition(start &+ length <= cells.size, "a cell outside its block")
        return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(start: cells.block, count: cells.size)[start..<start + length])
    }

    /// Up to 16 bytes as two words with zeros behind them.
    private static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64) {
        var a: UInt64 = 0, b: UInt64 = 0
        for (i, byte) in bytes.enumerated() {
            if i < 8 { a |= UInt64(byte) &<< UInt64(8 * i) } else { b |= UInt64(byte) &<< UInt64(8 * (i - 8)) }
        }
        return (a, b)
    }

    @inline(never)
    private func code(of key: Key, _ cells: wrkaud_cells, _ cell: Int) -> UInt32 {
        var slot = Int(truncatingIfNeeded: wrkaud_mix(key.a, key.b, key.tag, seed)) & mask
        while slots[slot].tag != 0 {
            let found = slots[slot]
            if found.a == key.a, found.b == key.b, found.tag == key.tag, key.isShort || holds(found, cells, cell) {
                return found.code
            }
            slot = (slot &+ 1) & mask
        }
        return add(key, slot, cells, cell)
    }

    /// Whether a long value is the one of the slot.
    private func holds(_ slot: Slot, _ cells: wrkaud_cells, _ cell: Int) -> Bool {
        let bytes = bytes(cells, cell)
        return storage.withUnsafeBufferPointer {
            sameBytes($0.baseAddress.map { $0 + Int(slot.offset) }, bytes.baseAddress, bytes.count)
        }
    }

    private func add(_ key: Key, _ slot: Int, _ cells: wrkaud_cells, _ cell: Int) -> UInt32 {
        let code = Self.firstValue + UInt32(used)
        slots[slot] = Slot(
            a: key.a, b: key.b, tag: key.tag, code: code, offset: UInt32(truncatingIfNeeded: storage.count))
        if !key.isShort { storage.append(contentsOf: bytes(cells, cell)) }
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
            var slot = Int(truncatingIfNeeded: wrkaud_mix(old[i].a, old[i].b, old[i].tag, seed)) & mask
            while slots[slot].tag != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = old[i]
        }
        old.deallocate()
    }
}
