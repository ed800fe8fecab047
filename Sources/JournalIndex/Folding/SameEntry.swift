import Catalog
import Columns

/// Whether two rows of different sources are the same entry.
///
/// An entry is told by system, receiver and sequence number. Sources leave some of these out (outfiles before *TYPE5 name
/// no receiver, *TYPE1 no system), so a sequence number is believed with the same time or the same receiver. Two systems
/// that nobody named count alike, too: type, action, users, job, program, address and object must agree where both rows
/// tell them, in whatever spelling (`Spelling`). Without a sequence number time, type, job and users must be there and be
/// the same; what else both sources tell is compared for the pairs that are found (`CopyContent`).
struct SameEntry: Sendable {
    /// The sources of the group, in order of loading.
    let sources: [SourceExtent]
    private let times: IntegerColumn?
    private let sequences: IntegerColumn?
    private let types: CodedColumn?
    private let receivers: CodedColumn?
    private let jobs: CodedColumn?
    /// What must not differ where both rows have it.
    private let identity: [IdentityColumn]
    /// Whether every source numbers its entries: then rows without a number are no entries that can be told.
    let isNumbered: Bool
    private let hashesTime: Bool
    private let hashesTypeAndJob: Bool
    /// Microseconds; the coarsest time of the group.
    private let unit: Int64

    /// Where an entry is in its journal, and of which type it is: built with every journal, and enough to find pairs.
    private static let place = ["SYSTEM_NAME", "RECEIVER_NAME", "JOURNAL_CODE", "JOURNAL_ENTRY_TYPE"]
    /// What it says, besides the columns that name its users.
    private static let content: Set<String> = [
        "ENTRY_TYPE", "USER_NAME", "JOB_NAME", "JOB_USER", "JOB_NUMBER", "PROGRAM_NAME", "REMOTE_ADDRESS", "OBJECT_NAME",
        "OBJECT_LIBRARY", "OBJECT_TYPE",
    ]

    /// Every column that is compared here.
    static let compared = content.union(place).union(AuditCatalog.subjectColumns)

    /// - Parameter comparesContent: Whether what entries say is compared, too. Of entries without a number it always is.
    /// - Throws: `Cancelled`, or the source's error: columns nobody has asked for yet are read now.
    init(_ sources: [SourceExtent], _ journal: JournalSnapshot, comparesContent: Bool, _ work: Work) throws {
        self.sources = sources
        func column(_ name: String) throws -> Column? {
            guard let id = journal.schema.id(name), journal.isGiven(id) else { return nil }
            return try journal.given(id, work)
        }
        isNumbered = sources.allSatisfy(\.isNumbered)
        times = try column("ENTRY_TIMESTAMP")?.integers
        sequences = try column("SEQUENCE_NUMBER")?.integers
        types = try column("JOURNAL_ENTRY_TYPE")?.codes
        receivers = try column("RECEIVER_NAME")?.codes
        let names = isNumbered && !comparesContent ? Self.place : Self.toldTwice(sources, journal)
        try journal.prepare(names.compactMap { journal.schema.id($0) }, work)
        identity = try names.compactMap { name in
            try column(name)?.codes.map { IdentityColumn($0, mayBeCut: Self.mayBeCut(name), journal.issues) }
        }
        jobs = isNumbered ? nil : try column("JOB_NUMBER")?.codes
        unit = sources.map(\.precision).max() ?? 1
        hashesTime = sources.allSatisfy { $0.time != nil }
        let haveJobs = journal.schema.id("JOB_NUMBER").map { id in
            sources.allSatisfy { journal.inputs[$0.source].columns[id] != nil }
        }
        let haveTypes = sources.allSatisfy { $0.types.allSatisfy { $0 >= TextDictionary.firstValue } }
        hashesTypeAndJob = haveTypes && haveJobs ?? false
    }

    /// The compared columns that at least two of the sources give.
    private static func toldTwice(_ sources: [SourceExtent], _ journal: JournalSnapshot) -> [String] {
        compared.sorted().filter { name in
            guard let id = journal.schema.id(name) else { return false }
            return sources.count { journal.inputs[$0.source].columns[id] != nil } > 1
        }
    }

    /// Of what places an entry, and of addresses, a part is another value.
    private static func mayBeCut(_ name: String) -> Bool {
        !place.contains(name) && name != "JOB_NUMBER" && AuditCatalog.column(name)?.kind != .address
    }

