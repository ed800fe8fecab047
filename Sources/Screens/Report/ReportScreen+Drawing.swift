import Canvas
import JournalIndex
import Query

extension ReportScreen {
    func draw(into grid: inout Grid, _ desk: Desk) {
        let layout = desk.layout
        let frame = desk.frame(layout)
        drawTop(into: &grid, desk, layout, frame)
        let preview = previewLines(desk)
        let details = frame.details.lowerBound..<max(frame.details.lowerBound, frame.details.upperBound - preview - desk.stripLines)
        drawHeadings(into: &grid, desk, layout, frame)
        drawDetails(into: &grid, desk, layout, details)
        if preview > 0 { drawPreview(into: &grid, desk, rows: details.upperBound..<details.upperBound + preview) }
        if desk.stripLines > 0 { desk.stripPicture.draw(into: &grid, row: frame.details.upperBound - desk.stripLines) }
        grid.putMore(desk.report.place.top + details.count < desk.report.count + 1, row: frame.more)
        if let row = frame.selection { SelectionStrip.draw(into: &grid, row: row, desk) }
        desk.drawKeys(self, into: &grid, row: frame.keys)
    }

    /// Title, query and width, the two fields, the ruler.
    private func drawTop(into grid: inout Grid, _ desk: Desk, _ layout: ReportLayout, _ frame: ReportFrame) {
        let width = grid.columns
        if let row = frame.title {
            // At 132 columns the system's own title stands one to the left of the middle.
            let shift = width >= 132 ? 1 : 0
            grid.put(Self.name, row: row, column: max(0, (width - Self.name.count) / 2 - shift), style: .title)
        }
        if let row = frame.query {
            let tag = desk.report.query
            grid.put("Query . . . :   " + tag, row: row, column: 1)
            if width >= 80 {
                grid.put("Report width . . . . . :", row: row, column: width - 34)
                grid.putRight(String(layout.width).leftPadded(5), row: row, margin: 2)
            }
        }
        if let row = frame.fields { drawFields(into: &grid, row: row) }
        if let row = frame.ruler { drawRuler(into: &grid, row: row, desk, layout) }
    }

    private func drawFields(into grid: inout Grid, row: Int) {
        let width = grid.columns
        grid.put("Position to line  . . . . .", row: row, column: 1)
        let shiftLabel = width - 38
        let hasShift = shiftLabel >= 42
        // As wide as on the system; while a time is typed, as wide as there is room.
        let most = hasShift ? max(7, shiftLabel - 33) : max(0, width - 32)
        let room = min(focus == .position ? 26 : 7, most)
        positionField.draw(into: &grid, row: row, column: 31, width: room, focused: focus == .position)
        guard hasShift else { return }
        grid.put("Shift to column  . . . . . .", row: row, column: shiftLabel)
        shiftField.draw(into: &grid, row: row, column: width - 7, width: 5, focused: focus == .shift)
    }

    private func drawRuler(into grid: inout Grid, row: Int, _ desk: Desk, _ layout: ReportLayout) {
        let margin = desk.margin
        grid.put("Line".padded(margin), row: row, column: 1, width: margin - 1)
        grid.put(Ruler.text(1..<layout.heldWidth + 1), row: row, column: margin)
        let first = layout.heldWidth + desk.report.place.shift + 1
        let end = min(layout.width + 1, first + desk.windowWidth(layout))
        if first < end { grid.put(Ruler.text(first..<end), row: row, column: margin + layout.heldWidth) }
    }

    private func drawHeadings(into grid: inout Grid, _ desk: Desk, _ layout: ReportLayout, _ frame: ReportFrame) {
        let lines = frame.headings.count
        guard lines > 0 else { return }
        let sort = desk.report.view.sort
        for (line, row) in frame.headings.enumerated() {
            drawLine(into: &grid, row: row, desk, layout) { column in
                let heading = column.definition.heading.isEmpty ? [column.name] : column.definition.heading
                // One line is the last; headings stand at the top of theirs.
                let index = lines == 1 ? heading.count - 1 : line
                let text = heading.indices.contains(index) ? heading[index] : ""
                let term = sort.firstIndex { $0.column == column.name }
                guard let term else { return (text, .title) }
                let isLast = lines == 1 || index == min(heading.count, lines) - 1
                let mark = sort[term].descending ? "v" : "^"
                let rank = sort.count > 1 ? String(term + 1) : ""
                let gap = text.count + 2 + rank.count <= column.width + 1 ? " " : ""
                return (isLast ? text + gap + mark + rank : text, .emphasis)
            }
        }
    }

    /// Draws one text per column: the shifting part first, then the held part over it.
    private func drawLine(
        into grid: inout Grid, row: Int, _ desk: Desk, _ layout: ReportLayout,
        _ text: (ReportLayout.Column) -> (String, Style)
    ) {
        let left = desk.margin + layout.heldWidth
        for column in layout.columns[layout.held...] {
            let at = left + column.start - layout.heldWidth - desk.report.place.shift
            if at + column.width + 2 > left, at < grid.columns { Self.put(text(column), column, into: &grid, row: row, at: at) }
        }
        grid.fill(row: row, column: 0, rows: 1, columns: left)
        for column in layout.columns[..<layout.held] {
            Self.put(text(column), column, into: &grid, row: row, at: desk.margin + column.start)
        }
        if layout.held > 0 { grid.put(":", row: row, column: left - 1, style: .dim) }
    }

