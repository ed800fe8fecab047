/// Numbers 64-bit keys in order of first appearance: an open-addressing table of hashes and numbers before the keys.
///
/// Takes 8 bytes a key, and 11 to 22 of table.
package struct KeyIndex: Sendable {
    /// The keys, by number.
    package private(set) var keys: [UInt64] = []
    /// hash << 32 | number + 1, 0 where free. The slot is the hash's low bits, so that growing does not look at keys.
    private var slots = [UInt64](repeating: 0, count: 256)
    private let seed = ByteHash.seed

    package init() {}

    package var count: Int { keys.count }

    /// The number of `key`, the next one when it is new. O(1) on average.
    @inline(__always) package mutating func number(of key: UInt64) -> Int {
        let hash = ByteHash.fold(key ^ seed, 0x9e37_79b9_7f4a_7c15) & 0xffff_ffff
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return add(key, hash, slot) }
            if entry &>> 32 == hash {
                let number = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
                if keys[number] == key { return number }
            }
            slot = (slot &+ 1) & mask
        }
    }

    @inline(never) private mutating func add(_ key: UInt64, _ hash: UInt64, _ slot: Int) -> Int {
        keys.append(key)
        slots[slot] = hash &<< 32 | UInt64(keys.count)
        if keys.count * 4 > slots.count * 3 { slots = grown(slots) }
        return keys.count - 1
    }
}

/// Twice the slots, each entry (hash << 32 | anything not 0) where its hash's low bits say.
func grown(_ slots: [UInt64]) -> [UInt64] {
    var new = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = new.count - 1
    for entry in slots where entry != 0 {
        var slot = Int(entry &>> 32) & mask
        while new[slot] != 0 { slot = (slot &+ 1) & mask }
        new[slot] = entry
    }
    return new
}
