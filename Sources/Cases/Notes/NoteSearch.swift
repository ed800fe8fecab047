package import Columns
import Catalog
package import JournalIndex

/// Finds the entries of a journal that a case has notes on.
package enum NoteSearch {
    /// The rows of every note that has any, by the note's key: an entry that was loaded twice has two.
    ///
    /// Candidates are the entries of the same seconds, found in one walk over the time column; only these are compared.
    ///
    /// - Throws: `Cancelled`, or the source's error when a column cannot be read any more.
    package static func rows(
        of notes: [CaseNote], in journal: any JournalSource, _ work: Work
    ) throws -> [String: [Int]] {
        guard !notes.isEmpty, journal.count > 0 else { return [:] }
        let bySecond = Dictionary(grouping: notes) { $0.entry.time?.second }
        var found: [String: [Int]] = [:]
        for row in try candidates(Set(bySecond.keys), journal, work) {
            try work.check()
            let heading = EntryIdentity(heading: row, of: journal)
            for note in bySecond[heading.time?.second] ?? [] where note.entry.type == heading.type || note.entry.hasPlace {
                var identity = heading
                // The content is read only where it decides.
                if !(note.entry.hasPlace && heading.hasPlace) {
                    identity.content = EntryIdentity.content(row, of: journal)
                }
                if note.entry.names(identity) { found[note.entry.key, default: []].append(row) }
            }
        }
        try addTimeless(notes.filter { $0.entry.time == nil && $0.entry.hasPlace }, journal, work, &found)
        return found
    }

    /// Notes that name their entry by its place alone: found by sequence numbers.
    private static func addTimeless(
        _ notes: [CaseNote], _ journal: any JournalSource, _ work: Work, _ found: inout [String: [Int]]
    ) throws {
        guard !notes.isEmpty, let id = journal.schema.id("SEQUENCE_NUMBER"),
            case .integer(let sequences) = try journal.column(id, work)
        else { return }
        let bySequence = Dictionary(grouping: notes) { $0.entry.sequence ?? 0 }
        for row in try sequences.rows(inAny: bySequence.keys.map { $0...$0 }, work).rows {
            try work.check()
            let heading = EntryIdentity(heading: row, of: journal)
            // Entries without a time were looked at already.
            guard heading.time != nil, let sequence = heading.sequence else { continue }
            for note in bySequence[sequence] ?? [] where note.entry.names(heading) {
                found[note.entry.key, default: []].append(row)
            }
        }
    }

    /// Rows whose time falls into one of these seconds; `nil` among them stands for entries without a time.
    private static func candidates(_ seconds: Set<Int64?>, _ journal: any JournalSource, _ work: Work) throws -> [Int] {
        guard let id = journal.schema.id("ENTRY_TIMESTAMP"), case .integer(let times) = try journal.column(id, work) else {
            return seconds.contains(nil) ? Array(0..<journal.count) : []
        }
        let wanted = Set(seconds.compactMap { $0 })
        let low = wanted.min() ?? .max, high = wanted.max() ?? .min
        var filter = [Bool](repeating: false, count: Self.filterSize)
        for second in wanted { filter[Self.place(second)] = true }
        var rows: [Int] = []
        for (chunk, values) in times.chunks.enumerated() {
            try work.check()
            let wantsNone = seconds.contains(nil)
            let covers = values.hasValues && Self.second(values.base) <= high && Self.second(values.top) >= low
            guard covers || wantsNone else { continue }
            for row in rowRange(ofChunk: chunk, count: times.count) {
                guard let time = times.value(row) else {
                    if wantsNone { rows.append(row) }
                    continue
                }
                let second = Self.second(time)
                if filter[Self.place(second)], wanted.contains(second) { rows.append(row) }
            }
        }
        return rows
    }

    private static func second(_ time: Int128) -> Int64 { Timestamp(microseconds: Int64(clamping: time)).second }

    /// Most seconds are dismissed by one look at a table of this size, a power of two.
    private static let filterSize = 1 << 16
    private static func place(_ second: Int64) -> Int { Int(truncatingIfNeeded: second) & (filterSize - 1) }
}