    /// A heading may reach into the gap behind its column with its sort mark.
    private static func put(
        _ cell: (text: String, style: Style), _ column: ReportLayout.Column, into grid: inout Grid, row: Int, at: Int
    ) {
        let width = Sanitizer.width(of: cell.text)
        let isMarked = cell.style == .emphasis && width > column.width
        let shift = column.isNumber ? max(0, column.width - width) : 0
        grid.put(cell.text, row: row, column: at + shift, style: cell.style, width: min(width, column.width + (isMarked ? 2 : 0)))
    }
}

extension ReportScreen {
    private func drawDetails(into grid: inout Grid, _ desk: Desk, _ layout: ReportLayout, _ details: Range<Int>) {
        let report = desk.report
        guard let answer = report.answer else {
            return (TextLine("The entries are being selected.", .normal)).draw(into: &grid, row: details.lowerBound, column: desk.margin)
        }
        let first = min(report.place.top, report.count)
        let end = min(report.count, first + details.count)
        let rows = (first..<end).map(answer.selection.row(at:))
        let page = ReportPage(answer.journal, rows: rows, layout: layout, visible: visibleColumns(desk, layout))
        for (index, row) in rows.enumerated() {
            drawEntry(into: &grid, row: details.lowerBound + index, desk, layout, page, index: index, position: first + index, entry: row)
        }
        let endRow = details.lowerBound + end - first
        guard endRow < details.upperBound else { return }
        let number = String(repeating: "*", count: desk.numberWidth)
        grid.put(" \(number) ********  End of report  ********", row: endRow, column: 0)
        guard report.count == 0 else { return }
        for (index, line) in EmptyReport.lines(desk).enumerated() where endRow + 2 + index < details.upperBound {
            line.draw(into: &grid, row: endRow + 2 + index, column: 1)
        }
    }

    private func visibleColumns(_ desk: Desk, _ layout: ReportLayout) -> [Int] {
        let first = layout.heldWidth + desk.report.place.shift
        let last = first + desk.windowWidth(layout)
        return layout.columns.indices.filter { index in
            index < layout.held || (layout.columns[index].end > first && layout.columns[index].start < last)
        }
    }

    private func drawEntry(
        into grid: inout Grid, row: Int, _ desk: Desk, _ layout: ReportLayout, _ page: ReportPage, index: Int,
        position: Int, entry: Int
    ) {
        let isCurrent = position == desk.report.place.position
        let cursor = isCurrent ? desk.report.place.column ?? layout.columns.first?.name : nil
        let found = desk.find?.text
        drawLine(into: &grid, row: row, desk, layout) { column in
            page.text(index, column)
        }
        if let found { markFound(found, into: &grid, row: row, desk, layout) { page.text(index, $0).0 } }
        if let cursor, focus == .list { markCursor(cursor, into: &grid, row: row, desk, layout) }
        let number = String(position + 1)
        let zeros = String(repeating: "0", count: max(0, desk.numberWidth - number.count))
        grid.put(desk.casebook.keys[entry] != nil ? "*" : desk.report.isHit(entry) ? "+" : " ", row: row, column: 0, style: .title)
        grid.put(zeros + number, row: row, column: 1, style: isCurrent ? .title : .normal)
        grid.put(page.hasError(index) ? "!" : " ", row: row, column: 1 + desk.numberWidth, style: .error)
    }

    /// Where a column stands on the screen; `nil` when no part of it is in the window.
    private func place(_ column: ReportLayout.Column, _ index: Int, _ desk: Desk, _ layout: ReportLayout, _ width: Int) -> Range<Int>? {
        let left = desk.margin + layout.heldWidth
        let isHeld = index < layout.held
        let start = isHeld ? desk.margin + column.start : left + column.start - layout.heldWidth - desk.report.place.shift
        let clipped = max(start, isHeld ? desk.margin : left)..<max(start, isHeld ? desk.margin : left, min(width, start + column.width))
        return clipped.isEmpty ? nil : clipped
    }

    private func markCursor(_ name: String, into grid: inout Grid, row: Int, _ desk: Desk, _ layout: ReportLayout) {
        guard let index = layout.index(of: name),
            let place = place(layout.columns[index], index, desk, layout, grid.columns)
        else {
            if grid.columns > 0 { grid.cursor = (row, min(1, grid.columns - 1)) }
            return
        }
        grid.setStyle(.cursor, row: row, column: place.lowerBound, width: place.count)
        grid.cursor = (row, place.lowerBound)
    }

    private func markFound(
        _ text: String, into grid: inout Grid, row: Int, _ desk: Desk, _ layout: ReportLayout,
        _ cell: (ReportLayout.Column) -> String
    ) {
        let wanted = text.lowercased()
        for index in visibleColumns(desk, layout) {
            guard let place = place(layout.columns[index], index, desk, layout, grid.columns),
                cell(layout.columns[index]).lowercased().contains(wanted)
            else { continue }
            grid.setStyle(.emphasis, row: row, column: place.lowerBound, width: place.count)
        }
    }
}
