import Canvas
import JournalIndex
import Query

/// The cells of the lines that are shown, asked of the journal at once; columns outside the window are not asked for.
struct ReportPage: Sendable {
    private let cells: [[Cell]]
    private let places: [ColumnID: Int]
    private let errors: [Bool]
    private let severities: [String]

    init(_ journal: any AuditJournal, rows: [Int], layout: ReportLayout, visible: [Int]) {
        var ids = visible.map { layout.columns[$0].definition.id }
        var places: [ColumnID: Int] = [:]
        for (place, id) in ids.enumerated() { places[id] = place }
        let error = journal.schema.id("ERROR")
        let severity = journal.schema.id("SEVERITY")
        for id in [error, severity].compactMap({ $0 }) where places[id] == nil {
            places[id] = ids.count
            ids.append(id)
        }
        let cells = rows.isEmpty ? [] : journal.cells(rows: rows, columns: ids)
        func values(_ id: ColumnID?) -> [Cell] {
            guard let id, let place = places[id] else { return [] }
            return cells.map { $0.indices.contains(place) ? $0[place] : .absent }
        }
        errors = values(error).map { !$0.isEmpty }
        severities = values(severity).map(\.exportText)
        (self.cells, self.places) = (cells, places)
    }

    func hasError(_ line: Int) -> Bool { errors.indices.contains(line) && errors[line] }

    func text(_ line: Int, _ column: ReportLayout.Column) -> (String, Style) {
        guard cells.indices.contains(line), let place = places[column.definition.id], cells[line].indices.contains(place)
        else { return ("", .normal) }
        let cell = cells[line][place]
        return (CellText.of(cell, width: column.width), style(cell, line, column))
    }

    /// Colour only repeats what a character says: `!` before unreadable values, a hyphen for null, the words of the
    /// severity and the sentence.
    private func style(_ cell: Cell, _ line: Int, _ column: ReportLayout.Column) -> Style {
        switch cell {
        case .unreadable: return .error
        case .null: return .dim
        default: break
        }
        guard column.name == "SEVERITY" || column.name == "SENTENCE", severities.indices.contains(line) else { return .normal }
        switch severities[line] {
        case "critical": return .error
        case "warning": return .warning
        default: return .normal
        }
    }
}
