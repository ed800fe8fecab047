import Catalog

/// Outfiles that CPYTOSTMF or FTP in ASCII mode copied as text.
package enum OutfileTextFormat: InputFormat {
    package static let name = "outfile-text"
    package static let title = "Journal outfile of any OUTFILFMT, copied as text (CPYTOSTMF, FTP in ASCII mode), with or without line ends"
    package static let recognition =
        "the heading of an outfile in UTF-8 or single-byte characters at the first byte; record ends from line ends before headings"
    package static let origin = """
        CPYTOSTMF FROMMBR('/QSYS.LIB/AUDITLIB.LIB/QAUDITPW.FILE/QAUDITPW.MBR') TOSTMF('/tmp/pw.txt') STMFCCSID(1208) \
        ENDLINFMT(*LF) or ENDLINFMT(*FIXED); binary FTP or CVTDTA(*NONE) ENDLINFMT(*FIXED) keeps every byte instead
        """
    package static let sample = FormatSample(file: "QAUDITPW.txt", bytes: sampleBytes, entries: 2)

    /// The records of the outfile's sample as UTF-8 lines without trailing blanks.
    private static var sampleBytes: [UInt8] {
        let records = OutfileSample.sample(type: 5)
        let length = records.bytes.count / records.entries
        let page = CodePage(ccsid: 37)
        return stride(from: 0, to: records.bytes.count, by: length).flatMap { start -> [UInt8] in
            var text = page.decode(records.bytes[start..<start + length].span.bytes).unicodeScalars
            while text.last == " " { text.removeLast() }
            return Array(String(text).utf8) + [0x0A]
        }
    }

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard Copy.mayBegin(head) else { return nil }
        let headings = (1...5).reversed().compactMap { OutfileHeading(type: $0) }
        let page = CodePage(ccsid: options.ccsid ?? 37)
        guard page.isKnown, let copy = Copy(head, page, headings) else { return nil }
        let text = try source.everything()
        let bytes = text.span.bytes.extracting(min(copy.mark, text.count)..<text.count)
        for feed in copy.feeds {
            let restored = ConvertedText(bytes, copy.table, feed: feed, headings: headings)
            // Records that were not converted and have no line ends are an outfile as it is.
            if copy.isUnchanged, !restored.hasLines { continue }
            if let found = try records(restored, copy, page, source, options) { return found }
        }
        return nil
    }

    /// What the first bytes tell of a copy.
    private struct Copy {
        let table: CharacterBytes
        /// For people.
        let title: String
        /// Bytes of a byte order mark.
        let mark: Int
        let isUnchanged: Bool

        /// The bytes that may end lines; EBCDIC has several.
        let feeds: [UInt8]

        private static let ebcdicFeeds: [UInt8] = [0x25, 0x0A, 0x15]

        /// The line end before the second heading of records that were not converted; `nil` for an outfile as it is.
        private static func feed(_ head: RawSpan, _ headings: [OutfileHeading]) -> UInt8? {
            guard let heading = headings.first(where: { $0.isHeading(head, at: 0) }) else { return nil }
            var at = heading.leastBytes
            while at + heading.leastBytes <= head.byteCount, at < longestRecord {
                if heading.isHeading(head, at: at) { return ebcdicFeeds.contains(head[at - 1]) ? head[at - 1] : nil }
                at += 1
            }
            return nil
        }

        /// Of a database file, with its line end.
        private static let longestRecord = 32_768

        /// Whether the first byte is a digit: every heading begins with the entry's length.
        static func mayBegin(_ head: [UInt8]) -> Bool {
            guard let first = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3).first : head.first else { return false }
            return TextNumber.digit(first) != nil || OutfileHeading.isDigit(first)
        }

        init?(_ head: [UInt8], _ page: CodePage, _ headings: [OutfileHeading]) {
            let isMarked = head.starts(with: [0xEF, 0xBB, 0xBF])
            mark = isMarked ? 3 : 0
            let unchanged = CharacterBytes(unchanged: page)
            isUnchanged = ConvertedText.isHeading(head.span.bytes, 0, unchanged, headings)
            if isUnchanged {
                guard let feed = Self.feed(head.span.bytes, headings) else { return nil }
                (table, title, feeds) = (unchanged, "EBCDIC, not converted", [feed])
                return
            }
            feeds = [0x0A]
            guard head.count > mark, TextNumber.digit(head[mark]) != nil else { return nil }
            // The head can end inside a character.
            let isUTF8 = isMarked || (0..<4).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
            let encoding: TextEncoding = isUTF8 ? .utf8 : .latin1
            (table, title) = (CharacterBytes(page, encoding), encoding.rawValue)
            guard ConvertedText.isHeading(head.span.bytes, mark, table, headings) else { return nil }
        }
    }

    /// The reader of the outfile that was restored.
    private static func records(
        _ restored: ConvertedText, _ copy: Copy, _ page: CodePage, _ source: any ByteSource, _ options: InputOptions
    ) throws -> Recognised? {
        let bytes = MemorySource(name: source.name, bytes: restored.bytes, failure: source.failure)
        var plain = options
        plain.format = nil
        if !copy.isUnchanged { plain.ccsid = page.ccsid }
        for format in outfiles {
            let head = Array(restored.bytes.prefix(InputFormats.headSize))
            let isAll = restored.bytes.count <= head.count
            guard let found = try format.recognise(head: head, isWhole: isAll, source: bytes, options: plain),
                var reader = found.reader as? OutfileReader
            else { continue }
            reader.statedData?.lost = restored.lost > 0 ? ConvertedText.substitute : nil
            return Recognised(
                reader: ConvertedOutfileReader(
                    records: reader, facts: facts(restored, copy, page, options) + reader.facts,
                    mayHaveLostBytes: restored.lost > 0),
                source: found.source, confidence: 96)
        }
        return nil
    }

    private static let outfiles: [any InputFormat.Type] = [
        OutfileFormat.self, OutfileType4Format.self, OutfileType3Format.self, OutfileType2Format.self,
        OutfileType1Format.self,
    ]

    private static func facts(
        _ restored: ConvertedText, _ copy: Copy, _ page: CodePage, _ options: InputOptions
    ) -> [(name: String, value: String)] {
        let how = options.ccsid == nil ? "assumed; --ccsid to overrule" : "--ccsid"
        var facts = [("Copied as", copy.title + ", " + (restored.hasLines ? "a line a record" : "without line ends"))]
        if !copy.isUnchanged {
            facts.append(("Restored to", "CCSID \(page.ccsid) (\(how)): numbers that are no characters depend on it"))
        }
        if restored.filledUp > 0 { facts.append(("Trailing blanks", "given back to \(restored.filledUp) records")) }
        if restored.lost > 0 { facts.append(("Lost bytes", "\(restored.lost), replaced when the copy was converted")) }
        return facts.map { (name: $0.0, value: $0.1) }
    }
}

