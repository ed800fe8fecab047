/// Bytes of text beside their characters, for the entry screen and for searching.
enum TextCharacters {
    /// One character for each byte; bytes 2, 3 ... of a character give U+0000, bytes that are none U+FFFD.
    static func perByte(_ bytes: UnsafeRawBufferPointer, _ encoding: TextEncoding) -> [Character] {
        guard encoding == .utf8 else { return bytes.map { Character(encoding.scalar(of: $0)) } }
        var result: [Character] = []
        result.reserveCapacity(bytes.count)
        while result.count < bytes.count {
            let at = result.count
            let length = min(sequenceLength(bytes[at]), bytes.count - at)
            if let text = String(validating: bytes[at..<at + length], as: UTF8.self),
                let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1
            {
                result.append(Character(scalar))
                for _ in 1..<max(1, length) { result.append("\u{0}") }
            } else {
                result.append("\u{FFFD}")
            }
        }
        return result
    }

    /// Bytes of the character this byte starts, by its first bits.
    private static func sequenceLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }

    /// The text in a single-byte encoding; characters it lacks become `?`.
    static func encode(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
        guard encoding != .utf8 else { return Array(text.utf8) }
        return text.unicodeScalars.map { scalar in
            if scalar.value < 0x80 { return UInt8(scalar.value) }
            return (0x80...0xFF).first { encoding.scalar(of: $0) == scalar } ?? 0x3F
        }
    }
}
