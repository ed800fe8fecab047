import Catalog

/// Outfiles of DSPJRN, CPYAUDJRNE and CRTDUPOBJ of the model files, as binary FTP delivers them: one format for each
/// OUTFILFMT. The generic outfile (entry data in one field) has the same bytes as the model outfile of each type.
package protocol OutfileFormatting: InputFormat {
    /// Number of the OUTFILFMT.
    static var type: Int { get }
}

package enum OutfileFormat: OutfileFormatting { package static let type = 5 }
package enum OutfileType4Format: OutfileFormatting { package static let type = 4 }
package enum OutfileType3Format: OutfileFormatting { package static let type = 3 }
package enum OutfileType2Format: OutfileFormatting { package static let type = 2 }
package enum OutfileType1Format: OutfileFormatting { package static let type = 1 }

extension OutfileFormatting {
    package static var name: String { "outfile-type\(type)" }
    package static var title: String {
        "Journal outfile, OUTFILFMT(*TYPE\(type)), as binary FTP delivers it (EBCDIC)"
    }
    package static var recognition: String {
        switch type {
        case 1: "length, sequence number, code, type, date and time in EBCDIC, and flags at 118 of every record"
        case 2: "length, sequence number, code, type, date and time in EBCDIC, and a user profile at 118 of every record"
        case 3: "length, sequence number, code, type and timestamp in EBCDIC, and blanks at 160 of every record"
        case 4: "length, sequence number, code, type and timestamp in EBCDIC, and flags at 160 of every record"
        default: "every record starts with length, sequence number of 20 digits, code, type and timestamp in EBCDIC"
        }
    }
    package static var origin: String {
        """
        DSPJRN JRN(QSYS/QAUDJRN) JRNCDE((T)) ENTTYP(PW) OUTPUT(*OUTFILE) OUTFILFMT(*TYPE\(type)) \
        OUTFILE(AUDITLIB/QAUDITPW) ENTDTALEN(*CALC), then get AUDITLIB/QAUDITPW.QAUDITPW by FTP in binary mode
        """
    }
    package static var sample: FormatSample { OutfileSample.sample(type: type) }

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard head.first.map(OutfileHeading.isDigit) ?? false, let heading = OutfileHeading(type: type), heading.isHeading(head.span.bytes, at: 0),
            options.format == name || heading.isTypical(head.span.bytes),
            let reader = try OutfileRecognition.reader(
                head: head.span.bytes, isWhole: isWhole, heading: heading, source: source, options: options)
        else { return nil }
        return Recognised(reader: reader, source: source, confidence: 95)
    }
}

