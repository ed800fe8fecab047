import Catalog

/// One entry of the story, and its values by canonical column.
package struct StoryEntry: Sendable {
    package let time: String
    /// `PW`; `J PR` for other journal codes than T.
    package let type: String
    package let job: StoryJob
    let receiver: String
    let sequence: Int
    let given: [(String, String)]
    /// For `target=`.
    let jobs: [String: StoryJob]

    package var journalCode: String { type.count == 4 ? String(type.prefix(1)) : "T" }
    package var entryType: String { String(type.suffix(2)) }

    /// Every column that has a value.
    package var values: [String: String] {
        let target = given.first { $0.0 == "target" }.flatMap { jobs[$0.1] }
        var spread = defaults(target ?? job)
        var stated: [String: String] = [:]
        for (key, value) in given {
            switch key {
            case "target": break
            case "object": spread.merge(object(value)) { $1 }
            case "path": spread.merge(path(value)) { $1 }
            default: stated[key] = value
            }
        }
        // Short keys and defaults say more than every type has room for.
        let fields = AuditCatalog.layout(journalCode: journalCode, entryType)?.fields ?? []
        let own = Set(fields.map(\.column))
        return heading.merging(spread.filter { own.contains($0.key) }) { $1 }.merging(stated) { $1 }
    }

    private var heading: [String: String] {
        [
            "JOURNAL_CODE": journalCode, "JOURNAL_ENTRY_TYPE": entryType, "SEQUENCE_NUMBER": String(sequence),
            "ENTRY_TIMESTAMP": time, "JOB_NAME": job.name, "JOB_USER": job.user, "JOB_NUMBER": job.number,
            "PROGRAM_NAME": job.program, "PROGRAM_LIBRARY": job.programLibrary,
            "PROGRAM_LIBRARY_ASP_DEVICE": "*SYSBAS", "PROGRAM_LIBRARY_ASP_NUMBER": "1",
            "COUNT_OR_RRN": "0", "INDICATOR_FLAG": "0", "COMMIT_CYCLE": "0", "USER_NAME": job.currentUser,
            "SYSTEM_NAME": "SYSA", "JOURNAL_IDENTIFIER": Fingerprint.hex("QSYS/QAUDJRN", bytes: 10),
            "REFERENTIAL_CONSTRAINT": "0", "TRIGGER": "0", "INCOMPLETE_DATA": "0", "IGNORE_ON_APPLY": "0",
            "MINIMIZED_ENTRY_DATA": "0", "SYSTEM_SEQUENCE_NUMBER": String(sequence + 51_000_000),
            "RECEIVER_NAME": receiver, "RECEIVER_LIBRARY": "AUDLIB", "RECEIVER_ASP_DEVICE": "*SYSBAS",
            "RECEIVER_ASP_NUMBER": "1", "ARM_NUMBER": "1",
            "THREAD": "000000000000" + Fingerprint.hex(job.number + job.name, bytes: 2),
            "REMOTE_ADDRESS": job.address, "REMOTE_PORT": job.port, "NESTED_COMMIT_LEVEL": "0",
        ]
    }

    /// What the system fills in by itself for a type.
    private func defaults(_ target: StoryJob) -> [String: String] {
        switch entryType {
        case "JS": jobDefaults(target)
        case "AF":
            [
                "VIOLATION_JOB_NAME": job.name, "VIOLATION_JOB_USER": job.user, "VIOLATION_JOB_NUMBER": job.number,
                "VIOLATION_PROGRAM_NAME": job.program, "VIOLATION_PROGRAM_LIBRARY": job.programLibrary,
                "USER_PROFILE_NAME": job.currentUser, "DEVICE_NAME": job.isInteractive ? job.name : "",
            ]
        case "CP": ["OBJECT_LIBRARY": "QSYS", "OBJECT_TYPE": "*USRPRF", "ENTRY_TYPE": "A"]
        case "CD": ["ENTRY_TYPE": "C", "OBJECT_TYPE": "*CMD", "WHERE_RUN": job.isInteractive ? "N" : "B"]
        case "PW": ["DEVICE_NAME": job.name.hasPrefix("QPADEV") ? job.name : ""]
        case "CA", "OW", "PG", "SV", "ST": ["ENTRY_TYPE": "A"]
        default: [:]
        }
    }

    private func jobDefaults(_ target: StoryJob) -> [String: String] {
        let user = target.currentUser
        return [
            "TARGET_JOB_NAME": target.name, "TARGET_JOB_USER": target.user, "TARGET_JOB_NUMBER": target.number,
            "JOB_TYPE_BASIC": String(target.type.prefix(1)), "JOB_SUBTYPE": String(target.type.dropFirst()),
            "DEVICE_NAME": target.isInteractive ? target.name : "", "EFFECTIVE_USER_PROFILE": user,
            "REAL_USER_PROFILE": user, "SAVED_USER_PROFILE": user, "JOB_DESCRIPTION": "QDFTJOBD",
            "JOB_DESCRIPTION_LIBRARY": "QGPL", "OUTPUT_QUEUE_NAME": "QPRINT", "OUTPUT_QUEUE_LIBRARY": "QGPL",
            "PRINTER_DEVICE": "PRT01", "LIBRARY_LIST": "QSYS QSYS2 QHLPSYS QUSRSYS QGPL QTEMP",
            "EFFECTIVE_GROUP_PROFILE": "*NONE", "REAL_GROUP_PROFILE": "*NONE", "SAVED_GROUP_PROFILE": "*NONE",
            "REAL_USER_CHANGED": "NO", "EFFECTIVE_USER_CHANGED": "NO", "SAVED_USER_CHANGED": "NO",
            "REAL_GROUP_CHANGED": "NO", "EFFECTIVE_GROUP_CHANGED": "NO", "SAVED_GROUP_CHANGED": "NO",
            "SUPPLEMENTAL_GROUPS_CHANGED": "NO", "LIBRARY_LIST_COUNT": "0", "THREAD_ASP_NAME": "*SYSBAS",
            "TIME_ZONE_DESCRIPTION_NAME": "QP0100CET2",
        ]
    }

    /// `PAYLIB/SALARY *FILE`
    private func object(_ text: String) -> [String: String] {
        let parts = text.split { $0 == "/" || $0 == " " }.map(String.init)
        guard parts.count == 3 else { return [:] }
        return [
            "OBJECT_LIBRARY": parts[0], "OBJECT_NAME": parts[1], "OBJECT_TYPE": parts[2], "OBJECT_ASP_NAME": "*SYSBAS",
            "OBJECT_ASP_NUMBER": "1",
        ]
    }

    /// A stream file in the integrated file system.
    private func path(_ text: String) -> [String: String] {
        let parts = text.split(separator: "/")
        return [
            "OBJECT_NAME": "*N", "OBJECT_LIBRARY": "*N", "OBJECT_TYPE": "*STMF", "PATH_NAME": text,
            "PATH_NAME_INDICATOR": "YES", "IFS_OBJECT_NAME": parts.last.map(String.init) ?? "/",
            "IFS_OBJECT_NAME_COUNTRY": "DE", "IFS_OBJECT_NAME_LANGUAGE": "DEU", "PATH_NAME_COUNTRY": "DE",
            "PATH_NAME_LANGUAGE": "DEU", "OBJECT_FILE_ID": Fingerprint.hex(text, bytes: 16),
            "PARENT_FILE_ID": Fingerprint.hex(parts.dropLast().joined(separator: "/"), bytes: 16),
            "OBJECT_ASP_NAME": "*SYSBAS", "OBJECT_ASP_NUMBER": "1",
        ]
    }
}

/// Bytes that look like an identifier and are always the same for the same text.
enum Fingerprint {
    static func hex(_ text: String, bytes: Int) -> String {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return (0..<bytes).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let digits = String(UInt8(state >> 56), radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
