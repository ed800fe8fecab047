import Catalog

/// Finds the fields of SIEM lines: each line that is not blank is a record.
struct SiemCutter: TextCutter {
    let columns: SiemColumns
    var isForwarded: Bool { true }

    func wholeRecords(in block: RawSpan) -> Int { block.last(0x0A, before: block.byteCount).map { $0 + 1 } ?? 0 }

    func read(_ block: RawSpan, into sink: inout FieldSink) {
        var at = 0
        var pairs: [Pair] = []
        while at < block.byteCount {
            let line = block.line(from: at)
            at = line.next
            if line.isBlank { continue }
            sink.start(line.start..<line.end)
            read(block, line.start..<line.end, &pairs, &sink)
        }
    }

    /// A key and its value; one list serves all lines of a block.
    private struct Pair {
        var key: Range<Int>
        var value: Range<Int>
        var isLabel: Bool
    }

    private func read(_ block: RawSpan, _ line: Range<Int>, _ pairs: inout [Pair], _ sink: inout FieldSink) {
        let event = SiemEvent(block, line)
        let frame = SyslogFrame(block, line, event: event?.start)
        if let priority = frame.priority { put(columns.priority, priority, block, &sink) }
        if let time = frame.time {
            sink.put(columns.time, time, frame.hasYear ? columns.table.plain[columns.time] : columns.yearless)
        }
        if let host = frame.host { put(columns.system, host, block, &sink) }
        if let tag = frame.tag { put(columns.tag, tag, block, &sink) }
        guard let event else {
            // No audit event: kept as what it is.
            return put(columns.text, min(frame.end, line.upperBound)..<line.upperBound, block, &sink)
        }
        let product = SiemProduct(block, event)
        for number in 1..<event.header.count { put(columns.header[number - 1], event.header[number], block, &sink) }
        readType(block, event, product, &sink)
        pairs.removeAll(keepingCapacity: true)
        event.forEachPair(block) { key, value in pairs.append(Pair(key: key, value: value, isLabel: isLabel(block, key))) }
        readPairs(pairs, block, event, product, &sink)
    }

    private func put(_ column: Int, _ range: Range<Int>, _ block: RawSpan, _ sink: inout FieldSink) {
        guard sink.wants(column), !range.isEmpty else { return }
        let isEscaped = block.holds(UInt8(ascii: "\\"), in: range)
        sink.put(column, range, isEscaped ? columns.escaped[column] : columns.table.plain[column])
    }

    private func putConstant(_ column: Int, _ decoder: UInt8, at place: Int, _ sink: inout FieldSink) {
        sink.put(column, place..<place, decoder)
    }

    // MARK: entry type

    private func readType(_ block: RawSpan, _ event: SiemEvent, _ product: SiemProduct, _ sink: inout FieldSink) {
        let id = event.header[4]
        switch product {
        case .ibm: readIBM(block, source: id, name: event.header.count > 5 ? event.header[5] : id, &sink)
        case .powertech:
            if event.header.count > 5 { put(columns.text, event.header[5], block, &sink) }
            readPowertech(block, id, &sink)
        case .siftIt, .razLee, .other: readUnderscored(block, id, &sink)
        }
    }

    /// `QSYS-QAUDJRN|T-AF`, `QSYS-QHST|CPF1124`; IBM's own monitors have sentences for names.
    private func readIBM(_ block: RawSpan, source: Range<Int>, name: Range<Int>, _ sink: inout FieldSink) {
        put(columns.source, source, block, &sink)
        if name.count == 4, block[name.lowerBound + 1] == UInt8(ascii: "-") {
            put(columns.code, name.prefix(1), block, &sink)
            put(columns.entryType, name.dropFirst(2), block, &sink)
        } else if name.count == 7, HistoryMessageLine.isMessageID(block, name.lowerBound) {
            put(columns.messageID, name, block, &sink)
            guard block.has("QSYS-QHST", at: source.lowerBound) else { return }
            put(columns.entryType, name, block, &sink)
            putConstant(columns.code, columns.qhst, at: name.lowerBound, &sink)
        }
    }

    /// `TPW0016`: code, type, number of the action's letter.
    private func readPowertech(_ block: RawSpan, _ id: Range<Int>, _ sink: inout FieldSink) {
        guard id.count == 7, block[id.lowerBound] == UInt8(ascii: "T") || block[id.lowerBound] == UInt8(ascii: "U") else { return }
        put(columns.code, id.prefix(1), block, &sink)
        put(columns.entryType, id.dropFirst().prefix(2), block, &sink)
        var number = 0
        for at in id.suffix(4) {
            guard let digit = TextNumber.digit(block[at]) else { return }
            number = number * 10 + Int(digit)
        }
        if (1...26).contains(number) { putConstant(columns.action, columns.letters[number - 1], at: id.lowerBound, &sink) }
    }

    /// `PW_U`.
    private func readUnderscored(_ block: RawSpan, _ id: Range<Int>, _ sink: inout FieldSink) {
        guard id.count == 4, block[id.lowerBound + 2] == UInt8(ascii: "_"),
            id.prefix(2).allSatisfy({ HistoryMessageLine.isNameByte(block[$0]) })
        else { return }
        putConstant(columns.code, columns.audit, at: id.lowerBound, &sink)
        put(columns.entryType, id.prefix(2), block, &sink)
        put(columns.action, id.suffix(1), block, &sink)
    }

    // MARK: keys