/// Makes the reader of an outfile from its head.
private enum OutfileRecognition {
    /// The reader for one of the heading formats, or `nil` when the head is none.
    static func reader(
        head: RawSpan, isWhole: Bool, heading: OutfileHeading, source: any ByteSource, options: InputOptions
    ) throws -> OutfileReader? {
        var heading = heading
        var sources = LayoutSource(sites: options.layouts, outfileType: heading.type)
        let first = OutfileHead(head, recordLength: head.byteCount, heading: heading, layouts: sources)
        let expected = first.types.compactMap { expectedLength($0, sources) }.first ?? heading.length
        guard
            let length = OutfileRecordLength(head: head, isWhole: isWhole, heading: heading, expected: expected)
        else { return nil }
        let form = OutfileDataForm(heading, head: head, recordLength: length.length)
        if let own = OutfileHeading(type: heading.type, form: form) { heading = own }
        sources.shift = form.shift(in: heading.type)
        let found = OutfileHead(head, recordLength: length.length, heading: heading, layouts: sources)
        let codePage = try OutfileCodePage(stated: options.ccsid, head: found, source: source.name)
        let stated = found.statedCCSIDs.keys.sorted().prefix(unknownCCSIDLimit)
        let dates = heading.clockDates(head, recordLength: length.length).map {
            LikelyDateOrder(
                $0 + (options.lessons.texts[time] ?? []).compactMap { OpenDate($0)?.text }, lastChange: source.lastChange,
                stated: options.dateOrder
            ).taking(options.lessons.orders[time], from: LikelyDateOrder.otherFiles)
        }
        let layouts = OutfileColumns(
            heading: heading, codePage: codePage.page, seen: found.types, onlySeen: isWhole && found.isWhole,
            statedCCSIDs: Array(stated), dateOrder: dates?.order ?? .yearFirst, layouts: sources)
        var facts = facts(length, codePage, found, heading)
        if let data = form.fact(heading.type) { facts.append(("Entry data", data)) }
        if let dates { facts.append(("Dates", dates.remark)) }
        for key in found.types {
            if let site = sources.site(key) { facts.append(("Layout of \(key.entryType)", "\(site.path) (--layout)")) }
        }
        var reader = OutfileReader(
            format: "outfile-type\(heading.type)", facts: facts, columns: layouts.columns,
            decoders: layouts.decoders, heading: heading, codePage: codePage.page, recordLength: length.length,
            layouts: layouts, statedData: StatedData(heading, form))
        if let dates { reader.add(dates, of: time, isStated: options.dateOrder != nil) }
        return reader
    }

    private static let time = "ENTRY_TIMESTAMP"

    /// Unknown CCSIDs named one by one; the rest are "not known".
    private static let unknownCCSIDLimit = 16

    /// Bytes of a record of this type as the catalog has it.
    private static func expectedLength(_ key: EntryTypeKey, _ layouts: LayoutSource) -> Int? {
        layouts.fields(key)?.compactMap { $0.bytes(inType: layouts.outfileType)?.upperBound }.max()
    }

    private static func facts(
        _ length: OutfileRecordLength, _ codePage: OutfileCodePage, _ head: OutfileHead, _ heading: OutfileHeading
    ) -> [(name: String, value: String)] {
        var facts = [
            ("Format", "OUTFILFMT(*TYPE\(heading.type))"), ("Record length", "\(length.length) bytes (\(length.how))"),
            ("Encoding", codePage.fact),
            ("Entry types", head.types.map { "\($0.journalCode) \($0.entryType)" }.joined(separator: ", ")),
        ]
        if length.fitting < length.checked {
            facts.append(("Headings", "\(length.checked - length.fitting) of \(length.checked) records have none"))
        }
        return facts.map { (name: $0.0, value: $0.1) }
    }
}

extension OutfileReader {
    /// Says how dates of six digits are read, and what is open of them.
    fileprivate mutating func add(_ found: LikelyDateOrder, of time: String, isStated: Bool) {
        guard let column = columns.firstIndex(where: { $0.name == time }) else { return }
        dates = [ColumnDates(column: time, heading: time, order: found.order, isAssumed: found.isAssumed)]
        guard !isStated else { return }
        openColumns = [
            OpenColumn(column: column, question: .order(found.order, isProved: !found.isAssumed), isWatched: found.isAssumed)
        ]
    }
}

extension OutfileHeading {
    /// The dates of the first records as `11/04/26`; `nil` where records have timestamps.
    fileprivate func clockDates(_ head: RawSpan, recordLength: Int) -> [String]? {
        guard timestamp.count == Self.clockLength else { return nil }
        var dates: Set<String> = []
        var start = 0
        while start + leastBytes <= head.byteCount, dates.count < 1000 {
            if isHeading(head, at: start) {
                let digits = timestamp.prefix(6).map { head.unsafeLoad(fromByteOffset: start + $0, as: UInt8.self) & 0x0F }
                let pairs = [0, 2, 4].map { "\(digits[$0])\(digits[$0 + 1])" }
                dates.insert(pairs.joined(separator: "/"))
            }
            start += recordLength
        }
        return Array(dates)
    }
}
