/// Bytes that can be read again at any place. Sources are never changed and never mapped: a file that shrinks under a
/// mapping would kill the program.
package protocol ByteSource: Sendable {
    /// Name for people and column SOURCE: the path as given, `-`, or a name inside an archive.
    var name: String { get }
    /// Bytes known to be there so far, and whether that is all of them. `nil` while unknown (a pipe).
    var size: Int? { get }
    /// Reads up to `buffer.count` bytes at `offset`; returns 0 only at the end. Blocks while a pipe has not come so far.
    ///
    /// - Throws: `SourceError` with the path and what to do.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    /// Whether `read` would find bytes at `offset`, or the end, without waiting; asked of a pipe, waits for at most so
    /// long. Who has read something uses it instead of waiting for more.
    func arrives(at offset: Int, within milliseconds: Int) -> Bool
    /// Nobody will read what stands before `offset` again: memory that keeps it can be used for what comes.
    func forget(before offset: Int)
    /// Why the source ended before its real end, one sentence; `nil` while nothing is wrong. Ask after the last read.
    var failure: String? { get }
    /// Whether it was found in a folder or archive under the name of a document: it need not be an export.
    var isDocument: Bool { get }
    /// When the source was last written, in seconds since 1970; `nil` when nobody knows.
    var lastChange: Int? { get }
    /// The bytes as they were found, before anything was unpacked: what `sha256sum` would be given. A file itself; of an
    /// archive's member, the member as it would be extracted.
    var asFound: any ByteSource { get }
}

extension ByteSource {
    package var failure: String? { nil }
    package var lastChange: Int? { nil }
    package var isDocument: Bool { false }
    package var asFound: any ByteSource { self }
    package func forget(before offset: Int) {}
    package func arrives(at offset: Int, within milliseconds: Int) -> Bool { true }

    /// The first bytes, up to `count`; fewer at the end, or when a pipe pauses behind the first `least` of them.
    ///
    /// - Returns: The bytes, and whether the source ends behind them.
    /// - Throws: `SourceError`, as `read` does.
    func head(_ count: Int, least: Int) throws -> (bytes: [UInt8], isWhole: Bool) {
        var isWhole = false
        let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let patience = filled < Self.smallHead ? Self.longPause : Self.pause
                if filled > least, !arrives(at: filled, within: patience) { break }
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = try read(at: filled, into: rest)
                isWhole = got == 0
                if isWhole { break }
                filled += got
            }
        }
        return (bytes, isWhole)
    }

    /// A pipe that brought less than this may only have begun; milliseconds.
    private static var smallHead: Int { 4096 }
    private static var longPause: Int { 1500 }
    private static var pause: Int { 300 }

    /// The bytes of `range` that are there.
    ///
    /// - Throws: `SourceError`, as `read` does.
    package func bytes(_ range: Range<Int>) throws -> [UInt8] {
        try Array(unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                let got = try read(at: range.lowerBound + count, into: rest)
                if got == 0 { break }
                count += got
            }
        }
    }
}

/// The world's kind of wrong: one sentence with the path and the remedy.
package struct SourceError: Error, Equatable, Sendable, CustomStringConvertible {
    package var path: String
    package var reason: String
    package var remedy: String
    /// Whether no format fits a file that need not be an export.
    package var isOfDocument = false
    /// Whether it was read, and no format fits what it holds.
    package var isOfUnknownFormat = false

    package init(path: String, reason: String, remedy: String = "") {
        self.path = path
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String { remedy.isEmpty ? "\(path): \(reason)." : "\(path): \(reason). \(remedy)" }
}