    private func readPairs(
        _ pairs: [Pair], _ block: RawSpan, _ event: SiemEvent, _ product: SiemProduct, _ sink: inout FieldSink
    ) {
        let keys = columns.keys(product)
        let hasLabels = pairs.count <= Self.mostLabelled && pairs.contains { $0.isLabel }
        var unknown = 0
        let details = details(of: event, product, block)
        for pair in pairs where !pair.isLabel {
            if product == .powertech, pair.key.count == 3, block.has("msg", at: pair.key.lowerBound) {
                readPowertechMessage(block, pair.value, keys, details, &sink)
                continue
            }
            let label = hasLabels ? pairs.first { $0.isLabel && same(block, $0.key.dropLast(5), pair.key) } : nil
            guard let column = keys.column(block, label?.value ?? pair.key) else {
                unknown += 1
                continue
            }
            put(column, pair.value, in: block, details, &sink)
        }
        if unknown > 0 { sink.note("\(unknown) keys that the start of the file does not have are shown in the record only") }
    }

    /// In a line of more pairs than any product writes, labels are not looked for: each would be compared with each.
    private static let mostLabelled = 1_000

    /// `cs1Label`: what `cs1` means.
    private func isLabel(_ block: RawSpan, _ key: Range<Int>) -> Bool {
        key.count > 5 && block.has("Label", at: key.upperBound - 5)
    }

    private func same(_ block: RawSpan, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { block[$0] == block[$1] }
    }

    /// A value, with the parts of jobs and objects.
    ///
    /// - Parameter details: What stands behind the dash in IBM's text, or in Powertech's entry data.
    private func put(
        _ column: Int, _ value: Range<Int>, in block: RawSpan, _ details: SiemDetails?, _ sink: inout FieldSink
    ) {
        if column == columns.time, MonthDayTime(block.extracting(value)) != nil {
            return sink.put(column, value, columns.yearless)
        }
        put(column, value, block, &sink)
        if column == columns.text, let behindDash = details?.behindDash {
            // What the entry is, then the command or the user behind a dash.
            if let dash = value.first(where: { block.has(" - ", at: $0) }), dash + 3 < value.upperBound {
                let detail = dash + 3..<value.upperBound
                if behindDash == columns.command || SiemDetails.isName(block, detail) { put(behindDash, detail, block, &sink) }
            }
        } else if column == columns.qualifiedJob {
            putJob(value, block, &sink)
        } else if column == columns.objectName, let slash = block.first(UInt8(ascii: "/"), in: value) {
            put(columns.objectLibrary, value.lowerBound..<slash, block, &sink)
            put(columns.objectName, slash + 1..<value.upperBound, block, &sink)
        }
    }

    /// `104219/MARTA/QPADEV0003`; nothing when it has not three parts.
    private func putJob(_ value: Range<Int>, _ block: RawSpan, _ sink: inout FieldSink) {
        let slash = UInt8(ascii: "/")
        guard let first = block.first(slash, in: value), let second = block.first(slash, in: first + 1..<value.upperBound),
            block.first(slash, in: second + 1..<value.upperBound) == nil
        else { return }
        put(columns.jobNumber, value.lowerBound..<first, block, &sink)
        put(columns.jobUser, first + 1..<second, block, &sink)
        put(columns.jobName, second + 1..<value.upperBound, block, &sink)
    }

    /// `TYPE:JRN CLS:IDS JJOB:QBASE JUSER:QSYS ... DETAIL:P JERRYB QPADEV000B`.
    private func readPowertechMessage(
        _ block: RawSpan, _ value: Range<Int>, _ keys: KeyTable, _ details: SiemDetails?, _ sink: inout FieldSink
    ) {
        var column: Int?
        var start = value.lowerBound, from = value.lowerBound
        while column != columns.entryData, let colon = block.first(UInt8(ascii: ":"), in: from..<value.upperBound) {
            from = colon + 1
            guard let label = Self.label(block, value.lowerBound..<colon) else { continue }
            if let column { put(column, block.trimmed(start..<label.lowerBound), block, &sink) }
            column = keys.column(block, label)
            start = colon + 1
        }
        guard let column else { return }
        put(column, block.trimmed(start..<value.upperBound), block, &sink)
        if let details, column == columns.entryData { read(details, block, start..<value.upperBound, &sink) }
    }

    /// What is known of the details of an event's entry type.
    private func details(of event: SiemEvent, _ product: SiemProduct, _ block: RawSpan) -> SiemDetails? {
        switch product {
        case .ibm:
            guard event.header.count > 5, case let name = event.header[5], name.count == 4, block.has("T-", at: name.lowerBound) else { return nil }
            return columns.details[block.entryTypeNumber(name.lowerBound + 2)]
        case .powertech:
            guard case let id = event.header[4], id.count == 7, block.has("T", at: id.lowerBound) else { return nil }
            return columns.details[block.entryTypeNumber(id.lowerBound + 1)]
        case .siftIt, .razLee, .other: return nil
        }
    }

    /// The entry data of a Powertech event: the fields of the outfile in their order, without blanks around them, and one
    /// blank between two; a field of blanks is nothing between two blanks.
    private func read(_ details: SiemDetails, _ block: RawSpan, _ data: Range<Int>, _ sink: inout FieldSink) {
        var at = data.lowerBound
        for column in details.fields {
            guard at < data.upperBound else { return }
            let end = block.first(0x20, in: at..<data.upperBound) ?? data.upperBound
            if let column { put(column, at..<end, block, &sink) }
            at = end + 1
        }
    }

    /// The capital letters at the end of `range`, when a word begins with them; `nil` when there are none.
    private static func label(_ block: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        var start = range.upperBound
        while start > range.lowerBound, (0x41...0x5A).contains(block[start - 1]) { start -= 1 }
        let isWord = start == range.lowerBound || block[start - 1] == 0x20 || block[start - 1] == 0x09
        return isWord && start < range.upperBound ? start..<range.upperBound : nil
    }
}
