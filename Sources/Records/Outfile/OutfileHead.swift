import Catalog

/// What the first records of an outfile tell: entry types, stated CCSIDs, what its text looks like.
struct OutfileHead {
    /// In order of first appearance.
    private(set) var types: [EntryTypeKey] = []
    /// CCSIDs stated beside names, with how many records state them.
    private(set) var statedCCSIDs: [Int: Int] = [:]
    /// By byte: how often it stands between two letters and means different characters in different pages.
    private(set) var wordBytes = Array(repeating: 0, count: 256)

    /// Whether every record of the head was looked at.
    private(set) var isWhole = true

    /// Records looked at.
    private static let recordLimit = 2000
    /// Records whose text is looked at.
    private static let textLimit = 500

    init(_ head: RawSpan, recordLength: Int, heading: OutfileHeading, layouts: LayoutSource) {
        var known: [UInt32: Places] = [:]
        var start = 0
        var count = 0
        while start + heading.leastBytes <= head.byteCount, count < Self.recordLimit {
            let record = head.extracting(start..<min(start + recordLength, head.byteCount))
            start += recordLength
            count += 1
            guard heading.isHeading(record, at: 0) else { continue }
            let bytes = heading.entryTypeKey(record)
            let places = known[bytes] ?? Places(EntryTypeKey(bytes), layouts)
            if known[bytes] == nil {
                types.append(EntryTypeKey(bytes))
                known[bytes] = places
            }
            for place in places.ccsids { note(record.unsignedBigEndian(place)) }
            if count <= Self.textLimit { for place in places.texts { look(at: record, place) } }
        }
        isWhole = start + heading.leastBytes > head.byteCount
    }

    private mutating func note(_ ccsid: UInt32?) {
        guard let ccsid = ccsid.map({ Int($0) }), !GraphicText.isUnset(ccsid) else { return }
        statedCCSIDs[ccsid, default: 0] += 1
    }

    private mutating func look(at record: RawSpan, _ place: Range<Int>) {
        let field = place.clamped(to: 0..<record.byteCount)
        guard field.count > 2 else { return }
        func byte(_ at: Int) -> UInt8 { record.unsafeLoad(fromByteOffset: at, as: UInt8.self) }
        for at in field.dropFirst().dropLast()
        where OutfileCodePage.isTelling(byte(at), before: byte(at - 1), after: byte(at + 1)) {
            wordBytes[Int(byte(at))] += 1
        }
    }

    /// Where an entry type has CCSIDs, and text in the outfile's own code page.
    private struct Places {
        let ccsids: [Range<Int>]
        let texts: [Range<Int>]

        init(_ key: EntryTypeKey, _ layouts: LayoutSource) {
            let type = layouts.outfileType
            let fields = layouts.fields(key) ?? []
            ccsids = fields.filter { $0.what == .ccsidOf }.compactMap { $0.bytes(inType: type) }
            let stated = fields.filter { $0.what == .ccsidOf }.flatMap(\.columnsMeant)
            texts = fields.filter {
                $0.format == .char && $0.what == .value(.text) && !stated.contains(Substring($0.column))
            }.compactMap { $0.bytes(inType: type) }
        }
    }
}
