/// Names in the CCSID a record states for them: UTF-16, UTF-8, an ASCII page, or an EBCDIC page.
enum GraphicText {
    /// The CCSIDs this file reads besides the EBCDIC pages.
    static let others = [1200, 13488, 61952, 1208, 819, 1252]

    /// CCSID values that say nothing: not set, or "no conversion".
    static func isUnset(_ ccsid: Int) -> Bool { ccsid == 0 || ccsid == 65535 || ccsid == 0x4040_4040 }

    static func text(_ bytes: RawSpan, ccsid: Int, fallback: CodePage) -> Decoded<String> {
        if [1200, 13488, 61952].contains(ccsid) { return utf16(bytes) }
        // A field that was never filled holds EBCDIC blanks or NULs, whatever its CCSID (one blank is an ASCII @).
        if EBCDICText.usedCount(bytes) == 0, bytes.byteCount != 1 { return .blank }
        switch ccsid {
        case 1208: return utf8(bytes)
        case 819, 1252: return ascii(bytes, ccsid == 819 ? .latin1 : .windows1252)
        default:
            let page = CodePage(ccsid: ccsid)
            if page.isKnown { return EBCDICText.text(bytes, page) }
            if isUnset(ccsid) { return EBCDICText.text(bytes, fallback) }
            let reason = ccsid < 0 ? "its CCSID is not known" : "CCSID \(ccsid) is not known"
            let used = bytes.extracting(first: EBCDICText.usedCount(bytes))
            return .unreadable(text: fallback.decode(used), reason: reason)
        }
    }

    /// Blank, NUL, and two EBCDIC blanks.
    private static let padding: [UInt16] = [0x20, 0, 0x4040]

    /// UTF-16, most significant byte first. A lone surrogate or half a character shows as U+FFFD and is said.
    private static func utf16(_ bytes: RawSpan) -> Decoded<String> {
        if bytes.byteCount == 0 { return .blank }
        var units = (0..<bytes.byteCount / 2).map { i in
            UInt16(bytes.unsafeLoad(fromByteOffset: i * 2, as: UInt8.self)) << 8
                | UInt16(bytes.unsafeLoad(fromByteOffset: i * 2 + 1, as: UInt8.self))
        }
        while let last = units.last, padding.contains(last) { units.removeLast() }
        let last = bytes.unsafeLoad(fromByteOffset: bytes.byteCount - 1, as: UInt8.self)
        let isOdd = bytes.byteCount % 2 == 1 && last != 0
        if units.isEmpty && !isOdd { return .blank }
        if !isOdd, let text = String(validating: units, as: UTF16.self) { return .value(text) }
        return .unreadable(text: String(decoding: units, as: UTF16.self), reason: "not valid UTF-16")
    }

    private static func utf8(_ bytes: RawSpan) -> Decoded<String> {
        let used = trimmed(bytes)
        if used.isEmpty { return .blank }
        if let text = String(validating: used, as: UTF8.self) { return .value(text) }
        return .unreadable(text: String(decoding: used, as: UTF8.self), reason: "not valid UTF-8")
    }

    private static func ascii(_ bytes: RawSpan, _ encoding: TextEncoding) -> Decoded<String> {
        let used = trimmed(bytes)
        return used.isEmpty ? .blank : .value(TextDecoding.string(used.span.bytes, encoding))
    }

    /// The bytes up to the last that is neither an ASCII blank nor NUL.
    private static func trimmed(_ bytes: RawSpan) -> [UInt8] {
        var used = (0..<bytes.byteCount).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        while let last = used.last, last == 0x20 || last == 0 { used.removeLast() }
        return used
    }
}
