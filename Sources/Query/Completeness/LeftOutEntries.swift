/// What a selection leaves out of a journal.
package struct LeftOutEntries: Sendable {
    /// One condition of the selection.
    package struct Part: Sendable {
        package var condition: Filter
        package var isEnabled: Bool
        /// Entries of the whole journal that do not satisfy it.
        package var leavesOut: Int
    }

    /// A value of the journal: a receiver, an entry type.
    package struct Item: Equatable, Sendable {
        package var name: [String]
        /// In the whole journal.
        package var entries: Int
        package var leftOut: Int
        package var isWhollyLeftOut: Bool { leftOut == entries }
    }

    package struct Group: Sendable {
        package var title: String
        package var column: String
        /// Most left out first.
        package var items: [Item]
    }

    package var total: Int
    package var selected: Int
    package var conditions: [Part]
    package var groups: [Group] = []
    /// Days with entries, and those of them of which none is selected.
    package var days = 0
    package var daysLeftOut = 0

    package init(total: Int, selected: Int, conditions: [Part]) {
        (self.total, self.selected, self.conditions) = (total, selected, conditions)
    }

    package var count: Int { total - selected }
}
