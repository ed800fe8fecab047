import Catalog

/// System time stamps (*DTS): an unsigned big-endian number of eight bytes that counts steps of 2^-12 microseconds; its low
/// twelve bits only make it unique.
///
/// The beginning is recalled, not read in a source: 1928-08-23 12:03:06.314752, where 2^51 microseconds before
/// 2000-01-01 00:00:00 lie.
enum SystemClock {
    /// Microseconds from the beginning to 1970-01-01.
    static let beginning: Int64 = (1 << 51) - 946_684_800_000_000

    /// Nothing but zeros or blanks is no time.
    static func instant(_ bytes: RawSpan) -> Decoded<Timestamp> {
        guard bytes.byteCount == 8 else { return .unreadable(text: HexText.text(bytes), reason: "not a system time stamp") }
        var number: UInt64 = 0
        for place in 0..<8 { number = number << 8 | UInt64(bytes[place]) }
        if number == 0 || number == 0x4040_4040_4040_4040 { return .null }
        return .value(Timestamp(microseconds: Int64(number >> 12) - beginning))
    }

    static func bytes(_ time: Timestamp) -> [UInt8] {
        let number = UInt64(bitPattern: (time.microseconds + beginning) << 12)
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }
}
