import Records

/// The invented journal the explorer opens when no source is named: SampleData, embedded when the program was built.
enum SampleJournal {
    /// Name of the folder the sources seem to stand in.
    static let folder = "SampleData"

    static var sources: [any ByteSource] {
        EmbeddedSamples.files.map { MemorySource(name: "\(folder)/\($0.path)", bytes: bytes(base64: $0.contents)) }
    }

    /// What base64 text stands for; other characters than its own are passed over.
    static func bytes(base64 text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var (bits, count): (UInt32, Int) = (0, 0)
        for character in text.utf8 {
            guard let value = value(character) else { continue }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
