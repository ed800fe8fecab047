package import Columns
import Catalog
import Records
import Synchronization

/// An immutable journal: everything read so far, as columns. Loading makes newer ones; what was built for one stays.
///
/// Columns built while loading are there from the start. Others are read from the sources' bytes, cell by cell for the
/// screen, or whole when somebody filters, sorts or counts by them; then they are kept.
package final class JournalSnapshot: JournalSource {
    package let schema: Schema
    package let count: Int
    let reports: [SourceReport]
    package let isLoading: Bool
    package let readingSeconds: Double?
    package let naturalOrder: Permutation?

    let inputs: [LoadedSource]
    let segments: [Segment]
    /// Row -> what is wrong with its record, as far as loading saw.
    let issues: RowIssues
    /// Entry types that occur.
    package let presentTypes: Set<String>
    package let presentColumns: [ColumnID]
    let eager: [ColumnID: Column]
    private let occurring: Mutex<[EntryKind]?> = Mutex(nil)
    private let built: Mutex<[BuiltKey: Column]>
    private let plans: Mutex<[PlanKey: DerivedPlan]> = Mutex([:])
    private let foundCopies: Mutex<FoldedEntries?> = Mutex(nil)
    private let foundTwins: Mutex<[Int: Int]> = Mutex([:])
    private let confirmed: Mutex<[Int: any RecordReader]> = Mutex([:])
    let records = RecordCache()

    /// A column as the source gave it, or as everybody sees it.
    struct BuiltKey: Hashable {
        var id: ColumnID
        var isGiven: Bool
    }
    private struct PlanKey: Hashable {
        var name: String
        var kind: EntryKind
    }

    init(
        schema: Schema, sources inputs: [LoadedSource], builder: inout IndexBuilder, reports: [SourceReport],
        isLoading: Bool, readingSeconds: Double? = nil
    ) {
        self.readingSeconds = readingSeconds
        self.schema = schema
        self.inputs = inputs
        self.isLoading = isLoading
        self.reports = reports
        count = builder.count
        segments = builder.segments
        issues = builder.issues
        let eager = builder.columns()
        self.eager = eager
        let types = Self.types(schema, eager)
        presentTypes = types
        presentColumns = schema.columns.filter { definition in
            guard case .entrySpecific(let own) = definition.origin else { return true }
            return !types.isDisjoint(with: own)
        }.map(\.id)
        naturalOrder = builder.isInOrder ? nil : Self.order(count: builder.count, schema, eager)
        built = Mutex([:])
    }

    /// Some rows of another one, as if only they had been loaded: what was built of it is taken over.
    init(_ whole: JournalSnapshot, rows: [UInt32], _ work: Work) throws {
        (schema, inputs, reports) = (whole.schema, whole.inputs, whole.reports)
        (presentTypes, presentColumns) = (whole.presentTypes, whole.presentColumns)
        (isLoading, readingSeconds, naturalOrder) = (false, nil, nil)
        count = rows.count
        segments = whole.segments(of: rows)
        issues = whole.issues.of(rows)
        let (eager, built) = (Array(whole.eager), Array(whole.built.withLock { $0 }))
        let taken = try Column.rows(rows, of: eager.map(\.value) + built.map(\.value), work)
        self.eager = Dictionary(uniqueKeysWithValues: zip(eager.map(\.key), taken))
        self.built = Mutex(Dictionary(uniqueKeysWithValues: zip(built.map(\.key), taken.dropFirst(eager.count))))
    }

    private static func order(count: Int, _ schema: Schema, _ columns: [ColumnID: Column]) -> Permutation {
        func column(_ name: String) -> Column? { schema.id(name).flatMap { columns[$0] } }
        return NaturalOrder(
            count: count, times: column("ENTRY_TIMESTAMP")?.integers, sequences: column("SEQUENCE_NUMBER")?.integers,
            systems: column("SYSTEM_NAME")?.codes, receivers: column("RECEIVER_NAME")?.codes
        ).permutation()
    }

    /// The entries that several sources have; set once, when all is read.
    var folding: FoldedEntries? {
        get { foundCopies.withLock { $0 } }
        set { foundCopies.withLock { $0 = newValue } }
    }

    /// Sources that are byte for byte what another one is, by their places; set once, when all is read.
    var twinSources: [Int: Int] {
        get { foundTwins.withLock { $0 } }
        set { foundTwins.withLock { $0 = newValue } }
    }

    /// Says of sources what readers know that all of their bytes were shown to, and that read them as those here do.
    ///
    /// - Parameter readers: By the places of the sources; set once, when all is read.
    func confirm(_ readers: [Int: any RecordReader]) { confirmed.withLock { $0 = readers } }

    /// What was read of each source, with what only all of its bytes tell.
    private var confirmedReports: [SourceReport] {
        var reports = reports
        for (place, reader) in confirmed.withLock({ $0 }) {
            reports[place].facts = inputs[place].facts(reader)
            reports[place].assumedDates = reader.dates.compactMap(\.assumption)
        }
        return reports
    }

    package var sources: [SourceReport] {
        let reports = confirmedReports
        guard let folding else { return reports }
        let twins = twinSources
        return reports.indices.map { i in
            var report = reports[i]
            if i < inputs.count { report.folded = folding.rows.ones(from: firstRow(ofSource: i), to: firstRow(ofSource: i + 1)) }
            report.twin = twins[i].map { reports[$0].name }
            return report
        }
    }

    // MARK: columns

    package func column(_ id: ColumnID, _ work: Work) throws -> Column {
        let name = schema[id].name
        if PlaceColumns.names.contains(name), schema[id].origin == .derived {
            return try keep(BuiltKey(id: id, isGiven: false)) { try placeColumn(name, work) }
        }
        guard let derived = DerivedColumns.byName[name], appliesHere(derived) else { return try given(id, work) }
        return try keep(BuiltKey(id: id, isGiven: false)) { try build(derived, id, work) }
    }

    /// Entries of which columns are kept whose values are all different: a hundred million bytes of sentences.
    private static let mostOneOfAKind = 1 << 20

    package func rows(
        of id: ColumnID, passing test: @escaping @Sendable (Span<UInt8>) -> Bool, _ work: Work
    ) throws -> Bitmap? {
        count > Self.mostOneOfAKind ? try rowsWithoutColumn(id, passing: test, work) : nil
    }

    /// The same of a journal of any size.
    func rowsWithoutColumn(
        _ id: ColumnID, passing test: @escaping @Sendable (Span<UInt8>) -> Bool, _ work: Work
    ) throws -> Bitmap? {
        guard !isBuilt(id), let derived = DerivedColumns.byName[schema[id].name],
            derived.isOneOfAKind, appliesHere(derived), case .building(let build) = try plan(derived, id, work)
        else { return nil }
        return try build.rows(passing: test, work)
    }

    /// The column as the sources gave it.
    func given(_ id: ColumnID, _ work: Work) throws -> Column {
        if let column = eager[id] { return column }
        return try keep(BuiltKey(id: id, isGiven: true)) { try readColumns([schema[id]], work)[0] }
    }

    /// Reads the given columns among these, and those that derived ones are made of, in one pass over the sources.
    package func prepare(_ ids: [ColumnID], _ work: Work) throws {
        var wanted: Set<ColumnID> = []
        for id in ids {
            if isGiven(id) { wanted.insert(id) }
            guard let derived = DerivedColumns.byName[schema[id].name], appliesHere(derived) else { continue }
            for kind in kinds(kindColumns) where derived.applies(to: kind.entryType) {
                for input in plan(derived, kind).inputs {
                    if case .given(let name) = input, let other = schema.id(name), isGiven(other) { wanted.insert(other) }
                }
            }
        }
        let missing = wanted.filter { ready($0, given: true) == nil }.sorted { $0.index < $1.index }
        guard missing.count > 1 else { return }
        let columns = try readColumns(missing.map { schema[$0] }, work)
        for (id, column) in zip(missing, columns) { keepGiven(id, column) }
    }

    private func keepGiven(_ id: ColumnID, _ column: Column) {
        built.withLock { $0[BuiltKey(id: id, isGiven: true)] = column }
    }

    private func keep(_ key: BuiltKey, _ make: () throws -> Column) rethrows -> Column {
        if let column = built.withLock({ $0[key] }) { return column }
        let column = try make()
        built.withLock { $0[key] = column }
        return column
    }

    /// A column that needs no building: eager, or built before.
    func ready(_ id: ColumnID, given isGiven: Bool) -> Column? {
        if let column = built.withLock({ $0[BuiltKey(id: id, isGiven: isGiven)] }) { return column }
        if isGiven { return eager[id] }
        let isDerived = DerivedColumns.byName[schema[id].name].map(appliesHere) ?? false
        return isDerived ? nil : ready(id, given: true)
    }

    package func isBuilt(_ id: ColumnID) -> Bool { ready(id, given: false) != nil }

    /// Whether any loaded entry is of a type the derived column is computed for.
    private func appliesHere(_ derived: DerivedColumn) -> Bool {
        derived.entryTypes.map { !$0.isDisjoint(with: presentTypes) } ?? true
    }

    private func build(_ derived: DerivedColumn, _ id: ColumnID, _ work: Work) throws -> Column {
        switch try plan(derived, id, work) {
        case .taken(let column): column
        case .building(let build): try build.build(work)
        }
    }

    /// How a derived column comes to be.
    private enum DerivedPart {
        /// As the source has it.
        case taken(Column)
        case building(DerivedColumnBuild)
    }

    private func plan(_ derived: DerivedColumn, _ id: ColumnID, _ work: Work) throws -> DerivedPart {
        let kindColumns = kindColumns
        let own = isGiven(id) ? DerivedColumnBuild.InputColumn(column: try given(id, work), kind: schema[id].kind) : nil
        if let own, let column = try derived.taken(from: own, kindColumns, work) { return .taken(column) }
        var inputs: [DerivedInput: DerivedColumnBuild.InputColumn] = [:]
        for input in Set(kinds(kindColumns).filter { derived.applies(to: $0.entryType) }.flatMap { plan(derived, $0).inputs }) {
            switch input {
            case .given(let name):
                guard let other = schema.id(name), isGiven(other) else { continue }
                inputs[input] = .init(column: try given(other, work), kind: schema[other].kind)
            case .column(let name):
                guard let other = schema.id(name) else { continue }
                inputs[input] = .init(column: try column(other, work), kind: schema[other].kind)
            }
        }
        return .building(
            DerivedColumnBuild(derived: derived, count: count, given: own, kindColumns: kindColumns, inputs: inputs))
    }

    /// Whether the column was built while loading.
    func isEager(_ id: ColumnID) -> Bool { eager[id] != nil }

    /// Whether any source has the column itself.
    func isGiven(_ id: ColumnID) -> Bool { inputs.contains { $0.columns[id] != nil } }

    // MARK: kinds of entries

    static let kindColumns = ["JOURNAL_CODE", "JOURNAL_ENTRY_TYPE", "ENTRY_TYPE"]

    private var kindColumns: [CodedColumn?] {
        Self.kindColumns.map { name in schema.id(name).flatMap { eager[$0]?.codes } }
    }

    /// The kinds of entries that occur, in order of their first rows. O(*n*) once; then kept.
    private func kinds(_ columns: [CodedColumn?]) -> [EntryKind] {
        if let known = occurring.withLock({ $0 }) { return known }
        var kinds: [EntryKind] = []
        var numbers = KindNumbers(columns), seen = KeyIndex()
        var last: UInt64?
        for chunk in 0..<chunkCount(rows: count) {
            let ofRows = numbers.numbers(chunk: chunk, count: rowRange(ofChunk: chunk, count: count).count)
            for (i, number) in ofRows.enumerated() where number != last {
                last = number
                if seen.number(of: number) == kinds.count { kinds.append(EntryKind(columns, row: chunk * chunkRows + i)) }
            }
        }
        occurring.withLock { $0 = kinds }
        return kinds
    }

    private static func types(_ schema: Schema, _ eager: [ColumnID: Column]) -> Set<String> {
        guard let id = schema.id("JOURNAL_ENTRY_TYPE"), let column = eager[id]?.codes else { return [] }
        // A column with more values than this holds no entry types.
        let end = max(TextDictionary.firstValue, UInt32(min(column.dictionary.codeCount, 10_000)))
        return Set((TextDictionary.firstValue..<end).map { column.dictionary.text($0) })
    }

    func plan(_ derived: DerivedColumn, _ kind: EntryKind) -> DerivedPlan {
        let key = PlanKey(name: derived.name, kind: kind)
        if let plan = plans.withLock({ $0[key] }) { return plan }
        let plan = derived.plan(kind)
        plans.withLock { $0[key] = plan }
        return plan
    }
}

extension Column {
    var codes: CodedColumn? { if case .coded(let column) = self { column } else { nil } }
    var integers: IntegerColumn? { if case .integer(let column) = self { column } else { nil } }
}
