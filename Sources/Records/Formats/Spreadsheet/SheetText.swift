/// Characters that a workbook's texts cannot hold as they are, written `_x000D_`: four hexadecimal digits of UTF-16.
enum SheetText {
    /// `_x` and `_` with the digits between.
    private static let length = 7

    /// Replaces what is written so from `start` on: `_x005F_` is an underscore, and makes what stands behind it text. What is no
    /// character, as half of a pair, stays as it is written.
    ///
    /// - Complexity: O(*n*); a search for an underscore where there is none.
    @inline(__always)
    static func unescape(_ text: inout [UInt8], from start: Int) {
        guard let first = firstEscape(text.span.bytes, from: start) else { return }
        replace(&text, from: first)
    }

    private static func firstEscape(_ text: RawSpan, from start: Int) -> Int? {
        var at = start
        while let mark = text.first(UInt8(ascii: "_"), from: at) {
            if unit(text, at: mark) != nil { return mark }
            at = mark + 1
        }
        return nil
    }

    private static func replace(_ text: inout [UInt8], from start: Int) {
        let written = Array(text[start...])
        text.removeLast(text.count - start)
        var at = 0
        while at < written.count {
            if let (scalar, end) = character(written.span.bytes, at: at) {
                text.append(contentsOf: String(scalar).utf8)
                at = end
            } else {
                text.append(written[at])
                at += 1
            }
        }
    }

    /// The character that is written at a place, and where it ends.
    private static func character(_ text: RawSpan, at start: Int) -> (scalar: Unicode.Scalar, end: Int)? {
        guard let high = unit(text, at: start) else { return nil }
        if let scalar = Unicode.Scalar(high) { return (scalar, start + length) }
        guard let low = unit(text, at: start + length), UTF16.isLeadSurrogate(high), UTF16.isTrailSurrogate(low) else { return nil }
        let value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        return Unicode.Scalar(value).map { ($0, start + 2 * length) }
    }

    /// The unit of UTF-16 that is written at a place.
    private static func unit(_ text: RawSpan, at start: Int) -> UInt16? {
        guard start + length <= text.byteCount, text[start] == UInt8(ascii: "_"), text[start + 1] == UInt8(ascii: "x"),
            text[start + length - 1] == UInt8(ascii: "_")
        else { return nil }
        var unit: UInt16 = 0
        for at in start + 2..<start + length - 1 {
            guard let digit = TextHex.value(of: text[at]) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
