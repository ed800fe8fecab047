/// Keyed SHA-256 (HMAC, RFC 2104): who has the key gets the same digest for the same text, who has not learns nothing of
/// the text from it.
package struct HMAC: Sendable {
    private static let blockSize = 64
    private let inner: SHA256
    private let outer: SHA256

    package init(key: [UInt8]) {
        var block = key.count > Self.blockSize ? SHA256.digest(of: key).bytes : key
        block += [UInt8](repeating: 0, count: Self.blockSize - block.count)
        (inner, outer) = (Self.started(block, 0x36), Self.started(block, 0x5C))
    }

    private static func started(_ block: [UInt8], _ pad: UInt8) -> SHA256 {
        var hash = SHA256()
        hash.update(block.map { $0 ^ pad })
        return hash
    }

    package func digest(of bytes: [UInt8]) -> SHA256Digest {
        var (inner, outer) = (inner, outer)
        inner.update(bytes)
        outer.update(inner.digest.bytes)
        return outer.digest
    }
}
