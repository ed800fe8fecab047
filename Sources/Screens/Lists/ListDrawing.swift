import Canvas

extension ListScreen {
    /// Draws headings and the visible items; each item is one line.
    ///
    /// - Parameters:
    ///   - top: Lines above the headings.
    ///   - item: The line of an item, by its place in the list.
    func drawList(
        into grid: inout Grid, _ desk: Desk, title: String? = nil, top: [TextLine], heading: String, empty: [TextLine],
        item: (Int) -> TextLine
    ) {
        let page = pageSize(desk)
        let frame = desk.drawPage(self, into: &grid, title: title, isMore: cursor.isMore(count: itemCount, page: page))
        var row = frame.body.lowerBound
        if grid.rows >= 12 {
            for line in top {
                line.draw(into: &grid, row: row, column: 1)
                row += 1
            }
        }
        if grid.rows >= 8, !heading.isEmpty {
            grid.put(heading, row: row, column: 1, style: .title)
            row += 1
        }
        if itemCount == 0 {
            for (offset, line) in empty.enumerated() { line.draw(into: &grid, row: row + offset, column: 1) }
            return
        }
        for (offset, index) in cursor.visible(count: itemCount, page: page).enumerated() {
            item(index).draw(into: &grid, row: row + offset, column: 1)
            guard index == cursor.index else { continue }
            grid.put(">", row: row + offset, column: 0, style: .title)
            grid.setStyle(.cursor, row: row + offset, column: 1, width: max(0, grid.columns - 2))
            grid.cursor = (min(row + offset, grid.rows - 1), 0)
        }
    }

    /// Lines of the list when `top` lines and a heading stand above it.
    func listPage(_ desk: Desk, top: Int) -> Int {
        max(1, PageFrame(rows: desk.rows).body.count - (desk.rows >= 12 ? top : 0) - (desk.rows >= 8 ? 1 : 0))
    }
}

/// Items picked in a list.
enum Picking {
    static func mark(_ isPicked: Bool) -> String { isPicked ? "1 " : "  " }
}
