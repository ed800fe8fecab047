import Catalog
package import Columns

extension Coverage {
    /// How many gaps, duplicates and clock steps of a system are listed; all are counted.
    package static let listed = 1_000

    /// Reads off the columns what the journal covers; an entry that stands in several sources counts once.
    ///
    /// - Parameter isSifted: Whether entries were let go while reading: what is not there says nothing then.
    /// - Throws: `Cancelled`, or the source's error.
    /// - Complexity: O(*n*) over the journal's own order; no memory per entry.
    package static func of(
        _ provider: any ColumnProvider, isSifted: Bool = false, _ work: Work
    ) throws -> Coverage {
        let columns = try CoverageColumns(provider, work)
        let folded = provider.folded
        var walks: [UInt32: SystemWalk] = [:]
        var current: (system: UInt32, walk: SystemWalk)?
        for position in 0..<provider.count {
            if position % chunkRows == 0 {
                try work.check()
                work.progress(Double(position) / Double(provider.count))
            }
            let row = provider.naturalOrder?[position] ?? position
            if folded?[row] == true { continue }
            let system = columns.system(row)
            if current?.system != system {
                if let current { walks[current.system] = current.walk }
                current = (system, walks.removeValue(forKey: system) ?? SystemWalk(columns.systemName(system), isSifted: isSifted))
            }
            current?.walk.take(row, columns)
        }
        if let current { walks[current.system] = current.walk }
        let systems = walks.values.map { $0.result(columns) }
        return Coverage(systems: systems.sorted { $0.name < $1.name })
    }
}

/// The columns an analysis reads, `nil` where the journal has none of that name.
struct CoverageColumns {
    private let systems, receivers, codes, types, named: CodedColumn?
    private let sequences, times: IntegerColumn?
    /// The code of J in `codes`.
    private let journal: UInt32?

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

    /// Entries that name no system are of one, however the cell is empty.
    func system(_ row: Int) -> UInt32 {
        guard let code = systems?.code(row), code >= TextDictionary.firstValue else { return TextDictionary.absent }
        return code
    }
    func systemName(_ code: UInt32) -> String { systems?.dictionary.text(code) ?? "" }
    func receiver(_ row: Int) -> UInt32 { receivers?.code(row) ?? TextDictionary.absent }
    func receiverName(_ code: UInt32) -> String { receivers?.dictionary.text(code) ?? "" }
    func type(_ row: Int) -> UInt32 { types?.code(row) ?? TextDictionary.absent }
    func typeName(_ code: UInt32) -> String { types?.dictionary.text(code) ?? "" }
    func isJournalEntry(_ row: Int) -> Bool { journal.map { codes?.code(row) == $0 } ?? false }
    /// The receiver an entry of code J names; empty where there is none.
    func named(_ row: Int) -> String { named.map { $0.dictionary.text($0.code(row)) } ?? "" }
    func sequence(_ row: Int) -> Int128? { sequences?.value(row) }
    func time(_ row: Int) -> Timestamp? { times?.value(row).map { Timestamp(microseconds: Int64(clamping: $0)) } }
}

extension Column {
    fileprivate var texts: CodedColumn? { if case .coded(let column) = self { column } else { nil } }
    fileprivate var numbers: IntegerColumn? { if case .integer(let column) = self { column } else { nil } }
}
