extension AuditCatalog {
    /// A message of the history log, and which values its text has in which order.
    package struct Message: Sendable {
        /// What a value looks like in a text of any national language.
        package enum Shape: Sendable, Equatable {
            /// Parts of number/user/name.
            case jobNumber, jobUser, jobName
            case address
            /// A name of the system: capital letters and digits.
            case name
            /// A name, or an address where a name is expected.
            case nameOrAddress
            /// A value that begins with `*`.
            case special
            case number
        }

        package struct Value: Sendable {
            package var column: String
            package var shape: Shape
        }

        package var id: String
        package var meaning: String
        package var values: [Value]
    }

    /// What is known of a message, or `nil`.
    package static func message(_ id: String) -> Message? { MessageTable.shared.messages[id] }

    /// The columns that message texts have values for, each with the messages.
    package static let messageColumns: [String: Set<String>] = {
        var columns: [String: Set<String>] = [:]
        for message in MessageTable.shared.messages.values {
            for value in message.values { columns[value.column, default: []].insert(message.id) }
        }
        return columns
    }()

    /// The columns of QSYS2.HISTORY_LOG_INFO. Here a name can mean something else than the canonical column of that name:
    /// SEVERITY is MESSAGE_SEVERITY.
    package static let historyLogColumns: [(sqlName: String, column: String)] = {
        var rows = TableRows(CatalogText.table("Mappings/HistoryLog.tsv"))
        var columns: [(sqlName: String, column: String)] = []
        while rows.next("history-log") { columns.append((rows[1], rows[2])) }
        return columns
    }()
}

extension AuditCatalog.Message.Shape {
    init(_ column: String, _ kind: ValueKind) {
        switch column {
        case "TARGET_JOB_NUMBER": self = .jobNumber
        case "TARGET_JOB_USER": self = .jobUser
        case "TARGET_JOB_NAME": self = .jobName
        case "REMOTE_ADDRESS": self = .address
        case "COMPUTER_NAME": self = .nameOrAddress
        case "OBJECT_TYPE": self = .special
        case "REASON_CODE", "PROCESSING_SECONDS": self = .number
        default: self = kind == .integer ? .number : .name
        }
    }
}
