/// The names an operator types, and what each stands for. They win over columns of the same name; a column is then
/// written in double quotes (`"ACTION"`).
package enum ShortName: String, CaseIterable, Sendable {
    case time, seq, type, action, user, actor, anyuser, job, program, object, library, ip, port, connection, severity
    case category, sentence, text, source, marked, tag, note, person, network

    /// What a comparison with it looks at.
    package enum Meaning: Equatable, Sendable {
        case column(String)
        /// Holds when it holds for one of them.
        case anyOf([String])
        /// JOB_NAME, or QUALIFIED_JOB_NAME for a value with a slash.
        case job
        /// Every column whose role is a user.
        case everyUser
        /// Every cell the source gives.
        case everyCell
    }

    package var meaning: Meaning {
        switch self {
        case .time: .column("ENTRY_TIMESTAMP")
        case .seq: .column("SEQUENCE_NUMBER")
        case .type: .column("JOURNAL_ENTRY_TYPE")
        case .action: .column("ENTRY_TYPE")
        case .user: .column("SUBJECT")
        case .actor: .column("ACTOR")
        case .anyuser: .everyUser
        case .job: .job
        case .program: .column("PROGRAM_NAME")
        case .object: .anyOf(["OBJECT_NAME", "OBJECT"])
        case .library: .column("OBJECT_LIBRARY")
        case .ip: .column("REMOTE_ADDRESS")
        case .port: .column("REMOTE_PORT")
        case .connection: .column("CONNECTION_TYPE")
        case .severity: .column("SEVERITY")
        case .category: .column("CATEGORY")
        case .sentence: .column("SENTENCE")
        case .text: .everyCell
        case .source: .column("SOURCE")
        case .marked: .column("MARKED")
        case .tag: .column("TAGS")
        case .note: .column("NOTE")
        case .person: .column("SUBJECT_PERSON")
        case .network: .column("REMOTE_ADDRESS_NETWORK")
        }
    }

    /// One line for the help: what it is.
    package var help: String {
        switch self {
        case .time: "date and time of the entry"
        case .seq: "sequence number"
        case .type: "entry type: `PW`, `JS`"
        case .action: "action, the code inside the entry: `P`, `S`"
        case .user: "the user the entry is about"
        case .actor: "the user who did it"
        case .anyuser: "any user named in the entry"
        case .job: "job name; a value with a slash is compared with the qualified job name"
        case .program: "program name"
        case .object: "object name, or the whole name with its library or path"
        case .library: "library of the object"
        case .ip: "remote address"
        case .port: "remote port"
        case .connection: "way in: `5250`, `ODBC`, `FTP`"
        case .severity: "`info` < `notice` < `warning` < `critical`"
        case .category: "kind of event: `sign-on`, `profile`"
        case .sentence: "what happened, in one sentence"
        case .text: "everything the entry holds, as text"
        case .source: "name of the file the entry comes from"
        case .marked: "`YES` for marked entries: `marked is not null`"
        case .tag: "tags of a marked entry: `tag contains vpn`"
        case .note: "note on a marked entry"
        case .person: "name of the person whose profile the entry is about"
        case .network: "name of the network of the remote address"
        }
    }
}
