import JournalIndex
import Query

/// The three ways a report shows its entries; F11 goes round them.
enum Face: Int, CaseIterable, Sendable {
    case telling, all, sentences

    var title: String {
        switch self {
        case .telling: "Columns that matter"
        case .all: "All columns"
        case .sentences: "Sentences"
        }
    }

    var next: Face { Face(rawValue: rawValue + 1) ?? .telling }
}

/// A sort key by the column's name: places in the schema change while reading goes on.
struct SortTerm: Equatable, Sendable {
    var column: String
    var descending: Bool
}

/// How a report looks at the journal: everything that the undo key takes back.
struct ReportView: Equatable, Sendable {
    var conditions: [Condition] = []
    var sort: [SortTerm] = []
    var face = Face.telling
    /// Columns chosen by hand, in order; a face without any shows its own.
    var chosen: [Face: [String]] = [:]
    /// Widths set by hand, in characters.
    var widths: [String: Int] = [:]
    /// Columns at the left that stay when the report shifts.
    var held = 0
    /// What was typed into the selection prompt.
    var prompt: [PromptField: String] = [:]

    func request(_ schema: Schema) -> SelectionRequest {
        SelectionRequest(
            conditions: conditions,
            sort: sort.compactMap { term in schema.id(term.column).map { SortKey($0, descending: term.descending) } })
    }

    /// Whether the same entries in the same order are asked for.
    func asksSame(as other: ReportView) -> Bool { conditions == other.conditions && sort == other.sort }

    /// The text of the conditions that are switched on, as one filter.
    var filterText: String { Filter.all(conditions.filter(\.isEnabled).map(\.filter)).text }
}
