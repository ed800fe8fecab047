import Canvas
import Catalog
import JournalIndex
import Query

/// What the report looks like now: made anew for each key and each picture, from what is on the desk.
extension Desk {
    /// The journal the shown entries belong to.
    var shownJournal: any AuditJournal { report.answer?.journal ?? journal }

    var layout: ReportLayout {
        let journal = shownJournal
        return ReportLayout(report, schema: journal.schema, present: journal.presentColumns, screenWidth: columns)
    }

    func frame(_ layout: ReportLayout) -> ReportFrame { ReportFrame(rows: rows, headingLines: layout.headingLines) }

    /// The column under the cursor.
    var cursorColumn: ReportLayout.Column? {
        let layout = layout
        return layout.columns.isEmpty ? nil : layout.columns[layout.index(of: report.place.column) ?? 0]
    }

    /// The cell under the cursor in this column; absent where there is no entry.
    func cell(_ column: ReportLayout.Column) -> Cell {
        guard let row = report.row else { return .absent }
        return shownJournal.cells(rows: [row], columns: [column.definition.id]).first?.first ?? .absent
    }

    /// The line number and its width: six digits, more where there are more entries.
    var numberWidth: Int { max(6, String(report.count).count) }
    /// Columns before the report's own: a mark, the line number, a blank.
    var margin: Int { numberWidth + 2 }

    /// Characters of the part that shifts.
    func windowWidth(_ layout: ReportLayout) -> Int { max(0, columns - margin - layout.heldWidth) }
}

extension Desk {
    /// Puts cursor and window where they can be.
    ///
    /// - Parameter preview: Lines taken away from the list.
    mutating func settleReport(preview: Int) {
        let layout = layout
        let page = page(preview: preview)
        let count = report.count
        // The line "End of report" belongs to the list.
        var place = report.place
        place.position = min(max(0, place.position), max(0, count - 1))
        place.top = min(max(0, place.top), max(0, count + 1 - page))
        if place.position < place.top { place.top = place.position }
        if place.position >= place.top + page { place.top = place.position - page + 1 }
        // A column the view does not have: the first one, whichever that is while columns still appear.
        if place.column != nil, layout.index(of: place.column) == nil {
            place.column = nil
            place.shift = 0
        }
        place.shift = min(max(0, place.shift), max(0, layout.width - layout.heldWidth - 1))
        if report.view.held > layout.columns.count { report.view.held = layout.columns.count }
        report.place = place
    }

    /// Lines of the list.
    func page(preview: Int) -> Int { max(1, frame(layout).details.count - preview - stripLines) }

    mutating func move(by lines: Int) {
        let (position, overflow) = report.place.position.addingReportingOverflow(lines)
        guard !overflow else { return }
        if position < 0 || position >= report.count {
            let atEdge = report.place.position == (lines < 0 ? 0 : max(0, report.count - 1))
            if atEdge { refuse(lines < 0 ? "This is the first line." : "This is the last line.") }
        }
        report.place.position = min(max(0, position), max(0, report.count - 1))
    }

    /// Shows the next lines (or those before); the cursor stays on its line of the screen.
    mutating func turn(by lines: Int, page: Int) {
        let last = max(0, report.count + 1 - page)
        let (moved, overflow) = report.place.top.addingReportingOverflow(lines)
        let top = min(max(0, overflow ? (lines < 0 ? 0 : last) : moved), last)
        if top == report.place.top {
            let edge = lines < 0 ? 0 : max(0, report.count - 1)
            if report.place.position == edge { refuse(lines < 0 ? "This is the top of the report." : "This is the bottom of the report.") }
            report.place.position = edge
        } else {
            report.place.position += top - report.place.top
            report.place.top = top
        }
    }

    mutating func go(toLine line: Int, page: Int) {
        guard report.count > 0 else { return refuse("The report has no lines.") }
        let position = min(max(1, line), report.count) - 1
        if line > report.count { say("The report has \(report.count.of("line", "lines")); this is the last one.") }
        if position < report.place.top || position >= report.place.top + page { report.place.top = position }
        report.place.position = position
    }

    mutating func goToTop() { (report.place.position, report.place.top) = (0, 0) }

    /// The last entry, with the line "End of report" in view.
    mutating func goToBottom(page: Int) {
        report.place.position = max(0, report.count - 1)
        report.place.top = max(0, report.count + 1 - page)
    }
}
