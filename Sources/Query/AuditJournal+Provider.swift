package import Columns
package import JournalIndex

extension AuditJournal {
    /// The columns behind the journal, for exports that write whole columns; `nil` where they are not on this machine.
    package var provider: (any ColumnProvider)? { nil }

    package func sha256(ofSource index: Int, _ work: Work) throws -> String? { nil }

    package func replacingSource(
        changed: Set<String>, _ make: (any JournalSource) -> any JournalSource
    ) -> (any AuditJournal)? { nil }

    /// The columns that entries of the loaded types can have.
    package var presentColumns: [ColumnID] { provider?.presentColumns ?? schema.columns.map(\.id) }
}
