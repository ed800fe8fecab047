import Records
import Synchronization

/// Hands out the sources' bytes in blocks that begin and end at records, source after source. One thread reads at a
/// time; what it read is parsed outside the lock, so each core takes the next block.
final class BlockReader: Sendable {
    struct Block: Sendable {
        /// Counts up from 0: the order in which blocks must be merged.
        var index: Int
        var source: Int
        /// Where it starts in the source, in bytes.
        var offset: Int
        var bytes: [UInt8]
    }

    private struct State {
        var source = 0
        var offset: Int
        var index = 0
        var bytesRead: [Int]
        var failures: [Int: String] = [:]
    }

    private let sources: [LoadedSource]
    private let state: Mutex<State>
    /// A first block this small is parsed within a frame; the later ones amortise their dictionaries.
    private static let firstBlock = 128 << 10
    private static let block = 4 << 20
    /// A record longer than this is cut here: no length of an input is believed without bound.
    private static let longestRecord = 256 << 20

    init(_ sources: [LoadedSource]) {
        self.sources = sources
        state = Mutex(
            State(
                offset: sources.first?.reader.firstRecordOffset ?? 0, bytesRead: Array(repeating: 0, count: sources.count)))
    }

    /// Bytes of each source that were handed out, and why reading ended before a source's end, if it did.
    var progress: (bytesRead: [Int], failures: [Int: String]) {
        state.withLock { ($0.bytesRead, $0.failures) }
    }

    /// The next block, or `nil` at the end of the last source.
    func next() -> Block? {
        state.withLock { state in
            while state.source < sources.count {
                if let block = block(&state) { return block }
                state.source += 1
                if state.source < sources.count { state.offset = sources[state.source].reader.firstRecordOffset }
            }
            return nil
        }
    }

    /// The next block of the current source, or `nil` at its end.
    private func block(_ state: inout State) -> Block? {
        guard state.failures[state.source] == nil else { return nil }
        var capacity = state.index == 0 ? Self.firstBlock : Self.block
        while true {
            var failure: String?
            var bytes = read(sources[state.source].bytes, at: state.offset, capacity: capacity, &failure)
            if let failure { state.failures[state.source] = failure }
            if bytes.isEmpty { return nil }
            let isLast = bytes.count < capacity
            let whole = sources[state.source].reader.wholeRecords(in: bytes.span.bytes, isLast: isLast)
            if whole <= 0 && !isLast && capacity < Self.longestRecord {
                capacity *= 4
                continue
            }
            let cut = whole <= 0 ? bytes.count : min(bytes.count, whole)
            bytes.removeLast(bytes.count - cut)
            let block = Block(index: state.index, source: state.source, offset: state.offset, bytes: bytes)
            state.index += 1
            state.offset += cut
            state.bytesRead[state.source] = state.offset
            return block
        }
    }

    private func read(_ source: any ByteSource, at offset: Int, capacity: Int, _ failure: inout String?) -> [UInt8] {
        var problem: String?
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
            do {
                while filled < capacity {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                    let got = try source.read(at: offset + filled, into: rest)
                    if got <= 0 { break }
                    filled += min(got, rest.count)
                }
            } catch {
                problem = String(describing: error)
            }
        }
        failure = problem
        return bytes
    }
}
