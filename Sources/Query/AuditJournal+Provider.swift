package import JournalIndex

extension AuditJournal {
    /// The columns behind the journal, for exports that write whole columns; `nil` where they are not on this machine.
    package var provider: (any ColumnProvider)? { nil }

    /// The columns that entries of the loaded types can have.
    package var presentColumns: [ColumnID] { provider?.presentColumns ?? schema.columns.map(\.id) }
}
