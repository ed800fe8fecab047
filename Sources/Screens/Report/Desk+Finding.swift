import JournalIndex
import Query

/// What was looked for last.
struct FindRequest: Equatable, Sendable {
    var text: String
    /// The column it is looked for in; `nil` for all that the view shows.
    var column: String?
}

extension Desk {
    /// Looks for text from the entry under the cursor on.
    mutating func find(_ text: String, backward: Bool = false) {
        let text = text.trimmingBlanks
        // An empty text is the one before.
        guard !text.isEmpty else { return findAgain(backward: backward) }
        find = FindRequest(text: text)
        search(from: report.place.position, backward: backward)
    }

    mutating func findAgain(backward: Bool) {
        search(from: report.place.position + (backward ? 0 : 1), backward: backward)
    }

    private mutating func search(from position: Int, backward: Bool) {
        guard let answer = report.answer, answer.selection.count > 0 else { return refuse("The report has no lines to look through.") }
        guard let text = find?.text else { return refuse("There is nothing to find yet. Press / and type a text.") }
        for (id, job) in jobs { if case .find = job.purpose { cancel(id) } }
        let columns = layout.columns.filter { find?.column == nil || $0.name == find?.column }.map(\.definition.id)
        guard !columns.isEmpty else { return refuse("The column \(find?.column ?? "") is not shown.") }
        let start = position >= answer.selection.count ? (backward ? position : 0) : position
        run("finding \(text)", .find(report: report.serial)) { id, work in
            let found = try answer.journal.find(
                text, in: answer.selection, from: start, backward: backward, columns: columns, work)
            return .found(id: id, position: found)
        }
    }

    mutating func take(found position: Int?, report serial: Int) {
        guard serial == report.serial, let text = find?.text else { return }
        guard let position, position < report.count else {
            return refuse("\(text) is in no column of this view. F11 shows other columns.")
        }
        let old = report.place.position
        report.place.position = position
        if find?.column == nil { goToFoundColumn(text) }
        say("\(text) found on line \((position + 1).grouped)\(position < old ? ", past the end of the report" : ""). n finds the next.")
    }

    /// Puts the cursor on the first column that holds the text.
    private mutating func goToFoundColumn(_ text: String) {
        let layout = layout
        guard let row = report.row else { return }
        let cells = shownJournal.cells(rows: [row], columns: layout.columns.map(\.definition.id)).first ?? []
        let wanted = text.lowercased()
        if let index = cells.firstIndex(where: { $0.exportText.lowercased().contains(wanted) || CellText.of($0).lowercased().contains(wanted) }) {
            goToColumn(index, layout)
        }
    }
}
