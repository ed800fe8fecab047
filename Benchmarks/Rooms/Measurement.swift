import Catalog
import Columns
import JournalIndex
import Ledger
import Query
import Records

/// Measures one journal: loading whole, and what is asked of it then.
struct Measurement {
    let path: String
    let repeats: Int
    let part: Part

    enum Part: String { case all, load, alone, export, view }

    /// How often a question is asked: as often as the scripts of other engines ask theirs.
    private var asks: Int { max(repeats, 3) }

    func run() throws {
        if part == .alone, let source = try sources().first, let loops = try LoadingAlone(source) {
            loops.run(repeats: repeats)
        }
        if part == .alone { return }
        guard let journal = try load() else { return }
        if part == .all { try ask(journal) }
        if part == .view { try exportView(journal) }
        if part == .all || part == .export { try export(journal) { try JournalLoader.load(sources: try sources()) } }
    }

    private func load() throws -> JournalSnapshot? {
        let bytes = try sources().compactMap(\.size).reduce(0, +)
        var journal: JournalSnapshot?
        let seconds = try least(of: part == .view ? 1 : repeats) {
            journal = nil
            journal = try JournalLoader.load(sources: try sources())
        }
        guard let journal else { return nil }
        report("index every heading column", seconds, bytes, "bytes")
        report("anonymous memory", Cost(), ProcessUsage.anonymous(), "bytes")
        report("anonymous memory at most", Cost(), ProcessUsage.anonymousPeak(), "bytes")
        report("entries", Cost(), journal.count, "entries")
        return journal
    }

    private func sources() throws -> [any ByteSource] { try JournalLoader.open([path]) }

    private func ask(_ journal: JournalSnapshot) throws {
        for (what, text) in filters(journal) {
            let filter = try Filter(text)
            var found = 0
            let seconds = try least {
                // Results are kept with the journal that was asked: each time another one.
                found = try IndexedJournal(journal).rows(filter, Work()).ones
            }
            report("filter: \(what)", seconds, found, "entries")
        }
        for columns in [["USER_NAME"], ["JOURNAL_ENTRY_TYPE", "ENTRY_TYPE"], ["ENTRY_HOUR"]] {
            let asked = IndexedJournal(journal)
            let ids = columns.compactMap { journal.schema.id($0) }
            let all = try asked.select(SelectionRequest(), Work())
            for id in ids { _ = try journal.column(id, Work()) }
            var groups = 0
            let seconds = try least {
                groups = try asked.summarise(all, by: ids, [], Work()).groups.count
            }
            report("count by \(columns.joined(separator: ", "))", seconds, groups, "groups")
        }
        try sort(journal, ["REMOTE_ADDRESS", "ENTRY_TIMESTAMP"])
        try find(journal)
        try screens(journal)
        try names(journal)
    }

    /// What screens compute of a whole journal.
    private func screens(_ journal: JournalSnapshot) throws {
        var lines = 0
        let ledger = try least { lines = try Ledger.build(journal, LedgerSettings(), Work()).lines.count }
        report("sign-on ledger", ledger, lines, "lines")
        let coverage = try least { _ = try Coverage.of(journal, Work()) }
        report("completeness", coverage, journal.count, "entries")
        let asked = IndexedJournal(journal)
        let all = try asked.select(SelectionRequest(), Work())
        _ = try asked.coverage(Work())
        let strip = try least { _ = try asked.timeStrip(all, steps: 56, Work()) }
        report("time strip", strip, journal.count, "entries")
        let timeline = try least {
            _ = try asked.timeline(all, TimelineRequest(by: "JOURNAL_ENTRY_TYPE", lines: 60), Work())
        }
        report("timeline by entry type", timeline, journal.count, "entries")
        let request = TallyRequest(columns: ["USER_NAME"], measures: [.count, .distinct("REMOTE_ADDRESS")], sparks: 24)
        let counts = try least { lines = try asked.tally(all, request, Work()).lines.count }
        report("counts with sparklines", counts, lines, "lines")
    }

    private func sort(_ journal: JournalSnapshot, _ columns: [String]) throws {
        let keys = columns.compactMap { journal.schema.id($0) }.map { SortKey($0) }
        guard keys.count == columns.count else { return }
        var rows = 0
        let seconds = try least {
            rows = try IndexedJournal(journal).select(SelectionRequest(sort: keys), Work()).order.count
        }
        report("sort by \(columns.joined(separator: ", "))", seconds, rows, "entries")
    }

    private func find(_ journal: JournalSnapshot) throws {
        let bytes = journal.sources.map(\.bytes).reduce(0, +)
        let seconds = try least { _ = try journal.rows(containingText: "NOSUCHTEXT", Work()).ones }
        report("find a text that is nowhere", seconds, bytes, "bytes")
    }

    /// Conditions on values that occur: a middling user, a type with a day, the network of an address.
    private func filters(_ journal: JournalSnapshot) -> [(String, String)] {
        func text(_ column: String) -> String? {
            guard let id = journal.schema.id(column) else { return nil }
            let rows = stride(from: journal.count / 2, to: journal.count, by: 1).prefix(1_000)
            for row in rows {
                if case .text(let text) = journal.cell(row: row, id) { return text }
            }
            return nil
        }
        func time() -> String? {
            guard let id = journal.schema.id("ENTRY_TIMESTAMP"), journal.count > 0,
                case .timestamp(let time) = journal.cell(row: journal.count / 2, id)
            else { return nil }
            return String(time.text().prefix(10))
        }
        var filters: [(String, String)] = []
        if let user = text("USER_NAME") { filters.append(("user", "USER_NAME = '\(user)'")) }
        if let type = text("JOURNAL_ENTRY_TYPE"), let day = time() {
            filters.append(("type and day", "JOURNAL_ENTRY_TYPE = '\(type)' and ENTRY_TIMESTAMP = \(day)"))
        }
        if let address = text("REMOTE_ADDRESS") { filters.append(("address", "REMOTE_ADDRESS in (\(address)/16)")) }
        return filters
    }

    /// The least time and the least processor time of some runs.
    func least(of runs: Int? = nil, _ body: () throws -> Void) throws -> Cost {
        var best = Cost(seconds: .infinity, processor: .infinity)
        for _ in 0..<(runs ?? asks) {
            let own = try cost(body)
            best.seconds = min(best.seconds, own.seconds)
            best.processor = min(best.processor, own.processor)
        }
        return best
    }

    func cost(_ body: () throws -> Void) rethrows -> Cost {
        let start = ContinuousClock.now, before = ProcessUsage.processorSeconds()
        try body()
        let took = (ContinuousClock.now - start).components
        return Cost(
            seconds: Double(took.seconds) + Double(took.attoseconds) / 1e18,
            processor: ProcessUsage.processorSeconds() - before)
    }
}

struct Cost {
    var seconds = 0.0
    /// Of all cores together.
    var processor = 0.0
}

func report(_ what: String, _ cost: Cost, _ amount: Int, _ unit: String) {
    print(
        "{\"what\": \"\(what)\", \"seconds\": \(cost.seconds), \"processor\": \(cost.processor), "
            + "\"amount\": \(amount), \"unit\": \"\(unit)\"}")
}
