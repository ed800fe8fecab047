import Canvas

/// Puts UTF-8 bytes of typed text together, one character at a time.
struct TextAssembler {
    private var pending: [UInt8] = []

    /// - Returns: The character that `byte` completes; `nil` for a control byte, an incomplete one, and one that may not
    ///   be typed. Broken UTF-8 is dropped.
    mutating func append(_ byte: UInt8) -> Character? {
        if byte < 0x80 {
            pending = []
            return byte >= 0x20 && byte != 0x7F ? Character(UnicodeScalar(byte)) : nil
        }
        if byte >= 0xC0 { pending = [] } else if pending.isEmpty { return nil }
        pending.append(byte)
        guard pending.count >= Self.length(startingWith: pending[0]) else { return nil }
        defer { pending = [] }
        let text = Sanitizer.typed(String(decoding: pending, as: UTF8.self))
        return text.count == 1 ? text.first : nil
    }

    private static func length(startingWith byte: UInt8) -> Int {
        byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    }
}
