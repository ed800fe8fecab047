import Catalog
import Canvas
import JournalIndex

/// Where the columns of a report stand: at character positions, two blanks between them, as Query lays them out.
struct ReportLayout: Sendable {
    struct Column: Sendable {
        var definition: ColumnDefinition
        /// First character, 0-based, in the whole report.
        var start: Int
        var width: Int
        var name: String { definition.name }
        var end: Int { start + width }
        /// Numbers stand at the right.
        var isNumber: Bool { definition.kind == .integer }
    }
    var columns: [Column] = []
    /// Columns that stay at the left.
    var held = 0
    /// Characters they take, the blanks behind them included; 0 without any.
    var heldWidth = 0
    /// Lines of headings, 1 ... 3.
    var headingLines = 1

    static let gap = 2
    /// One hostile value must not make a line as long as itself.
    static let widest = 200
    /// A column gets no wider on its own.
    static let widestByItself = 60

    /// Characters of the whole report.
    var width: Int { columns.last?.end ?? 0 }

    init() {}

    /// - Parameter screenWidth: Times are shown to the second where the terminal is narrow.
    init(_ report: Report, schema: Schema, present: [ColumnID], screenWidth: Int) {
        var start = 0
        for name in report.columnNames(schema, present) {
            guard let id = schema.id(name) else { continue }
            let definition = schema[id]
            let width = report.width(of: definition, screenWidth: screenWidth)
            columns.append(Column(definition: definition, start: start, width: width))
            start += width + Self.gap
        }
        held = min(max(0, report.view.held), columns.count)
        heldWidth = held == 0 ? 0 : columns[held - 1].end + Self.gap
        headingLines = min(3, max(1, columns.map(\.definition.heading.count).max() ?? 1))
    }

    func index(of name: String?) -> Int? { name.flatMap { name in columns.firstIndex { $0.name == name } } }
}

extension Report {
    /// The columns of the face that is shown, in order.
    func columnNames(_ schema: Schema, _ present: [ColumnID]) -> [String] {
        if let chosen = view.chosen[view.face] { return chosen }
        let all = { present.map { schema[$0].name } }
        switch view.face {
        case .telling where !asked.isEmpty:
            let known = asked.filter { schema.id($0) != nil }
            let filled = known.filter(survey.filled.contains)
            return filled.isEmpty ? known.isEmpty ? all() : known : filled
        case .telling:
            let chosen = TellingColumns.chosen(survey, schema)
            return chosen.isEmpty ? all() : chosen
        case .all: return all()
        case .sentences:
            let known = ["ENTRY_TIMESTAMP", "SUBJECT", "REMOTE_ADDRESS", "SENTENCE"].filter { schema.id($0) != nil }
            return known.isEmpty ? all() : known
        }
    }

    fileprivate func width(of column: ColumnDefinition, screenWidth: Int) -> Int {
        if let width = view.widths[column.name] { return min(max(1, width), ReportLayout.widest) }
        let heading = column.heading.reduce(1) { max($0, Sanitizer.width(of: $1)) }
        if column.kind == .timestamp { return max(heading, view.face == .all || screenWidth >= 132 ? 26 : 19) }
        let seen = survey.widths[column.name]
        // Names have ten characters, addresses mostly fifteen: the next page shall fit, too.
        let usual = min(column.width, column.kind == .address ? 15 : 10)
        let natural = view.face == .all ? max(column.width, seen ?? 0) : seen.map { max($0, usual) } ?? column.width
        let limit = column.name == "SENTENCE" ? ReportLayout.widest : ReportLayout.widestByItself
        return max(heading, min(natural, limit))
    }
}
