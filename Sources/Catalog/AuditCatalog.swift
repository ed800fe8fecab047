/// What is known of IBM i audit journal entries: layouts, columns, codes, events, questions.
///
/// The tables are TSV files under `Sources/Catalog/`, embedded at build time. Each is parsed when it is first asked for
/// (start-up counts), once, and kept.
package enum AuditCatalog {
    /// The journal entry types, by journal code and type (`T`, `PW`).
    package struct EntryType: Sendable {
        package var journalCode: String
        package var code: String
        package var title: String
        /// QAUDLVL values that make the system write it.
        package var auditValues: String
        /// How complete the layout is, in words.
        package var layoutState: String
        package var verified: Bool
    }

    /// A canonical column, wherever it comes from.
    package struct Column: Sendable {
        package var name: String
        package var kind: ValueKind
        package var role: ColumnRole
        /// Part of the standard heading (SQL common columns, DISPLAY_JOURNAL, outfile heading).
        package var isHeading: Bool
        /// Computed by us; no source has it.
        package var isDerived: Bool
        /// Computed by us where the source does not bring it (`isDerived` columns too).
        package var canBeDerived: Bool
        /// Characters a value usually needs on the screen.
        package var width: Int

        /// One to three lines, as a RUNQRY column heading (`Entry`, `timestamp`). Made anew each time it is asked for.
        package var heading: [String] {
            let table = ColumnTable.shared
            return table.heads[name]?.lines ?? ColumnHeading.lines(name, table.capitals)
        }
    }
}
