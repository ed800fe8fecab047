/// Raw bytes as upper-case hexadecimal text.
enum HexText {
    static func text(_ bytes: RawSpan) -> String {
        String(unsafeUninitializedCapacity: bytes.byteCount * 2) { buffer in
            for i in 0..<bytes.byteCount {
                let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
                buffer[i * 2] = digit(byte >> 4)
                buffer[i * 2 + 1] = digit(byte & 0x0F)
            }
            return bytes.byteCount * 2
        }
    }

    /// The two digits of one byte.
    static func digits(_ byte: UInt8) -> String {
        String(decoding: [digit(byte >> 4), digit(byte & 0x0F)], as: UTF8.self)
    }

    /// A field of raw bytes: all zero is null, all EBCDIC blanks is blank.
    static func field(_ bytes: RawSpan) -> Decoded<String> {
        guard bytes.byteCount > 0 else { return .blank }
        let first = bytes.unsafeLoad(as: UInt8.self)
        if first == 0 || first == CodePage.blank {
            var i = 1
            while i < bytes.byteCount, bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) == first { i += 1 }
            if i == bytes.byteCount { return first == 0 ? .null : .blank }
        }
        return .value(text(bytes))
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
