package import Catalog

/// A column a source can give, before anything is read.
package struct SourceColumn: Equatable, Sendable {
    /// Canonical name (`ENTRY_TIMESTAMP`), or the source's own where no table knows it.
    package var name: String
    /// What the source calls it (CSV heading, outfile field).
    package var sourceName: String
    package var kind: ValueKind
    package var role: ColumnRole
    /// Entry types that have it (`PW`); empty when every record has it.
    package var entryTypes: [String]
    /// Whether it is part of the standard heading.
    package var isHeading: Bool
    /// False where the catalog is not sure of the field's place.
    package var verified: Bool

    package init(
        name: String, sourceName: String, kind: ValueKind, role: ColumnRole = .none, entryTypes: [String] = [],
        isHeading: Bool = false, verified: Bool = true
    ) {
        self.name = name
        self.sourceName = sourceName
        self.kind = kind
        self.role = role
        self.entryTypes = entryTypes
        self.isHeading = isHeading
        self.verified = verified
    }
}

/// One input, recognised: knows how its bytes fall into records and where each column stands in a record.
///
/// Immutable after recognition and used from several threads at once. It sees blocks of bytes that start at a record's
/// first byte; it never keeps them.
package protocol RecordReader: Sendable {
    /// Name of the format, as `--format-in` takes it (`csv`, `outfile-type5`).
    var format: String { get }
    /// What was recognised, as lines of (name, value) for `wrkaud formats FILE` and the sources screen: delimiter,
    /// encoding, header, record length, CCSID, what was assumed.
    var facts: [(name: String, value: String)] { get }
    /// Everything this source can give, in the source's own order.
    var columns: [SourceColumn] { get }
    /// How field bytes are read; `FieldRange.decoder` points here.
    var decoders: [FieldDecoder] { get }
    /// Whether its records are lines that tell of entries, as forwarders write them: they are traces of their own, never
    /// the entries they tell of.
    var isForwarded: Bool { get }
    /// Where the first record starts, in bytes from the start of the source (after a byte order mark, a heading line).
    var firstRecordOffset: Int { get }

    /// How many bytes at the start of `block` are whole records; 0 when not even one record is complete.
    ///
    /// - Parameter isLast: The source ends with this block: everything left is a record, even a broken one.
    /// - Complexity: O(*n*) in bytes, at memory speed; runs under the reading lock.
    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int

    /// Cuts `block` (whole records only) into records and finds the wanted fields.
    ///
    /// - Parameter wanted: Indices in `columns`.
    /// - Parameter batch: Emptied first, then filled.
    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch)

    /// The same for the first records of `block` only, about `bytes` of them but at least one record: what is found is
    /// then still in the processor's nearest cache when somebody looks at it.
    ///
    /// - Returns: How many bytes were read; all of them where a format does not stop midway.
    func read(_ block: RawSpan, about bytes: Int, wanted: [Int], into batch: inout RecordBatch) -> Int

    /// Columns of which the head of the input did not tell everything.
    var openColumns: [OpenColumn] { get }
    /// Keys of JSON objects met while reading that there is no column for.
    var laterKeys: Set<String> { get }
    /// How dates are read whose order is not plain.
    var dates: [ColumnDates] { get }

    /// Where what this reader can read of `source` ends, where it cannot tell that by a heading of names; `nil` where it
    /// reads all.
    ///
    /// - Throws: `SourceError`.
    func end(in source: any ByteSource) throws -> PartEnd?
    /// Whether `end` is to be asked: what stands behind its place is cut in the wrong places.
    var losesTrack: Bool { get }

    /// What another input has to show to be read by this reader, too; `nil` when every input is looked at on its own.
    var likeness: (any InputLikeness)? { get }

    // What the entry screen asks, of the bytes of one record.

    /// Name of the record's encoding for people: `CCSID 37`, `UTF-8`.
    var encoding: String { get }
    /// One character per byte as the encoding reads it (bytes 2, 3 ... of a multi-byte character give U+0000).
    func characters(of record: RawSpan) -> [Character]
    /// Where the entry-specific data starts in a record; `nil` for formats without.
    var entryDataOffset: Int? { get }
    /// Bytes behind the last field of the record's known layout; `nil` when there are none or the format has no layouts.
    func unknownTail(of record: RawSpan) -> Range<Int>?

    /// Fields of the record's layout that stand behind the data it says it has; `nil` when there are none.
    func unstatedFields(of record: RawSpan) -> UnstatedFields?

    // What text search asks.

    /// Indices in `decoders` of all that a field of the column can name; `nil` when it can be any.
    func decoders(ofColumn column: Int) -> Set<UInt8>?
}

/// Where records are not as those before.
package struct PartEnd: Equatable, Sendable {
    /// Bytes from the start of the source; never its start.
    package let at: Int
    /// Whether the record that ends there is damaged: another export need not begin there.
    package let isDamage: Bool
}

/// Tells of an input whether recognising it would give the reader that is there already.
package protocol InputLikeness: Sendable {
    /// What all such inputs begin with.
    var beginning: [UInt8] { get }
    /// - Parameter bytes: The whole input.
    func fits(_ bytes: UnsafeRawBufferPointer) -> Bool
    /// The same but for what `RecordBatch.isUnlike` says while its records are read.
    func fitsBesidesRecords(_ bytes: UnsafeRawBufferPointer) -> Bool
}

extension RecordReader {
    package var likeness: (any InputLikeness)? { nil }

    package func read(_ block: RawSpan, about bytes: Int, wanted: [Int], into batch: inout RecordBatch) -> Int {
        read(block, wanted: wanted, into: &batch)
        return block.byteCount
    }

    package func decoders(ofColumn column: Int) -> Set<UInt8>? { nil }
    package var isForwarded: Bool { false }
    package func unstatedFields(of record: RawSpan) -> UnstatedFields? { nil }
    package var openColumns: [OpenColumn] { [] }
    package var laterKeys: Set<String> { [] }
    package var dates: [ColumnDates] { [] }
    package func end(in source: any ByteSource) throws -> PartEnd? { nil }
    package var losesTrack: Bool { false }
}
