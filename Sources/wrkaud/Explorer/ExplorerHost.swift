import Canvas
import Screens
import Terminal

/// The edge of the explorer: gives a session keys and messages, does what it asks for, and shows its picture.
///
/// Everything of the session happens on the calling thread; slow work runs elsewhere and answers with messages.
struct ExplorerHost {
    let terminal: CursesTerminal
    private var session: Session
    private let mailbox: Mailbox
    private let jobs: JobRunner
    private let loader: LoaderRunner
    private var unsaved: UnsavedPlace
    /// Shown on the last line until the first key.
    private var notice: String?
    private var isDone = false
    private var status: Int32 = 0

    /// Status when the terminal was taken away: that of the hang-up signal, which says the same.
    private static let hungUp: Int32 = 128 + 1
    /// Events handled before a picture is drawn in between, however fast keys come.
    private static let longestDrain = 200

    /// - Parameters:
    ///   - mailbox: Where the loader leaves its messages; the host's jobs do too.
    ///   - loader: Has been started.
    ///   - unsaved: Where changes are kept that are not saved.
    ///   - explain: Turns an error of a job into a sentence.
    init(
        terminal: CursesTerminal, session: Session, mailbox: Mailbox, loader: LoaderRunner, unsaved: UnsavedPlace,
        explain: @escaping @Sendable (any Error) -> String
    ) {
        self.terminal = terminal
        self.session = session
        self.mailbox = mailbox
        self.loader = loader
        self.unsaved = unsaved
        jobs = JobRunner(mailbox: mailbox, explain: explain)
        notice = terminal.notice
    }

    /// Runs until the session quits or the terminal is gone, and gives the terminal back.
    ///
    /// - Returns: The exit status of the program.
    mutating func run() -> Int32 {
        let waker = terminal.waker
        mailbox.attach { waker.wake() }
        // what the first selection costs
        perform(session.handle(.resize(rows: terminal.size.rows, columns: terminal.size.columns)))
        draw()
        while !isDone {
            take(terminal.next())
            for _ in 0..<Self.longestDrain where !isDone && terminal.hasReport { take(terminal.next()) }
            if !isDone { draw() }
        }
        terminal.stop()
        loader.stop()
        jobs.finish()
        return status
    }

    private mutating func take(_ report: CursesTerminal.Report) {
        switch report {
        case .event(let event):
            if case .resize = event {} else { notice = nil }
            perform(session.handle(event))
        case .wakeup: for message in mailbox.take() { perform(session.receive(message)) }
        case .prefix: break
        case .suspend: terminal.suspend()
        case .closed: (isDone, status) = (true, Self.hungUp)
        }
    }

    private mutating func perform(_ effects: [Effect]) {
        for effect in effects where !isDone { perform(effect) }
    }

    private mutating func perform(_ effect: Effect) {
        switch effect {
        case .run(let id, let job): jobs.run(id, job)
        case .cancel(let id): jobs.cancel(id)
        case .quit:
            // Saved, or told that it need not be.
            unsaved.drop()
            isDone = true
        case .keep(let keeping): keep(keeping)
        case .suspend: terminal.suspend()
        case .redraw: terminal.redraw()
        case .bell: terminal.bell()
        case .reload: loader.start()
        case .stopLoading: loader.stop()
        case .copy(let text): if !terminal.copy(text) { terminal.bell() }
        }
    }

    /// At once, not in the background: whatever ends the program next, the key that was just pressed counts.
    private mutating func keep(_ keeping: Keeping) {
        guard let problem = unsaved.take(keeping) else { return }
        perform(session.receive(.failed(id: 0, reason: problem)))
    }

    private func draw() {
        let size = terminal.size
        var grid = Grid(rows: size.rows, columns: size.columns)
        session.draw(into: &grid)
        if let notice { grid.put(notice, row: size.rows - 1, column: 1, style: .title) }
        if let prefix = terminal.prefix {
            grid.put(prefix, row: size.rows - 1, column: size.columns - prefix.count - 1, style: .title)
        }
        terminal.draw(grid)
    }
}
