/// Hashes of short byte strings, eight bytes at a time.
///
/// The seed is drawn once per process, so that nobody can prepare a file whose values all fall into one slot.
enum ByteHash {
    static let seed = UInt64.random(in: .min ... .max)

    private static let k0: UInt64 = 0x9e37_79b9_7f4a_7c15
    private static let k1: UInt64 = 0xd6e8_feb8_6659_fd93

    /// Multiplies to 128 bits and folds: every bit of both words reaches every bit of the result.
    @inline(__always) static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    @inline(__always) static func word(_ p: UnsafeRawPointer) -> UInt64 { p.loadUnaligned(as: UInt64.self) }

    /// Up to 16 bytes as two words; with the length they tell the bytes exactly.
    ///
    /// - Precondition: `count` bytes at `p` are readable, and `count <= 16`.
    @inline(__always) static func words(_ p: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
        if count >= 8 { return (word(p), word(p + (count &- 8))) }
        if count >= 4 {
            return (UInt64(p.loadUnaligned(as: UInt32.self)), UInt64((p + (count &- 4)).loadUnaligned(as: UInt32.self)))
        }
        if count == 0 { return (0, 0) }
        let first = UInt64(p.load(as: UInt8.self))
        let middle = UInt64(p.load(fromByteOffset: count &>> 1, as: UInt8.self))
        let last = UInt64(p.load(fromByteOffset: count &- 1, as: UInt8.self))
        return (first | middle &<< 8, last)
    }

    /// Mixes two words and a tag (length, salt) under the process's seed.
    @inline(__always) static func mix(_ a: UInt64, _ b: UInt64, _ tag: UInt64, seed: UInt64) -> UInt64 {
        fold(a ^ seed, (b &+ tag &* k1) ^ k0)
    }

    /// Any number of bytes.
    ///
    /// - Precondition: `count` bytes at `p` are readable.
    @inline(__always) static func hash(_ p: UnsafeRawPointer, _ count: Int, tag: UInt64, seed: UInt64) -> UInt64 {
        if count <= 16 {
            let (a, b) = words(p, count)
            return mix(a, b, tag, seed: seed)
        }
        return long(p, count, tag: tag, seed: seed)
    }

    private static func long(_ p: UnsafeRawPointer, _ count: Int, tag: UInt64, seed: UInt64) -> UInt64 {
        var state = seed
        var at = 0
        while count &- at > 16 {
            state = fold(word(p + at) ^ k0 ^ state, word(p + (at &+ 8)) ^ k1)
            at &+= 16
        }
        return mix(word(p + (count &- 16)) ^ state, word(p + (count &- 8)), tag, seed: seed)
    }
}
