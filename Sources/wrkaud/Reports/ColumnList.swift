import Catalog
import JournalIndex
import Query

/// Columns as text: name, kind, short name, origin, meaning.
enum ColumnList {
    private struct Row {
        var name, kind, short, origin, meaning: String
    }

    /// Everything the catalog knows, then the short names.
    static var known: [String] {
        let rows = AuditCatalog.columns.map { column in
            Row(
                name: column.name, kind: column.kind.rawValue, short: shortName(column.name),
                origin: column.isDerived ? "computed" : column.isHeading ? "heading" : "entry",
                meaning: column.heading.joined(separator: " "))
        }
        let shorts = ShortName.allCases.map { (name: $0.rawValue, value: $0.help) }
        return lines(rows) + ["", "Short names"] + FactList.lines(shorts, indent: "  ")
    }

    static func of(_ columns: [ColumnDefinition]) -> [String] {
        lines(
            columns.map { column in
                Row(
                    name: column.name, kind: column.kind.rawValue, short: shortName(column.name), origin: text(column.origin),
                    meaning: column.heading.joined(separator: " ") + (column.verified ? "" : " ~"))
            })
    }

    private static func text(_ origin: ColumnDefinition.Origin) -> String {
        switch origin {
        case .heading: "heading"
        case .entrySpecific(let types): types.count > 4 ? "\(types.count) types" : types.joined(separator: " ")
        case .derived: "computed"
        case .own: "own"
        }
    }

    private static func shortName(_ column: String) -> String {
        ShortName.allCases.first { $0.meaning == .column(column) }?.rawValue ?? ""
    }

    private static func lines(_ rows: [Row]) -> [String] {
        let table = [Row(name: "COLUMN", kind: "KIND", short: "SHORT", origin: "ORIGIN", meaning: "MEANING")] + rows
        func width(_ part: (Row) -> String) -> Int { table.map { part($0).count }.max() ?? 0 }
        let widths = (width(\.name), width(\.kind), width(\.short), width(\.origin))
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count) + 2)
        }
        return table.map { row in
            padded(row.name, widths.0) + padded(row.kind, widths.1) + padded(row.short, widths.2)
                + padded(row.origin, widths.3) + row.meaning
        }
    }
}
