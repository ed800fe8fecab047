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

    /// The first place in `range` where no digit stands; `nil` when all are digits. Eight bytes at a time.
    static func firstOther(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while range.upperBound - at >= 8,
            areDigits(bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)) { at += 8 }
        while at < range.upperBound, value(of: bytes[at]) != nil { at += 1 }
        return at < range.upperBound ? at : nil
    }

    /// Whether each of eight bytes is a digit: sums reach the highest bit from the first character of a row on.
    @inline(__always)
    private static func areDigits(_ word: UInt64) -> Bool {
        let each: UInt64 = 0x0101_0101_0101_0101
        let tops = each &* 0x80
        let low = word & ~tops, small = low | each &* 0x20
        let isNumber = (low &+ each &* (0x80 - 0x30)) & ~(low &+ each &* (0x80 - 0x3A))
        let isLetter = (small &+ each &* (0x80 - 0x61)) & ~(small &+ each &* (0x80 - 0x67))
        return (isNumber | isLetter) & ~word & tops == tops
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
