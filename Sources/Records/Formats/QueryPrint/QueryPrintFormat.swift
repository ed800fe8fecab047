import Catalog

/// Reports that RUNQRY and DSPAUDJRNE print: Query for IBM i over an outfile.
package enum QueryPrintFormat: InputFormat {
    package static let name = "query-print"
    package static let title = "Report that RUNQRY or DSPAUDJRNE prints (Query for IBM i), in any national language"
    package static let recognition =
        "page headings of date, time and page number, column headings below them, and lines with columns at the same places"
    package static let origin = """
        RUNQRY QRYFILE((AUDITLIB/QAUDITPW)) OUTTYPE(*PRINTER), or DSPAUDJRNE ENTTYP(PW) OUTPUT(*PRINT); then \
        CPYSPLF FILE(QPQUPRFIL) TOFILE(*TOSTMF) TOSTMF('/tmp/pw.txt'), or drag the spooled file out of ACS
        """
    package static let sample = FormatSample(
        file: "QPQUPRFIL.txt",
        text: """
            11/09/26  08:41:55                                                                     PAGE    1
            ENTRY  TIMESTAMP                   VIOLATION  USER        DEVICE      REMOTE
            TYPE                               TYPE       NAME        NAME        ADDRESS

             PW    2026-11-04-07.59.13.011437  P          BRUNO       QPADEV0007  10.20.3.81
             PW    2026-11-04-07.59.27.674332  U          BR\u{DC}NO                  10.20.3.81
            11/09/26  08:41:55                                                                     PAGE    2
            ENTRY  TIMESTAMP                   VIOLATION  USER        DEVICE      REMOTE
            TYPE                               TYPE       NAME        NAME        ADDRESS

             PW    2026-11-04-08.00.41.120043  P          QSECOFR     QPADEV0003  2001:db8::51
            * * *  E N D  O F  R E P O R T  * * *

            """,
        entries: 3)

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard let input = TextInput(head: head, isWhole: isWhole, source: source, options: options),
            let survey = QueryPrintSurvey(input.head.span.bytes, isWhole: input.isWhole, encoding: input.encoding)
        else { return nil }
        let isForced = options.format == name
        let known = survey.names.count { CSVNames.isKnown($0) }
        guard isForced || (known > 0 && survey.anchor != nil) || known > 1 else { return nil }
        let columns = CSVColumns(
            CSVHeading(keys: survey.names), CSVSample(rows: survey.rows), dialect: Dialect(quote: nil),
            encoding: input.encoding, source: source, options: options, hasGroupedNumbers: true)
        let page = QueryPrintPage(printed: survey.columns, headings: survey.headings, anchor: survey.anchor)
        let reader = PrintedReader(
            facts: facts(survey, input) + columns.facts, firstRecordOffset: input.mark + survey.start,
            textEncoding: input.encoding, cells: CellColumns(columns), page: page)
        return Recognised(reader: reader, source: try input.source(), confidence: isForced ? 100 : 96)
    }

    private static func facts(_ survey: QueryPrintSurvey, _ input: TextInput) -> [(name: String, value: String)] {
        [
            (name: "Format", value: "report of Query for IBM i"), (name: "Encoding", value: input.title),
            (name: "Columns", value: "\(survey.names.count), where every line of the head leaves two blanks"),
        ]
    }
}
