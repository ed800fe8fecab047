import Canvas
import Catalog
import JournalIndex

extension EntryScreen {
    func draw(into grid: inout Grid, _ desk: Desk) {
        let page = pageSize(desk)
        let frame = desk.drawPage(self, into: &grid, isMore: cursor.isMore(count: lines.count, page: page))
        let head = headLines(desk)
        if head > 0 { drawHead(into: &grid, row: frame.body.lowerBound) }
        let top = frame.body.lowerBound + head
        for (offset, index) in cursor.visible(count: lines.count, page: page).enumerated() where top + offset < max(top + 1, frame.body.upperBound) {
            let line = lines[index]
            line.text.draw(into: &grid, row: top + offset, column: 1)
            guard index == cursor.index else { continue }
            grid.put(">", row: top + offset, column: 0, style: .title)
            if line.field != nil { markValue(line, into: &grid, row: top + offset) }
            grid.cursor = (min(top + offset, grid.rows - 1), 0)
        }
    }

    private func markValue(_ line: EntryLine, into grid: inout Grid, row: Int) {
        guard line.text.pieces.count > 1, let value = line.text.pieces.last else { return }
        let start = 1 + line.text.pieces.dropLast().reduce(0) { $0 + Sanitizer.width(of: $1.text) }
        grid.setStyle(.cursor, row: row, column: start, width: max(1, Sanitizer.width(of: value.text)))
    }

    /// Which entry this is: its place in the report and in the source, its code and type in words.
    private func drawHead(into grid: inout Grid, row: Int) {
        let place = "\((position + 1).grouped) of \(entryCount.grouped)"
        grid.put("Source . . . . . . . :   \(entry.source), record \(entry.record.grouped)", row: row, column: 1)
        grid.putRight(place, row: row, style: .title)
        grid.put("Type . . . . . . . . :   \(typeInWords)", row: row + 1, column: 1)
    }

    private var typeInWords: String {
        let fields = entry.heading + entry.specific + entry.derived
        func text(_ name: String) -> String { fields.first { $0.name == name && !$0.cell.isEmpty }?.cell.exportText ?? "" }
        let type = text("JOURNAL_ENTRY_TYPE")
        let code = text("JOURNAL_CODE")
        let title = AuditCatalog.entryType(code.isEmpty ? "T" : code, type)?.title
        let action = fields.first { $0.name == "ENTRY_TYPE" && !$0.cell.isEmpty }
        let meaning = action.map { "   \($0.cell.exportText)" + ($0.meaning.map { "  -  " + $0 } ?? "") } ?? ""
        return type.isEmpty ? "unknown" : type + (title.map { "  -  " + $0 } ?? "") + meaning
    }
}
