import Canvas
import Catalog
import Columns
import JournalIndex
import Ledger
import Query

/// What all screens share. Screens change it; the session carries out the effects and steps they leave here.
struct Desk: Sendable {
    /// The newest journal.
    var journal: any AuditJournal
    /// Size of the terminal in cells.
    var rows: Int
    var columns: Int
    /// Reports on top of each other: the first is home, each further one was opened from a summary of the one below.
    /// Never empty.
    private(set) var reports: [Report]
    var note: Note?
    /// A condition that was typed and is wrong: the command line is opened again with the cursor on the place.
    var rejected: FilterError?
    /// The last messages, oldest first.
    private(set) var notes: [Note] = []
    /// Digits typed before a key.
    var digits = ""
    var find: FindRequest?
    /// The questions that can be asked, and how many entries each finds.
    var book: QuestionBook
    /// Whether the report has its entries over time below it.
    var showsStrip = false
    /// From which numbers on the ledger marks something.
    var ledgerSettings = LedgerSettings()
    /// The ledger of the newest journal.
    var ledgers = LedgerMemory()
    /// Marks, notes and views.
    var casebook: Casebook
    /// How often notes changed.
    var noteChanges = 0
    /// How the program was called.
    let invocation: Invocation
    /// What was asked of the journal so far.
    var log = StepLog()
    /// What was said of sources already, so that it is said once.
    var told: Set<String> = []
    /// Whether values may be copied to the terminal's clipboard.
    var allowsCopy = false
    /// Command lines, oldest first.
    var commands: [String] = []
    var jobs: [Int: RunningJob] = [:]
    var effects: [Effect] = []
    var steps: [Step] = []
    /// Which of the function-key lines is shown; F24 goes to the next.
    var legendPage = 0
    private var lastJob = 0
    private var lastReport = 0

    /// Messages kept for the message screen.
    static let keptNotes = 100
    /// Digits a number may have: more would be no line, column or width.
    static let mostDigits = 9

    init(
        journal: any AuditJournal, rows: Int, columns: Int, home: Report, questions: [AuditCatalog.Question],
        workbench: Workbench = Workbench()
    ) {
        self.journal = journal
        casebook = Casebook(workbench)
        invocation = workbench.invocation
        book = QuestionBook(questions)
        self.rows = max(0, rows)
        self.columns = max(0, columns)
        reports = [home]
        self.journal = annotated(journal)
    }

    /// The report that is shown, or stands below what is shown.
    var report: Report {
        get { reports[reports.count - 1] }
        set { reports[reports.count - 1] = newValue }
        _modify { yield &reports[reports.count - 1] }
    }

    /// The report of this serial, if it is still there.
    mutating func withReport(_ serial: Int, _ body: (inout Report) -> Void) {
        guard let index = reports.firstIndex(where: { $0.serial == serial }) else { return }
        body(&reports[index])
    }

    /// Changes every report.
    mutating func changeReports(_ body: (inout Report, Desk) -> Void) {
        for index in reports.indices {
            let desk = self
            body(&reports[index], desk)
        }
    }

    func report(_ serial: Int) -> Report? { reports.first { $0.serial == serial } }
}

extension Desk {
    mutating func say(_ text: String) { take(Note(text: text, kind: .information)) }
    /// Says why something cannot be done, and rings the bell.
    mutating func refuse(_ text: String) {
        take(Note(text: text, kind: .refusal))
        effects.append(.bell)
    }
    /// Says what is wrong with a condition, and where.
    mutating func reject(_ error: FilterError) {
        rejected = error
        refuse(error.description)
    }
    /// Says that work failed.
    mutating func fail(_ text: String) { take(Note(text: text, kind: .failure)) }

    private mutating func take(_ note: Note) {
        self.note = note
        notes.append(note)
        if notes.count > Self.keptNotes { notes.removeFirst() }
    }

    mutating func open(_ screen: any Screen) { steps.append(.open(screen)) }
    mutating func back() { steps.append(.back) }

    /// Leaves the program; asks first when marks, notes or views are not saved.
    mutating func quit() { if casebook.isUnsaved { open(LeaveScreen()) } else { effects.append(.quit) } }

    /// Opens a report over the one that is shown: `change` narrows its view.
    mutating func openReport(scope: Report.Scope? = nil, _ change: (inout ReportView) -> Void) {
        var next = report.next(serial: nextSerial)
        change(&next.view)
        next.scope = scope ?? report.scope
        push(next)
        open(ReportScreen())
    }

    /// Puts a report on top; the screen that shows it is opened by the caller.
    mutating func push(_ report: Report, _ focus: Focus = .top) {
        reports.append(report)
        select(focus)
    }

    /// Number of a new report.
    var nextSerial: Int {
        mutating get {
            lastReport += 1
            return lastReport
        }
    }

    /// Leaves the report that is shown; the one below is brought up to date when the journal has grown meanwhile.
    mutating func closeReport() {
        guard reports.count > 1 else { return }
        cancelSelection(of: report.serial)
        reports.removeLast()
        if report.isBehind(journal) || report.mustSelectAgain {
            report.mustSelectAgain = false
            select(.entry)
        }
    }

    var isHome: Bool { reports.count == 1 }
}

extension Desk {
    /// Starts work in the background.
    ///
    /// - Returns: The id its message will have.
    @discardableResult
    mutating func run(
        _ label: String, _ purpose: RunningJob.Purpose = .screen,
        _ body: @escaping @Sendable (_ id: Int, _ work: Work) throws -> Message
    ) -> Int {
        lastJob += 1
        let id = lastJob
        jobs[id] = RunningJob(label: label, purpose: purpose)
        effects.append(.run(id: id, job: Job(label) { work in try body(id, work) }))
        return id
    }

    /// Cancels work and forgets it: a message that still comes is ignored.
    mutating func cancel(_ id: Int?) {
        guard let id, jobs.removeValue(forKey: id) != nil else { return }
        effects.append(.cancel(id: id))
    }

    /// Ctrl-C: stops what runs; loading when nothing else does.
    mutating func stop() {
        if !jobs.isEmpty {
            let labels = Set(jobs.values.map(\.label)).sorted().joined(separator: ", ")
            let running = jobs
            for id in running.keys.sorted() { cancel(id) }
            for case .select(let selecting) in running.values.map(\.purpose) { takeBack(selecting.report) }
            for id in running.keys.sorted() { steps.append(.stopped(id)) }
            book.waiting = []
            say("Stopped: \(labels).")
        } else if journal.isLoading {
            effects.append(.stopLoading)
            say("Reading stops. What has been read stays; F5 reads again.")
        } else {
            say("Nothing is running. F3 leaves the program.")
        }
    }
}

/// Work in the background.
struct RunningJob: Sendable {
    enum Purpose: Sendable {
        case select(Selecting)
        case find(report: Int)
        case strip(report: Int)
        /// Counting what a question finds, by its id.
        case count(question: String)
        /// Looking for the entries that the case has notes on.
        case notes
        case screen
    }
    /// What the message line says while it runs: `selecting`.
    var label: String
    var purpose: Purpose
    /// Share done, 0 ... 1.
    var done: Double?

    /// Cores that work side by side tell of their parts in any order: what was said is not taken back, unless work begins
    /// another round.
    mutating func advance(to share: Double) {
        if let done, share < done, done - share < 0.5 { return }
        done = share
    }

    /// Nobody waits for it: it is not on the message line.
    var isQuiet: Bool {
        switch purpose {
        case .count, .notes: true
        default: false
        }
    }
}
