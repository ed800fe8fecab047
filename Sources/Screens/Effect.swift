package import Cases
package import Columns
package import Ledger
package import Query

/// What a session wants done outside itself. Effects are values; the edge runs them and answers with messages.
package enum Effect: Sendable {
    /// Run in the background and deliver the result as `.done(id:...)`; several may run, each with its own id.
    case run(id: Int, job: Job)
    /// Cancel the job of this id, if it still runs.
    case cancel(id: Int)
    /// Leave the program.
    case quit
    /// Give the terminal back to the shell (Ctrl-Z).
    case suspend
    /// Paint everything anew (Ctrl-L).
    case redraw
    /// Ring the bell (a key that has no meaning here).
    case bell
    /// Tell the loader to read the sources again from the start (F5).
    case reload
    /// Stop loading, keep what is there (Ctrl-C while loading).
    case stopLoading
    /// Keep what is not saved beside the case file, before anything else happens; nothing when there is nothing unsaved.
    case keep(Keeping)
    /// Copy to the terminal's clipboard (only where settings allow it).
    case copy(String)
}

/// Background work: returns the message that tells its result; throws `Cancelled` or an error that becomes `.failed`.
package struct Job: Sendable {
    package let label: String
    package let body: @Sendable (Work) throws -> Message
    package init(_ label: String, _ body: @escaping @Sendable (Work) throws -> Message) {
        self.label = label
        self.body = body
    }
}

/// What comes back to a session, besides keys.
package enum Message: Sendable {
    /// A newer journal (loading published, or finished).
    case journal(any AuditJournal)
    case selected(id: Int, Selection)
    case summarised(id: Int, Summary)
    case tallied(id: Int, Tally)
    /// `nil` where the entries have no time.
    case timeline(id: Int, Timeline?)
    /// `nil` where the journal is not on this machine.
    case completeness(id: Int, Completeness?)
    /// The SHA-256 of a source, by its place; `nil` where its bytes cannot be read again.
    case digest(id: Int, source: Int, String?)
    /// The report's entries over time; `nil` where they have no time.
    case strip(id: Int, TimeStrip?)
    /// A question was counted.
    case counted(id: Int, QuestionCount)
    case found(id: Int, position: Int?)
    case exported(id: Int, path: String, entries: Int)
    case ledger(id: Int, LedgerAnswer)
    /// The rows behind a line of the ledger, and the condition that only this line satisfies, where there is one.
    case evidence(id: Int, rows: Set<Int>, line: Filter?)
    /// Rows of the entries that the case has notes on, by the note's key; none where it found no entry.
    case notesFound(id: Int, rows: [String: [Int]])
    /// The case was written: what stands in its file now, and what was given to be saved.
    case caseSaved(id: Int, store: CaseStore, written: CaseFile, given: CaseFile)
    case stepsWritten(id: Int, path: String, steps: Int)
    case progress(id: Int, done: Double)
    case cancelled(id: Int)
    /// Work failed. Id 0, which no job has: reading the sources did, or keeping what is not saved.
    case failed(id: Int, reason: String)
}

/// A ledger and the lines of it that are shown.
package struct LedgerAnswer: Sendable {
    package let table: LedgerTable
    /// Rows of the table, in order.
    package let lines: Selection

    package init(table: LedgerTable, lines: Selection) {
        self.table = table
        self.lines = lines
    }
}
