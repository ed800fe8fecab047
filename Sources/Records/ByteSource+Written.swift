/// Text that a thread of its own makes of another input while it is read: the rows of a sheet, the entries of a print.
final class WrittenSource: ByteSource {
    let name: String
    private let bytes = ArrivingBytes()
    private let origin: any ByteSource

    /// - Parameter write: Reads the origin, `hands` what it makes of it on until nobody wants more (false), and returns
    ///   why it ended early, one sentence, or `nil`. Runs at once, on the new thread.
    init(
        name: String, of origin: any ByteSource,
        write: @escaping @Sendable (_ hand: (borrowing [UInt8]) -> Bool) -> String?
    ) {
        (self.name, self.origin) = (name, origin)
        let bytes = bytes
        let isStarted = ArrivingBytes.onOwnThread { bytes.finish(write { bytes.bring($0) }) }
        if !isStarted { bytes.finish("no thread could be started to read it") }
    }

    deinit { bytes.stop() }

    var size: Int? { bytes.size }
    var lastChange: Int? { origin.lastChange }
    var failure: String? { bytes.failure ?? origin.failure }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int { bytes.read(at: offset, into: buffer) }
    func arrives(at offset: Int, within milliseconds: Int) -> Bool { bytes.arrives(at: offset, within: milliseconds) }
}

/// The bytes of a source a piece at a time, each behind what was left over of the one before.
struct PiecedInput {
    private let source: any ByteSource
    private let isOnlyReader: Bool
    private var offset: Int
    private var storage: [UInt8] = []
    private(set) var count = 0
    /// Whether nothing follows.
    private(set) var isLast = false

    /// Bytes that are read at once: they stay in the processor's caches while they are looked at.
    private static let piece = 512 << 10
    /// Milliseconds without a byte after which what has come is looked at.
    private static let patience = 100

    /// - Parameter isOnlyReader: Nobody else reads the source, now or later: it need not keep what was read.
    init(_ source: any ByteSource, from offset: Int = 0, isOnlyReader: Bool = false) {
        (self.source, self.offset, self.isOnlyReader) = (source, offset, isOnlyReader)
    }

    /// Reads the next piece behind what is left.
    ///
    /// - Throws: `SourceError`, as `read` does.
    mutating func next() throws {
        if isOnlyReader { source.forget(before: offset) }
        let wanted = count + Self.piece
        if storage.count < wanted { storage.append(contentsOf: repeatElement(0, count: wanted - storage.count)) }
        let start = count
        while count < wanted {
            if count > start, !source.arrives(at: offset, within: Self.patience) { return }
            let (source, place, filled) = (source, offset, count)
            let got = try storage.withUnsafeMutableBytes {
                try source.read(at: place, into: UnsafeMutableRawBufferPointer(rebasing: $0[filled..<wanted]))
            }
            isLast = got <= 0
            if isLast { return }
            offset += got
            count += got
        }
    }

    /// Calls `body` with what was read and not dropped.
    func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result { body(storage.span.bytes.extracting(0..<count)) }

    /// Forgets the first `done` bytes.
    mutating func drop(_ done: Int) {
        precondition(done <= count, "more than there is")
        let rest = count - done
        storage.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[done..<done + rest])) }
        count = rest
    }
}
