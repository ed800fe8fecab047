/// Numbers 64-bit keys in order of first appearance: an open-addressing table of keys and their numbers.
struct KeyIndex: Sendable {
    private struct Slot: BitwiseCopyable, Sendable {
        var key: UInt64
        /// number + 1, 0 where free.
        var number: UInt32
    }

    /// The keys, by number.
    private(set) var keys: [UInt64] = []
    private var slots: [Slot]
    private let seed = ByteHash.seed

    init() { slots = Array(repeating: Slot(key: 0, number: 0), count: 256) }

    var count: Int { keys.count }

    /// The number of `key`, the next one when it is new. O(1) on average.
    @inline(__always) mutating func number(of key: UInt64) -> Int {
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: ByteHash.fold(key ^ seed, 0x9e37_79b9_7f4a_7c15)) & mask
        while slots[slot].number != 0 {
            if slots[slot].key == key { return Int(slots[slot].number) &- 1 }
            slot = (slot &+ 1) & mask
        }
        return add(key, slot)
    }

    @inline(never) private mutating func add(_ key: UInt64, _ slot: Int) -> Int {
        keys.append(key)
        slots[slot] = Slot(key: key, number: UInt32(keys.count))
        if keys.count * 2 > slots.count { grow() }
        return keys.count - 1
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(key: 0, number: 0), count: old.count * 4)
        let mask = slots.count - 1
        for entry in old where entry.number != 0 {
            var slot = Int(truncatingIfNeeded: ByteHash.fold(entry.key ^ seed, 0x9e37_79b9_7f4a_7c15)) & mask
            while slots[slot].number != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }
}
