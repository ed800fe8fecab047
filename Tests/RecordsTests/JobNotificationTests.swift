import Catalog
import Testing

@testable import Records

@Suite struct JobNotificationTests {
    private static let messages = [
        JobNotification.bytes(format: "02", job: ("QPADEV0007", "BRUNO", "104282"), times: ["2026-11-02 08:12:31.702132"]),
        JobNotification.bytes(
            format: "01", job: ("QPADEV0007", "BRUNO", "104282"),
            times: ["2026-11-02 08:12:31.702132", "2026-11-02 08:12:31.767132"]),
        JobNotification.bytes(
            format: "01", job: ("QPADEV0007", "BRUNO", "104282"),
            times: ["2026-11-02 08:12:31.702132", "2026-11-02 08:12:31.767132", "2026-11-02 16:31:02.185037"], milliseconds: 204),
    ]

    private func expectThree(_ table: ReadTable) {
        #expect(table.reader.format == "job-notification")
        #expect(table.column("JOURNAL_CODE") == ["NTFY", "NTFY", "NTFY"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["QUEUE", "START", "END"])
        #expect(table.column("ENTRY_TIMESTAMP")
            == ["2026-11-02 08:12:31.702132", "2026-11-02 08:12:31.767132", "2026-11-02 16:31:02.185037"])
        #expect(table.column("JOB_NUMBER") == ["104282", "104282", "104282"])
        #expect(table.column("PROCESSING_MILLISECONDS") == ["-", "0", "204"])
        #expect(table.column("JOB_ENDED") == ["-", "∅", "2026-11-02 16:31:02.185037"])
        #expect(table.issues.isEmpty)
    }

    @Test func rawMessagesAreRead() throws { expectThree(try ReadTable(Self.messages.flatMap { $0 })) }

    @Test(arguments: ["", "X'", "1,\"QINTER\",\""]) func hexadecimalLinesAreRead(_ before: String) throws {
        let lines = Self.messages.map { before + HexText.text($0.span.bytes) + "\n" }.joined()
        expectThree(try ReadTable(lines))
        expectThree(try ReadTable("ORDINAL,QUEUE,MESSAGE_DATA\n" + lines))
    }

    @Test func otherRecordsAreToldAndKept() throws {
        let table = try ReadTable(Self.messages[0] + [UInt8](repeating: 0, count: 144) + Self.messages[1].prefix(90))
        #expect(table.rows.count == 3 && table.rejected == 2)
        let lines = Self.messages.map { HexText.text($0.span.bytes) }
        #expect(try ReadTable(lines[0] + "\nnot a message\n" + lines[1] + "\n").rejected == 1)
    }

    @Test func otherLinesCostNoMoreThanTheyAre() throws {
        let lines = Self.messages.map { HexText.text($0.span.bytes) + "\n" }.joined() + String(repeating: "x\n", count: 1_000)
        let table = try ReadTable(lines)
        #expect(table.rows.count == 1_003 && table.rejected == 1_000)
        #expect(table.reader.facts.contains { $0.name == "Spelled as" && $0.value.hasPrefix("hexadecimal") })
    }

    /// The beginning as it is recalled, written as a date.
    @Test func theClockBeginsInAugust1928() {
        #expect(SystemClock.instant(([0, 0, 0, 0, 0, 0, 0x10, 0] as [UInt8]).span.bytes).map { $0.text() } == "1928-08-23 12:03:06.314753")
        #expect(SystemClock.instant([UInt8](repeating: 0, count: 8).span.bytes) == .null)
        #expect(SystemClock.instant([UInt8](repeating: 0xFF, count: 8).span.bytes) != .null)
    }
}

extension Decoded where Value == Timestamp {
    fileprivate func map(_ text: (Timestamp) -> String) -> String? { if case .value(let time) = self { text(time) } else { nil } }
}
