import Catalog
import OutfileWriter
import Records

/// Every generated file of `SampleData`, by its path in that folder.
package struct SampleSet: Sendable {
    package let files: [(path: String, bytes: [UInt8])]

    /// Types whose SQL result is among the samples.
    private static let sqlTypes = ["CP", "JS", "PW"]

    /// The day that the JSON samples are about, the morning after the break-in: ENTRY_DATA is two digits a byte.
    private static let jsonDay = "2026-11-09"

    package init(story: Story) throws {
        let encoder = EntryEncoder(codePage: CodePage(ccsid: 37), nameCCSID: 1200)
        var files: [(path: String, bytes: [UInt8])] = []
        for type in Set(story.entries.map(\.type)).sorted() where !type.hasPrefix("J ") {
            let records = try story.entries.filter { $0.type == type }.flatMap { try encoder.record($0.values) }
            files.append((path: "outfiles/QAUDIT" + type, bytes: records))
        }
        files.append((path: "outfiles/QAUDITJ", bytes: try Self.receiverEntries(story, encoder)))
        for type in Self.sqlTypes {
            files.append(
                (path: "csv/AUDIT_JOURNAL_\(type).csv", bytes: SampleCSV(auditJournal: type, story.entries).bytes))
        }
        let journal = try SampleCSV(displayJournal: story.entries) { try Self.entryData($0, encoder) }
        files.append((path: "csv/DISPLAY_JOURNAL.csv", bytes: journal.bytes))
        let morning = story.entries.filter { $0.time.hasPrefix(Self.jsonDay) }
        files.append((path: "json/AUDIT_JOURNAL_PW.json", bytes: SampleJSON.auditJournal("PW", morning)))
        let lines = try SampleJSON.displayJournal(Array(morning.prefix(8))) { try Self.entryData($0, encoder) }
        files.append((path: "json/DISPLAY_JOURNAL.jsonl", bytes: lines))
        let messages = StoryMessage.all(story.entries)
        files.append((path: "history-log/QPDSPLOG.txt", bytes: SampleHistoryLog.printed(messages)))
        files.append((path: "history-log/HISTORY_LOG_INFO.csv", bytes: SampleHistoryLog.result(messages)))
        files.append((path: "siem/ibm-cef.log", bytes: SampleSiem.ibm(story.entries, messages)))
        files.append((path: "siem/powertech-cef.log", bytes: SampleSiem.powertech(story.entries)))
        let failures = morning.filter { $0.type == "PW" }
        for type in 1...4 {
            files.append(
                (path: "outfiles-older/QAUDITPW.TYPE\(type)", bytes: try SampleOutfileTypes.records(type: type, failures)))
        }
        let records = try SampleOutfileTypes.records(type: 5, failures)
        files.append((path: "text/QAUDITPW.txt", bytes: SampleOutfileTypes.text(records, count: failures.count)))
        files.append((path: "text/QPQUPRFIL.txt", bytes: SamplePrint.report(story.entries.filter { $0.type == "PW" })))
        let displayed = try SamplePrint.entries(failures) { entry in
            let bytes = try Self.entryData(entry, encoder).prefix(75)
            return String(String.UnicodeScalarView(bytes.map { CodePage(ccsid: 37)[$0] }))
        }
        files.append((path: "text/QPDSPJRN.txt", bytes: displayed))
        let result = SampleCSV.rows(auditJournal: "PW", failures)
        files.append((path: "text/db2-pw.txt", bytes: SamplePrint.table(result)))
        files.append((path: "exit-points/jobntfy.hex", bytes: SampleNotifications.lines(story.entries)))
        let sheet = SpreadsheetSample.workbook(sheet: "PW", result)
        files.append((path: "xlsx/AUDIT_JOURNAL_PW.xlsx", bytes: sheet))
        self.files = files
    }

    /// Code J entries of all types, as DSPJRN JRNCDE(J) puts them into one outfile of one record length.
    private static func receiverEntries(_ story: Story, _ encoder: EntryEncoder) throws -> [UInt8] {
        let entries = story.entries.filter { $0.journalCode == "J" }
        let length = entries.map { encoder.recordLength(journalCode: "J", entryType: $0.entryType) }.max()
        return try entries.flatMap { try encoder.record($0.values, length: length) }
    }

    /// The entry-specific bytes, as long as the entry: what a last field of varying length does not use is not there.
    private static func entryData(_ entry: StoryEntry, _ encoder: EntryEncoder) throws -> [UInt8] {
        var data = Array(try encoder.record(entry.values).dropFirst(encoder.entryDataOffset))
        let last = AuditCatalog.layout(journalCode: entry.journalCode, entry.entryType)?.fields.last
        guard let last, last.format == .varying, let place = last.place(inType: encoder.type) else { return data }
        let start = place.lowerBound - encoder.entryDataOffset
        let used = Int(data[start]) << 8 | Int(data[start + 1])
        data.removeSubrange((start + 2 + used)...)
        return data
    }
}
