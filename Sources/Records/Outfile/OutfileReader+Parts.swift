/// Outfiles of several record lengths joined in one file, and files in which bytes are too many or missing.
extension OutfileReader {
    package var losesTrack: Bool { true }

    /// Looks at the last heading where one was expected, when the next one is not a number of records behind it. A record
    /// of another outfile begins there, or the record is damaged: bytes of it are missing, or there are too many. A damaged
    /// record belongs to those before it, and what follows begins at the next heading.
    ///
    /// - Returns: `nil` when the source has headings where they should be.
    /// - Complexity: One reading up to there.
    /// - Throws: `SourceError`.
    package func end(in source: any ByteSource) throws -> PartEnd? {
        var at = recordLength, last = 0
        while true {
            let block = try source.bytes(at..<at + Self.piece * recordLength)
            let span = block.span.bytes
            var place = 0
            while place + heading.leastBytes <= span.byteCount, heading.isHeading(span, at: place) { place += recordLength }
            if place > 0 { last = at + place - recordLength }
            let isLast = block.count < Self.piece * recordLength
            guard place + heading.leastBytes <= span.byteCount || isLast else {
                at += block.count
                continue
            }
            guard let stretch = try stretch(from: last, in: source) else { return nil }
            if stretch.isLast { return try lastRecord(at: last, stretch.bytes, in: source) }
            if stretch.bytes % recordLength != 0 {
                let isOther = try last > 0 && beginsAnother(at: last, stretch.bytes, in: source)
                return PartEnd(at: isOther ? last : last + stretch.bytes, isDamage: !isOther)
            }
            at = last + stretch.bytes
        }
    }

    /// Records that are read at once.
    private static let piece = 256

    /// Another outfile whose only record ends the source: the record states its length, and has it.
    private func lastRecord(at place: Int, _ bytes: Int, in source: any ByteSource) throws -> PartEnd? {
        guard place > 0, bytes != recordLength, try record(at: place, in: source)?.stated == bytes else { return nil }
        return PartEnd(at: place, isDamage: false)
    }

    /// Whether the record at `place`, whose next heading is `bytes` behind it, is of another outfile than those before it.
    ///
    /// A record that has the length it states is whole, and so are two of one length. Otherwise records of another type
    /// begin, but where it states the length of those before it, or those behind it have that length.
    private func beginsAnother(at place: Int, _ bytes: Int, in source: any ByteSource) throws -> Bool {
        guard let own = try record(at: place, in: source) else { return false }
        if bytes >= heading.shortest {
            if own.stated == bytes { return true }
            if try record(at: place + 2 * bytes, in: source) != nil { return true }
        }
        guard own.stated != recordLength, own.type != (try record(at: place - recordLength, in: source))?.type else { return false }
        return try !isRecord(at: place + bytes, in: source)
    }

    /// What the heading of a record tells.
    private func record(at place: Int, in source: any ByteSource) throws -> (stated: Int, type: UInt32)? {
        let bytes = try source.bytes(place..<place + heading.leastBytes)
        let span = bytes.span.bytes
        guard heading.isHeading(span, at: 0) else { return nil }
        return (heading.statedLength(span), heading.entryTypeKey(span))
    }

    /// Whether a heading stands one record behind `place`, or the end of the source.
    private func isRecord(at place: Int, in source: any ByteSource) throws -> Bool {
        if try record(at: place + recordLength, in: source) != nil { return true }
        return try source.bytes(place + recordLength - 1..<place + recordLength + 1).count == 1
    }

    /// How far the next heading is behind the one at `place`, or else the end of the source; `nil` where neither is within
    /// a few records.
    private func stretch(from place: Int, in source: any ByteSource) throws -> (bytes: Int, isLast: Bool)? {
        let reach = 4 * OutfileRecordLength.greatestLength
        let bytes = try source.bytes(place..<place + reach)
        let span = bytes.span.bytes
        var at = heading.leastBytes
        while at + heading.leastBytes <= span.byteCount {
            if heading.isHeading(span, at: at) { return (at, false) }
            at += 1
        }
        return bytes.count < reach ? (bytes.count, true) : nil
    }
}
