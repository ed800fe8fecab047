import CDigest

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
///     var hash = SHA256()
///     hash.update(piece)
///     let name = hash.digest.hex
package struct SHA256: Sendable {
    private var hash: wrkaud_sha256

    package init() {
        hash = wrkaud_sha256()
        // The first 32 bits of the fractional parts of the square roots of the first eight primes.
        hash.state = (
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
        )
    }

    /// Takes the next bytes. Cost: some 3 ns a byte, without regard to what they are.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        wrkaud_sha256_update(&hash, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }
    package mutating func update(_ text: String) { update(Array(text.utf8)) }

    /// The digest of the bytes taken so far; more may follow.
    package var digest: SHA256Digest {
        var last = hash
        let bytes = [UInt8](unsafeUninitializedCapacity: SHA256Digest.size) { buffer, count in
            if let start = buffer.baseAddress { wrkaud_sha256_finish(&last, start) }
            count = SHA256Digest.size
        }
        return SHA256Digest(bytes: bytes)
    }

    package static func digest(of bytes: [UInt8]) -> SHA256Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.digest
    }
}

/// The 32 bytes that name a content.
package struct SHA256Digest: Hashable, Sendable {
    package static let size = 32
    package let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// 64 hexadecimal digits in lower case, as `sha256sum` prints them.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
