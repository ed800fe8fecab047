import Cases
import Columns
import JournalIndex
import Query

/// Where the cursor goes when a selection is there.
enum Focus: Sendable {
    case top
    /// The entry that is under the cursor then, on the same line of the screen.
    case entry
    /// The place a step was taken from.
    case moment(Report.Place, row: Int?)
}

/// A selection under way.
struct Selecting: Sendable {
    var report: Int
    var journal: any AuditJournal
    var view: ReportView
    var focus: Focus
    /// How often notes had changed when it began.
    var noteChanges: Int
}

extension Desk {
    /// Changes the view of the report as one step that can be taken back.
    ///
    /// - Parameter change: What it does, as it stands in messages. Equal changes of width in a row are one step.
    mutating func change(_ change: String, _ edit: (inout ReportView) -> Void) {
        var view = report.view
        edit(&view)
        guard view != report.view else { return }
        let isSameStep = change.hasPrefix("width") && report.past.last?.change == change
        if !isSameStep { report.past.append(moment(change)) }
        if report.past.count > Report.keptSteps { report.past.removeFirst() }
        report.future = []
        show(view, .entry)
    }

    private func moment(_ change: String) -> Report.Moment {
        Report.Moment(view: report.view, place: report.place, row: report.row, change: change)
    }

    mutating func undo() {
        guard let step = report.past.popLast() else { return refuse("There is no step to take back.") }
        report.future.append(moment(step.change))
        show(step.view, .moment(step.place, row: step.row))
        say("Taken back: \(step.change). U does it again.")
    }

    mutating func redo() {
        guard let step = report.future.popLast() else { return refuse("There is no step to do again.") }
        report.past.append(moment(step.change))
        show(step.view, .moment(step.place, row: step.row))
        say("Done again: \(step.change).")
    }

    private mutating func show(_ view: ReportView, _ focus: Focus) {
        let isSame = view.asksSame(as: report.view)
        report.view = view
        if !isSame { select(focus) }
    }

    /// Asks the newest journal for the entries of the report. A selection for it that still runs is cancelled.
    mutating func select(_ focus: Focus) {
        cancelSelection(of: report.serial)
        // Before the first block of the first source is read there are no columns to ask for.
        guard !journal.schema.columns.isEmpty || report.view.conditions.isEmpty else { return }
        let selecting = Selecting(report: report.serial, journal: journal, view: report.view, focus: focus, noteChanges: noteChanges)
        let request = report.view.request(journal.schema)
        let (journal, scope) = (journal, report.scope)
        run("selecting", .select(selecting)) { id, work in
            let selection = try journal.select(request, work)
            return .selected(id: id, try scope.map { selection.keeping(try $0.rows(journal, work)) } ?? selection)
        }
    }

    /// Selects before the first key, where that costs less than a frame.
    mutating func selectNow() {
        let request = report.view.request(journal.schema)
        guard request.conditions.isEmpty, request.sort.isEmpty, journal.count <= chunkRows,
            let selection = try? journal.select(request, Work())
        else { return select(.top) }
        let selecting = Selecting(report: report.serial, journal: journal, view: report.view, focus: .top, noteChanges: noteChanges)
        take(selection, selecting)
    }

    mutating func cancelSelection(of serial: Int) {
        for (id, job) in jobs {
            if case .select(let selecting) = job.purpose, selecting.report == serial { cancel(id) }
        }
    }

    func isSelecting(_ serial: Int) -> Bool {
        jobs.values.contains {
            if case .select(let selecting) = $0.purpose { selecting.report == serial } else { false }
        }
    }

    /// A newer journal: the report on top is selected anew. A selection that runs is let finish, however fast newer
    /// journals come.
    mutating func take(_ journal: any AuditJournal) {
        // Read again from the start: rows are not what they were.
        if journal.count < self.journal.count { casebook.forgetRows() }
        self.journal = annotated(journal)
        findNotes()
        ledgers = LedgerMemory()
        if isSelecting(report.serial) { report.mustSelectAgain = true } else { select(.entry) }
        countQuestions()
        tellDoubts()
        tellFolded()
        tellRenamed()
        tellLeftOut()
        tellFailures()
    }

    /// Says once how many entries are folded.
    mutating func tellFolded() {
        let folded = journal.sources.reduce(0) { $0 + $1.folded }
        guard folded > 0, told.insert("folded").inserted else { return }
        say("\(folded.of("entry stands", "entries stand")) in several sources, shown once. :folded shows all.")
    }

    /// Says once that a column of the sources has another name here.
    mutating func tellRenamed() {
        let renamed = (journal.provider as? AnnotatedJournal)?.renamed ?? []
        guard let first = renamed.first, told.insert("renamed \(renamed.count)").inserted else { return }
        let others = renamed.dropFirst().map { ", \($0.was) \($0.name)" }.joined()
        say("The sources' own column \(first.was) is \(first.name) here\(others): \(first.was) is the case's.")
    }

