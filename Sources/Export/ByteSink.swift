/// Where an export goes: a file in the making, standard output, memory in tests.
package protocol ByteSink: ~Copyable {
    /// Takes all of `bytes`, or throws.
    mutating func write(_ bytes: [UInt8]) throws
}

/// Keeps everything in memory.
package struct MemorySink: ByteSink {
    package private(set) var bytes: [UInt8] = []
    package init() {}
    package mutating func write(_ bytes: [UInt8]) { self.bytes.append(contentsOf: bytes) }
    package var string: String { String(decoding: bytes, as: UTF8.self) }
}
