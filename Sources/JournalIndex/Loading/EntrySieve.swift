import Catalog
import Columns
import Records

/// Tells of each record whether it becomes part of the journal. One for each thread and source.
final class EntrySieve {
    /// Columns of the reader it looks at.
    let columns: [Int]
    private let times: (place: Int, range: Range<Int64>)?
    private let types: Values?
    private let users: [Values]
    private let needsUser: Bool
    private let numbers: NumberReading
    /// A source without the column has no entry that fits.
    private let hasNothing: Bool

    /// A text column, and for each of its codes whether the value is wanted.
    private final class Values {
        private let column: TextColumn
        private let wanted: Set<String>
        private let prefixes: [String]
        /// Whether a value is a text of a message, whose words are looked at.
        private let isMessage: Bool
        private var matches = FreshMatches()

        init(_ place: Int, _ source: LoadedSource, _ wanted: Set<String>, isMessage: Bool = false) {
            column = TextColumn(place, .text, source.reader.decoders)
            self.wanted = wanted
            self.isMessage = isMessage
            prefixes = wanted.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }
        }

        /// One flag a record.
        func judge(_ batch: borrowing RecordBatch, _ strip: RawSpan) -> [Bool] {
            column.start()
            column.add(batch, strip)
            guard case .coded(let block) = column.finish() else { return [] }
            return matches.flags(of: block) { value in
                isWanted(value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
            }
        }

        private func isWanted(_ value: String) -> Bool {
            let value = value.uppercased()
            return isMessage ? MessageText.parts(of: value).contains { isNamed(String($0)) } : isNamed(value)
        }

        private func isNamed(_ value: String) -> Bool {
            wanted.contains(value) || prefixes.contains { value.hasPrefix($0) }
        }
    }

    /// - Parameter columns: What is read for the journal; the sieve's own follow.
    init?(_ kept: KeptEntries, _ source: LoadedSource, besides columns: [Int]) {
        guard !kept.isEverything else { return nil }
        var read = columns
        func place(_ column: Int) -> Int {
            if let known = read.firstIndex(of: column) { return known }
            read.append(column)
            return read.count - 1
        }
        let all = source.reader.columns
        times = kept.times.flatMap { range in
            all.firstIndex { $0.name == "ENTRY_TIMESTAMP" }.map { (place($0), range) }
        }
        let type = kept.types.isEmpty ? nil : all.firstIndex { $0.name == "JOURNAL_ENTRY_TYPE" }
        types = type.map { Values(place($0), source, kept.types) }
        let named = kept.users.isEmpty ? [] : all.indices.filter { Self.mayNameUser(all[$0]) }
        users = named.map { Values(place($0), source, kept.users, isMessage: all[$0].name == MessageColumns.text) }
        needsUser = !kept.users.isEmpty
        numbers = source.numbers
        self.columns = read
        hasNothing = (kept.times != nil && times == nil) || (!kept.types.isEmpty && types == nil)
    }

    /// Whether any column of users can have its value from here, the computed ones included: SUBJECT and ACTOR are taken
    /// from columns that name other things, too (the object of a deleted profile), and from the texts of messages. The
    /// sieve does not ask what else must hold for that: it may keep an entry too many, but loses none.
    private static func mayNameUser(_ column: SourceColumn) -> Bool {
        guard !column.kind.isNumber else { return false }
        let role = AuditCatalog.column(column.name)?.role ?? column.role
        return role.isUser || column.role.isUser || column.name.hasSuffix("JOB_USER") || column.name == MessageColumns.text
            || AuditCatalog.subjectColumns.contains(column.name) || AuditCatalog.actorColumns.contains(column.name)
    }

    /// The records that stay, in ascending order. Those of which nothing can be read may fit, and so may entries that hide in one.
    func kept(of batch: borrowing RecordBatch, _ strip: RawSpan) -> [Int] {
        let count = batch.records.count
        var stays = Array(repeating: !hasNothing, count: count)
        if let times {
            let fields = NumberFields(batch, times.place, numbers, isTimestamp: true, block: strip)
            for record in 0..<count {
                let state = fields.states.isEmpty ? .value : NumberFields.State(rawValue: fields.states[record])
                switch state {
                case .value: if !times.range.contains(fields.values[record]) { stays[record] = false }
                case .unreadable: break
                default: stays[record] = false
                }
            }
        }
        if let types { for (record, fits) in types.judge(batch, strip).enumerated() where !fits { stays[record] = false } }
        if needsUser {
            var fits = Array(repeating: false, count: count)
            for user in users { for (record, own) in user.judge(batch, strip).enumerated() where own { fits[record] = true } }
            for record in 0..<count where !fits[record] { stays[record] = false }
        }
        for issue in batch.issues where issue.rejected || issue.hidden > 0 { stays[issue.record] = true }
        return stays.indices.filter { stays[$0] }
    }
}
