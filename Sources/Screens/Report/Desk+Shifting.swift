/// Columns and characters: the cursor goes by columns, the window shifts by characters, as RUNQRY's does.
extension Desk {
    /// Goes to another column and brings it into view.
    mutating func moveColumn(by distance: Int) {
        let layout = layout
        guard !layout.columns.isEmpty else { return refuse("The report has no columns.") }
        let old = layout.index(of: report.place.column) ?? 0
        let (sum, overflow) = old.addingReportingOverflow(distance)
        let new = min(max(0, overflow ? old : sum), layout.columns.count - 1)
        if new == old, distance != 0 { refuse(distance < 0 ? "This is the first column." : "This is the last column.") }
        goToColumn(new, layout)
    }

    mutating func goToColumn(_ index: Int, _ layout: ReportLayout) {
        guard layout.columns.indices.contains(index) else { return }
        let column = layout.columns[index]
        report.place.column = index == 0 ? nil : column.name
        guard index >= layout.held else { return }
        let (start, end) = (column.start - layout.heldWidth, column.end - layout.heldWidth)
        let width = windowWidth(layout)
        if end > report.place.shift + width { report.place.shift = end - width }
        if start < report.place.shift { report.place.shift = start }
    }

    /// Shifts by one window to the right or left.
    mutating func shiftWindow(right: Bool) {
        let layout = layout
        let width = windowWidth(layout)
        let last = max(0, layout.width - layout.heldWidth - width)
        let old = report.place.shift
        let new = right ? min(old + max(1, width), max(old, last)) : max(0, old - max(1, width))
        if new == old { return refuse(right ? "This is the right edge of the report." : "This is the left edge of the report.") }
        shift(toCharacter: new, layout)
    }

    /// Starts the window at a character of the report (0-based, counted from the first that shifts). The cursor goes to
    /// the first column that starts there or later.
    private mutating func shift(toCharacter shift: Int, _ layout: ReportLayout) {
        report.place.shift = shift
        let cursor = layout.index(of: report.place.column) ?? 0
        guard cursor >= layout.held else { return }
        let (first, last) = (shift + layout.heldWidth, shift + layout.heldWidth + windowWidth(layout))
        let isVisible = layout.columns[cursor].start >= first && layout.columns[cursor].start < last
        if isVisible { return }
        let next = layout.columns.indices.first { $0 >= layout.held && layout.columns[$0].start >= first }
        report.place.column = layout.columns[next ?? layout.columns.count - 1].name
    }

    /// What was typed into "Shift to column".
    ///
    /// - Returns: Why it cannot be done; `nil` when it was.
    mutating func shift(to text: String) -> String? {
        let layout = layout
        guard let number = Int(text) else {
            guard let index = layout.columns.firstIndex(where: { $0.name == text.uppercased() }) else {
                return "Type a column number from 1 to \(max(1, layout.width)), or the name of a column."
            }
            goToColumn(index, layout)
            return nil
        }
        guard number >= 1, number <= layout.width else {
            return "Column \(number.grouped) is outside the report, which is \(layout.width.grouped) wide."
        }
        shift(toCharacter: max(0, number - 1 - layout.heldWidth), layout)
        return nil
    }
}
