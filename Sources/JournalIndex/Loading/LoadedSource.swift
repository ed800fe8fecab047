import Records

/// One recognised input with its reader, and how its columns map to the journal's.
struct LoadedSource: Sendable {
    let reader: any RecordReader
    private(set) var bytes: any ByteSource
    let numbers: NumberReading
    private(set) var name: String
    /// Which of its entries become part of the journal.
    let kept: KeptEntries
    /// Its SHA-256, once somebody asked for it.
    private(set) var digest: SourceDigest
    /// Where it stands in its file, when that holds several exports.
    private(set) var part: InputPart?
    /// Whether its bytes have yet to prove that its reader is the right one.
    private(set) var isAssumed = false
    /// Journal column -> index in `reader.columns`.
    let columns: [ColumnID: Int]
    /// Entry type -> indices of the reader's columns that entries of the type have (and every entry).
    let columnsOfType: [String: [Int]]
    let columnsOfAny: [Int]

    /// - Parameter found: The input before it was transcoded.
    init(reader: any RecordReader, bytes: any ByteSource, found: any ByteSource, schema: Schema, kept: KeptEntries = KeptEntries()) {
        self.kept = kept
        self.reader = reader
        digest = SourceDigest(found.asFound)
        self.bytes = bytes
        numbers = NumberReading(reader.decoders)
        name = bytes.name
        var map: [ColumnID: Int] = [:]
        var ofType: [String: [Int]] = [:]
        var ofAny: [Int] = []
        for (index, column) in reader.columns.enumerated() {
            if let id = schema.id(column.name), map[id] == nil { map[id] = index }
            if column.entryTypes.isEmpty {
                ofAny.append(index)
            } else {
                for type in column.entryTypes { ofType[type, default: []].append(index) }
            }
        }
        columns = map
        columnsOfType = ofType
        columnsOfAny = ofAny
    }

    /// What was recognised, for people.
    var facts: [(name: String, value: String)] { facts(reader) }

    /// - Parameter reader: One that reads it in the same way.
    func facts(_ reader: any RecordReader) -> [(name: String, value: String)] {
        (part.map { [(name: "Part", value: $0.title)] } ?? []) + reader.facts
    }

    /// The same, of an input that may be unlike those that its reader is for.
    var assumed: LoadedSource {
        var other = self
        other.isAssumed = true
        return other
    }

    /// Whether its reader is the right one for it, as far as the records do not tell.
    ///
    /// - Parameter bytes: All of it.
    func fitsBesidesRecords(_ bytes: RawSpan) -> Bool {
        bytes.withUnsafeBytes { bytes in reader.likeness?.fitsBesidesRecords(bytes) ?? false }
    }

    /// Bytes from the start of the file.
    var start: Int { part?.start ?? 0 }

    /// The same as a part of a file, whose digest is that of the part before.
    func with(part: InputPart, digest: SourceDigest?) -> LoadedSource {
        var other = self
        other.part = part
        if let digest, part.number > 1 { other.digest = digest }
        return other
    }

    /// The same reader for another input.
    func with(bytes: any ByteSource, found: any ByteSource) -> LoadedSource {
        var other = self
        other.isAssumed = false
        other.bytes = bytes
        other.name = bytes.name
        other.digest = SourceDigest(found.asFound)
        return other
    }
}
