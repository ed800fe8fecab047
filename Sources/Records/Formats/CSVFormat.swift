import Catalog

/// Delimited text: saved results of the SQL services, outfiles by CPYTOIMPF, and anything near them.
package enum CSVFormat: InputFormat {
    package static let name = "csv"
    package static let title = "Delimited text: results of AUDIT_JOURNAL_xx and DISPLAY_JOURNAL, outfiles by CPYTOIMPF, db2util"
    package static let recognition = "lines with the same number of cells, or a heading with known column names"
    package static let origin = """
        ACS Run SQL Scripts: select * from table(systools.audit_journal_pw()), then Save Results as CSV; or \
        CPYTOIMPF FROMFILE(AUDITLIB/QAUDITPW) TOSTMF('/tmp/pw.csv') STMFCCSID(1208) RCDDLM(*CRLF) ADDCOLNAM(*SQL); or \
        db2util -o csv "select * from table(systools.audit_journal_pw())" > AUDIT_JOURNAL_PW.csv, also with -o space: no \
        heading, every value in quotes; columns are those of the service by their places, or what --map says (COLUMN_1 = \
        ENTRY_TIMESTAMP); -o space does not tell null
        """
    package static let sample = FormatSample(
        file: "AUDIT_JOURNAL_PW.csv",
        text: """
            ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,VIOLATION_TYPE,AUDIT_USER_NAME,DEVICE_NAME,REMOTE_ADDRESS
            2026-11-04 07:59:13.011437,8412101,PW,P,"BRUNO","QPADEV0007",10.20.3.81
            2026-11-04 07:59:27.674332,8412102,PW,P,"BRUNO","QPADEV0007",10.20.3.81

            """,
        entries: 2)

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        let encoding = CSVEncoding.detect(head, ccsid: options.ccsid)
        guard case .bytes(let text, let mark) = encoding else {
            let transcoded = try encoding.transcoded(source)
            let start = try transcoded.bytes(0..<InputFormats.headSize)
            let isAll = transcoded.size ?? 0 <= start.count
            return recognise(start[...], isAll, .utf8, encoding.title, transcoded, options)
        }
        return recognise(head.dropFirst(mark), isWhole, text, encoding.title, source, options)
    }

    private static func recognise(
        _ head: ArraySlice<UInt8>, _ isWhole: Bool, _ encoding: TextEncoding, _ title: String,
        _ source: any ByteSource, _ options: InputOptions
    ) -> Recognised? {
        let isForced = options.format == name
        guard isForced || !isStructured(head) else { return nil }
        let separator = separatorLine(head)
        let preamble = CSVPreamble(head.dropFirst(separator), encoding, options.map)
        let head = head.dropFirst(separator + preamble.length)
        let found = CSVDialect.detect(head, isWhole: isWhole, encoding: encoding) { CSVHeading.knownNames($0, options.map) }
        let sample = CSVSample(head, isWhole: isWhole, dialect: found.dialect, encoding: encoding)
        let plain = sample.without(CSVHeadingWatch([], found.dialect, encoding, options.map), found.dialect)
        let confidence = confidence(found, found.knownNames > 0 ? sample : plain, encoding, head)
        guard isForced || confidence > 0 || head.isEmpty else { return nil }
        var reader = reader(head, isWhole, sample, found.dialect, encoding, title, source, options)
        // An input that is like this one but for these lines would be read from the wrong place.
        if separator + preamble.length > 0 { reader.alike = nil }
        if preamble.lines > 0 { reader.facts.append((name: "Above the heading", value: preamble.title)) }
        return Recognised(reader: reader, source: source, confidence: max(1, confidence))
    }

    /// Bytes of a first line `sep=;`, which spreadsheets write and read; 0 where there is none.
    private static func separatorLine(_ head: ArraySlice<UInt8>) -> Int {
        guard head.starts(with: "sep=".utf8) || head.starts(with: "SEP=".utf8) else { return 0 }
        let rest = head.dropFirst(4).prefix(4)
        guard let end = rest.firstIndex(of: 0x0A), end - head.startIndex > 4, end - head.startIndex <= 6 else { return 0 }
        return end + 1 - head.startIndex
    }

    /// The reader for an input of this dialect.
    private static func reader(
        _ head: ArraySlice<UInt8>, _ isWhole: Bool, _ sample: CSVSample, _ dialect: Dialect, _ encoding: TextEncoding,
        _ title: String, _ source: any ByteSource, _ options: InputOptions
    ) -> CSVReader {
        let heading = CSVHeading(sample, source: source.name, options: options)
        let headings = CSVHeadingWatch(heading.isFirstRecord ? heading.texts : [], dialect, encoding, options.map)
        let sample = sample.without(headings, dialect)
        let columns = CSVColumns(
            heading, sample, dialect: dialect, encoding: encoding, source: source, options: options)
        let facts = facts(head, dialect, title, heading, isEmpty: sample.rows.isEmpty) + columns.facts
        return CSVReader(
            facts: facts, columns: columns.columns, decoders: columns.decoders.all,
            firstRecordOffset: heading.isFirstRecord ? sample.firstRecord.upperBound : head.startIndex, encoding: encoding.rawValue,
            dialect: dialect, textEncoding: encoding, width: heading.texts.count, places: columns.places,
            choices: columns.choices, entryData: columns.entryData, openColumns: columns.open, dates: columns.dates,
            headings: headings,
            alike: isWhole && encoding == .utf8 ? CSVLikeness(head, sample, dialect, heading, columns) : nil)
    }

    /// JSON, XML and other formats with marks of their own are no delimited text, however even their lines look.
    private static func isStructured(_ head: ArraySlice<UInt8>) -> Bool {
        guard let first = head.first(where: { $0 > 0x20 }) else { return false }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || head.starts(with: "<?xml".utf8)
            || head.starts(with: "%PDF".utf8) || head.starts(with: "PK\u{3}\u{4}".utf8)
    }

    private static func confidence(
        _ found: CSVDialect.Found, _ sample: CSVSample, _ encoding: TextEncoding, _ head: ArraySlice<UInt8>
    ) -> Int {
        // Bytes that no text has: a picture, a program.
        let odd = head.prefix(4096).count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0 }
        if odd * 10 > min(head.count, 4096) { return 0 }
        if found.knownNames >= 3 { return 90 }
        if found.knownNames >= 1 { return 70 }
        return found.width >= 2 && found.share >= 0.7 && hasTypedColumn(sample, found.width) ? 30 : 0
    }

    /// Whether some column holds nothing but numbers, dates or addresses, in two records or more: prose with commas in it
    /// does not.
    private static func hasTypedColumn(_ sample: CSVSample, _ width: Int) -> Bool {
        sample.rows.count >= 2 && (0..<width).contains { column in
            let values = sample.values(column, from: 1, limit: 20)
            return !values.isEmpty
                && values.allSatisfy { CSVShapes.isNumber($0) || CSVDates.isDate($0) || CSVShapes.isAddress($0) }
        }
    }

    private static func facts(
        _ head: ArraySlice<UInt8>, _ dialect: Dialect, _ encoding: String, _ heading: CSVHeading, isEmpty: Bool
    ) -> [(name: String, value: String)] {
        var facts = [("Format", "delimited text"), ("Encoding", encoding)]
        if isEmpty { facts.append(("Records", "none: the file is empty")) }
        facts.append(("Delimiter", CSVDialect.title(dialect.delimiter)))
        facts.append(("Quotes", quotes(dialect)))
        facts.append(("Line ends", head.withUnsafeBytes { CSVDialect.lineEndTitle($0, dialect) }))
        facts.append(("Heading", heading.remark))
        return facts.map { (name: $0.0, value: $0.1) }
    }

    private static func quotes(_ dialect: Dialect) -> String {
        guard let quote = dialect.quote else { return "none: quotes are data" }
        let mark = String(Unicode.Scalar(quote))
        return dialect.escape == nil ? "\(mark), doubled inside" : "\(mark), after \\ inside"
    }
}
