import Catalog

/// One entry with everything that is known of it: the Display Journal Entry screen and `wrkaud show`.
package struct EntryDetail: Sendable {
    package struct Field: Sendable {
        package var column: ColumnID
        package var name: String
        /// What the source calls the field.
        package var sourceName: String
        package var cell: Cell
        /// The code's meaning in words, where the catalog knows it.
        package var meaning: String?
        package var verified: Bool
        /// Where the bytes stand in the record; `nil` for derived fields.
        package var bytes: Range<Int>?

        package init(
            column: ColumnID, name: String, sourceName: String, cell: Cell, meaning: String?, verified: Bool,
            bytes: Range<Int>?
        ) {
            self.column = column
            self.name = name
            self.sourceName = sourceName
            self.cell = cell
            self.meaning = meaning
            self.verified = verified
            self.bytes = bytes
        }
    }

    /// Name of the source, 1-based record number, place of the record in bytes.
    package var source: String
    package var record: Int
    package var offset: Int
    /// Heading fields, then entry-specific fields, in the source's order; no reserved areas.
    package var heading: [Field]
    package var specific: [Field]
    package var derived: [Field]
    /// Bytes behind the last known field, when the record is longer than its layout.
    package var unknownTail: Range<Int>?
    /// Which fields the entry says it does not have, one sentence.
    package var unstated: String?
    /// The record's own bytes.
    package var bytes: [UInt8]
    /// One character for each byte of the record, as the record's encoding reads it; control characters as they are.
    package var characters: [Character]
    /// Name of that encoding (`CCSID 37`, `UTF-8`).
    package var encoding: String
    /// Where the entry-specific data starts in `bytes`, when the format says so.
    package var entryDataOffset: Int?
    package var error: String?

    package init(
        source: String, record: Int, offset: Int, heading: [Field], specific: [Field], derived: [Field],
        unknownTail: Range<Int>?, bytes: [UInt8], characters: [Character], encoding: String, entryDataOffset: Int?,
        error: String?, unstated: String? = nil
    ) {
        self.unstated = unstated
        self.source = source
        self.record = record
        self.offset = offset
        self.heading = heading
        self.specific = specific
        self.derived = derived
        self.unknownTail = unknownTail
        self.bytes = bytes
        self.characters = characters
        self.encoding = encoding
        self.entryDataOffset = entryDataOffset
        self.error = error
    }
}
