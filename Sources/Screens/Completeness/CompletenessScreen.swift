import Canvas
import JournalIndex
import Query

/// What the journal covers, what is missing from it, what the selection leaves out: what `wrkaud check` prints, with the
/// entries behind each line.
struct CompletenessScreen: ListScreen {
    static let name = "Display Completeness"
    static let about =
        "Shows which systems, receivers, sequence numbers, days and entry types are covered, what is missing and why, and what the selection leaves out. Enter shows the entries behind a line."
    static let mainKeys = [3, 12, 5]

    var cursor = ListCursor()
    private var watch: ReportWatch
    private let ownsReport: Bool
    private var completeness: Completeness?
    /// The lines as they are shown, and which line of the report each is a part of.
    private var rows: [(text: TextLine, line: Int)] = []
    private var lines: [CompletenessLine] = []
    /// By place of the source.
    private var digests: [Int: String] = [:]
    private var digestJob: Int?
    private var width = 0
    private var job: Int?
    private var state = "The journal is being looked through."

    init(_ desk: Desk) { self.init(report: desk.report.serial, ownsReport: false) }

    /// - Parameter ownsReport: Whether this screen is the only one that shows the report: the answer to a question.
    init(report: Int, ownsReport: Bool) { (watch, self.ownsReport) = (ReportWatch(report), ownsReport) }

    var itemCount: Int { rows.count }
    var isAwaiting: Bool { job != nil && completeness == nil }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) + (desk.rows >= 8 ? 1 : 0) }

    mutating func appear(_ desk: inout Desk) {
        watch.appear()
        settle(&desk)
    }

    /// Looks again when the report has a newer answer, while reading goes on only once; folds again when the terminal has another width.
    mutating func settle(_ desk: inout Desk) {
        if width != desk.columns { fold(desk) }
        cursor.settle(count: itemCount, page: pageSize(desk))
        guard job == nil, let answer = watch.newer(desk, waits: completeness != nil) else { return }
        job = desk.run("looking through the journal") { id, work in
            .completeness(id: id, try answer.journal.completeness(of: answer.selection, work))
        }
    }

    static let keys = KeyTable<CompletenessScreen>(
        [
            KeyRow(
                [.function(5), .character("R")], [CommandName("sha256")], "SHA-256",
                "Computes the SHA-256 of the sources that have none yet; it begins by itself, and Ctrl-C stops it."
            ) { screen, desk, _ in
                screen.computeDigests(from: 0, &desk)
            },
            KeyRow(
                [.enter, .character("o"), .character("5")], [CommandName("display")], "Display",
                "Shows the entries behind the line. F12 comes back here."
            ) { screen, desk, _ in
                screen.open(&desk)
            }
        ] + KeyRow.common + KeyRow.moving())

    mutating func receive(_ message: Message, _ desk: inout Desk) {
        switch message {
        case .completeness(let id, let completeness) where id == job:
            (self.completeness, job) = (completeness, nil)
            if completeness == nil { state = "Nothing can be said of a journal that is not on this machine." }
            fold(desk)
            if let completeness, let report = desk.report(watch.report) {
                let findings = CompletenessReport(completeness, digests: [:], most: 1).conclusion.count - 1
                desk.logCompleteness(findings == 0 ? "nothing missing" : findings.of("finding", "findings"), of: report)
            }
            computeDigests(from: 0, &desk)
        case .digest(let id, let source, let digest) where id == digestJob:
            digestJob = nil
            digests[source] = digest ?? "not known: its bytes are not there to be read again"
            fold(desk)
            computeDigests(from: source + 1, &desk)
        case .cancelled(let id) where id == digestJob: digestJob = nil
        case .failed(let id, _) where id == digestJob: digestJob = nil
        case .cancelled(let id) where id == job: (job, state) = (nil, "Looking was stopped. F12 goes back.")
        case .failed(let id, let reason) where id == job: (job, state) = (nil, reason)
        default: break
        }
    }

    func leave(_ desk: inout Desk) {
        desk.cancel(job)
        desk.cancel(digestJob)
        if ownsReport { desk.closeReport() }
    }

    /// Reads the sources once more, one after another, for their SHA-256; Ctrl-C stops.
    private mutating func computeDigests(from place: Int, _ desk: inout Desk) {
        guard digestJob == nil, !desk.journal.isLoading, let journal = desk.report(watch.report)?.answer?.journal,
            let source = journal.sources.indices.first(where: { $0 >= place && digests[$0] == nil })
        else { return }
        digestJob = desk.run("computing SHA-256") { id, work in
            .digest(id: id, source: source, try journal.sha256(ofSource: source, work))
        }
    }

    // MARK: lines

    /// What it comes to stands first.
    private mutating func fold(_ desk: Desk) {
        width = desk.columns
        guard let completeness else { return }
        let report = CompletenessReport(completeness, digests: digests, most: Coverage.listed)
        lines = report.conclusion + [.blank] + report.systems + report.sources
        rows = lines.enumerated().flatMap { index, line in
            line.folded(to: max(20, width - 4)).map { (TextLine($0, Self.style(line.tone)), index) }
        }
    }

    private static func style(_ tone: CompletenessLine.Tone) -> Style {
        switch tone {
        case .title: .title
        case .plain: .normal
        case .quiet: .dim
        case .warning: .warning
        case .problem: .error
        }
    }

    private func open(_ desk: inout Desk) {
        guard rows.indices.contains(cursor.index), let evidence = lines[rows[cursor.index].line].evidence else {
            return desk.refuse("There are no entries behind this line.")
        }
        switch evidence {
        case .filter(let filter): desk.openAll { $0.conditions = [Condition(filter)] }
        case .rows(let rows, let what): desk.openAll(scope: .evidence(Set(rows), of: what))
        case .around(let row): desk.openAll(scope: .around(row: row, entries: Self.near))
        }
    }

    /// Entries shown before and after a step of the clock.
    private static let near = 5

    func draw(into grid: inout Grid, _ desk: Desk) {
        let top = [TextLine(SelectionStrip.left(desk, width: max(20, desk.columns - 4)), .dim), TextLine()]
        drawList(into: &grid, desk, top: top, heading: "", empty: [TextLine(state)]) { rows[$0].text }
    }
}

extension Desk {
    /// Opens a report of every entry of the journal, but for what `change` and `scope` say.
    fileprivate mutating func openAll(scope: Report.Scope? = nil, _ change: (inout ReportView) -> Void = { _ in }) {
        var view = ReportView()
        change(&view)
        var report = Report(serial: nextSerial, view: view, query: "*CHECK")
        report.scope = scope
        push(report)
        open(ReportScreen())
    }
}
