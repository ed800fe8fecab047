import Catalog

/// Qualified job names (number/user/name) and the job type as the SQL services word it.
enum JobColumns {
    static let all: [DerivedColumn] = [
        qualified("QUALIFIED_JOB_NAME", prefix: ""),
        qualified("TARGET_QUALIFIED_JOB_NAME", prefix: "TARGET_"),
        qualified("SOURCE_QUALIFIED_JOB_NAME", prefix: "SOURCE_"),
        qualified("SPOOLED_FILE_QUALIFIED_JOB_NAME", prefix: "SPOOLED_FILE_"),
        jobType,
    ]

    private static func qualified(_ name: String, prefix: String) -> DerivedColumn {
        let parts = ["JOB_NUMBER", "JOB_USER", "JOB_NAME"].map { prefix + $0 }
        // A message's text can name the job.
        let texts: Set = prefix == "TARGET_" ? ["MESSAGE_TEXT"] : []
        return DerivedColumn(
            name: name, needs: texts.union([name, parts[2]]), isRepetitive: true,
            inputs: { _ in parts.map { .column($0) } },
            value: { _, cells in
                let texts = parts.map { cells(.column($0)).saying }
                guard let number = texts[0], let user = texts[1], let job = texts[2] else { return .null }
                return .text("\(number)/\(user)/\(job)")
            }
        ).afterGiven()
    }

    private static let jobType = DerivedColumn(
        name: "JOB_TYPE", kind: .code, entryTypes: ["JS"], needs: ["JOB_TYPE", "JOB_TYPE_BASIC"],
        inputs: { _ in [.column("JOB_TYPE_BASIC"), .column("JOB_SUBTYPE")] },
        value: { _, cells in
            guard let basic = cells(.column("JOB_TYPE_BASIC")).saying else { return .null }
            let subtype = cells(.column("JOB_SUBTYPE")).saying ?? ""
            return AuditCatalog.jobType(basic: basic, subtype: subtype).map { .text($0) } ?? .null
        }
    ).afterGiven()
}
