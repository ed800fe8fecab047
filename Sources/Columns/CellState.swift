/// How a cell of an integer column stands.
package enum CellState: UInt8, Sendable, CaseIterable {
    case absent = 0, null = 1, blank = 2, value = 3
    /// The source's text is no number; it is kept in `IntegerColumn.unreadable`.
    case unreadable = 4

    /// Absent, null or blank.
    package var isEmpty: Bool { rawValue < CellState.value.rawValue }
}
