import Catalog

/// Outfiles of DSPJRN, CPYAUDJRNE and CRTDUPOBJ of the model files, OUTFILFMT(*TYPE5), as binary FTP delivers them.
package enum OutfileFormat: InputFormat {
    package static let name = "outfile-type5"
    package static let title = "Journal outfile, OUTFILFMT(*TYPE5), as binary FTP delivers it (EBCDIC)"
    package static let recognition =
        "every record starts with length, sequence number, code, type and timestamp in EBCDIC"
    package static let origin = """
        DSPJRN JRN(QSYS/QAUDJRN) JRNCDE((T)) ENTTYP(PW) OUTPUT(*OUTFILE) OUTFILFMT(*TYPE5) \
        OUTFILE(AUDITLIB/QAUDITPW) ENTDTALEN(*CALC), then get AUDITLIB/QAUDITPW.QAUDITPW by FTP in binary mode
        """
    package static var sample: FormatSample { OutfileSample.sample(type: 5) }

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard let heading = OutfileHeading(type: 5), let reader = try reader(
            head: head.span.bytes, isWhole: isWhole, heading: heading, source: source.name, options: options)
        else { return nil }
        return Recognised(reader: reader, source: source, confidence: 95)
    }

    /// The reader for one of the heading formats, or `nil` when the head is none.
    private static func reader(
        head: RawSpan, isWhole: Bool, heading: OutfileHeading, source: String, options: InputOptions
    ) throws -> OutfileReader? {
        guard heading.isHeading(head, at: 0) else { return nil }
        let first = OutfileHead(head, recordLength: head.byteCount, heading: heading)
        let expected = first.types.compactMap { expectedLength($0, heading.type) }.first ?? heading.length
        guard
            let length = OutfileRecordLength(head: head, isWhole: isWhole, heading: heading, expected: expected)
        else { return nil }
        let found = OutfileHead(head, recordLength: length.length, heading: heading)
        let codePage = try OutfileCodePage(stated: options.ccsid, head: found, source: source)
        let stated = found.statedCCSIDs.keys.sorted().prefix(unknownCCSIDLimit)
        let layouts = OutfileColumns(
            heading: heading, codePage: codePage.page, seen: found.types, statedCCSIDs: Array(stated))
        return OutfileReader(
            format: name, facts: facts(length, codePage, found, heading), columns: layouts.columns,
            decoders: layouts.decoders, heading: heading, codePage: codePage.page, recordLength: length.length,
            layouts: layouts, hasASCIINames: stated.contains { GraphicText.isASCII($0) })
    }

    /// Unknown CCSIDs named one by one; the rest are "not known".
    private static let unknownCCSIDLimit = 16

    /// Bytes of a record of this type as the catalog has it.
    private static func expectedLength(_ key: EntryTypeKey, _ type: Int) -> Int? {
        AuditCatalog.layout(journalCode: key.journalCode, key.entryType)?.fields
            .compactMap { $0.bytes(inType: type)?.upperBound }.max()
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
