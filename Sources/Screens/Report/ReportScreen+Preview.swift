import Canvas
import JournalIndex
import Query

extension ReportScreen {
    /// The entry under the cursor: what happened, then its fields as many as fit.
    func drawPreview(into grid: inout Grid, _ desk: Desk, rows: Range<Int>) {
        guard let row = desk.report.row, !rows.isEmpty else { return }
        grid.put(String(repeating: ".", count: max(0, grid.columns - 2)), row: rows.lowerBound, column: 1, style: .instruction)
        guard let entry = try? desk.shownJournal.entry(row) else {
            grid.put("The entry's bytes cannot be read any more. Enter says why.", row: rows.lowerBound + 1, column: 1, style: .error)
            return
        }
        for (index, line) in Self.preview(entry, width: grid.columns - 2).prefix(rows.count - 1).enumerated() {
            line.draw(into: &grid, row: rows.lowerBound + 1 + index, column: 1)
        }
    }

    private static func preview(_ entry: EntryDetail, width: Int) -> [TextLine] {
        var lines: [TextLine] = []
        if let error = entry.error { lines += TextLine.folded(error, width: width, .error) }
        let sentence = entry.derived.first { $0.name == "SENTENCE" }?.cell
        if let sentence, !sentence.isEmpty { lines += TextLine.folded(CellText.of(sentence), width: width, .title) }
        let fields = (entry.specific + entry.heading).filter { !$0.cell.isEmpty }
        let texts = fields.map { field in
            "\(field.name) \(CellText.of(field.cell))" + (field.meaning.map { " (\($0))" } ?? "")
        }
        return lines + TextLine.folded(texts.joined(separator: "   "), width: width)
    }
}
