/// The inside of JSON strings.
enum JSONText {
    /// Without escapes. An escape that means nothing stays as it stands; half a surrogate pair is U+FFFD.
    static func unescaped(_ bytes: RawSpan) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.byteCount)
        var at = 0
        while at < bytes.byteCount {
            let byte = bytes[at]
            guard byte == UInt8(ascii: "\\"), at + 1 < bytes.byteCount else {
                result.append(byte)
                at += 1
                continue
            }
            if let plain = single(bytes[at + 1]) {
                result.append(plain)
                at += 2
            } else if bytes[at + 1] == UInt8(ascii: "u"), let unit = unit(bytes, at) {
                at += 6
                result += String(scalar(unit, bytes, &at)).utf8
            } else {
                result.append(byte)
                at += 1
            }
        }
        return result
    }

    /// What stands before the first quote and behind the last one, with a blank between.
    static func outerParts(_ bytes: RawSpan) -> [UInt8] {
        bytes.withUnsafeBytes { buffer in
            guard let first = buffer.firstIndex(of: 0x22), let last = buffer.lastIndex(of: 0x22) else { return Array(buffer) }
            return buffer[..<first] + [0x20] + buffer[(last + 1)...]
        }
    }

    private static func single(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: nil
        }
    }

    /// The number behind `\u`, four hexadecimal digits, that begins at `at`.
    private static func unit(_ bytes: RawSpan, _ at: Int) -> UInt32? {
        guard at + 6 <= bytes.byteCount, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var value: UInt32 = 0
        for place in at + 2..<at + 6 {
            guard let digit = TextHex.value(of: bytes[place]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func scalar(_ unit: UInt32, _ bytes: RawSpan, _ at: inout Int) -> Unicode.Scalar {
        guard (0xD800...0xDBFF).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        guard let low = self.unit(bytes, at), (0xDC00...0xDFFF).contains(low) else { return "\u{FFFD}" }
        at += 6
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    /// Other spellings of `text` that JSON writers use: with marks and slashes escaped, with letters beyond ASCII as
    /// `\u00e9`.
    static func spellings(_ text: String) -> [String] {
        let marked = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        let slashed = marked.map { $0 == "/" ? "\\/" : String($0) }.joined()
        func coded(_ text: String) -> String {
            text.utf16.map { unit in
                guard unit >= 0x80 else { return String(Character(Unicode.Scalar(UInt8(unit)))) }
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        }
        var seen: Set<String> = []
        return [marked, slashed, coded(marked), coded(slashed)].filter { seen.insert($0).inserted }
    }
}
