/// What a screen's journal is made of, beyond its columns.
package protocol JournalSource: ColumnProvider {
    var sources: [SourceReport] { get }
    var isLoading: Bool { get }
    func entry(_ row: Int) throws -> EntryDetail
}