/// Reads outfile records that were restored from text; fields with lost bytes are no values.
struct ConvertedOutfileReader: RecordReader {
    let records: OutfileReader
    let facts: [(name: String, value: String)]
    /// Whether some character of the copy stands for a lost byte.
    let mayHaveLostBytes: Bool

    var format: String { OutfileTextFormat.name }
    var columns: [SourceColumn] { records.columns }
    var decoders: [FieldDecoder] { records.decoders }
    var firstRecordOffset: Int { records.firstRecordOffset }
    var encoding: String { records.encoding }
    var entryDataOffset: Int? { records.entryDataOffset }

    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int { records.wholeRecords(in: block, isLast: isLast) }
    func characters(of record: RawSpan) -> [Character] { records.characters(of: record) }
    func unstatedFields(of record: RawSpan) -> UnstatedFields? { records.unstatedFields(of: record) }
    func unknownTail(of record: RawSpan) -> Range<Int>? { records.unknownTail(of: record) }
    func decoders(ofColumn column: Int) -> Set<UInt8>? { records.decoders(ofColumn: column) }

    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        records.read(block, wanted: wanted, into: &batch)
        markLost(block, &batch)
    }

    func read(_ block: RawSpan, about bytes: Int, wanted: [Int], into batch: inout RecordBatch) -> Int {
        let end = records.read(block, about: bytes, wanted: wanted, into: &batch)
        markLost(block, &batch)
        return end
    }

    private func markLost(_ block: RawSpan, _ batch: inout RecordBatch) {
        guard mayHaveLostBytes else { return }
        for record in batch.records.indices {
            let range = Int(batch.records[record].lowerBound)..<Int(batch.records[record].upperBound)
            guard block.holds(ConvertedText.substitute, in: range) else { continue }
            for column in batch.columns.indices { mark(&batch.columns[column], record, block) }
            batch.issues.append(
                RecordIssue(record: record, message: "bytes of this record were replaced when it was converted to text", rejected: false))
        }
        batch.issues.sort { $0.record < $1.record }
    }

    private func mark(_ column: inout FieldColumn, _ record: Int, _ block: RawSpan) {
        var field = column[record]
        let range = Int(field.start)..<Int(field.start) + Int(field.length)
        guard field.state == .value, block.holds(ConvertedText.substitute, in: range) else { return }
        field.state = .damaged
        column[record] = field
    }
}
