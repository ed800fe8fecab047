package import CCells
import CKernels

/// The distinct byte strings of one column as one thread has met them: bytes -> small code, in order of appearance.
///
/// It lives from block to block, so that a value met before costs one look; the merger learns each value once and keeps
/// which of the column's codes it has:
///
///     table.encode(cells, count: records, into: codes) { … where cell $0 stands … }   // parser, per cell
///     for (local, cell) in zip(first..., table.fresh) { … decode, send along … }      // per new value
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
    package static let firstValueTag = UInt16(WRKAUD_FIRST_VALUE)

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

    /// Where a cell stands in its block, and its tag: below `firstValueTag` the code, shifted left by 8; else a part of the
    /// value, such as how its bytes are read.
    package typealias Place = (bytes: Range<Int>, tag: UInt16)

    /// Writes the code of each of `count` cells: values met before by the kernel, the others one by one.
    ///
    /// - Parameter place: Says of a cell what the kernel does not see: it is new, doubtful, or at the block's end.
    /// - Precondition: The cells lie within the block, and `count` codes fit `codes`. Checked.
    /// - Complexity: A few nanoseconds a cell.
    package func encode(
        _ cells: wrkaud_cells, count: Int, into codes: UnsafeMutableBufferPointer<UInt32>, place: (Int) -> Place
    ) {
        precondition(codes.count >= count)
        fresh.removeAll(keepingCapacity: true)
        guard let codes = codes.baseAddress else { return }
        let block = UnsafeBufferPointer(start: cells.block, count: cells.block == nil ? 0 : cells.size)
        var cell = 0
        var repeats: Int32 = 1
        while true {
            cell = withTable { wrkaud_find_values(cells, cell, count, $0, codes, &repeats) }
            if cell == count { return }
            let (range, tag) = place(cell)
            if tag < Self.firstValueTag {
                codes[cell] = UInt32(tag >> 8)
            } else {
                precondition(range.upperBound <= block.count, "a cell outside its block")
                codes[cell] = code(of: UnsafeBufferPointer(rebasing: block[range]), tag, cell)
                // A new value is not as the one before; the kernel sees only those between two new ones.
                if wrkaud_repeats_seldom(fresh.count, cell + 1) != 0 { repeats = 0 }
            }
            cell += 1
        }
    }

    private func withTable<Result>(_ body: (wrkaud_table) -> Result) -> Result {
        storage.withUnsafeBufferPointer {
            body(wrkaud_table(slots: slots, storage: $0.baseAddress, mask: UInt64(mask), seed: seed))
        }
    }

    @inline(never)
    private func code(of bytes: UnsafeBufferPointer<UInt8>, _ tag: UInt16, _ cell: Int) -> UInt32 {
        let key = wrkaud_key_of_bytes(bytes.baseAddress, UInt64(bytes.count), UInt64(tag), seed)
        let slot = withTable { table in
            withUnsafePointer(to: table) { wrkaud_search($0, key, bytes.baseAddress, slots + place(of: key)) - UnsafePointer(slots) }
        }
        if slots[slot].tag != 0 { return slots[slot].code }
        fresh.append(cell)
        return add(key, slot, bytes)
    }

    private func place(of key: wrkaud_key) -> Int { Int(truncatingIfNeeded: wrkaud_mix(key, seed)) & mask }

    private func add(_ key: wrkaud_key, _ slot: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let code = Self.firstValue + UInt32(used)
        slots[slot] = Slot(
            a: key.a, b: key.b, tag: key.tag, code: code, offset: UInt32(truncatingIfNeeded: storage.count))
        if bytes.count > 16 { storage.append(contentsOf: bytes) }
        used += 1
        // What fits the caches anyway may be emptier: a second look costs more than memory there.
        if used * (mask < Int(WRKAUD_FAR) ? 4 : 2) > mask { grow() }
        return code
    }

    private func grow() {
        let old = slots, count = mask + 1
        mask = count * 2 - 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: Slot(), count: mask + 1)
        for i in 0..<count where old[i].tag != 0 {
            var slot = place(of: wrkaud_key(a: old[i].a, b: old[i].b, tag: old[i].tag))
            while slots[slot].tag != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = old[i]
        }
        old.deallocate()
    }
}
