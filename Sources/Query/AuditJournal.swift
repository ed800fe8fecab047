package import Columns
package import JournalIndex

/// The one thing screens and commands ask: a journal that answers by filter, order, page, count and entry.
///
/// Today the column index answers; a SQL database can, because a filter is a value that can be written as SQL.
/// Everything that may take longer than a frame takes a `Work` and can be cancelled.
package protocol AuditJournal: Sendable {
    /// Entries loaded so far.
    var count: Int { get }
    var schema: Schema { get }
    var sources: [SourceReport] { get }
    /// Whether reading goes on; a newer journal will be sent.
    var isLoading: Bool { get }
    /// Seconds since reading began; `nil` where nobody measured.
    var readingSeconds: Double? { get }
    /// The columns behind the journal, for exports that write whole columns; `nil` where they are not on this machine.
    var provider: (any ColumnProvider)? { get }

    /// The same journal over another source with the same rows, of which only the columns `changed` hold something else.
    /// `nil` where there is no source on this machine.
    func replacingSource(
        changed: Set<String>, _ make: (any JournalSource) -> any JournalSource
    ) -> (any AuditJournal)?

    /// The rows that satisfy every enabled condition, in the order asked for, with each condition's own count.
    func select(_ request: SelectionRequest, _ work: Work) throws -> Selection
    /// Cells of a page: one array per row, in the order of `columns`.
    func cells(rows: [Int], columns: [ColumnID]) -> [[Cell]]
    func entry(_ row: Int) throws -> EntryDetail
    /// The SHA-256 of a source as it was found, by its place in `sources`; `nil` where there are no bytes of it.
    func sha256(ofSource index: Int, _ work: Work) throws -> String?
    /// How many entries satisfy a filter; found out faster than their order.
    func count(_ filter: Filter, _ work: Work) throws -> Int
    /// Groups of the selected rows by the values of `columns`, with measures of each.
    func summarise(_ selection: Selection, by columns: [ColumnID], _ measures: [SummaryMeasure], _ work: Work) throws -> Summary
    /// Position of the next row, from `position` on (before it when `backward`), in which a cell of `columns` contains
    /// `text`, case ignored; wraps around once; `nil` when there is none.
    func find(
        _ text: String, in selection: Selection, from position: Int, backward: Bool, columns: [ColumnID], _ work: Work
    ) throws -> Int?
    /// What the journal covers and what is missing from it; found out once. `nil` where it is not on this machine.
    func coverage(_ work: Work) throws -> Coverage?
}

/// One condition of the selection strip: numbered on the screen, can be switched off.
package struct Condition: Equatable, Sendable {
    package var filter: Filter
    package var isEnabled: Bool

    package init(_ filter: Filter, isEnabled: Bool = true) {
        self.filter = filter
        self.isEnabled = isEnabled
    }
}

package struct SortKey: Equatable, Sendable {
    package var column: ColumnID
    package var descending: Bool

    package init(_ column: ColumnID, descending: Bool = false) {
        self.column = column
        self.descending = descending
    }
}

package struct SelectionRequest: Equatable, Sendable {
    package var conditions: [Condition]
    /// Most significant first; ties keep the journal's own order.
    package var sort: [SortKey]

    package init(conditions: [Condition] = [], sort: [SortKey] = []) {
        self.conditions = conditions
        self.sort = sort
    }
}

/// Rows chosen and ordered: positions on the screen are `0 ..< count`.
package struct Selection: Sendable {
    package let request: SelectionRequest
    /// Entries of the journal this was asked of, without the copies that are folded.
    package let total: Int
    /// Copies of entries that stand in several sources: they are not among the rows, unless a condition names FOLDED.
    package let folded: Int
    /// The rows, as a set.
    package let rows: Bitmap
    /// The rows, in order.
    package let order: Permutation
    /// For each condition, enabled or not: how many entries of the whole journal satisfy it.
    package let matches: [Int]
    /// For each condition: how many entries would be shown without it. Filled when `count` is 0, empty otherwise.
    package let withoutEach: [Int]

    package init(
        request: SelectionRequest, total: Int, folded: Int = 0, rows: Bitmap, order: Permutation, matches: [Int],
        withoutEach: [Int]
    ) {
        self.request = request
        self.total = total
        self.folded = folded
        self.rows = rows
        self.order = order
        self.matches = matches
        self.withoutEach = withoutEach
    }

    package var count: Int { order.count }
    package func row(at position: Int) -> Int { order[position] }
}

/// What is found out about each group, besides its entries and their times.
package enum SummaryMeasure: Hashable, Sendable {
    /// How many different values that are not empty.
    case distinct(ColumnID)
    /// The least value, in the order a column is sorted in.
    case least(ColumnID)
    case greatest(ColumnID)
}

/// Counts by the values of one or more columns.
package struct Summary: Sendable {
    package struct Group: Sendable {
        /// One cell per grouping column.
        package var key: [Cell]
        package var entries: Int
        /// Earliest and latest ENTRY_TIMESTAMP; `null` when no entry of the group has one.
        package var first: Cell
        package var last: Cell
        /// One cell per measure.
        package var measured: [Cell]

        package init(key: [Cell], entries: Int, first: Cell, last: Cell, measured: [Cell]) {
            self.key = key
            self.entries = entries
            self.first = first
            self.last = last
            self.measured = measured
        }
    }
    package var columns: [ColumnID]
    package var measures: [SummaryMeasure]
    /// Most entries first, ties by key as sorted in a column.
    package var groups: [Group]
    package var entries: Int

    package init(columns: [ColumnID], measures: [SummaryMeasure], groups: [Group], entries: Int) {
        self.columns = columns
        self.measures = measures
        self.groups = groups
        self.entries = entries
    }
}
