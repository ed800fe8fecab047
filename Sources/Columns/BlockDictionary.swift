/// The distinct byte strings of one column in one block: bytes -> small code, in order of appearance.
///
/// Each parser thread fills its own; the merger turns local codes into the column's codes:
///
///     let local = names.code(of: field, salt: decoder)            // parser, per cell
///     names.forEach { local, bytes, salt in … intern … }          // merger, per distinct value
///
/// Two values are the same when their salts and their bytes are the same; hashes only find the place to look.
/// Values are copied, so the block may be reused. At most `UInt32.max` bytes of distinct values.
package struct BlockDictionary: Sendable {
    /// Up to 16 bytes are told apart by `a`, `b` and `tag` alone; of longer ones these are a first sieve.
    private struct Value: BitwiseCopyable {
        var a: UInt64
        var b: UInt64
        /// length << 8 | salt
        var tag: UInt64
        var offset: Int
    }

    private var values: [Value] = []
    private var storage: [UInt8] = []
    /// hash << 32 | local code + 1, 0 where free; a power of two.
    private var slots: [UInt64]
    private let seed = ByteHash.seed

    package init() { slots = Array(repeating: 0, count: 64) }

    /// Distinct values so far: local codes are `0 ..< count`.
    package var count: Int { values.count }

    /// The local code of `bytes` as decoded by decoder number `salt`, added when new. A few nanoseconds for short values.
    package mutating func code(of bytes: UnsafeRawBufferPointer, salt: UInt8) -> UInt32 {
        let count = bytes.count
        let tag = UInt64(count) &<< 8 | UInt64(salt)
        guard count > 0, let start = bytes.baseAddress else { return place(of: nil, 0, a: 0, b: 0, tag) }
        if count <= 16 {
            let (a, b) = ByteHash.words(start, count)
            return place(of: start, count, a: a, b: b, tag)
        }
        let hash = ByteHash.hash(start, count, tag: tag, seed: seed)
        return place(of: start, count, a: hash, b: ByteHash.word(start), tag)
    }

    package mutating func code(of bytes: RawSpan, salt: UInt8) -> UInt32 {
        bytes.withUnsafeBytes { code(of: $0, salt: salt) }
    }

    @inline(__always) private mutating func place(
        of start: UnsafeRawPointer?, _ count: Int, a: UInt64, b: UInt64, _ tag: UInt64
    ) -> UInt32 {
        let hash = ByteHash.mix(a, b, tag, seed: seed) & 0xffff_ffff
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return add(start, count, Value(a: a, b: b, tag: tag, offset: storage.count), hash, slot) }
            if entry &>> 32 == hash {
                let local = UInt32(truncatingIfNeeded: entry) &- 1
                let value = values[Int(local)]
                if value.a == a, value.b == b, value.tag == tag, count <= 16 || holds(value, start, count) { return local }
            }
            slot = (slot &+ 1) & mask
        }
    }

    private func holds(_ value: Value, _ start: UnsafeRawPointer?, _ count: Int) -> Bool {
        storage.withUnsafeBufferPointer {
            sameBytes($0.baseAddress.map { $0 + value.offset }, start?.assumingMemoryBound(to: UInt8.self), count)
        }
    }

    @inline(never) private mutating func add(
        _ start: UnsafeRawPointer?, _ count: Int, _ value: Value, _ hash: UInt64, _ slot: Int
    ) -> UInt32 {
        let local = UInt32(values.count)
        values.append(value)
        storage.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
        slots[slot] = hash &<< 32 | UInt64(local + 1)
        if values.count * 2 > slots.count { slots = grown(slots) }
        return local
    }
}

extension BlockDictionary {
    /// Calls `body` with the bytes and the salt of a local code.
    package func withBytes<Result>(of local: UInt32, _ body: (RawSpan, UInt8) throws -> Result) rethrows -> Result {
        let value = values[Int(local)]
        let range = value.offset..<value.offset + Int(value.tag >> 8)
        return try body(storage.span.bytes.extracting(range), UInt8(truncatingIfNeeded: value.tag))
    }

    /// Calls `body` with every local code in order, its bytes and its salt.
    package func forEach(_ body: (UInt32, RawSpan, UInt8) throws -> Void) rethrows {
        for local in 0..<UInt32(count) { try withBytes(of: local) { try body(local, $0, $1) } }
    }

    /// Forgets all values but keeps the memory, for the next block.
    package mutating func removeAll() {
        values.removeAll(keepingCapacity: true)
        storage.removeAll(keepingCapacity: true)
        for i in slots.indices { slots[i] = 0 }
    }
}
