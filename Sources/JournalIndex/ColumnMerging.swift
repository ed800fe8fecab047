import Catalog
import Columns
import Synchronization

/// Puts the blocks of some columns together in the order of their segments, whichever thread made them. One thread at a
/// time does; the others leave their blocks to it and read on.
final class ColumnMerging: Sendable {
    private struct Arrived {
        var blocks: [Int: EncodedBlock] = [:]
        /// Why a segment could not be read.
        var failure: (any Error)?
    }

    private let arrived = Mutex(Arrived())
    private let merged: Mutex<(builders: [ColumnBuilder], next: Int)>
    /// Blocks that wait make the thread that brings one more wait, too.
    private static let mostWaiting = 64

    init(_ definitions: [ColumnDefinition]) {
        merged = Mutex((definitions.map { ColumnBuilder(kind: $0.kind) }, 0))
    }

    /// - Returns: Why nothing more is needed, if so.
    func take(_ index: Int, _ block: Result<EncodedBlock, any Error>) -> (any Error)? {
        let (failure, waiting) = arrived.withLock { arrived in
            switch block {
            case .success(let block): arrived.blocks[index] = block
            case .failure(let error): arrived.failure = arrived.failure ?? error
            }
            return (arrived.failure, arrived.blocks.count)
        }
        if waiting > Self.mostWaiting { merge() } else { _ = merged.withLockIfAvailable { merge(&$0) } }
        return failure
    }

    /// The columns, when every block was taken.
    ///
    /// - Throws: What a segment could not be read for.
    func columns() throws -> [Column] {
        if let failure = arrived.withLock({ $0.failure }) { throw failure }
        merge()
        return merged.withLock { $0.builders.map { $0.snapshot() } }
    }

    private func merge() { merged.withLock { merge(&$0) } }

    /// Appends the blocks that are next, for as long as there are any.
    private func merge(_ merged: inout (builders: [ColumnBuilder], next: Int)) {
        while let block = arrived.withLock({ $0.blocks.removeValue(forKey: merged.next) }) {
            for (i, column) in block.columns.enumerated() { merged.builders[i].append(column, encoder: block.encoder) }
            merged.next += 1
        }
    }
}
