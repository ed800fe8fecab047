import Catalog
import Columns
import Records
import Synchronization

/// Builds a whole derived column, chunk by chunk on all cores.
///
/// Entries of one kind share a plan; where equal inputs are frequent each core keeps the result per tuple of input codes, so
/// a rule is evaluated once per distinct combination and not once per entry.
struct DerivedColumnBuild: Sendable {
    let derived: DerivedColumn
    let count: Int
    /// What the sources gave in the column of the same name.
    let given: InputColumn?
    /// JOURNAL_CODE, JOURNAL_ENTRY_TYPE, ENTRY_TYPE, where the journal has them.
    let kindColumns: [CodedColumn?]
    /// Every input column, by what it is called.
    let inputs: [DerivedInput: InputColumn]

    struct InputColumn: Sendable {
        var column: Column
        var kind: ValueKind
    }

    /// - Throws: `Cancelled`.
    func build(_ work: Work) throws -> Column {
        let results = Mutex<[(column: EncodedColumn, core: Int)?]>(Array(repeating: nil, count: chunkCount(rows: count)))
        try compute(work) { core in
            { chunk, column in results.withLock { $0[chunk] = (column, core) } }
        }
        // Each core took chunks in their order.
        var builder = ColumnBuilder(kind: derived.kind)
        for result in results.withLock({ $0 }) {
            if let result { builder.append(result.column, encoder: EncoderID(number: result.core + 1)) }
        }
        return builder.snapshot()
    }

    /// The rows whose text passes `test`; nothing but them is kept.
    ///
    /// - Throws: `Cancelled`.
    func rows(passing test: @escaping @Sendable (Span<UInt8>) -> Bool, _ work: Work) throws -> Bitmap {
        let found = Mutex(Bitmap(count: count))
        try compute(work) { _ in
            var values = FreshMatches()
            return { chunk, column in
                guard case .coded(let codes) = column else { return }
                let flags = values.flags(of: codes, passing: test)
                found.withLock { for record in flags.indices where flags[record] { $0[chunk * chunkRows + record] = true } }
            }
        }
        return found.withLock { $0 }
    }

    /// Computes all chunks on all cores; each core has a taker of its own, and gives it chunks in their order.
    private func compute(
        _ work: Work, _ taker: @Sendable (_ core: Int) -> (_ chunk: Int, _ column: EncodedColumn) -> Void
    ) throws {
        let chunks = chunkCount(rows: count)
        let next = Atomic<Int>(0)
        concurrently(Processors.count) { core in
            var desk = DerivedDesk(self)
            let take = taker(core)
            while !work.isCancelled {
                let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard chunk < chunks else { return }
                take(chunk, desk.encode(chunk))
                work.progress(Double(chunk) / Double(chunks))
            }
        }
        try work.check()
    }
}

extension EntryKind {
    init(_ columns: [CodedColumn?], row: Int) {
        func text(_ column: CodedColumn?) -> String { column.map { $0.dictionary.text($0.code(row)) } ?? "" }
        self.init(journalCode: text(columns[0]), entryType: text(columns[1]), action: text(columns[2]))
    }
}