    /// Says once how many entries were let go while reading.
    mutating func tellLeftOut() {
        let count = journal.sources.reduce(0) { $0 + $1.leftOut }
        guard count > 0, !journal.isLoading, told.insert("left out").inserted else { return }
        say("\(count.of("entry", "entries")) left out while reading, as asked. s shows the sources.")
    }

    /// Says of each source once that it could not be read to its end.
    mutating func tellFailures() {
        let failed = journal.sources.filter { $0.failure != nil && !told.contains($0.name) }
        guard let first = failed.first, let reason = first.failureReason else { return }
        told.formUnion(failed.map(\.name))
        let others = failed.count > 1 ? ", and \((failed.count - 1).of("other source", "other sources")) failed" : ""
        fail("\(first.name): \(reason)\(others). I shows more.")
    }

    /// Says of each source once that its entry type is not sure.
    mutating func tellDoubts() {
        for source in journal.sources {
            guard let doubt = source.typeDoubt, told.insert("type of " + source.name).inserted else { continue }
            let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
            say("\(name): entry type \(doubt). s shows the sources.")
        }
    }

    mutating func take(_ selection: Selection, _ selecting: Selecting) {
        withReport(selecting.report) { report in
            report.take(selection, selecting)
        }
        if let report = report(selecting.report) {
            // Notes may have been written while it was selected.
            if selecting.noteChanges != noteChanges, let journal = report.answer.map({ annotated($0.journal) }) {
                withReport(report.serial) { $0.answer?.journal = journal }
            }
            logSelection(report)
        }
        if report.serial == selecting.report, report.mustSelectAgain {
            report.mustSelectAgain = false
            select(.entry)
        }
    }

    /// A selection failed or was stopped: the view goes back to the one whose entries are shown.
    mutating func takeBack(_ serial: Int) {
        withReport(serial) { report in
            guard let shown = report.answer?.view else { return }
            while !report.view.asksSame(as: shown), let step = report.past.popLast() { report.view = step.view }
            if !report.view.asksSame(as: shown) {
                report.view.conditions = shown.conditions
                report.view.sort = shown.sort
            }
            report.mustSelectAgain = false
        }
    }
}

extension Report.Scope {
    fileprivate func rows(_ journal: any AuditJournal, _ work: Work) throws -> Bitmap {
        switch self {
        case .evidence(let rows, _, _): Bitmap(count: journal.count, rows: rows.lazy.filter { $0 >= 0 && $0 < journal.count })
        case .around(let row, let entries):
            try journal.rows(around: Bitmap(count: journal.count, rows: row < journal.count ? [row] : []), entries: entries, work)
        }
    }
}

extension Report {
    /// Takes over a selection; the entry under the cursor stays under it, on its line of the screen.
    mutating func take(_ selection: Selection, _ selecting: Selecting) {
        let old = answer?.selection
        answer = Answer(journal: selecting.journal, selection: selection, view: selecting.view)
        revision += 1
        switch selecting.focus {
        case .top: place = Place()
        case .moment(let place, let row): go(to: row.flatMap { selection.position(of: $0) } ?? place.position, like: place)
        case .entry:
            // Who has not moved yet stays at the top, whatever arrives before the first entry.
            let isUntouched = place.position == 0 && place.top == 0 && selecting.view.asksSame(as: view)
                && old?.request == selection.request
            if !isUntouched, let old { go(to: selection.position(nearest: place.position, in: old), like: place) }
        }
        place.position = min(place.position, max(0, selection.count - 1))
        // Without entries the columns stay as they were.
        if selection.count > 0 { survey = Survey(selecting.journal, selection, asked) }
    }

    private mutating func go(to position: Int, like place: Place) {
        let line = place.position - place.top
        self.place = place
        self.place.position = position
        self.place.top = max(0, position - line)
    }
}

extension Selection {
    /// Where a row stands; `nil` when it is not among the entries. O(entries) where they are sorted.
    func position(of row: Int) -> Int? {
        guard row >= 0, row < rows.count, rows[row] else { return nil }
        return order.position(of: row)
    }

    /// Where the entry at `position` of an older selection stands, or the nearest one after or before it there that is
    /// still among the entries.
    func position(nearest position: Int, in old: Selection) -> Int {
        func found(_ positions: some Sequence<Int>) -> Int? {
            positions.lazy.compactMap { self.position(of: old.row(at: $0)) }.first { _ in true }
        }
        guard position >= 0, position < old.count else { return 0 }
        let after = position..<min(old.count, position + Self.nearby)
        let before = (max(0, position - Self.nearby)..<position).reversed()
        return found(after) ?? found(before) ?? 0
    }

    /// Entries of the older selection that are looked at for one that is still there.
    private static let nearby = 100_000
}
