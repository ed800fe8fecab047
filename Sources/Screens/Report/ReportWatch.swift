import JournalIndex
import Query

/// Tells a screen that shows something made of a report's entries when the report has a newer answer.
struct ReportWatch {
    /// Serial of the report.
    let report: Int
    /// Work starts when the screen is there to hear of it.
    private var isThere = false
    /// Which answer was taken last.
    private var revision = 0

    init(_ report: Int) { self.report = report }

    mutating func appear() { isThere = true }

    /// The report's answer when it was not taken before; it counts as taken then.
    ///
    /// - Parameter waits: Whether a journal that is being read is passed over.
    mutating func newer(_ desk: Desk, waits: Bool = false) -> Report.Answer? {
        guard isThere, let report = desk.report(report), report.revision != revision, let answer = report.answer,
            !(waits && answer.journal.isLoading)
        else { return nil }
        revision = report.revision
        return answer
    }
}
