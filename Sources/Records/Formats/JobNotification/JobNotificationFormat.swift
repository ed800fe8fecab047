import Catalog

/// Messages of the job notification exit point: a job was queued, started or ended.
package enum JobNotificationFormat: InputFormat {
    package static let name = "job-notification"
    package static let title =
        "Job notifications (exit point QIBM_QWT_JOBNOTIFY, NTFY0100): entries of its data queue, raw or as hexadecimal digits"
    package static let recognition =
        "records of 144 bytes with format 01 or 02 and a qualified job name in EBCDIC, or lines that hold their 288 digits"
    package static let origin = """
        ADDEXITPGM EXITPNT(QIBM_QWT_JOBNOTIFY) FORMAT(NTFY0100) PGMDTA(*JOB 24 '0007QINTER    *ANY') with a data queue \
        MAXLEN(144) SEQ(*KEYED) KEYLEN(4); then a program that receives the entries into a file, or SQL: \
        SELECT HEX(MESSAGE_DATA_BINARY) FROM TABLE(QSYS2.DATA_QUEUE_ENTRIES('JOBNTFY', 'AUDITLIB'))
        """
    package static var sample: FormatSample {
        FormatSample(file: "jobntfy.hex", text: JobNotificationSample.lines, entries: 3)
    }

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        if JobNotification.isMessage(head.span.bytes, at: 0) {
            guard let page = page(options) else { return nil }
            return Recognised(reader: JobNotificationReader(page: page), source: source, confidence: 95)
        }
        guard let input = TextInput(head: head, isWhole: isWhole, source: source, options: options),
            let start = JobNotificationLines.start(input.head.span.bytes, isWhole: input.isWhole), let page = page(options)
        else { return nil }
        let lines = JobNotificationLines(page: page, encoding: input.encoding)
        let reader = TextReader(
            format: name, facts: JobNotificationReader.facts(page, spelling: "hexadecimal digits, a line a message"),
            firstRecordOffset: input.mark + start, table: lines.table, cutter: lines)
        return Recognised(reader: reader, source: try input.source(), confidence: 97)
    }

    private static func page(_ options: InputOptions) -> CodePage? {
        let page = CodePage(ccsid: options.ccsid ?? 37)
        return page.isKnown ? page : nil
    }
}

/// Three invented notifications of one interactive job.
enum JobNotificationSample {
    static var lines: String {
        let queued = JobNotification.bytes(format: "02", job: ("QPADEV0007", "BRUNO", "104282"), times: ["2026-11-02 08:12:31.702132"])
        let started = JobNotification.bytes(
            format: "01", job: ("QPADEV0007", "BRUNO", "104282"),
            times: ["2026-11-02 08:12:31.702132", "2026-11-02 08:12:31.767132"])
        let ended = JobNotification.bytes(
            format: "01", job: ("QPADEV0007", "BRUNO", "104282"),
            times: ["2026-11-02 08:12:31.702132", "2026-11-02 08:12:31.767132", "2026-11-02 16:31:02.185037"], milliseconds: 204)
        return [queued, started, ended].map { HexText.text($0.span.bytes) + "\n" }.joined()
    }
}
