import Catalog

/// What the head of a printed history log tells.
struct HistoryLogSurvey {
    /// Bytes before the first column: 1 where printer control characters were kept.
    private(set) var shift = 0
    private(set) var messages = 0
    /// Lines of job, time and user.
    private(set) var details = 0
    private(set) var system: String?
    let order: DateOrder
    /// How the dates are read, for people.
    let dates: String
    let isAssumed: Bool

    /// Bytes in which the first message of a log stands.
    private static let longestStart = 64 << 10

    /// - Parameter isSure: Whether the message may stand anywhere.
    /// - Returns: `nil` when no line is a message.
    init?(_ head: RawSpan, encoding: TextEncoding, lastChange: Int?, dateOrder: DateOrder? = nil, isSure: Bool) {
        var dates: [String] = []
        var banners: [String] = []
        var shifted = 0
        var at = 0
        func text(_ range: Range<Int>) -> String { TextDecoding.string(head.extracting(range), encoding) }
        while at < head.byteCount {
            if messages + shifted == 0, at > Self.longestStart, !isSure { return nil }
            let line = head.line(from: at)
            at = line.next
            if HistoryMessageLine(head, line, shift: 0) != nil {
                messages += 1
            } else if HistoryMessageLine(head, line, shift: 1) != nil {
                shifted += 1
            } else if let banner = HistoryBanner(head, line) {
                if system == nil { system = banner.system.map(text) }
                if let date = banner.date { banners.append(text(date)) }
            } else if let detail = HistoryDetailLine(head, line, shift: 0) {
                details += 1
                if dates.count < 5000 { dates.append(text(detail.date)) }
            }
        }
        guard messages + shifted > 0 else { return nil }
        if shifted > messages { (shift, messages) = (1, shifted) }
        // Pages have the day of printing: a log is printed soon after its messages were sent.
        let found = LikelyDateOrder(dates + banners, lastChange: lastChange, stated: dateOrder)
        (order, self.dates, isAssumed) = (found.order, found.remark, found.isAssumed)
    }
}

/// The columns a printed history log gives, and how they are read.
struct HistoryLogColumns: Sendable {
    private(set) var table: TextColumns
    let id, severity, type, text, secondLevel, jobName, jobUser, jobNumber, program, instruction, time, user: Int
    let code, entryType, system: Int
    let wrapped: UInt8
    let qhst: UInt8
    /// `nil` where no page heading names the system.
    let systemName: UInt8?

    init(_ survey: HistoryLogSurvey, encoding: TextEncoding) {
        var table = TextColumns(encoding: encoding, order: survey.order)
        time = table.add("ENTRY_TIMESTAMP")
        code = table.add("JOURNAL_CODE")
        entryType = table.add("JOURNAL_ENTRY_TYPE")
        user = table.add("USER_NAME")
        jobName = table.add("JOB_NAME")
        jobUser = table.add("JOB_USER")
        jobNumber = table.add("JOB_NUMBER")
        program = table.add("PROGRAM_NAME")
        system = table.add("SYSTEM_NAME")
        id = table.add("MESSAGE_ID")
        severity = table.add("MESSAGE_SEVERITY")
        type = table.add("MESSAGE_TYPE")
        text = table.add("MESSAGE_TEXT")
        secondLevel = table.add("MESSAGE_SECOND_LEVEL_TEXT")
        instruction = table.add("FROM_INSTRUCTION")
        let indent = HistoryMessageLine.labelIndent - 6 + survey.shift
        wrapped = table.decoder(.spelled(.printed(indent: indent), encoding))
        qhst = table.decoder(.constant("QHST"))
        systemName = survey.system.map { table.decoder(.constant($0)) }
        self.table = table
    }
}
