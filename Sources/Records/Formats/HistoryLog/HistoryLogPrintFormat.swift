import Catalog

/// The history log as DSPLOG prints it.
package enum HistoryLogPrintFormat: InputFormat {
    package static let name = "history-log-print"
    package static let title = "History log (QHST) as DSPLOG OUTPUT(*PRINT) prints it, in any national language"
    package static let recognition =
        "lines with message ID, severity and type in their columns, each with a line of job, time and user behind it"
    package static let origin = """
        DSPLOG LOG(QHST) PERIOD((*AVAIL 110226)) OUTPUT(*PRINT), then CPYSPLF FILE(QPDSPLOG) TOFILE(*TOSTMF) \
        TOSTMF('/tmp/qhst.txt'), or drag the spooled file out of ACS
        """
    package static let sample = FormatSample(
        file: "QPDSPLOG.txt",
        text: """
             5770SS1 V7R5M0 220415                                   History Log                 SYSA      26/11/09 08:30:11        Page  0001
            MSGID    SEV MSG TYPE
            CPIAD09  00  INFO         Message . . . . :   User LENA from client 10.20.2.45 connected to job 104298/QUSER/QZDASOINIT in
                                        subsystem QUSRWRK in QSYS on 26/11/02 08:30:05.
                                  QZDASOINIT QUSER      104298 QZBSSECR     0000 26/11/02 08:30:05.484540 LENA
            CPF1164  00  COMPLETION   Message . . . . :   Job 104282/BRUNO/QPADEV0007 ended on 26/11/02 at 16:31:02; .204 seconds used; end
                                        code 0 .
                                  QPADEV0007 BRUNO      104282 QWTMCEOJ     0000 26/11/02 16:31:02.185037 BRUNO

            """,
        entries: 2)

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        let isForced = options.format == name
        guard let input = TextInput(head: head, isWhole: isWhole, source: source, options: options),
            let survey = HistoryLogSurvey(
                input.head.span.bytes, encoding: input.encoding, lastChange: source.lastChange, dateOrder: options.dateOrder,
                isSure: isForced)
        else { return nil }
        guard isForced || survey.details > 0 else { return nil }
        let layout = HistoryLogColumns(survey, encoding: input.encoding)
        var reader = TextReader(
            format: name, facts: facts(survey, input), firstRecordOffset: input.mark, table: layout.table,
            cutter: HistoryLogCutter(columns: layout, shift: survey.shift))
        let time = "ENTRY_TIMESTAMP"
        reader.dates = [ColumnDates(column: time, heading: time, order: survey.order, isAssumed: survey.isAssumed)]
        return Recognised(reader: reader, source: try input.source(), confidence: isForced ? 100 : 96)
    }

    private static func facts(_ survey: HistoryLogSurvey, _ input: TextInput) -> [(name: String, value: String)] {
        var facts = [("Format", "DSPLOG OUTPUT(*PRINT)"), ("Encoding", input.title)]
        facts.append(("System", survey.system ?? "not known: no page heading was found"))
        facts.append(("Dates", survey.dates))
        if survey.shift > 0 { facts.append(("First column", "printer control characters, passed over")) }
        return facts.map { (name: $0.0, value: $0.1) }
    }
}
