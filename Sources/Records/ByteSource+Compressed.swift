import Synchronization

/// A compressed input, unpacked in memory by a thread of its own from the first look at it on.
package final class CompressedSource: ByteSource {
    package enum Method: Equatable, Sendable {
        case gzip, zstandard, xz
        /// Without a header: a member of a zip archive, whose table has the CRC-32 of what is packed.
        case deflate(checksum: UInt32)
    }

    package let name: String
    private let bytes = ArrivingBytes()
    private let packed: any ByteSource
    /// Whether what is packed can be had by itself: the deflated bytes of an archive's member cannot.
    private let isFile: Bool
    private let method: Method
    private let hasStarted = Atomic<Bool>(false)

    package init(_ packed: any ByteSource, method: Method) {
        self.packed = packed
        self.method = method
        name = packed.name
        isFile = if case .deflate = method { false } else { true }
    }

    /// Archives have members by the thousand: none is unpacked before somebody looks at it.
    private func start() {
        guard !hasStarted.exchange(true, ordering: .acquiringAndReleasing) else { return }
        let (bytes, packed, method) = (bytes, packed, method)
        let started = ArrivingBytes.onOwnThread {
            let failure =
                switch method {
                case .gzip: Gzip.unpack(packed, into: bytes)
                case .deflate(let checksum): Gzip.unpack(packed, into: bytes, bare: checksum)
                case .xz: Lzma.unpack(packed, into: bytes)
                case .zstandard: Zstandard.unpack(packed, into: bytes)
                }
            bytes.finish(failure)
        }
        if !started { bytes.finish("no thread could be started to unpack it") }
    }

    deinit { bytes.stop() }

    package var size: Int? { bytes.size }
    package var lastChange: Int? { packed.lastChange }
    package var failure: String? { bytes.failure ?? packed.failure }
    package var asFound: any ByteSource { isFile ? packed.asFound : self }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        start()
        return bytes.read(at: offset, into: buffer)
    }

    package func arrives(at offset: Int, within milliseconds: Int) -> Bool {
        start()
        return bytes.arrives(at: offset, within: milliseconds)
    }

    package func forget(before offset: Int) { bytes.forget(before: offset) }

    /// How these first bytes are packed, by their magic numbers.
    static func method(of head: [UInt8]) -> Method? {
        if head.starts(with: [0x1F, 0x8B, 0x08]) { return .gzip }
        if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .zstandard }
        if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return .xz }
        return nil
    }
}

/// Packed bytes, a piece at a time.
struct PackedInput {
    private let source: any ByteSource
    private var offset = 0
    private(set) var piece = [UInt8](repeating: 0, count: 1 << 18)
    private(set) var count = 0

    init(_ source: any ByteSource) { self.source = source }

    /// Reads the next piece; false at the end.
    mutating func next() throws -> Bool {
        let (source, place) = (source, offset)
        count = try piece.withUnsafeMutableBytes { try source.read(at: place, into: $0) }
        offset += count
        return count > 0
    }
}
