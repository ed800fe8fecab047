import Catalog

/// Cells that one column can stand in, tried in order: an outfile has several fields for it, or a field that means it only
/// in some entries.
struct CSVChoice: Sendable {
    struct Option: Sendable {
        var place: CellPlace
        var condition: CellCondition?
        /// An empty cell leaves the word to the next option.
        var isSkippedWhenEmpty: Bool
    }

    var options: [Option]
}

/// A `when` of the catalog over the cells of a record.
indirect enum CellCondition: Sendable {
    /// The cell is one of the values; one ending in `*` is a generic name.
    case isOneOf(cell: Int, [String], negated: Bool)
    case none(of: [CellCondition])

    /// `nil` for conditions of other kinds: no field of a layout has one.
    ///
    /// - Parameter cell: Where a column stands.
    init?(_ condition: RuleCondition, cell: (String) -> Int?) {
        guard case .isOneOf(let column, let values, let negated) = condition, let cell = cell(column) else { return nil }
        self = .isOneOf(cell: cell, values, negated: negated)
    }

    /// - Parameter text: A cell without trailing blanks.
    func holds(_ text: (Int) -> String) -> Bool {
        switch self {
        case .none(let others): return others.allSatisfy { !$0.holds(text) }
        case .isOneOf(let cell, let values, let negated):
            let value = text(cell)
            let isOne = values.contains { known in
                known.count > 1 && known.last == "*" ? value.hasPrefix(known.dropLast()) : value == known
            }
            return isOne != negated
        }
    }
}
