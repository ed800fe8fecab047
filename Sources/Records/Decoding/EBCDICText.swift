/// Characters in a single-byte EBCDIC page, as fields hold them: filled up with blanks, or with NULs.
enum EBCDICText {
    static func text(_ bytes: RawSpan, _ page: CodePage) -> Decoded<String> {
        let count = usedCount(bytes)
        return count == 0 ? .blank : .value(page.decode(bytes.extracting(first: count)))
    }

    /// Bytes up to the last one that is neither blank nor NUL.
    static func usedCount(_ bytes: RawSpan) -> Int {
        var count = bytes.byteCount
        while count > 0 {
            let last = bytes.unsafeLoad(fromByteOffset: count - 1, as: UInt8.self)
            guard last == CodePage.blank || last == 0 else { break }
            count -= 1
        }
        return count
    }

    /// Digits, with blanks around them and a sign before them; `*N` is null.
    static func integer(_ bytes: RawSpan, _ page: CodePage) -> Decoded<Int128> {
        let end = usedCount(bytes)
        var at = 0
        while at < end, bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self) == CodePage.blank { at += 1 }
        if at == end { return .blank }
        let sign = bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
        let isNegative = sign == minus
        if isNegative || sign == plus { at += 1 }
        // 38 digits always fit.
        guard at < end, end - at <= 38 else { return noNumber(bytes, page) }
        var value: Int128 = 0
        var short: UInt64 = 0
        for i in at..<end {
            let digit = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) &- 0xF0
            guard digit <= 9 else { return noNumber(bytes, page) }
            // 19 digits fit 64 bits; only longer numbers pay for 128.
            if i - at < 19 { short = short * 10 + UInt64(digit) } else {
                if i - at == 19 { value = Int128(short) }
                value = value * 10 + Int128(digit)
            }
        }
        if end - at <= 19 { value = Int128(short) }
        return .value(isNegative ? -value : value)
    }

    private static let minus: UInt8 = 0x60
    private static let plus: UInt8 = 0x4E

    private static func noNumber(_ bytes: RawSpan, _ page: CodePage) -> Decoded<Int128> {
        let text = page.decode(bytes.extracting(first: usedCount(bytes)))
        return text == "*N" ? .null : .unreadable(text: text, reason: "not a whole number")
    }
}
