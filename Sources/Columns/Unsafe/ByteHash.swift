import CKernels

/// Hashes of short byte strings, eight bytes at a time.
///
/// The seed is drawn once per process, so that nobody can prepare a file whose values all fall into one slot.
enum ByteHash {
    static let seed = UInt64.random(in: .min ... .max)

    /// Multiplies to 128 bits and folds: every bit of both words reaches every bit of the result.
    @inline(__always) static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 { wrkaud_fold(a, b) }

    @inline(__always) private static func word(_ p: UnsafeRawPointer) -> UInt64 { p.loadUnaligned(as: UInt64.self) }

    /// Up to 16 bytes as two words; with the length they tell the bytes exactly.
    ///
    /// - Precondition: `count` bytes at `p` are readable, and `count <= 16`.
    @inline(__always) private static func words(_ p: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
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

    /// Any number of bytes, and a tag (length, salt), under the process's seed.
    ///
    /// - Precondition: `count` bytes at `p` are readable.
    @inline(__always) static func hash(_ p: UnsafeRawPointer, _ count: Int, tag: UInt64, seed: UInt64) -> UInt64 {
        let (a, b) = count <= 16 ? words(p, count) : (wrkaud_long_hash(p, UInt64(count), seed), 0)
        return wrkaud_mix(wrkaud_key(a: a, b: b, tag: tag), seed)
    }
}
