package import Canvas
package import Catalog
package import Ledger
package import Query

/// The one mutable root of the explorer: a stack of screens over a journal. Pure: events and messages in, effects out,
/// and a picture when asked. It never waits and never sees a terminal.
///
///     var session = Session(journal: journal, rows: 24, columns: 80)
///     let effects = session.handle(.key(.function(4)))
///     session.draw(into: &grid)
package struct Session: Sendable {
    var stack: [any Screen]
    var desk: Desk
    /// Keys that wait for the screen they were meant for.
    var typedAhead: [TerminalEvent] = []

    /// - Parameters:
    ///   - questions: What can be asked, group by group.
    ///   - opening: What is shown first.
    ///   - notices: Sentences for the message screen; the last one is shown.
    ///   - workbench: The case, names, and how the program was called.
    ///
    /// What the first selection costs is asked for with the first event or message.
    package init(
        journal: any AuditJournal, rows: Int, columns: Int, questions: [AuditCatalog.Question] = AuditCatalog.questions,
        opening: Opening = .entries([]), notices: [String] = [], workbench: Workbench = Workbench()
    ) {
        desk = Desk(
            journal: journal, rows: rows, columns: columns, home: opening.home, questions: questions, workbench: workbench)
        stack = opening.stack
        if !desk.casebook.unsaved.isEmpty { stack.append(UnsavedScreen()) }
        for notice in notices { desk.say(notice) }
        desk.selectNow()
        for index in stack.indices { stack[index].appear(&desk) }
        desk.findNotes()
        desk.tellFolded()
        desk.tellRenamed()
        desk.tellDoubts()
        desk.tellLeftOut()
        desk.tellFailures()
        settle()
    }

    /// Whether values may be copied out of the program; without it, copying is refused in words.
    package var allowsCopy: Bool {
        get { desk.allowsCopy }
        set { desk.allowsCopy = newValue }
    }

    /// From which numbers on the sign-on ledger marks something, and which hours are usual.
    package var ledgerSettings: LedgerSettings {
        get { desk.ledgerSettings }
        set { desk.ledgerSettings = newValue }
    }

    package mutating func handle(_ event: TerminalEvent) -> [Effect] {
        take(event)
        return finish()
    }

    package func draw(into grid: inout Grid) {
        grid.clear()
        guard grid.rows > 0, grid.columns > 0, let top = stack.last else { return }
        if top.isOverlay, stack.count > 1 { stack[stack.count - 2].draw(into: &grid, desk) }
        top.draw(into: &grid, desk)
        desk.drawMessage(into: &grid)
    }

    /// Carries out what was left on the desk and what was typed ahead, and returns the effects.
    mutating func finish() -> [Effect] {
        takeSteps()
        catchUp()
        // Before the program may leave.
        if let keeping = desk.casebook.keeping((stack.last as? NoteScreen)?.draft) { desk.effects.insert(.keep(keeping), at: 0) }
        defer { desk.effects = [] }
        return desk.effects
    }

    /// Carries out the steps that were left on the desk.
    mutating func takeSteps() {
        // A step may leave further ones; a screen that opened itself again and again would be our own mistake.
        var rounds = 0
        while !desk.steps.isEmpty {
            rounds += 1
            precondition(rounds < 1_000, "steps without end")
            take(desk.steps.removeFirst())
        }
        settle()
    }

    mutating func settle() {
        for index in stack.indices { stack[index].settle(&desk) }
    }
}
