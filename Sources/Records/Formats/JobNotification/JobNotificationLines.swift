import Catalog

/// Finds notifications in lines that hold them as hexadecimal digits: alone, in quotes, or as a cell among others. A line
/// that is not blank and holds none is a record that is rejected.
struct JobNotificationLines: TextCutter {
    let table: TextColumns
    private let own: Own
    /// Columns of the message's fields, in their order.
    private let fields: [Field]

    /// Columns that are made of the whole message, and how.
    private struct Own {
        let time, code, type: Int
        let clock, entryCode: UInt8
        let types: [UInt8]
    }

    private struct Field {
        let column: Int
        let place: Range<Int>
        let decoder: UInt8
        /// Messages that say a job was queued do not have it.
        let isOfJobsOnly: Bool
    }

    private static let digits = JobNotification.length * 2

    init(page: CodePage, encoding: TextEncoding) {
        var table = TextColumns(encoding: encoding)
        own = Own(
            time: table.add("ENTRY_TIMESTAMP"), code: table.add("JOURNAL_CODE"), type: table.add("JOURNAL_ENTRY_TYPE"),
            clock: table.decoder(.unhexed(encoding, then: .systemClock)),
            entryCode: table.decoder(.constant(JobNotification.code)),
            types: JobNotification.Event.allCases.map { table.decoder(.constant($0.type)) })
        fields = JobNotification.fields.map { field in
            let inner = JobNotificationReader.decoder(of: field.kind, page)
            return Field(
                column: table.add(field.column), place: field.place,
                decoder: table.decoder(.unhexed(encoding, then: inner)), isOfJobsOnly: !field.format.isEmpty)
        }
        self.table = table
    }

    func wholeRecords(in block: RawSpan) -> Int { block.last(0x0A, before: block.byteCount).map { $0 + 1 } ?? 0 }

    func read(_ block: RawSpan, into sink: inout FieldSink) {
        var at = 0
        while at < block.byteCount {
            let line = block.line(from: at)
            at = line.next
            if line.isBlank { continue }
            sink.start(line.start..<line.end)
            if let start = Self.message(block, line), Self.isMessage(block, start) {
                fill(block, start, &sink)
            } else {
                sink.note("no job notification in this line", rejected: true)
            }
        }
    }

    private func fill(_ block: RawSpan, _ start: Int, _ sink: inout FieldSink) {
        let event = Self.event(block, start)
        sink.put(own.time, Self.place(event.time, start), own.clock)
        sink.put(own.code, start..<start, own.entryCode)
        sink.put(own.type, start..<start, own.types[event.rawValue])
        for field in fields where !(field.isOfJobsOnly && event == .queued) {
            sink.put(field.column, Self.place(field.place, start), field.decoder)
        }
    }

    /// Where the digits of these bytes of the message stand.
    private static func place(_ bytes: Range<Int>, _ start: Int) -> Range<Int> {
        start + 2 * bytes.lowerBound..<start + 2 * bytes.upperBound
    }

    private static func bytes(_ block: RawSpan, _ place: Range<Int>, _ start: Int) -> [UInt8] {
        TextHex.bytes(of: block.extracting(Self.place(place, start)))
    }

    private static func event(_ block: RawSpan, _ start: Int) -> JobNotification.Event {
        if block[start + 2 * JobNotification.format.lowerBound + 3] == UInt8(ascii: "2") { return .queued }
        let zero = UInt8(ascii: "0"), four = UInt8(ascii: "4")
        let hasEnded = JobNotification.ended.contains { place in
            let high = block[start + 2 * place]
            return block[start + 2 * place + 1] != zero || high != zero && high != four
        }
        return hasEnded ? .ended : .started
    }

    /// Whether the digits are those of a message.
    private static func isMessage(_ block: RawSpan, _ start: Int) -> Bool {
        JobNotification.isMessage { place in
            let high = TextHex.value(of: block[start + 2 * place]) ?? 0, low = TextHex.value(of: block[start + 2 * place + 1]) ?? 0
            return high << 4 | low
        }
    }

    /// Where the first run of so many digits starts.
    private static func message(_ bytes: RawSpan, _ line: TextLine) -> Int? {
        var start = line.start
        while start + digits <= line.end {
            guard let stop = TextHex.firstOther(bytes, start..<start + digits) else { return start }
            start = stop + 1
        }
        return nil
    }

    /// Whether one of the first three lines is a message; the very first may be a heading.
    ///
    /// - Returns: Where the first line stands that is no heading; `nil` where they hold no message.
    static func start(_ head: RawSpan, isWhole: Bool) -> Int? {
        var at = 0
        var start = 0
        for number in 0..<3 where at < head.byteCount {
            let line = head.line(from: at)
            guard line.isEnded || isWhole else { return nil }
            if let place = message(head, line) { return isMessage(head, place) ? start : nil }
            at = line.next
            if number == 0 { start = at }
        }
        return nil
    }
}
