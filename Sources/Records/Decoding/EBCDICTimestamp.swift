package import Catalog

/// Instants in EBCDIC records: `2026-11-02-08.03.17.007919` (digits and separators are the same in every code page).
package enum EBCDICTimestamp {
    /// Bytes of the SAA form.
    package static let length = 26

    /// The instant of 26 bytes, or `nil` when they are none. About ten nanoseconds: used once per row.
    package static func instant(_ bytes: RawSpan) -> Timestamp? {
        guard bytes.byteCount == length else { return nil }
        var bad: UInt8 = 0
        func digit(_ at: Int) -> Int {
            let digit = bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self) &- 0xF0
            bad |= digit > 9 ? 1 : 0
            return Int(digit)
        }
        func pair(_ at: Int) -> Int { digit(at) * 10 + digit(at + 1) }
        func separator(_ at: Int, _ byte: UInt8) {
            bad |= bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self) ^ byte
        }
        let year = pair(0) * 100 + pair(2), month = pair(5), day = pair(8)
        let hour = pair(11), minute = pair(14), second = pair(17)
        let micro = (pair(20) * 100 + pair(22)) * 100 + pair(24)
        separator(4, dash); separator(7, dash); separator(10, dash)
        separator(13, point); separator(16, point); separator(19, point)
        guard bad == 0 else { return nil }
        return Timestamp(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: micro)
    }

    private static let dash: UInt8 = 0x60
    private static let point: UInt8 = 0x4B

    /// A timestamp field: the SAA form, or the 12 digits of a date and a time side by side.
    static func field(_ bytes: RawSpan, _ page: CodePage) -> Decoded<Timestamp> {
        if let instant = instant(bytes) { return .value(instant) }
        let used = EBCDICText.usedCount(bytes)
        if used == 0 { return .blank }
        if used == 12, let instant = dateAndTime(bytes, .yearFirst) { return .value(instant) }
        return .unreadable(text: page.decode(bytes.extracting(first: used)), reason: "not a date and time")
    }

    /// Twelve digits: a date in `order`, then the time.
    static func clock(_ bytes: RawSpan, _ order: DateOrder, _ page: CodePage) -> Decoded<Timestamp> {
        let used = EBCDICText.usedCount(bytes)
        if used == 0 { return .blank }
        if used == 12, let instant = dateAndTime(bytes, order) { return .value(instant) }
        return .unreadable(text: page.decode(bytes.extracting(first: used)), reason: "not a date and time")
    }

    /// `YYMMDDHHMMSS`, `MMDDYYHHMMSS` or `DDMMYYHHMMSS`; years 40 to 99 are of the 20th century, as everywhere on IBM i.
    private static func dateAndTime(_ bytes: RawSpan, _ order: DateOrder) -> Timestamp? {
        var pairs: [Int] = []
        for i in 0..<6 {
            let high = bytes.unsafeLoad(fromByteOffset: i * 2, as: UInt8.self) &- 0xF0
            let low = bytes.unsafeLoad(fromByteOffset: i * 2 + 1, as: UInt8.self) &- 0xF0
            guard high <= 9, low <= 9 else { return nil }
            pairs.append(Int(high) * 10 + Int(low))
        }
        let date: (year: Int, month: Int, day: Int) =
            switch order {
            case .yearFirst: (pairs[0], pairs[1], pairs[2])
            case .monthFirst: (pairs[2], pairs[0], pairs[1])
            case .dayFirst: (pairs[2], pairs[1], pairs[0])
            }
        return Timestamp(
            year: date.year + (date.year < 40 ? 2000 : 1900), month: date.month, day: date.day,
            hour: pairs[3], minute: pairs[4], second: pairs[5])
    }
}
