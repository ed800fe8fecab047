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
        /// Bytes before it in the buffer: what the source begins with, where the source has yet to be proved.
        var before: Int
        /// Whether a pipe paused behind it: nothing may follow for long.
        var isPaused: Bool
    }

    private struct State {
        var source = 0
        var offset: Int
        var index = 0
    }

    /// Sources of which no more is to be read.
    private let left = Mutex<Set<Int>>([])

    private let sources: [LoadedSource]
    /// Held while a block is read, which may take as long as a pipe pauses.
    private let state: Mutex<State>
    private let read: Mutex<(bytes: [Int], total: Int, failures: [Int: String])>
    /// A first block this small is parsed within a frame; what the later ones become fits the processor's caches.
    private static let firstBlock = 128 << 10
    private static let block = 512 << 10
    /// A record longer than this is cut here: no length of an input is believed without bound.
    private static let longestRecord = 256 << 20

    init(_ sources: [LoadedSource]) {
        self.sources = sources
        state = Mutex(State(offset: sources.first?.reader.firstRecordOffset ?? 0))
        read = Mutex((Array(repeating: 0, count: sources.count), 0, [:]))
    }

    /// Bytes of each source that were handed out, and why reading ended before a source's end, if it did.
    var progress: (bytesRead: [Int], failures: [Int: String]) {
        read.withLock { ($0.bytes, $0.failures) }
    }

    /// Bytes of all sources that were handed out.
    var bytesRead: Int { read.withLock { $0.total } }

    /// Reads the next block into `buffer`; `nil` at the end of the last source.
    func next(into buffer: BlockBuffer) -> Block? {
        state.withLock { state in
            while state.source < sources.count {
                if let block = block(&state, buffer) { return block }
                state.source += 1
                if state.source < sources.count { state.offset = sources[state.source].reader.firstRecordOffset }
            }
            return nil
        }
    }

    /// Hands out no more of these sources.
    func leave(_ sources: Set<Int>) { left.withLock { $0 = sources } }

    /// The next block of the current source, or `nil` at its end.
    private func block(_ state: inout State, _ buffer: BlockBuffer) -> Block? {
        let number = state.source
        guard read.withLock({ $0.failures[number] == nil }), left.withLock({ !$0.contains(number) }) else { return nil }
        let source = sources[state.source]
        if source.isAssumed { return whole(source, &state, buffer) }
        var capacity = state.index == 0 ? Self.firstBlock : Self.block
        while true {
            if let failure = buffer.fill(source.bytes, at: state.offset, capacity: capacity) {
                read.withLock { $0.failures[number] = failure }
            }
            if buffer.count == 0 { return nil }
            let isLast = buffer.count < capacity && !buffer.isPaused
            let whole = buffer.withBytes { source.reader.wholeRecords(in: $0, isLast: isLast) }
            if whole <= 0 && !isLast && capacity < Self.longestRecord {
                if !buffer.isPaused { capacity *= 4 }
                continue
            }
            if whole > 0 { buffer.cut(to: whole) }
            return handedOut(buffer, from: state.offset, &state)
        }
    }

    /// All of a source that is no longer than a block, with what it begins with; `nil` when it was handed out before.
    private func whole(_ source: LoadedSource, _ state: inout State, _ buffer: BlockBuffer) -> Block? {
        guard state.offset == source.reader.firstRecordOffset else { return nil }
        if let failure = buffer.fill(source.bytes, at: 0, capacity: InputFormats.mostAssumed) {
            let number = state.source
            read.withLock { $0.failures[number] = failure }
        }
        return buffer.count > 0 ? handedOut(buffer, from: 0, &state) : nil
    }

    /// - Parameter start: Where the buffer's bytes stand in the source.
    private func handedOut(_ buffer: BlockBuffer, from start: Int, _ state: inout State) -> Block {
        let number = state.source, end = start + buffer.count
        let before = min(state.offset - start, buffer.count)
        let block = Block(
            index: state.index, source: number, offset: state.offset, before: before, isPaused: buffer.isPaused)
        state.index += 1
        state.offset = max(end, state.offset + 1)
        read.withLock { read in
            read.total += end - read.bytes[number]
            read.bytes[number] = end
        }
        return block
    }
}
