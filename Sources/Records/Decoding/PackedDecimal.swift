/// Packed decimal: two digits a byte, the sign in the low half of the last.
enum PackedDecimal {
    static func text(_ bytes: RawSpan, scale: Int) -> Decoded<String> {
        if isEmpty(bytes) { return .null }
        if let bad = badByte(bytes) { return unreadable(bytes, bad) }
        var digits = (0..<digitCount(bytes)).map { digit($0, of: bytes) }
        // Packed numbers are numbers: no leading zeros beyond the one before the decimal point.
        let leading = digits.prefix { $0 == 0 }.count
        digits.removeFirst(min(leading, max(0, digits.count - scale - 1)))
        return .value(DecimalDigits.text(digits, scale: scale, isNegative: isNegative(bytes)))
    }

    static func integer(_ bytes: RawSpan, scale: Int) -> Decoded<Int128> {
        if isEmpty(bytes) { return .null }
        if let bad = badByte(bytes) { return unreadable(bytes, bad) }
        return DecimalDigits.integer(count: digitCount(bytes), scale: scale, isNegative: isNegative(bytes)) {
            digit($0, of: bytes)
        }
    }

    private static func digitCount(_ bytes: RawSpan) -> Int { bytes.byteCount * 2 - 1 }

    private static func digit(_ index: Int, of bytes: RawSpan) -> UInt8 {
        let byte = bytes.unsafeLoad(fromByteOffset: index / 2, as: UInt8.self)
        return index % 2 == 0 ? byte >> 4 : byte & 0x0F
    }

    /// Blanks or NULs stand where a number was never set; neither is a packed number (both lack a sign).
    private static func isEmpty(_ bytes: RawSpan) -> Bool { EBCDICText.usedCount(bytes) == 0 }

    private static func badByte(_ bytes: RawSpan) -> Int? {
        let last = bytes.byteCount - 1
        for i in 0...last {
            let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
            let lowIsGood = i == last ? byte & 0x0F >= 0x0A : byte & 0x0F <= 9
            if byte >> 4 > 9 || !lowIsGood { return i }
        }
        return nil
    }

    private static func isNegative(_ bytes: RawSpan) -> Bool {
        let sign = bytes.unsafeLoad(fromByteOffset: bytes.byteCount - 1, as: UInt8.self) & 0x0F
        return sign == 0x0B || sign == 0x0D
    }

    private static func unreadable<Value>(_ bytes: RawSpan, _ bad: Int) -> Decoded<Value> {
        let byte = bytes.unsafeLoad(fromByteOffset: bad, as: UInt8.self)
        return .unreadable(
            text: HexText.text(bytes),
            reason: "byte \(bad + 1) of the packed number is X'\(HexText.digits(byte))', not digits")
    }
}
