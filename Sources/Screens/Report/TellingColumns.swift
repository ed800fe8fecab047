import Catalog
import JournalIndex

/// The columns that matter: for every entry, and for entries of one type.
enum TellingColumns {
    /// Shown before the entry's own columns, where they hold something.
    static let first = [
        "ENTRY_TIMESTAMP", "JOURNAL_ENTRY_TYPE", "ENTRY_TYPE", "SUBJECT", "ACTOR", "REMOTE_ADDRESS", "CONNECTION_TYPE",
    ]
    /// Of these the first one that holds something.
    static let job = ["QUALIFIED_JOB_NAME", "JOB_NAME"]
    static let object = ["OBJECT", "OBJECT_NAME", "PATH_NAME"]

    /// What tells entries of a type apart, in this order; the rest of its columns follow on F11.
    static func own(_ type: String) -> [String] {
        switch type {
        case "PW": ["ENTRY_TYPE_DETAIL", "AUDIT_USER_NAME", "DEVICE_NAME", "INTERFACE_NAME"]
        case "VP": ["ENTRY_TYPE_DETAIL", "AUDIT_USER_NAME", "COMPUTER_NAME", "SERVER_NAME"]
        case "JS": ["ENTRY_TYPE_DETAIL", "TARGET_QUALIFIED_JOB_NAME", "EFFECTIVE_USER_PROFILE", "CONNECTION", "JOB_TYPE"]
        case "CP":
            ["COMMAND_TYPE", "STATUS", "PASSWORD_CHANGED", "USER_CLASS_NAME", "SPECIAL_AUTHORITIES", "GROUP_PROFILE_NAME"]
        case "CA": ["USER_PROFILE_NAME", "COMMAND_TYPE", "AUTHORIZATION_LIST_NAME"]
        case "AF": ["ENTRY_TYPE_DETAIL", "OBJECT", "OBJECT_TYPE", "USER_PROFILE_NAME", "FIELD_NAME"]
        case "ZC", "ZR", "YC", "YR": ["OBJECT", "OBJECT_TYPE", "ACCESS_TYPE_DETAIL", "MEMBER_NAME"]
        case "CO", "DO", "OM", "OR", "OW", "PG", "RA", "RO": ["ENTRY_TYPE_DETAIL", "OBJECT", "OBJECT_TYPE", "OBJECT_ATTRIBUTE"]
        case "AD": ["ENTRY_TYPE_DETAIL", "OBJECT", "OBJECT_TYPE", "OBJECT_AUDIT", "PREV_OBJECT_AUDIT"]
        case "SV": ["SYSTEM_VALUE", "OLD_VALUE", "NEW_VALUE"]
        case "CD": ["OBJECT", "WHERE_RUN_DETAIL", "COMMAND_STRING"]
        case "ST": ["SERVICE_TOOL_DETAIL", "OBJECT", "SOURCE_USER", "TARGET_QUALIFIED_JOB_NAME", "AA_COMMAND_NAME"]
        default: ["ENTRY_TYPE_DETAIL", "OBJECT", "OBJECT_TYPE"]
        }
    }

    /// Columns a survey looks at to choose among them.
    static func candidates(_ types: Set<String>) -> [String] {
        var names = first + job + object + ["SENTENCE", "ERROR"]
        if types.count == 1, let type = types.first { names += own(type) }
        return names
    }

    /// The columns of the first face.
    static func chosen(_ survey: Survey, _ schema: Schema) -> [String] {
        var names = first.filter(survey.filled.contains)
        if !survey.tellsActors { names.removeAll { $0 == "ACTOR" } }
        if let name = job.first(where: survey.filled.contains) { names.append(name) }
        let telling: [String]
        if survey.types.count == 1, let type = survey.types.first {
            telling = own(type).filter(survey.filled.contains)
        } else {
            telling = object.first(where: survey.filled.contains).map { [$0] } ?? []
        }
        names += telling.filter { !names.contains($0) }
        return names.count < fewest ? [] : names
    }

    /// With fewer known columns than this the report shows all there are.
    private static let fewest = 3
}
