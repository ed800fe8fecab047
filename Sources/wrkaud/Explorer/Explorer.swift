import Cases
import Catalog
import Columns
import JournalIndex
import Ledger
import Query
import Records
import Screens
import Terminal

/// The explorer: sources, a session and the terminal, put together.
enum Explorer {
    /// Runs until the person leaves.
    ///
    /// The terminal is taken when the first entries are there: what is wrong with a source or an expression is a
    /// sentence, and the first picture is not an empty one.
    ///
    /// - Parameters:
    ///   - sources: Paths; none for the sample journal.
    ///   - options: How to read them, as it was typed: for commands that repeat a step.
    /// - Returns: The exit code.
    /// - Throws: `SourceError` when no source can be read, `FilterError` for a name that no column has,
    ///   `TerminalProblem`: all before the terminal is taken.
    static func run(
        sources paths: [String], _ reading: InputOptions, _ limits: LoadingLimits, _ plan: SelectionPlan,
        repeating options: [String], _ display: TerminalOptions, ledger: LedgerSettings
    ) throws -> Int32 {
        let sources = try ExplorerSources(paths, reading, limits, plan.case.names)
        let mailbox = Mailbox()
        let loader = LoaderRunner(mailbox: mailbox) { work, deliver in sources.load(work, deliver) }
        loader.start()
        let journal = try firstJournal(mailbox)
        for filter in plan.filters { try filter.check(against: journal.schema) }
        try plan.checkQuestion(journal.schema)
        let terminal = try CursesTerminal(display)
        var session = Session(
            journal: journal, rows: terminal.size.rows, columns: terminal.size.columns, questions: plan.questions.all,
            opening: try opening(plan, journal), notices: plan.questions.problems + plan.case.problems,
            workbench: Workbench(
                store: plan.case.store, isNamed: plan.case.isNamed, file: plan.case.file, unsaved: plan.case.unsaved,
                names: plan.case.names, invocation: Invocation(sources: paths, options: options)))
        session.allowsCopy = display.allowsCopy
        session.ledgerSettings = ledger
        var host = ExplorerHost(
            terminal: terminal, session: session, mailbox: mailbox, loader: loader,
            unsaved: UnsavedPlace(usual: plan.case.place)
        ) { CommandEnd.sentence($0) }
        return host.run()
    }

    /// The questions come first where there is more than one thing to ask about, unless something was asked already.
    private static func opening(_ plan: SelectionPlan, _ journal: any AuditJournal) throws -> Opening {
        if let question = plan.question { return .question(question, plan.conditions, values: plan.values) }
        if let view = plan.view { return .view(view, plan.conditions) }
        guard plan.filters.isEmpty else { return .entries(plan.conditions) }
        if journal.isLoading, journal.sources.count > 1 { return .questions }
        guard let type = journal.schema.id("JOURNAL_ENTRY_TYPE") else { return .entries([]) }
        let all = try journal.select(SelectionRequest(), Work())
        let types = try journal.summarise(all, by: [type], [], Work()).groups.filter { $0.key.first?.isEmpty == false }
        return types.count > 1 ? .questions : .entries([])
    }

    /// Waits for the first entries; all of them where there are few.
    private static func firstJournal(_ mailbox: Mailbox) throws -> any AuditJournal {
        while true {
            mailbox.waitForFirst()
            for message in mailbox.take() {
                if case .journal(let journal) = message { return journal }
                if case .failed(_, let reason) = message { throw NothingRead(description: reason) }
            }
        }
    }

    private struct NothingRead: Error, CustomStringConvertible { let description: String }
}

/// What the explorer reads, as often as it is asked to.
struct ExplorerSources: Sendable {
    private let paths: [String]
    private let options: InputOptions
    private let limits: LoadingLimits
    private let names: NameTable
    private let opened: [any ByteSource]

    /// - Throws: `SourceError` for what cannot be opened.
    init(_ paths: [String], _ options: InputOptions, _ limits: LoadingLimits, _ names: NameTable) throws {
        // What stands on the screen already stays there.
        var limits = limits
        limits.refuses = false
        self.limits = limits
        self.names = names
        self.paths = paths
        self.options = options
        opened = paths.isEmpty ? SampleJournal.sources : try JournalLoader.open(paths)
    }

    /// Reads from the start and delivers each newer journal, the last one whole.
    func load(_ work: Work, _ deliver: @escaping @Sendable (Message) -> Void) {
        do {
            let journal = try JournalLoader.load(sources: try current(), options: options, limits: limits, work: work) {
                deliver(.journal(named($0)))
            }
            deliver(.journal(named(journal)))
        } catch {
            deliver(.failed(id: 0, reason: CommandEnd.sentence(error)))
        }
    }

    /// With the columns of names, and those of notes, of which the session knows what is in them.
    private func named(_ journal: JournalSnapshot) -> any AuditJournal {
        IndexedJournal(AnnotatedJournal(journal, names: names, notes: [:]))
    }

    /// Files are opened anew, they may have changed; standard input cannot be, and is kept.
    private func current() throws -> [any ByteSource] {
        if paths.isEmpty || paths.contains("-") { return opened }
        return try JournalLoader.open(paths)
    }
}
