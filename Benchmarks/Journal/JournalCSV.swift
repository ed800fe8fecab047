import Catalog

/// Entries as 25 columns of the kind DISPLAY_JOURNAL and AUDIT_JOURNAL_xx give, quoted where it is needed.
struct JournalCSV {
    private static let heading = [
        "ENTRY_TIMESTAMP", "SEQUENCE_NUMBER", "JOURNAL_CODE", "JOURNAL_ENTRY_TYPE", "ENTRY_TYPE", "USER_NAME",
        "QUALIFIED_JOB_NAME", "JOB_NAME", "JOB_USER", "JOB_NUMBER", "THREAD", "PROGRAM_LIBRARY", "PROGRAM_NAME",
        "PROGRAM_LIBRARY_ASP_NUMBER", "REMOTE_PORT", "REMOTE_ADDRESS", "SYSTEM_NAME", "RECEIVER_LIBRARY",
        "RECEIVER_NAME", "ARM_NUMBER", "OBJECT_LIBRARY", "OBJECT_NAME", "OBJECT_TYPE", "PATH_NAME", "USER_PROFILE_NAME",
    ]

    func write(_ rows: Int, of partition: inout Partition, to file: OutputFile) throws {
        var line = Line()
        line.put(Self.heading.joined(separator: ","))
        try file.write(line.end())
        for _ in 0..<rows {
            put(partition.next(), to: &line)
            try file.write(line.end())
        }
    }

    private func put(_ entry: Partition.Entry, to line: inout Line) {
        let job = entry.job
        line.put(Timestamp(microseconds: entry.microseconds).text())
        line.put(",\(entry.sequence),T,\(entry.kind.type),\(entry.kind.action),")
        line.put(job.currentUser)
        line.put(",\(job.number)/\(job.user)/\(job.name),\(job.name),\(job.user),\(job.number),\(hexadecimal(job.thread)),QSYS,")
        line.put(job.program)
        line.put(job.port > 0 ? ",1,\(job.port),\(job.address)" : ",1,,")
        line.put(",SYSA,QGPL,AUDRCV\(padded(entry.sequence / Partition.receiverEntries, 4)),3,")
        line.put("LIB\(padded(entry.object.library, 3)),OBJ\(padded(entry.object.name, 5)),*FILE,")
        if let path = entry.path { line.put(path.contains(",") ? "\"\(path)\"" : path) }
        line.put(",\(job.currentUser)")
    }

    /// A thread as the SQL services have it: eight bytes.
    private func hexadecimal(_ number: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    }

    private struct Line {
        private var bytes: [UInt8] = []

        mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

        /// The line with its end; the next one is empty.
        mutating func end() -> [UInt8] {
            bytes.append(0x0A)
            defer { bytes.removeAll(keepingCapacity: true) }
            return bytes
        }
    }
}
