import Canvas
import Columns
import JournalIndex
import Query

/// One report: a view of the journal, the entries it found, where the cursor is, and the steps that led here.
struct Report: Sendable {
    let serial: Int
    /// Name of the saved question, if one was asked.
    var query: String
    var view: ReportView
    /// The columns the question answers with; those that hold something are shown.
    var asked: [String] = []
    var past: [Moment] = []
    var future: [Moment] = []
    /// `nil` until the first selection is there.
    var answer: Answer?
    /// Counts the answers so far.
    var revision = 0
    /// What this report is about, when not every entry.
    var scope: Scope?
    /// Rows of the selection it was opened from, marked where they stand.
    var hits: Bitmap?
    /// The key that opened it, which goes back as well.
    var opener: Opener?
    var place = Place()
    var strip: Strip?
    var survey = Survey()
    /// The journal grew while a selection was running: select again when it is there.
    var mustSelectAgain = false

    init(serial: Int, view: ReportView, query: String) {
        self.serial = serial
        self.view = view
        self.query = query
    }

    /// Another report on the same view, without steps to take back.
    func next(serial: Int) -> Report {
        var next = Report(serial: serial, view: view, query: query)
        next.asked = asked
        return next
    }

    enum Scope: Sendable {
        /// So many entries before and after one, in the journal's own order.
        case around(row: Int, entries: Int)
        /// What a line of the ledger was inferred from: `a session of LENA`, and the condition that only this line of the
        /// ledger satisfies, where there is one.
        case evidence(Set<Int>, of: String, line: Filter? = nil)
    }

    /// The entries over time, when that is shown.
    struct Strip: Sendable {
        /// The answer it was asked for.
        var revision: Int
        var steps: Int
        var picture: TimeStrip?
    }

    enum Opener: Sendable { case follow, around }

    /// The entries found, and what they were asked of. Cells are asked of the same journal, so that rows stay what they
    /// were while a newer one arrives.
    struct Answer: Sendable {
        var journal: any AuditJournal
        var selection: Selection
        var view: ReportView
    }

    /// Cursor and window.
    struct Place: Equatable, Sendable {
        /// Of the entry under the cursor: 0 ..< entries.
        var position = 0
        /// Position on the first line.
        var top = 0
        /// The column under the cursor; `nil` for the first.
        var column: String?
        /// Characters the report is shifted to the left.
        var shift = 0
    }

    /// A view that was left, and how it was left.
    struct Moment: Sendable {
        var view: ReportView
        var place: Place
        /// The entry under the cursor.
        var row: Int?
        /// What was done then: `sort by USER_NAME`.
        var change: String
    }

    /// Steps that can be taken back.
    static let keptSteps = 200

    var count: Int { answer?.selection.count ?? 0 }
    /// The entry under the cursor, as a row of the answer's journal.
    var row: Int? { row(at: place.position) }
    func row(at position: Int) -> Int? {
        guard let selection = answer?.selection, position >= 0, position < selection.count else { return nil }
        return selection.row(at: position)
    }

    func isBehind(_ journal: any AuditJournal) -> Bool {
        answer.map { $0.journal.count != journal.count || $0.journal.isLoading } ?? true
    }
}
