import Records

/// The starts and ends of interactive jobs as the job notification exit point sends them, as hexadecimal digits.
enum SampleNotifications {
    static func lines(_ entries: [StoryEntry]) -> [UInt8] {
        let jobs = entries.filter { $0.type == "JS" && $0.values["JOB_TYPE_BASIC"] == "I" }
        var starts: [String: String] = [:]
        var lines = ""
        for entry in jobs {
            let number = entry.values["TARGET_JOB_NUMBER"] ?? entry.job.number
            let job = (
                entry.values["TARGET_JOB_NAME"] ?? entry.job.name, entry.values["TARGET_JOB_USER"] ?? entry.job.user, number
            )
            switch entry.values["ENTRY_TYPE"] {
            case "S":
                starts[number] = entry.time
                lines += line(job, [entry.time, entry.time])
            case "E":
                let start = starts[number] ?? entry.time
                lines += line(job, [start, start, entry.time])
            default: continue
            }
        }
        return Array(lines.utf8)
    }

    private static func line(_ job: (name: String, user: String, number: String), _ times: [String]) -> String {
        JobNotification.bytes(format: "01", job: job, times: times).map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true)
        }.joined() + "\n"
    }
}
