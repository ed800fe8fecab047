/// Outfiles of several record lengths joined in one file, and files in which bytes are too many or missing.
extension OutfileReader {
    package var losesTrack: Bool { true }

    /// The last heading where one was expected, when the next one is not a number of records behind it: another outfile
    /// begins there, or a record of another length. `nil` when the source has headings where they should be.
    ///
    /// - Complexity: One reading up to there.
    /// - Throws: `SourceError`.
    package func end(in source: any ByteSource) throws -> Int? {
        var at = recordLength, last = 0
        while true {
            let block = try source.bytes(at..<at + Self.piece * recordLength)
            let span = block.span.bytes
            var place = 0
            while place + heading.leastBytes <= span.byteCount, heading.isHeading(span, at: place) { place += recordLength }
            if place > 0 { last = at + place - recordLength }
            guard place + heading.leastBytes <= span.byteCount else {
                if block.count < Self.piece * recordLength { return nil }
                at += block.count
                continue
            }
            guard let next = try heading(behind: last, in: source) else { return nil }
            if (next - last) % recordLength != 0 { return last }
            at = next
        }
    }

    /// Records that are read at once.
    private static let piece = 256

    /// The next heading behind the one at `place`, so far as a few records reach.
    private func heading(behind place: Int, in source: any ByteSource) throws -> Int? {
        let start = place + heading.leastBytes
        let bytes = try source.bytes(start..<start + 4 * OutfileRecordLength.greatestLength)
        let span = bytes.span.bytes
        var at = 0
        while at + heading.leastBytes <= span.byteCount {
            if heading.isHeading(span, at: at) { return start + at }
            at += 1
        }
        return nil
    }
}
