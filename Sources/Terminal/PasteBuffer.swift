import Canvas

/// The bytes of a bracketed paste, up to its end mark.
struct PasteBuffer {
    private var bytes: [UInt8] = []
    /// Trailing bytes of the end mark seen so far.
    private var matched = 0

    private static let end = Array("\u{1B}[201~".utf8)
    /// Whether more came than is kept.
    private(set) var isCut = false
    /// No entry field holds more, in characters of four bytes; what comes after is dropped, the end mark is still found.
    private static let limit = 4 * 65_536

    /// Takes one byte; returns whether the paste is complete.
    mutating func append(_ byte: UInt8) -> Bool {
        if byte == Self.end[matched] {
            matched += 1
            return matched == Self.end.count
        }
        // The mark starts with its only escape: what matched so far was text, and a new mark can start only here.
        keep(Self.end[..<matched])
        matched = byte == Self.end[0] ? 1 : 0
        if matched == 0 { keep([byte]) }
        return false
    }

    private mutating func keep(_ more: some Collection<UInt8>) {
        if more.count > Self.limit - bytes.count { isCut = true }
        bytes.append(contentsOf: more.prefix(Self.limit - bytes.count))
    }

    /// The text, with what must not be shown taken out.
    var text: String { Sanitizer.typed(String(decoding: bytes, as: UTF8.self)) }
}
