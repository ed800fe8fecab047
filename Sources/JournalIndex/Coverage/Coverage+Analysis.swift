import Catalog
package import Columns

extension Coverage {
    /// How many gaps, duplicates and clock steps of a system are listed; all are counted.
    package static let listed = 1_000

    /// Reads off the columns what the journal covers; an entry that stands in several sources counts once.
    ///
    /// - Parameter isSifted: Whether entries were let go while reading: what is not there says nothing then.
    /// - Throws: `Cancelled`, or the source's error.
    /// - Complexity: O(*n*) over the journal's own order; no memory per entry, and eight bytes for each duplicate, of which
    ///   the columns that tell entries apart are read, too.
    package static func of(
        _ provider: any ColumnProvider, isSifted: Bool = false, _ work: Work
    ) throws -> Coverage {
        var columns = try CoverageColumns(provider, work)
        let folded = provider.folded, order = provider.naturalOrder
        var walks: [UInt32: SystemWalk] = [:]
        var current: (system: UInt32, walk: SystemWalk)?
        for position in 0..<provider.count {
            if position % chunkRows == 0 {
                try work.check()
                work.progress(Double(position) / Double(provider.count))
                // Rows that stand in order are gone through chunk by chunk; others may lie anywhere.
                if order == nil { columns.decode(chunk: position / chunkRows) }
            }
            let row = order?[position] ?? position
            if folded?[row] == true { continue }
            let system = columns.system(row)
            if current?.system != system {
                if let current { walks[current.system] = current.walk }
                current = (system, walks.removeValue(forKey: system) ?? SystemWalk(columns.systemName(system), isSifted: isSifted))
            }
            current?.walk.take(row, columns)
        }
        if let current { walks[current.system] = current.walk }
        let systems = try walks.values.map { walk in
            var system = walk.result(columns)
            system.take(try NumberedTwice.contradicting(walk.alike, provider, work), provider)
            return system
        }
        return Coverage(systems: systems.sorted { $0.name < $1.name })
    }
}

/// The columns an analysis reads, `nil` where the journal has none of that name.
struct CoverageColumns {
    private let systems, receivers, codes, types, named: CodedColumn?
    private let sequences, times: IntegerColumn?
    /// The code of J in `codes`.
    private let journal: UInt32?
    private var decoded: CoverageChunk?

    init(_ provider: any ColumnProvider, _ work: Work) throws {
        func column(_ name: String) throws -> Column? {
            try provider.schema.id(name).map { try provider.column($0, work) }
        }
        systems = try column("SYSTEM_NAME")?.texts
        receivers = try column("RECEIVER_NAME")?.texts
        codes = try column("JOURNAL_CODE")?.texts
        types = try column("JOURNAL_ENTRY_TYPE")?.texts
        sequences = try column("SEQUENCE_NUMBER")?.numbers
        times = try column("ENTRY_TIMESTAMP")?.numbers
        // only journals with entries of code J have it filled, and reading it costs a pass over the sources
        journal = codes.flatMap { $0.dictionary.code(of: "J") }
        named = journal != nil ? try column("NAMED_RECEIVER_NAME")?.texts : nil
    }

    /// Makes looking at the rows of this chunk cheap, until another one is decoded.
    mutating func decode(chunk: Int) {
        decoded = CoverageChunk(
            chunk, systems: systems, receivers: receivers, types: types, sequences: sequences, times: times)
    }

    /// Entries that name no system are of one, however the cell is empty.
    func system(_ row: Int) -> UInt32 {
        let code = code(row, systems, decoded?.systems)
        return code >= TextDictionary.firstValue ? code : TextDictionary.absent
    }
    func systemName(_ code: UInt32) -> String { systems?.dictionary.text(code) ?? "" }
    func receiver(_ row: Int) -> UInt32 { code(row, receivers, decoded?.receivers) }
    func receiverName(_ code: UInt32) -> String { receivers?.dictionary.text(code) ?? "" }
    func type(_ row: Int) -> UInt32 { code(row, types, decoded?.types) }
    func typeName(_ code: UInt32) -> String { types?.dictionary.text(code) ?? "" }
    func isJournalEntry(_ row: Int) -> Bool { journal.map { codes?.code(row) == $0 } ?? false }
    /// The receiver an entry of code J names; empty where there is none.
    func named(_ row: Int) -> String { named.map { $0.dictionary.text($0.code(row)) } ?? "" }
    func sequence(_ row: Int) -> Int128? { number(row, sequences, decoded?.sequences) }
    func time(_ row: Int) -> Timestamp? {
        number(row, times, decoded?.times).map { Timestamp(microseconds: Int64(clamping: $0)) }
    }

    @inline(__always)
    private func code(_ row: Int, _ column: CodedColumn?, _ chunk: [UInt32]?) -> UInt32 {
        if let chunk { return chunk[row % chunkRows] }
        return column?.code(row) ?? TextDictionary.absent
    }

    @inline(__always)
    private func number(_ row: Int, _ column: IntegerColumn?, _ chunk: ChunkNumbers?) -> Int128? {
        if let chunk { return chunk[row % chunkRows].map { Int128($0) } }
        return column?.value(row)
    }
}

/// One chunk of them, decoded.
private struct CoverageChunk {
    let systems, receivers, types: [UInt32]?
    /// `nil` where a number is below 0 or needs more than 64 bits.
    let sequences, times: ChunkNumbers?

    init(
        _ chunk: Int, systems: CodedColumn?, receivers: CodedColumn?, types: CodedColumn?, sequences: IntegerColumn?,
        times: IntegerColumn?
    ) {
        self.systems = systems?.chunks[chunk].decoded()
        self.receivers = receivers?.chunks[chunk].decoded()
        self.types = types?.chunks[chunk].decoded()
        func numbers(_ column: IntegerColumn?) -> ChunkNumbers? {
            guard let column, column.chunks[chunk].isUnsigned else { return nil }
            return ChunkNumbers(column, chunk)
        }
        self.sequences = numbers(sequences)
        self.times = numbers(times)
    }
}

extension Column {
    fileprivate var texts: CodedColumn? { if case .coded(let column) = self { column } else { nil } }
    fileprivate var numbers: IntegerColumn? { if case .integer(let column) = self { column } else { nil } }
}