    /// Calls `body` with the rows of `rows`, all of one chunk, that can be told: with a number that equal entries share.
    /// The columns are decoded once for all rows.
    ///
    /// - Parameter isWanted: Whether the time of a row is one that others have, too; rows without a time are.
    func forEachKey(
        inChunk chunk: Int, _ sources: Range<Int>, isWanted: (_ source: Int, _ time: Int64) -> Bool,
        _ body: (_ row: Int, _ key: UInt64) -> Void
    ) {
        let numbers = ChunkNumbers(sequences, chunk), instants = ChunkNumbers(times, chunk)
        let isTyped = !isNumbered && hashesTypeAndJob
        let types = isTyped ? self.types?.chunks[chunk].decoded() : nil, jobs = isTyped ? self.jobs?.chunks[chunk].decoded() : nil
        let first = chunk * chunkRows
        for source in sources {
            for row in self.sources[source].rows.clamped(to: first..<first + chunkRows) {
                let i = row - first
                let time = instants[i].map { Int64(bitPattern: $0) }
                if let time, !isWanted(source, time) { continue }
                var hash = KeyHash()
                if isNumbered {
                    guard let number = numbers[i] else { continue }
                    hash.add(number)
                } else if time == nil {
                    continue
                }
                if hashesTime { hash.add(UInt64(bitPattern: time?.step(unit) ?? .min)) }
                if isTyped {
                    hash.add(UInt64(types?[i] ?? 0))
                    hash.add(UInt64(jobs?[i] ?? 0))
                }
                body(row, hash.value)
            }
        }
    }

    private func time(_ row: Int) -> Int64? { times?.value(row).map { Int64(clamping: $0) } }

    /// - Parameters a, b: Places in `sources` with a row of each.
    func areSame(_ a: (source: Int, row: Int), _ b: (source: Int, row: Int)) -> Bool {
        let numbers = (sequences?.value(a.row), sequences?.value(b.row))
        if let one = numbers.0, let other = numbers.1, one != other { return false }
        let unit = max(sources[a.source].precision, sources[b.source].precision)
        let instants = (time(a.row), time(b.row))
        if let one = instants.0, let other = instants.1, one.step(unit) != other.step(unit) { return false }
        let areNumbered = numbers.0 != nil && numbers.1 != nil
        guard identity.allSatisfy({ $0.agree(a.row, b.row, isNumbered: areNumbered) }) else { return false }
        let haveTimes = instants.0 != nil && instants.1 != nil
        if areNumbered { return haveTimes || bothHave(receivers, a.row, b.row) }
        return haveTimes && bothHave(types, a.row, b.row) && (unit < Self.second || bothHave(jobs, a.row, b.row))
    }

    /// Times this coarse are shared by entries that have nothing else in common.
    private static let second: Int64 = 1_000_000

    private func bothHave(_ column: CodedColumn?, _ a: Int, _ b: Int) -> Bool {
        guard let column else { return false }
        return column.code(a) >= TextDictionary.firstValue && column.code(b) >= TextDictionary.firstValue
    }
}

/// A column that must not differ where both rows have it.
private struct IdentityColumn: Sendable {
    private let column: CodedColumn
    private let mayBeCut: Bool
    /// A field that ends where its record was cut is named there.
    private let issues: RowIssues

    init(_ column: CodedColumn, mayBeCut: Bool, _ issues: RowIssues) {
        (self.column, self.mayBeCut, self.issues) = (column, mayBeCut, issues)
    }

    /// - Parameter isNumbered: Whether number and time of the rows agree: then a cut text is no other entry.
    func agree(_ a: Int, _ b: Int, isNumbered: Bool) -> Bool {
        let (one, other) = (column.code(a), column.code(b))
        if one == other || one < TextDictionary.firstValue || other < TextDictionary.firstValue { return true }
        switch column.dictionary.withBytes(of: one, and: other, Spelling.difference) {
        case .spelling: return true
        case .end(let shared):
            return isNumbered && mayBeCut && (shared >= Spelling.shortestCut || !issues.isEmpty && isFlawed(a, b))
        case .value: return false
        }
    }

    private func isFlawed(_ a: Int, _ b: Int) -> Bool { issues[a] != nil || issues[b] != nil }
}

/// Mixes numbers into one, each bit of which depends on all of them.
private struct KeyHash {
    private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    mutating func add(_ number: UInt64) {
        var mixed = (value ^ number) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 29
        mixed = mixed &* 0x94D0_49BB_1331_11EB
        value = mixed ^ (mixed >> 32)
    }
}
