import Catalog

/// What an outfile can give: the heading's columns and those of every entry type, each name once.
struct OutfileColumns: Sendable {
    let columns: [SourceColumn]
    let decoders: [FieldDecoder]
    /// One for each entry type with a known layout.
    let layouts: [PlacedLayout]
    /// For types without a layout: the heading alone.
    let headingOnly: PlacedLayout
    /// Journal code and type, as bytes -> index in `layouts`.
    let index: [UInt32: Int]

    /// An entry type's places by column.
    struct PlacedLayout: Sendable {
        /// By column index; empty where the type has no such field.
        let places: [Int: [FieldPlace]]
        let end: Int
        let isKnown: Bool
    }

    /// Raw data of entries whose type no layout describes.
    static let rawDataColumn = "ENTRY_DATA"

    /// - Parameter seen: Entry types of the head, which come first and decide how sure the columns are.
    /// - Parameter onlySeen: No record can be of another type: the layouts of a hundred others need not be made ready.
    /// - Parameter dateOrder: Of the heading's dates, where they are six digits.
    init(
        heading: OutfileHeading, codePage: CodePage, seen: [EntryTypeKey], onlySeen: Bool,
        statedCCSIDs: [Int], dateOrder: DateOrder = .yearFirst, layouts source: LayoutSource
    ) {
        var builder = EntryLayoutBuilder(type: heading.type, codePage: codePage, alsoStated: statedCCSIDs)
        var list = ColumnList()
        builder.dateOrder = dateOrder
        let common = builder.layout(heading.fields, start: 0)
        builder.dateOrder = .yearFirst
        for field in common.fields { list.add(field, entryType: nil, isSeen: true) }
        let rawData = builder.decoders.index(.hex)
        list.addRawData()

        var keys: [EntryTypeKey] = []
        var entries: [EntryLayout] = []
        for key in onlySeen ? seen : EntryTypeKey.all(first: seen) {
            guard let own = source.fields(key), !own.isEmpty else { continue }
            keys.append(key)
            let entry = builder.layout(own, start: heading.length)
            entries.append(entry)
            for field in entry.fields { list.add(field, entryType: key.entryType, isSeen: seen.contains(key)) }
        }

        var raw = FieldPlace(bytes: heading.length..<Int(UInt16.max), decoder: rawData)
        raw.isRest = true
        headingOnly = PlacedLayout(
            places: list.placed(common, over: nil, rawData: raw), end: heading.length, isKnown: false)
        layouts = entries.map {
            PlacedLayout(places: list.placed(common, over: $0, rawData: nil), end: $0.end, isKnown: true)
        }
        columns = list.columns
        decoders = builder.decoders.decoders
        index = Dictionary(
            zip(keys, keys.indices).compactMap { key, place in key.bytes(codePage).map { ($0, place) } },
            uniquingKeysWith: { first, _ in first })
    }
}

/// Journal code and entry type: `T`, `PW`.
struct EntryTypeKey: Hashable, Sendable {
    let journalCode: String
    let entryType: String

    /// Every type of the catalog, `first` before the others.
    static func all(first: [Self]) -> [Self] {
        let known = AuditCatalog.entryTypes.map { Self(journalCode: $0.journalCode, entryType: $0.code) }
        let rest = known.filter { !first.contains($0) }
        return first + rest
    }

    /// - Parameter bytes: Code and type as they stand in a record.
    init(_ bytes: UInt32) {
        let page = CodePage(ccsid: 37)
        journalCode = String(Character(page[UInt8(bytes >> 16 & 0xFF)]))
        entryType = String([8, 0].map { Character(page[UInt8(bytes >> $0 & 0xFF)]) })
    }

    init(journalCode: String, entryType: String) {
        self.journalCode = journalCode
        self.entryType = entryType
    }

    /// The three bytes as they stand in a record.
    func bytes(_ codePage: CodePage) -> UInt32? {
        guard let bytes = codePage.encode(journalCode + entryType), bytes.count == 3 else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// Collects columns by name.
private struct ColumnList {
    var columns: [SourceColumn] = []
    private var byName: [String: Int] = [:]
    /// Columns some seen type has: only those types say how sure the column is.
    private var isSeen: [Bool] = []

    mutating func add(_ field: LayoutField, entryType: String?, isSeen seen: Bool) {
        if let known = byName[field.column] {
            merge(field, into: known, entryType: entryType, isSeen: seen)
            return
        }
        byName[field.column] = columns.count
        columns.append(
            SourceColumn(
                name: field.column, sourceName: field.title, kind: field.kind, role: field.role,
                entryTypes: entryType.map { [$0] } ?? [], isHeading: entryType == nil, verified: field.verified))
        isSeen.append(seen)
    }

    private mutating func merge(_ field: LayoutField, into known: Int, entryType: String?, isSeen seen: Bool) {
        if columns[known].isHeading { return }
        if let entryType, !columns[known].entryTypes.contains(entryType) { columns[known].entryTypes.append(entryType) }
        if seen == isSeen[known], !field.verified { columns[known].verified = false }
    }

    mutating func addRawData() {
        let name = OutfileColumns.rawDataColumn
        byName[name] = columns.count
        columns.append(SourceColumn(name: name, sourceName: "Entry Specific Data", kind: .hex))
        isSeen.append(true)
    }

    /// The heading's places and a type's own by column index; own values go before the heading's.
    func placed(_ common: EntryLayout, over entry: EntryLayout?, rawData: FieldPlace?) -> [Int: [FieldPlace]] {
        var result: [Int: [FieldPlace]] = [:]
        for (name, places) in common.places { if let at = byName[name] { result[at] = places } }
        for (name, places) in entry?.places ?? [:] {
            guard let at = byName[name] else { continue }
            let before = places.map { place in
                var place = place
                place.isSkippedWhenEmpty = true
                return place
            }
            result[at] = result[at].map { before + $0 } ?? places
        }
        if let rawData, let at = byName[OutfileColumns.rawDataColumn] { result[at] = [rawData] }
        return result
    }
}
