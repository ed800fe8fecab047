import Catalog
import Columns
import JournalIndex
import Ledger
import Query

/// How many entries a question finds, or why that cannot be said.
package enum QuestionCount: Equatable, Sendable {
    case entries(Int)
    /// What was found, in words: `12 lines`.
    case found(String)
    /// It asks for something first.
    case asks([String])
    /// Why the data cannot answer it: `no JS entries: was *JOBDTA audited?`
    case cannot(String)
}

/// The questions, and what is known of their answers.
struct QuestionBook: Sendable {
    let questions: [AuditCatalog.Question]
    /// By id.
    var counts: [String: QuestionCount] = [:]
    /// Ids of the questions that are still to be counted, next first.
    var waiting: [String] = []
    /// What the counts are of; `nil` until the first time.
    var counted: Counted?
    /// Whether somebody looked at the questions.
    var isWanted = false

    /// A state of the journal.
    struct Counted: Equatable, Sendable {
        var entries: Int
        var isWhole: Bool
    }

    init(_ questions: [AuditCatalog.Question]) { self.questions = questions }

    func question(_ id: String) -> AuditCatalog.Question? { questions.first { $0.id == id } }
    var isCounting: Bool { !waiting.isEmpty }
}

/// Counting runs one question at a time in the background, so that each count is there as soon as it is known, and stops
/// with Ctrl-C. What a question found is kept by the journal: its answer opens at once.
extension Desk {
    /// While reading goes on, counts are made anew when there are so many times more entries: all of them together cost
    /// a third of the last.
    private static let growth = 4

    /// Counts what was not counted yet of this journal, if somebody wants to know.
    mutating func countQuestions(anew: Bool = false) {
        if let counted = book.counted, counted.entries > journal.count { forgetCounts() }
        guard book.isWanted, !isCounting, !journal.schema.columns.isEmpty else { return }
        let state = QuestionBook.Counted(entries: journal.count, isWhole: !journal.isLoading)
        if !anew, let counted = book.counted {
            guard counted != state, state.isWhole || state.entries >= counted.entries * Self.growth else { return }
        }
        book.counted = state
        book.waiting = book.questions.map(\.id)
        countNext()
    }

    private var isCounting: Bool { jobs.values.contains(where: \.isQuiet) }

    private mutating func forgetCounts() {
        for (id, job) in jobs where job.isQuiet { cancel(id) }
        book.waiting = []
        book.counts = [:]
        book.counted = nil
    }

    private mutating func countNext() {
        while let id = book.waiting.first {
            if let question = book.question(id) {
                if question.parameters.isEmpty { return count(question) }
                book.counts[id] = .asks(question.parameters)
            }
            book.waiting.removeFirst()
        }
        countQuestions()
    }

    private mutating func count(_ question: AuditCatalog.Question) {
        let (journal, memory, settings) = (journal, ledgers, ledgerSettings)
        run("counting \(question.id)", .count(question: question.id)) { id, work in
            .counted(id: id, try QuestionCount(question, journal, memory, settings, work))
        }
    }

    mutating func take(_ count: QuestionCount, of question: String) {
        book.counts[question] = count
        guard book.waiting.first == question else { return }
        book.waiting.removeFirst()
        countNext()
    }
}

extension QuestionCount {
    /// - Throws: `Cancelled`, or the source's error.
    init(
        _ question: AuditCatalog.Question, _ journal: any AuditJournal, _ memory: LedgerMemory,
        _ settings: LedgerSettings, _ work: Work
    ) throws {
        switch question.answer {
        case .entries: self = try Self.ofEntries(question, journal, work)
        case .ledger(let condition):
            self = try Self.ofLedger(question, condition, journal, memory, settings, work)
        case .completeness: self = .found(try journal.coverage(work).map(Self.words) ?? "")
        }
    }

    /// Lines of the ledger.
    private static func ofLedger(
        _ question: AuditCatalog.Question, _ condition: String, _ journal: any AuditJournal, _ memory: LedgerMemory,
        _ settings: LedgerSettings, _ work: Work
    ) throws -> QuestionCount {
        guard let provider = journal.provider else { return .cannot("the entries are not on this machine") }
        let filter = try Filter(question.filter)
        let selected =
            filter.takesEverything
            ? nil : try journal.select(SelectionRequest(conditions: [Condition(filter)]), work).rows
        let ledger = try memory.ledger(provider, selected: selected, settings, work)
        let lines = try IndexedJournal(LedgerTable(ledger)).count(Filter(condition), work)
        if lines == 0, let missing = ledger.missing.first {
            return .cannot("no \(missing.type) entries: was \(missing.auditValue) audited?")
        }
        return .found(lines.of("line", "lines"))
    }

    /// `1 receiver, 2 gaps missing`
    private static func words(_ coverage: Coverage) -> String {
        let receivers = coverage.systems.reduce(0) { sum, system in system.missingReceivers.reduce(sum) { $0 + $1.count } }
        let gaps = coverage.systems.reduce(0) { $0 + $1.unexplainedGaps }
        let words = [(receivers, "receiver", "receivers"), (gaps, "gap", "gaps")].filter { $0.0 > 0 }
        return words.isEmpty ? "nothing missing" : words.map { $0.0.of($0.1, $0.2) }.joined(separator: ", ")
    }

    private static func ofEntries(
        _ question: AuditCatalog.Question, _ journal: any AuditJournal, _ work: Work
    ) throws -> QuestionCount {
        let filter: Filter
        do throws(FilterError) {
            filter = try Filter(question.filter)
            try filter.check(against: journal.schema)
        } catch {
            return .cannot(error.description)
        }
        let entries = try journal.count(filter, work)
        if entries == 0, let reason = try reason(question, filter, journal, work) { return .cannot(reason) }
        return .entries(entries)
    }

    /// Why nothing could be found; `nil` when something could have been.
    private static func reason(
        _ question: AuditCatalog.Question, _ filter: Filter, _ journal: any AuditJournal, _ work: Work
    ) throws -> String? {
        let types = filter.entryTypes
        if types.isEmpty { return missingColumn(filter, journal) }
        guard journal.schema.id("JOURNAL_ENTRY_TYPE") != nil else { return "no entry tells its type" }
        let present = try Filter("JOURNAL_ENTRY_TYPE in (\(types.map { "'\($0)'" }.joined(separator: ", ")))")
        guard try journal.count(present, work) == 0 else { return nil }
        let shown = types.prefix(mostTypes).joined(separator: ", ") + (types.count > mostTypes ? ", ..." : "")
        return "no \(shown) entries" + (question.auditWords.map { ": was \($0) audited?" } ?? "")
    }

    /// Entry types named in a reason.
    private static let mostTypes = 3

    private static func missingColumn(_ filter: Filter, _ journal: any AuditJournal) -> String? {
        let columns = filter.columns
        guard !columns.isEmpty, columns.allSatisfy({ journal.schema.id($0) == nil }) else { return nil }
        return "no column \(columns[0])"
    }
}
