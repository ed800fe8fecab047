import Catalog

/// The layout of a notification.
package enum JobNotification {
    /// Bytes of a message.
    static let length = 144
    /// `01` or `02`.
    static let format = 10..<12
    private static let jobNumber = 48..<54
    /// When the job ended; nothing in messages of other events.
    static let ended = 90..<98
    /// Journal code of the entries made of notifications.
    static let code = "NTFY"

    static let fields = AuditCatalog.notificationFields

    enum Event: Int, CaseIterable {
        case queued, started, ended
        var type: String { ["QUEUE", "START", "END"][rawValue] }
        /// The time of the event.
        var time: Range<Int> { [74..<82, 82..<90, JobNotification.ended][rawValue] }
    }

    /// Whether a message begins at `start`: format and job number are digits in EBCDIC, the name begins with a letter.
    static func isMessage(_ bytes: RawSpan, at start: Int) -> Bool {
        guard start >= 0, start + length <= bytes.byteCount else { return false }
        return isMessage { bytes[start + $0] }
    }

    /// - Parameter byte: Gives the byte at a place of the message.
    @inline(__always)
    static func isMessage(_ byte: (Int) -> UInt8) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { (0xF0...0xF9).contains(byte) }
        let kind = byte(format.lowerBound + 1), letter = byte(28)
        return byte(format.lowerBound) == 0xF0 && (kind == 0xF1 || kind == 0xF2) && letter > CodePage.blank
            && !isDigit(letter) && jobNumber.allSatisfy { isDigit(byte($0)) }
    }

    static func event(_ message: RawSpan) -> Event {
        if message[format.lowerBound + 1] == 0xF2 { return .queued }
        let hasEnded = ended.contains { message[$0] != 0 && message[$0] != CodePage.blank }
        return hasEnded ? .ended : .started
    }

    /// A message, for samples: times are those of entering the system, of the start and of the end.
    package static func bytes(
        format: String, job: (name: String, user: String, number: String), times: [String], milliseconds: UInt64 = 0
    ) -> [UInt8] {
        var message = [UInt8](repeating: 0, count: length)
        func put(_ text: String, _ place: Range<Int>) {
            let padded = text + String(repeating: " ", count: place.count - text.count)
            message.replaceSubrange(place, with: CodePage(ccsid: 37).encode(padded) ?? [])
        }
        put("*JOBNOTIFY", 0..<10)
        put(format, Self.format)
        put(job.name, 28..<38)
        put(job.user, 38..<48)
        put(job.number, jobNumber)
        put("QINTER", 54..<64)
        put("QGPL", 64..<74)
        for (time, event) in zip(times, Event.allCases) {
            guard case .value(let instant) = TextTimestamp.timestamp(of: time, order: .yearFirst) else { continue }
            message.replaceSubrange(event.time, with: SystemClock.bytes(instant))
        }
        for place in 0..<8 { message[104 + place] = UInt8(truncatingIfNeeded: milliseconds >> UInt64(56 - 8 * place)) }
        return message
    }
}

/// Reads notifications: records of one length.
struct JobNotificationReader: RecordReader {
    let format = JobNotificationFormat.name
    let columns: [SourceColumn]
    let decoders: [FieldDecoder]
    let firstRecordOffset = 0
    private let page: CodePage

    var facts: [(name: String, value: String)] { Self.facts(page, spelling: "raw bytes") }

    /// Columns before those of the fields.
    private static let own = ["ENTRY_TIMESTAMP", "JOURNAL_CODE", "JOURNAL_ENTRY_TYPE"]
    // Places of the decoders.
    private static let characters: UInt8 = 0, time: UInt8 = 1, number: UInt8 = 2, raw: UInt8 = 3, code: UInt8 = 4, types: UInt8 = 5

    static func facts(_ page: CodePage, spelling: String) -> [(name: String, value: String)] {
        [
            (name: "Format", value: "job notifications of 144 bytes"), (name: "Spelled as", value: spelling),
            (name: "Encoding", value: "CCSID \(page.ccsid)"),
            (name: "Times", value: "system time stamps, whose beginning is recalled and not confirmed"),
        ]
    }

    /// How a field of this kind is read.
    static func decoder(of kind: ValueKind, _ page: CodePage) -> FieldDecoder {
        switch kind {
        case .text, .code, .address: .ebcdic(page)
        case .timestamp: .systemClock
        case .integer: .binary
        case .hex: .hex
        }
    }

    init(page: CodePage) {
        self.page = page
        columns = (Self.own + JobNotification.fields.map(\.column)).map { name in
            let fact = AuditCatalog.column(name)
            return SourceColumn(
                name: name, sourceName: name, kind: fact?.kind ?? .text, role: fact?.role ?? .none,
                isHeading: fact?.isHeading ?? false)
        }
        decoders = [.ebcdic(page), .systemClock, .binary, .hex, .constant(JobNotification.code)]
            + JobNotification.Event.allCases.map { .constant($0.type) }
    }

    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int {
        isLast ? block.byteCount : block.byteCount - block.byteCount % JobNotification.length
    }

    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        batch.reset(records: 0, columns: wanted.count)
        var start = 0
        while start < block.byteCount {
            let end = min(start + JobNotification.length, block.byteCount)
            batch.add(UInt32(start)..<UInt32(end))
            if JobNotification.isMessage(block, at: start) {
                fill(block, start, wanted, &batch)
            } else {
                batch.issues.append(
                    RecordIssue(record: batch.records.count - 1, message: "no job notification in this record", rejected: true))
            }
            start = end
        }
    }

    private func fill(_ block: RawSpan, _ start: Int, _ wanted: [Int], _ batch: inout RecordBatch) {
        let event = JobNotification.event(block.extracting(start..<start + JobNotification.length))
        let last = batch.records.count - 1
        func range(_ bytes: Range<Int>, _ decoder: UInt8) -> FieldRange {
            FieldRange(start: UInt32(start + bytes.lowerBound), length: UInt32(bytes.count), decoder: decoder)
        }
        for (slot, column) in wanted.enumerated() {
            switch column {
            case 0: batch.columns[slot][last] = range(event.time, Self.time)
            case 1: batch.columns[slot][last] = range(0..<0, Self.code)
            case 2: batch.columns[slot][last] = range(0..<0, Self.types + UInt8(event.rawValue))
            default:
                let field = JobNotification.fields[column - Self.own.count]
                if !field.format.isEmpty, event == .queued { continue }
                batch.columns[slot][last] = range(field.place, decoder(field.kind))
            }
        }
    }

    private func decoder(_ kind: ValueKind) -> UInt8 {
        switch kind {
        case .text, .code, .address: Self.characters
        case .timestamp: Self.time
        case .integer: Self.number
        case .hex: Self.raw
        }
    }

    var encoding: String { "CCSID \(page.ccsid)" }
    var entryDataOffset: Int? { nil }
    func unknownTail(of record: RawSpan) -> Range<Int>? { nil }

    func characters(of record: RawSpan) -> [Character] {
        (0..<record.byteCount).map { Character(page[record[$0]]) }
    }
}
