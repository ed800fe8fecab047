/// Bytes in memory: what was transcoded, and samples.
package struct MemorySource: ByteSource {
    package let name: String
    package let failure: String?
    private let content: [UInt8]

    package init(name: String, bytes: [UInt8], failure: String? = nil) {
        self.name = name
        self.failure = failure
        content = bytes
    }

    package var size: Int? { content.count }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard offset >= 0, offset < content.count else { return 0 }
        let count = min(buffer.count, content.count - offset)
        content.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
        return count
    }
}
