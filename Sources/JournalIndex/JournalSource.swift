package import Columns

/// What a screen's journal is made of, beyond its columns.
package protocol JournalSource: ColumnProvider {
    var sources: [SourceReport] { get }
    var isLoading: Bool { get }
    /// Seconds since reading began; `nil` where nobody measured.
    var readingSeconds: Double? { get }
    func entry(_ row: Int) throws -> EntryDetail
    /// The SHA-256 of a source as it was found, 64 hexadecimal digits; `nil` where there are no bytes of it. Read anew
    /// when first asked for, then kept: never on the way of loading.
    ///
    /// - Throws: `Cancelled`, or the source's error.
    func sha256(ofSource index: Int, _ work: Work) throws -> String?
    /// A computed cell, computed from replaced cells: a sentence about other names. `nil` where the column is not
    /// computed for the entry.
    func retold(row: Int, _ id: ColumnID, _ replace: (ColumnID, Cell) -> Cell) -> Cell?
}

extension JournalSource {
    package var readingSeconds: Double? { nil }
    package func sha256(ofSource index: Int, _ work: Work) throws -> String? { nil }
    package func retold(row: Int, _ id: ColumnID, _ replace: (ColumnID, Cell) -> Cell) -> Cell? { nil }
}
