/// Zoned decimal: a digit in the low half of each byte, the sign in the high half of the last.
enum ZonedDecimal {
    /// The number with its leading zeros (`004711`), with minus sign and decimal point where it has them. Blanks and
    /// NULs instead of digits are null.
    static func text(_ bytes: RawSpan, scale: Int) -> Decoded<String> {
        if EBCDICText.usedCount(bytes) == 0 { return .null }
        if let bad = badByte(bytes) { return unreadable(bytes, bad) }
        let digits = (0..<bytes.byteCount).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) & 0x0F }
        return .value(DecimalDigits.text(digits, scale: scale, isNegative: isNegative(bytes)))
    }

    static func integer(_ bytes: RawSpan, scale: Int) -> Decoded<Int128> {
        if EBCDICText.usedCount(bytes) == 0 { return .null }
        if let bad = badByte(bytes) { return unreadable(bytes, bad) }
        return DecimalDigits.integer(count: bytes.byteCount, scale: scale, isNegative: isNegative(bytes)) {
            bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) & 0x0F
        }
    }

    /// Index of the first byte that is no digit; the last byte may have any sign (A to F) in its high half.
    private static func badByte(_ bytes: RawSpan) -> Int? {
        let last = bytes.byteCount - 1
        for i in 0...last {
            let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
            let zoneIsGood = i == last ? byte >> 4 >= 0x0A : byte >> 4 == 0x0F
            if byte & 0x0F > 9 || !zoneIsGood { return i }
        }
        return nil
    }

    private static func isNegative(_ bytes: RawSpan) -> Bool {
        let zone = bytes.unsafeLoad(fromByteOffset: bytes.byteCount - 1, as: UInt8.self) >> 4
        return zone == 0x0B || zone == 0x0D
    }

    private static func unreadable<Value>(_ bytes: RawSpan, _ bad: Int) -> Decoded<Value> {
        let byte = bytes.unsafeLoad(fromByteOffset: bad, as: UInt8.self)
        return .unreadable(
            text: CodePage(ccsid: 37).decode(bytes),
            reason: "byte \(bad + 1) of the zoned number is X'\(HexText.digits(byte))', not a digit")
    }
}
