import Catalog

/// What `db2` prints in Qshell: names, a line of dashes that tells where columns stand, a line a row.
package enum Db2TableFormat: InputFormat {
    package static let name = "db2-table"
    package static let title = "Table that db2 prints in Qshell: results of the SQL services, in any national language"
    package static let recognition =
        "a line of dashes, one stretch a column, below a line of known column names; rows end at the first blank line"
    package static let origin = """
        qsh: db2 "select * from table(systools.audit_journal_pw())" > pw.txt; null is a dash there, and so is a text that is \
        a dash
        """
    package static let sample = FormatSample(
        file: "pw.txt",
        text: """

            ENTRY_TIMESTAMP            SEQUENCE_NUMBER JOURNAL_ENTRY_TYPE VIOLATION_TYPE AUDIT_USER_NAME DEVICE_NAME REMOTE_ADDRESS
            -------------------------- --------------- ------------------ -------------- --------------- ----------- --------------
            2026-11-04-07.59.13.011437         8412101 PW                 P              BRUNO           QPADEV0007  10.20.3.81
            2026-11-04-07.59.27.674332         8412102 PW                 U              BR\u{DC}NO           -           10.20.3.81

              2 RECORD(S) SELECTED.


            """,
        entries: 2)

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard let input = TextInput(head: head, isWhole: isWhole, source: source, options: options),
            let survey = Db2TableSurvey(input.head.span.bytes, isWhole: input.isWhole, encoding: input.encoding)
        else { return nil }
        let isForced = options.format == name
        let known = survey.names.count { CSVNames.isKnown($0) || options.map.has($0) }
        guard isForced || known > 1 || known == survey.names.count else { return nil }
        let columns = CSVColumns(
            CSVHeading(keys: survey.names), CSVSample(rows: survey.rows), dialect: Dialect(quote: nil),
            encoding: input.encoding, source: source, options: options)
        let page = Db2TablePage(
            printed: survey.columns, heading: survey.heading, dashes: survey.dashes, time: Self.time(columns))
        let reader = PrintedReader(
            facts: facts(survey, input) + columns.facts, firstRecordOffset: input.mark + survey.start,
            textEncoding: input.encoding, cells: CellColumns(columns), page: page)
        return Recognised(reader: reader, source: try input.source(), confidence: isForced ? 100 : 96)
    }

    /// The cell of the entry's time.
    private static func time(_ columns: CSVColumns) -> Int? {
        columns.columns.firstIndex { $0.name == "ENTRY_TIMESTAMP" }.map { columns.places[$0].cell }
    }

    private static func facts(_ survey: Db2TableSurvey, _ input: TextInput) -> [(name: String, value: String)] {
        [
            (name: "Format", value: "table of db2 in Qshell"), (name: "Encoding", value: input.title),
            (name: "Columns", value: "\(survey.names.count), where the dashes stand"), (name: "Null", value: "a dash alone"),
        ]
    }
}
