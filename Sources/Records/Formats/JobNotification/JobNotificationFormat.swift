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
        let page = CodePage(ccsid: options.ccsid ?? 37)
        guard page.isKnown else { return nil }
        if JobNotification.isMessage(head.span.bytes, at: 0) {
            return Recognised(reader: JobNotificationReader(page: page, spelling: "raw bytes"), source: source, confidence: 95)
        }
        guard let input = TextInput(head: head, isWhole: isWhole, source: source, options: options),
            JobNotificationLines.areMessages(input.head.span.bytes, isWhole: input.isWhole)
        else { return nil }
        let lines = JobNotificationLines(try input.source().everything())
        let records = MemorySource(name: source.name, bytes: lines.records, failure: source.failure)
        return Recognised(
            reader: JobNotificationReader(page: page, spelling: "hexadecimal digits, a line a message"), source: records,
            confidence: 97)
    }
}

/// Lines with a message each, as hexadecimal digits: alone, in quotes, or as a cell among others.
struct JobNotificationLines {
    /// The messages' bytes; of a line that is not blank and holds none, blanks. A first line of words is a heading.
    private(set) var records: [UInt8] = []

    init(_ text: [UInt8]) {
        let bytes = text.span.bytes
        var at = 0
        while at < bytes.byteCount {
            let line = bytes.line(from: at)
            let isFirst = at == 0
            at = line.next
            if line.isBlank { continue }
            if let digits = Self.digits(bytes, line) {
                records += TextHex.bytes(of: bytes.extracting(digits))
            } else if !isFirst {
                records.append(contentsOf: repeatElement(CodePage.blank, count: JobNotification.length))
            }
        }
    }

    /// Whether the first lines hold messages; the very first may be a heading.
    static func areMessages(_ head: RawSpan, isWhole: Bool) -> Bool {
        var at = 0
        for _ in 0..<3 where at < head.byteCount {
            let line = head.line(from: at)
            at = line.next
            guard line.isEnded || isWhole else { return false }
            guard let digits = digits(head, line) else { continue }
            return JobNotification.isMessage(TextHex.bytes(of: head.extracting(digits)).span.bytes, at: 0)
        }
        return false
    }

    /// The first 288 of a run of so many digits.
    private static func digits(_ bytes: RawSpan, _ line: TextLine) -> Range<Int>? {
        let wanted = JobNotification.length * 2
        var start = line.start
        while start + wanted <= line.end {
            var end = start
            while end < line.end, end - start < wanted, TextHex.value(of: bytes[end]) != nil { end += 1 }
            if end - start == wanted { return start..<end }
            start = end + 1
        }
        return nil
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
