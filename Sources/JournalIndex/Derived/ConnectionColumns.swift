import Catalog

/// How a job reaches the system: a fixed label (CONNECTION_TYPE), and the words of IBM's document with its remark on
/// security (CONNECTION).
enum ConnectionColumns {
    static let all: [DerivedColumn] = [connectionType, connection]

    private static let connectionType = DerivedColumn(
        name: "CONNECTION_TYPE", kind: .code, needs: ["JOB_NAME", "TARGET_JOB_NAME", "QUALIFIED_JOB_NAME", "MESSAGE_TEXT"],
        inputs: { kind in
            ["TARGET_JOB_NAME", "JOB_NAME", "JOB_TYPE_BASIC", "JOB_TYPE", "DEVICE_NAME"].map { .column($0) }
        },
        value: { kind, cells in
            let job = cells(.column("TARGET_JOB_NAME")).saying ?? cells(.column("JOB_NAME")).saying
            guard let job else { return .null }
            let basic = cells(.column("JOB_TYPE_BASIC")).saying ?? (jobType(cells) == interactive ? "I" : nil)
            return .text(
                AuditCatalog.connectionLabel(
                    jobName: job, jobTypeBasic: basic, deviceName: cells(.column("DEVICE_NAME")).saying,
                    entryType: kind.entryType))
        })

    private static let connection = DerivedColumn(
        name: "CONNECTION", entryTypes: ["JS"], needs: ["CONNECTION", "JOB_TYPE", "JOB_TYPE_BASIC"],
        inputs: { _ in [.column("JOB_TYPE"), .column("JOB_NAME")] },
        value: { _, cells in
            AuditCatalog.connectionCase(
                jobType: jobType(cells), jobName: cells(.column("JOB_NAME")).saying
            ).map { .text($0) } ?? .null
        }
    ).afterGiven()

    private static let interactive = "INT"

    /// JOB_TYPE as AUDIT_JOURNAL_JS gives it; sources that give the basic type alone say `I`.
    private static func jobType(_ cells: DerivedColumn.Cells) -> String? {
        let type = cells(.column("JOB_TYPE")).saying
        return type == "I" ? interactive : type
    }
}
