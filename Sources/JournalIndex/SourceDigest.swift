package import Columns
import Digest
import Records
import Synchronization

/// The SHA-256 of a source: computed when it is first asked for, kept for all snapshots of the journal.
final class SourceDigest: Sendable {
    private let source: any ByteSource
    private let known = Mutex<String?>(nil)

    init(_ source: any ByteSource) { self.source = source }

    /// Bytes read at a time.
    private static let pieceSize = 1 << 20

    /// 64 hexadecimal digits. Cost: one reading of the source; waits for the end of a pipe.
    ///
    /// - Throws: `Cancelled`, or `SourceError` when the source can no longer be read.
    func hex(_ work: Work) throws -> String {
        if let hex = known.withLock({ $0 }) { return hex }
        var hash = SHA256()
        var done = 0
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 64)
        defer { piece.deallocate() }
        while true {
            try work.check()
            let got = try source.read(at: done, into: piece)
            if got == 0 { break }
            hash.update(UnsafeRawBufferPointer(rebasing: piece[..<got]))
            done += got
            if let size = source.size, size > 0 { work.progress(min(1, Double(done) / Double(size))) }
        }
        let hex = hash.digest.hex
        known.withLock { $0 = hex }
        return hex
    }
}

extension JournalSnapshot {
    package func sha256(ofSource index: Int, _ work: Work) throws -> String? {
        try inputs.indices.contains(index) ? inputs[index].digest.hex(work) : nil
    }
}
