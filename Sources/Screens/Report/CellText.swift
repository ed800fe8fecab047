import Catalog
import JournalIndex

/// A cell as it stands on the report.
enum CellText {
    /// Null is a hyphen, as RUNQRY shows it; blank and absent are empty. A value that could not be read has `!` before it.
    static func of(_ cell: Cell) -> String {
        switch cell {
        case .absent, .blank: ""
        case .null: "-"
        case .text(let text): text
        case .integer(let value): String(value)
        case .timestamp(let time): time.text(.ibm)
        case .unreadable(let text, _): "!" + text
        }
    }

    /// Cut to `width` cells: times end at a whole unit, other values in `>`.
    static func of(_ cell: Cell, width: Int) -> String {
        let text = of(cell)
        guard text.utf8.count > width, !text.fits(width) else { return text }
        if case .timestamp = cell {
            let unit = timeUnits.last { $0 <= width } ?? max(0, width)
            return String(text.prefix(unit))
        }
        return text.cut(width)
    }

    /// Where `2026-11-02-08.03.17.007919` may end: at the day, the minute, the second, the microsecond.
    private static let timeUnits = [4, 7, 10, 13, 16, 19, 26]

    /// In words, where a blank must be told from nothing.
    static func inWords(_ cell: Cell) -> String {
        switch cell {
        case .absent: "(the entry has no such field)"
        case .null: "(null)"
        case .blank: "(blank)"
        case .unreadable(let text, let reason): "!\(text)  cannot be read: \(reason)"
        default: of(cell)
        }
    }
}
