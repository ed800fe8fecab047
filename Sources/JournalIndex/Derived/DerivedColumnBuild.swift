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
        let chunks = chunkCount(rows: count)
        let next = Atomic<Int>(0)
        let results = Mutex<[(column: EncodedColumn, core: Int)?]>(Array(repeating: nil, count: chunks))
        concurrently(Processors.count) { core in
            var desk = DerivedDesk(self)
            while !work.isCancelled {
                let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard chunk < chunks else { return }
                let column = desk.encode(chunk)
                results.withLock { $0[chunk] = (column, core) }
                work.progress(Double(chunk) / Double(chunks))
            }
        }
        try work.check()
        // Each core took chunks in their order.
        var builder = ColumnBuilder(kind: derived.kind)
        for result in results.withLock({ $0 }) {
            if let result { builder.append(result.column, encoder: EncoderID(number: result.core + 1)) }
        }
        return builder.snapshot()
    }
}

extension EntryKind {
    init(_ columns: [CodedColumn?], row: Int) {
        func text(_ column: CodedColumn?) -> String { column.map { $0.dictionary.text($0.code(row)) } ?? "" }
        self.init(journalCode: text(columns[0]), entryType: text(columns[1]), action: text(columns[2]))
    }
}
