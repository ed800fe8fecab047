import Catalog

/// A message that the story's entries leave in the history log.
struct StoryMessage {
    let id: String
    let type: String
    let time: String
    let text: String
    let user: String
    let job: StoryJob
    let program: String

    /// The messages of job starts and ends, connections and disabled profiles, in their order.
    static func all(_ entries: [StoryEntry]) -> [StoryMessage] {
        entries.compactMap { entry in
            switch (entry.type, entry.values["ENTRY_TYPE"]) {
            case ("JS", "S"): started(entry)
            case ("JS", "E"): ended(entry)
            case ("JS", "M") where !entry.job.address.isEmpty: connected(entry)
            case ("CP", _) where entry.job.name == "QINTER" && entry.values["STATUS"] == "*DISABLED": disabled(entry)
            default: nil
            }
        }
    }

    private static func started(_ entry: StoryEntry) -> StoryMessage {
        let (day, clock) = (entry.day, entry.clock)
        return StoryMessage(
            "CPF1124", "INFO", entry,
            "Job \(entry.qualifiedJob) started on \(day) at \(clock) in subsystem \(entry.subsystem) in QSYS. "
                + "Job entered system on \(day) at \(clock).", program: "QWTPIIPP")
    }

    private static func ended(_ entry: StoryEntry) -> StoryMessage {
        StoryMessage(
            "CPF1164", "COMPLETION", entry,
            "Job \(entry.qualifiedJob) ended on \(entry.day) at \(entry.clock); .\(entry.job.number.suffix(3)) seconds used; "
                + "end code 0 .", program: "QWTMCEOJ")
    }

    private static func connected(_ entry: StoryEntry) -> StoryMessage {
        StoryMessage(
            "CPIAD09", "INFO", entry,
            "User \(entry.job.currentUser) from client \(entry.job.address) connected to job \(entry.qualifiedJob) in "
                + "subsystem \(entry.subsystem) in QSYS on \(entry.day) \(entry.clock).", program: "QZBSSECR")
    }

    private static func disabled(_ entry: StoryEntry) -> StoryMessage {
        let user = entry.values["USER_PROFILE_NAME"] ?? ""
        return StoryMessage(
            "CPF1393", "INFO", entry,
            "Subsystem QINTER disabled user profile \(user) on device QPADEV0007.", program: "QWTMCMNL")
    }

    private init(_ id: String, _ type: String, _ entry: StoryEntry, _ text: String, program: String) {
        (self.id, self.type, self.text, self.program) = (id, type, text, program)
        (time, user, job) = (entry.time, entry.job.currentUser, entry.job)
    }
}

extension StoryEntry {
    var qualifiedJob: String { "\(job.number)/\(job.user)/\(job.name)" }
    /// `26/11/04`, as a job with DATFMT(*YMD) writes it.
    var day: String { time.prefix(10).dropFirst(2).split(separator: "-").joined(separator: "/") }
    var clock: String { String(time.dropFirst(11).prefix(8)) }
    var subsystem: String { job.isInteractive ? "QINTER" : job.type == "BJ" ? "QUSRWRK" : "QBATCH" }
}

/// The history log as the system gives it.
enum SampleHistoryLog {
    /// QPDSPLOG, the spooled file of DSPLOG OUTPUT(*PRINT).
    static func printed(_ messages: [StoryMessage]) -> [UInt8] {
        var lines: [String] = []
        for (number, message) in messages.enumerated() {
            if number % 18 == 0 { lines += heading(page: number / 18 + 1) }
            lines += printed(message)
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func heading(page: Int) -> [String] {
        [
            " 5770SS1 V7R5M0 220415" + String(repeating: " ", count: 35)
                + "History Log                 SYSA      26/11/12 18:00:11        Page  " + padded(page, 4),
            "MSGID    SEV MSG TYPE",
        ]
    }

    private static func printed(_ message: StoryMessage) -> [String] {
        var lines = wrapped(message.text, width: 75)
        lines[0] = "\(message.id)  00  " + left(message.type, 13) + "Message . . . . :   " + lines[0]
        for at in lines.indices.dropFirst() { lines[at] = String(repeating: " ", count: 28) + lines[at] }
        let when = message.time.dropFirst(2).split(separator: " ")
        let day = when[0].split(separator: "-").joined(separator: "/")
        let job = [left(message.job.name, 11), left(message.job.user, 11), left(message.job.number, 7), left(message.program, 13)]
        return lines + [String(repeating: " ", count: 22) + job.joined() + "0000 \(day) \(when[1]) \(message.user)"]
    }

    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines.count - 1
            if lines[last].count + 1 + word.count > width {
                lines.append(String(word))
            } else {
                lines[last] += lines[last].isEmpty ? String(word) : " " + word
            }
        }
        return lines
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }

    /// The result of QSYS2.HISTORY_LOG_INFO as Run SQL Scripts saves it.
    static func result(_ messages: [StoryMessage]) -> [UInt8] {
        let names = [
            "ORDINAL_POSITION", "MESSAGE_ID", "MESSAGE_TYPE", "SEVERITY", "MESSAGE_TIMESTAMP", "FROM_USER", "FROM_JOB",
            "FROM_PROGRAM", "MESSAGE_LIBRARY", "MESSAGE_FILE", "MESSAGE_TEXT", "FROM_JOB_NAME", "FROM_JOB_USER",
            "FROM_JOB_NUMBER",
        ]
        let rows = messages.enumerated().map { number, message in
            let job = message.job
            let texts = [message.user, "\(job.number)/\(job.user)/\(job.name)", message.program, "QSYS", "QCPFMSG", message.text]
                + [job.name, job.user, job.number]
            let type = message.type == "INFO" ? "INFORMATIONAL" : message.type
            return "\(number + 1),\(message.id),\(type),0,\(message.time)," + texts.map { "\"\($0)\"" }.joined(separator: ",")
        }
        return Array(([names.joined(separator: ",")] + rows).joined(separator: "\n").utf8) + [0x0A]
    }
}
