/// Hexadecimal digits as text: `C1C2`, in an encoding whose digits are ASCII.
enum TextHex {
    /// Value of one digit, 0 ... 15.
    static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }

    /// The bytes the digits stand for, up to the first character that is none; an odd last digit is left out.
    static func bytes(of digits: RawSpan) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(digits.byteCount / 2)
        var at = 0
        while at + 1 < digits.byteCount {
            guard let high = value(of: digits.unsafeLoad(fromByteOffset: at, as: UInt8.self)),
                let low = value(of: digits.unsafeLoad(fromByteOffset: at + 1, as: UInt8.self))
            else { break }
            result.append(high << 4 | low)
            at += 2
        }
        return result
    }

    /// Reads the bytes behind the digits. When not everything is a digit, the field is unreadable and keeps its text.
    static func reading<Value>(
        _ digits: RawSpan, _ encoding: TextEncoding, as inner: FieldDecoder,
        _ read: (FieldDecoder, RawSpan) -> Decoded<Value>
    ) -> Decoded<Value> {
        if digits.byteCount == 0 { return .null }
        let bytes = bytes(of: digits)
        guard bytes.count * 2 == digits.byteCount else {
            return .unreadable(text: TextDecoding.string(digits, encoding), reason: "not hexadecimal digits")
        }
        return read(inner, bytes.span.bytes)
    }
}
