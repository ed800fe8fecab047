import Catalog
import OutfileWriter

/// Entries as records of one raw *TYPE5 outfile, as long as the longest layout that occurs.
struct JournalOutfile {
    private let encoder = EntryEncoder(type: 5)
    private let length: Int
    private let sequence: Range<Int>
    private let timestamp: Range<Int>

    init() {
        let encoder = encoder
        length = Partition.allKinds.map { encoder.recordLength(journalCode: "T", entryType: $0.type) }.max() ?? 0
        func place(_ column: String) -> Range<Int> {
            AuditCatalog.heading(type: 5).first { $0.column == column }?.place(inType: 5) ?? 0..<0
        }
        sequence = place("SEQUENCE_NUMBER")
        timestamp = place("ENTRY_TIMESTAMP")
    }

    func write(_ rows: Int, of partition: inout Partition, to file: OutputFile) throws {
        // Records of one job and kind differ in time and number only: those are written over.
        var known: [Partition.Kind: [UInt8]] = [:]
        var job = -1
        for _ in 0..<rows {
            let entry = partition.next()
            if entry.job.id != job { (job, known) = (entry.job.id, [:]) }
            var record = try known[entry.kind] ?? record(entry)
            known[entry.kind] = record
            write(padded(entry.sequence, sequence.count), at: sequence, &record)
            write(Timestamp(microseconds: entry.microseconds).text(.ibm), at: timestamp, &record)
            try file.write(record)
        }
    }

    private func record(_ entry: Partition.Entry) throws -> [UInt8] {
        let job = entry.job
        var values = [
            "JOURNAL_CODE": "T", "JOURNAL_ENTRY_TYPE": entry.kind.type, "ENTRY_TYPE": entry.kind.action,
            "SEQUENCE_NUMBER": String(entry.sequence),
            "ENTRY_TIMESTAMP": Timestamp(microseconds: entry.microseconds).text(.ibm), "USER_NAME": job.currentUser,
            "JOB_NAME": job.name, "JOB_USER": job.user, "JOB_NUMBER": job.number, "PROGRAM_NAME": job.program,
            "PROGRAM_LIBRARY": "QSYS", "SYSTEM_NAME": "SYSA",
            "RECEIVER_NAME": "AUDRCV\(padded(entry.sequence / Partition.receiverEntries, 4))", "RECEIVER_LIBRARY": "QGPL",
        ]
        if job.port > 0 {
            values["REMOTE_ADDRESS"] = job.address
            values["REMOTE_PORT"] = String(job.port)
        }
        let own = Set(AuditCatalog.layout(entry.kind.type)?.fields.map(\.column) ?? [])
        if own.contains("OBJECT_NAME") { values["OBJECT_NAME"] = "OBJ\(padded(entry.object.name, 5))" }
        if own.contains("OBJECT_LIBRARY") { values["OBJECT_LIBRARY"] = "LIB\(padded(entry.object.library, 3))" }
        return try encoder.record(values, length: length)
    }

    /// Digits, `-` and `.` are the same bytes in every EBCDIC page.
    private func write(_ text: String, at place: Range<Int>, _ record: inout [UInt8]) {
        for (at, byte) in zip(place, text.utf8) {
            switch byte {
            case 0x2D: record[at] = 0x60
            case 0x2E: record[at] = 0x4B
            default: record[at] = 0xF0 | byte & 0x0F
            }
        }
    }
}
