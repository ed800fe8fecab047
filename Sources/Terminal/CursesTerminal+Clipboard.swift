extension CursesTerminal {
    /// Most terminals take no more, in bytes of base64.
    private static let longestCopy = 74_994

    /// Puts `text` on the clipboard of the terminal's machine (OSC 52).
    ///
    /// - Returns: False when settings do not allow it or the text is too long for terminals to take; nothing is sent then.
    ///   Whether the terminal obeys cannot be known.
    package func copy(_ text: String) -> Bool {
        guard options.allowsCopy else { return false }
        let encoded = Base64.encode(Array(text.utf8))
        guard encoded.count <= Self.longestCopy else { return false }
        send(Array("\u{1B}]52;c;".utf8) + encoded + [0x07])
        return true
    }
}

enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                encoded.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return encoded
    }
}
