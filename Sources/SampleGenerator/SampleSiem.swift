import Catalog

/// The story as SIEM products would have written it to a file.
enum SampleSiem {
    /// IBM's Syslog Reporting Manager: CEF behind an RFC 5424 frame, from the journal and the history log.
    static func ibm(_ entries: [StoryEntry], _ messages: [StoryMessage]) -> [UInt8] {
        let journal = entries.filter { ["AF", "CD", "PW"].contains($0.type) }.map { (time: $0.time, line: ibm($0)) }
        let log = messages.map { (time: $0.time, line: ibm($0)) }
        return lines((journal + log).sorted { $0.time < $1.time }.map(\.line))
    }

    private static func ibm(_ entry: StoryEntry) -> String {
        let values = entry.values
        let title = AuditCatalog.entryType("T", entry.type)?.title ?? ""
        let detail = AuditCatalog.meaning(entryType: entry.type, column: "ENTRY_TYPE", code: values["ENTRY_TYPE"] ?? "") ?? ""
        let tail = values["COMMAND_STRING"].map { " - \($0)" } ?? values["AUDIT_USER_NAME"].map { " - \($0)" } ?? ""
        var pairs = ["reason=\(title)", "msg=\(escaped(detail + tail))"]
        if let type = values["OBJECT_TYPE"], let library = values["OBJECT_LIBRARY"], let name = values["OBJECT_NAME"], name != "*N" {
            pairs += ["fileType=\(type)", "cs1Label=objName", "cs1=\(library)/\(name)"]
        }
        if let path = values["PATH_NAME"] { pairs.append("filePath=\(escaped(path))") }
        pairs += ["suser=\(entry.job.currentUser)", "sproc=\(entry.qualifiedJob)", "shost=SYSA"]
        if let address = values["REMOTE_ADDRESS"], !address.isEmpty {
            pairs += ["src=\(address)", "spt=\(values["REMOTE_PORT"] ?? "")"]
        }
        pairs.append("entryTypeField=\(values["ENTRY_TYPE"] ?? "")")
        return frame(entry.time) + "CEF:0|IBM|IBM i|7.5|QSYS-QAUDJRN|T-\(entry.type)|Medium|" + pairs.joined(separator: " ")
    }

    private static func ibm(_ message: StoryMessage) -> String {
        let job = "\(message.job.number)/\(message.job.user)/\(message.job.name)"
        return frame(message.time) + "CEF:0|IBM|IBM i|7.5|QSYS-QHST|\(message.id)|Low|reason=\(message.id) "
            + "msg=\(escaped(message.text)) suser=\(message.user) sproc=\(job) shost=SYSA"
    }

    private static func frame(_ time: String) -> String {
        "<110>1 \(time.split(separator: " ").joined(separator: "T")) SYSA QAUDJRN - - - "
    }

    /// Powertech SIEM Agent: the failed sign-ons, times without a year, the IBM i in `src` and the client in `dst`.
    static func powertech(_ entries: [StoryEntry]) -> [UInt8] {
        lines(entries.filter { $0.type == "PW" }.map { entry in
            let values = entry.values
            let action = values["ENTRY_TYPE"] ?? "P"
            let number = Int(action.unicodeScalars.first?.value ?? 65) - 64
            let user = values["AUDIT_USER_NAME"] ?? ""
            let text = action == "U" ? "User profile \(user) does not exist." : "An invalid password was entered for user profile \(user)."
            let id = "TPW00" + (number < 10 ? "0" : "") + String(number)
            return "<6>\(month(entry.time)) SYSA CEF:0|PowerTech|SIEM Agent|3.0|\(id)|\(text)|2|src=10.20.0.2 "
                + "dst=\(values["REMOTE_ADDRESS"] ?? "") msg=TYPE:JRN CLS:IDS JJOB:\(entry.job.name) JUSER:\(entry.job.user) "
                + "JNBR:\(entry.job.number) PGM:\(entry.job.program) OBJECT: LIBRARY: MEMBER: "
                + "DETAIL:\(action) \(user) \(values["DEVICE_NAME"] ?? "")"
        })
    }

    /// `Nov  4 07:59:13`: the whole story plays in November.
    private static func month(_ time: String) -> String {
        let day = Int(time.dropFirst(8).prefix(2)) ?? 1
        return "Nov \(day < 10 ? " " : "")\(day) \(time.dropFirst(11).prefix(8))"
    }

    private static func escaped(_ text: String) -> String {
        text.map { $0 == "=" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    }

    private static func lines(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }
}
