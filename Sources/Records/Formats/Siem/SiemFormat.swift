import Catalog

/// Lines of SIEM feeds: syslog frames around CEF and LEEF events, and lines without events between them.
package enum SiemFormat: InputFormat {
    package static let name = "siem"
    package static let title =
        "Lines of SIEM feeds: CEF and LEEF events of IBM i in syslog frames (RFC 3164, RFC 5424) or without"
    package static let recognition = "lines with CEF:0|... or LEEF:1.0|... behind a syslog frame, or syslog frames alone"
    package static let origin = """
        what a forwarder or collector wrote to a file: IBM's Syslog Reporting Manager, DISPLAY_JOURNAL and \
        HISTORY_LOG_INFO with GENERATE_SYSLOG => 'RFC5424' (column SYSLOG_EVENT), Powertech SIEM Agent, iSecurity, SIFT-IT
        """
    package static let sample = FormatSample(
        file: "siem.log",
        text: """
            CEF:0|IBM|IBM i|7.5|QSYS-QAUDJRN|T-AF|Medium|reason=Authority failure msg=Not authorized to object fileType=*FILE cs1Label=objName cs1=PAYLIB/SALARY suser=MARTA sproc=104219/MARTA/QPADEV0003 shost=SYSA src=10.20.1.34 spt=49857 rt=2026-11-02-11.20.33.765132 entryTypeField=A
            <6>Nov  4 07:59:13 SYSA CEF:0|PowerTech|SIEM Agent|3.0|TPW0016|An invalid password was entered for user profile BRUNO.|2|src=10.20.0.2 dst=10.20.3.81 msg=TYPE:JRN CLS:IDS JJOB:QINTER JUSER:QSYS JNBR:104177 PGM:QWTMCMNL OBJECT: LIBRARY: MEMBER: DETAIL:P BRUNO QPADEV0007
            <118>1 2026-11-04T07:59:27.674332+01:00 SYSA siftit - - - LEEF:1.0|Arpeggio|SIFT-IT|3.1|PW_P|sev=3 usrName=QSYS src=10.20.3.81 jJobNam=QINTER jJobUsr=QSYS jJobNum=104177 jType=P jUser=BRUNO jDev=QPADEV0007 jMsgTxt=Password not valid.
            <190>Nov  4 08:00:00 SYSA ftpd[812]: connection from 10.20.5.5

            """,
        entries: 4)

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard let input = TextInput(head: head, isWhole: isWhole, source: source, options: options) else { return nil }
        let isForced = options.format == name
        let survey = SiemSurvey(input.head.span.bytes)
        guard isForced || survey.confidence > 0 else { return nil }
        let years = options.year.map { YearRule(year: $0) } ?? YearRule(before: source.lastChange)
        var columns = SiemColumns(encoding: input.encoding, years: years)
        for (product, keys) in survey.keys { for key in keys { columns.addOwn(key, product) } }
        var facts = [("Format", "syslog lines"), ("Encoding", input.title), ("Events", survey.fact)]
        if survey.yearless > 0 { facts.append(("Year", options.year.map { "\($0), as --year says" } ?? years.fact)) }
        let reader = TextReader(
            format: name, facts: facts.map { (name: $0.0, value: $0.1) }, firstRecordOffset: input.mark,
            table: columns.table, cutter: SiemCutter(columns: columns))
        return Recognised(
            reader: reader, source: try input.source(), confidence: isForced ? 100 : survey.confidence)
    }
}

/// What the head of a file of lines holds.
private struct SiemSurvey {
    private var lines = 0
    private var frames = 0
    private var events: [SiemProduct: Int] = [:]
    private(set) var yearless = 0
    private(set) var keys: [SiemProduct: [[UInt8]]] = [:]

    init(_ head: RawSpan) {
        var seen: Set<[UInt8]> = []
        var at = 0
        while at < head.byteCount {
            let line = head.line(from: at)
            at = line.next
            if line.isBlank { continue }
            lines += 1
            // A file of other lines is seen soon.
            if lines == 200, frames + events.values.reduce(0, +) == 0 { return }
            look(head, line.start..<line.end, &seen)
        }
    }

    private mutating func look(_ head: RawSpan, _ line: Range<Int>, _ seen: inout Set<[UInt8]>) {
        let event = SiemEvent(head, line)
        let frame = SyslogFrame(head, line, event: event?.start)
        guard let event else {
            if frame.time != nil, !frame.hasYear { yearless += 1 }
            if frame.priority != nil || frame.time != nil && !frame.hasYear { frames += 1 }
            return
        }
        let product = SiemProduct(head, event)
        events[product, default: 0] += 1
        var labels: [[UInt8]: Range<Int>] = [:]
        var isYearless = frame.time != nil && !frame.hasYear
        event.forEachPair(head) { key, value in
            if MonthDayTime(head.extracting(value)) != nil { isYearless = true }
            if key.count > 5, head.has("Label", at: key.upperBound - 5) { labels[bytes(head, key.dropLast(5))] = value }
        }
        if isYearless { yearless += 1 }
        event.forEachPair(head) { key, _ in
            guard !head.has("Label", at: key.upperBound - 5) else { return }
            let own = bytes(head, key)
            let name = labels[own].map { bytes(head, $0) } ?? own
            if seen.insert(Array(product.rawValue.utf8) + [0x20] + name).inserted { keys[product, default: []].append(name) }
        }
    }

    private func bytes(_ head: RawSpan, _ range: Range<Int>) -> [UInt8] { range.map { head[$0] } }

    private var count: Int { events.values.reduce(0, +) }

    var confidence: Int {
        guard lines > 0 else { return 0 }
        if count * 4 >= lines { return 97 }
        return (frames + count) * 10 >= lines * 8 ? 60 : 0
    }

    var fact: String {
        let known = SiemProduct.allCases.compactMap { product in
            events[product].map { "\($0) of \(product == .other ? "other products" : product.rawValue)" }
        }
        let rest = lines - count
        return (known + (rest > 0 ? ["\(rest) lines without"] : [])).joined(separator: ", ") + " in the first \(lines) lines"
    }
}
