/// Finds the messages of a printed history log. A message begins at its ID; page headings may stand anywhere in it.
struct HistoryLogCutter: TextCutter {
    let columns: HistoryLogColumns
    let shift: Int

    /// Up to the last message that begins in the block.
    func wholeRecords(in block: RawSpan) -> Int {
        // The last line may go on behind the block.
        var end = block.last(0x0A, before: block.byteCount) ?? 0
        while end > 0 {
            let start = block.last(0x0A, before: end).map { $0 + 1 } ?? 0
            if HistoryMessageLine(block, block.line(from: start), shift: shift) != nil { return start }
            end = start - 1
        }
        return 0
    }

    func read(_ block: RawSpan, into sink: inout FieldSink) {
        var open: Message?
        var isBehindBanner = false
        var at = 0
        while at < block.byteCount {
            let line = block.line(from: at)
            at = line.next
            if line.isBlank { continue }
            if let head = HistoryMessageLine(block, line, shift: shift) {
                if let open { write(open, &sink) }
                open = Message(line: line, head: head)
                isBehindBanner = false
            } else if HistoryBanner(block, line) != nil {
                isBehindBanner = true
            } else if isBehindBanner, indent(block, line) < HistoryMessageLine.labelIndent - 6 {
                // The heading of the columns, in the system's language.
                isBehindBanner = false
            } else if isFurniture(block, line) {
                continue
            } else if open?.take(line, block, shift: shift) != true {
                if let whole = open { write(whole, &sink) }
                open = nil
                sink.start(line.start..<line.end)
                sink.note("this line belongs to no message", rejected: true)
            }
        }
        if let open { write(open, &sink) }
    }

    private func indent(_ block: RawSpan, _ line: TextLine) -> Int {
        block.trimmed(line.start..<line.end).lowerBound - line.start - shift
    }

    /// `* * * E N D   O F   L I S T I N G * * *` and lone marks of hidden text.
    private func isFurniture(_ block: RawSpan, _ line: TextLine) -> Bool {
        let text = block.trimmed(line.start..<line.end)
        if PrintedText.isMark(block, text) { return true }
        return text.count > 6 && block[text.lowerBound] == UInt8(ascii: "*") && block[text.lowerBound + 2] == UInt8(ascii: "*")
    }

    private func write(_ message: Message, _ sink: inout FieldSink) {
        sink.start(message.start..<message.end)
        sink.put(columns.code, message.start..<message.start, columns.qhst)
        let head = message.head
        put(columns.id, head.id, &sink)
        put(columns.entryType, head.id, &sink)
        put(columns.severity, head.severity, &sink)
        put(columns.type, head.type, &sink)
        sink.put(columns.text, head.text.lowerBound..<max(head.text.lowerBound, message.textEnd), columns.wrapped)
        if let second = message.secondLevel { sink.put(columns.secondLevel, second, columns.wrapped) }
        if let name = columns.systemName { sink.put(columns.system, message.start..<message.start, name) }
        guard let detail = message.detail else {
            return sink.note("the line with job and time is missing")
        }
        put(columns.time, detail.time, &sink)
        put(columns.jobName, detail.job, &sink)
        put(columns.jobUser, detail.user, &sink)
        put(columns.jobNumber, detail.number, &sink)
        if let program = detail.program { put(columns.program, program, &sink) }
        if let instruction = detail.instruction { put(columns.instruction, instruction, &sink) }
        if let user = detail.fromUser { put(columns.user, user, &sink) }
    }

    private func put(_ column: Int, _ range: Range<Int>, _ sink: inout FieldSink) {
        sink.put(column, range, columns.table.plain[column])
    }
}

/// A message whose lines are still being read.
private struct Message {
    let start: Int
    let head: HistoryMessageLine
    private(set) var end: Int
    /// End of the text's last line.
    private(set) var textEnd: Int
    private(set) var secondLevel: Range<Int>?
    private(set) var detail: HistoryDetailLine?

    init(line: TextLine, head: HistoryMessageLine) {
        start = line.start
        self.head = head
        end = line.end
        textEnd = head.text.upperBound
    }

    /// Takes a line that is part of the message; false when it is none of it.
    mutating func take(_ line: TextLine, _ block: RawSpan, shift: Int) -> Bool {
        if detail == nil, let found = HistoryDetailLine(block, line, shift: shift) {
            detail = found
            end = line.end
            return true
        }
        let text = block.trimmed(line.start..<line.end)
        let indent = text.lowerBound - line.start - shift
        guard indent >= HistoryMessageLine.labelIndent - 6 else { return false }
        end = line.end
        if PrintedText.isMark(block, text) { return true }
        if let second = secondLevel {
            secondLevel = second.lowerBound..<line.end
        } else if indent < HistoryMessageLine.textIndent, let label = HistoryMessageLine.labelEnd(block, text) {
            secondLevel = block.trimmed(label..<line.end).lowerBound..<line.end
        } else if detail == nil {
            textEnd = line.end
        } else {
            secondLevel = text.lowerBound..<line.end
        }
        return true
    }
}
