/// Numbers in their usual form; `nil` sends everything else to the decoder that knows all forms.
enum QuickNumber {
    /// ASCII digits, 18 at most behind leading zeros.
    @inline(__always)
    static func text(_ bytes: UnsafeRawBufferPointer) -> Int64? { digits(bytes, zero: 0x30) }

    /// EBCDIC digits without a sign in the last one: the same in every code page, as characters and zoned.
    @inline(__always)
    static func zoned(_ bytes: UnsafeRawBufferPointer) -> Int64? { digits(bytes, zero: 0xF0) }

    @inline(__always)
    private static func digits(_ bytes: UnsafeRawBufferPointer, zero: UInt8) -> Int64? {
        guard bytes.count > 0 else { return nil }
        var value: UInt64 = 0
        var at = 0
        while bytes.count &- at > 18 {
            guard bytes[at] == zero else { return nil }
            at &+= 1
        }
        while bytes.count &- at >= 8 {
            guard let eight = eightDigits(bytes, at, zero) else { return nil }
            value = value &* 100_000_000 &+ eight
            at &+= 8
        }
        while at < bytes.count {
            let digit = bytes[at] &- zero
            if digit > 9 { return nil }
            value = value &* 10 &+ UInt64(digit)
            at &+= 1
        }
        return Int64(truncatingIfNeeded: value)
    }

    /// The number of the eight digits at `at`, by pairs, then fours.
    @inline(__always)
    static func eightDigits(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ zero: UInt8) -> UInt64? {
        var word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        word ^= UInt64(zero) &* 0x0101_0101_0101_0101
        // A digit is 0 ... 9 now: neither it nor it plus six has a high half.
        if (word | (word &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 != 0 { return nil }
        word = (word &* 10 &+ (word &>> 8)) & 0x00FF_00FF_00FF_00FF
        word = (word &* 100 &+ (word &>> 16)) & 0x0000_FFFF_0000_FFFF
        return (word &* 10_000 &+ (word &>> 32)) & 0xFFFF_FFFF
    }
}
