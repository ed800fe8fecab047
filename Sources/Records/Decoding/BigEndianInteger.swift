/// Big-endian two's complement of 1 to 8 bytes.
enum BigEndianInteger {
    static func integer(_ bytes: RawSpan) -> Decoded<Int128> {
        guard (1...8).contains(bytes.byteCount) else {
            return .unreadable(text: HexText.text(bytes), reason: "a binary number has 1, 2, 4 or 8 bytes")
        }
        var value = Int64(bytes.unsafeLoad(as: Int8.self))
        for i in 1..<max(1, bytes.byteCount) {
            value = value << 8 | Int64(bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self))
        }
        return .value(Int128(value))
    }
}
