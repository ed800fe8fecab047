import Catalog
import OutfileWriter

/// Entries as the SQL services give them, in the CSV that Run SQL Scripts saves: names from the catalog, text in
/// quotes, numbers and timestamps bare, null as nothing.
struct SampleCSV {
    private var lines: [String] = []

    var bytes: [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    /// The result of SYSTOOLS.AUDIT_JOURNAL_xx.
    init(auditJournal type: String, _ entries: [StoryEntry]) {
        let columns = AuditCatalog.commonSQLColumns + (AuditCatalog.sqlColumns(type) ?? [])
        lines.append(columns.map(\.sqlName).joined(separator: ","))
        for entry in entries where entry.entryType == type && entry.journalCode == "T" {
            let values = SQLValues(entry)
            lines.append(columns.map { Self.cell(values[$0.column], $0) }.joined(separator: ","))
        }
    }

    /// The result of QSYS2.DISPLAY_JOURNAL; `data` gives the entry-specific bytes.
    init(displayJournal entries: [StoryEntry], data: (StoryEntry) throws -> [UInt8]) rethrows {
        let columns = AuditCatalog.displayJournalColumns
        lines.append(columns.map(\.sqlName).joined(separator: ","))
        for entry in entries {
            let values = SQLValues(entry)
            let hex = try data(entry).map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
            lines.append(
                columns.map { column in
                    column.column == "ENTRY_DATA"
                        ? hex.uppercased() : Self.cell(values.ofHeading(column.sqlName, column.column), column)
                }.joined(separator: ","))
        }
    }

    /// The cells of the result of SYSTOOLS.AUDIT_JOURNAL_xx, heading first, as a spreadsheet has them.
    static func rows(auditJournal type: String, _ entries: [StoryEntry]) -> [[String]] {
        let columns = AuditCatalog.commonSQLColumns + (AuditCatalog.sqlColumns(type) ?? [])
        return [columns.map(\.sqlName)] + entries.filter { $0.entryType == type && $0.journalCode == "T" }.map { entry in
            let values = SQLValues(entry)
            return columns.map { values[$0.column] ?? "" }
        }
    }

    private static func cell(_ value: String?, _ column: AuditCatalog.SQLColumn) -> String {
        guard let value, !value.isEmpty else { return "" }
        let isBare = column.kind == .integer || column.kind == .timestamp || column.type == "BIGINT"
        return isBare ? value : "\"" + value.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}

/// The columns of one entry as the SQL functions show them.
struct SQLValues {
    private let values: [String: String]
    private let type: String

    init(_ entry: StoryEntry) {
        values = entry.values
        type = entry.entryType
    }

    subscript(column: String) -> String? {
        switch column {
        case "QUALIFIED_JOB_NAME": return qualified("JOB")
        case "TARGET_QUALIFIED_JOB_NAME": return qualified("TARGET_JOB")
        case "THREAD": return values["THREAD"].flatMap { UInt64($0, radix: 16) }.map { String($0) }
        case "REMOTE_PORT": return isConnected ? values[column] : nil
        case "JOB_TYPE":
            return AuditCatalog.jobType(basic: values["JOB_TYPE_BASIC"] ?? "", subtype: values["JOB_SUBTYPE"] ?? "")
        case "SPECIAL_AUTHORITIES": return specialAuthorities(prefix: "")
        case "PREVIOUS_SPECIAL_AUTHORITIES": return specialAuthorities(prefix: "PREVIOUS_")
        case "PASSWORD_EXPIRED": return values[column].map { "*" + $0 }
        default:
            if column.hasSuffix("_DETAIL"), values[column] == nil { return meaning(String(column.dropLast(7))) }
            return values[column]
        }
    }

    /// A column of DISPLAY_JOURNAL: none of them is made of the entry-specific data.
    func ofHeading(_ name: String, _ column: String) -> String? {
        switch name {
        case "OBJECT", "OBJECT_TYPE", "COUNT_OR_RRN": return column == "COUNT_OR_RRN" ? values[column] : nil
        case "REFERENTIAL_CONSTRAINT", "TRIGGER", "IGNORE_ON_APPLY", "MINIMIZED_ENTRY_DATA",
            "MINIMIZED_ON_FIELD_BOUNDARY":
            return "NO"
        default: return Self.headingColumns.contains(column) ? self[column] : nil
        }
    }

    private static let headingColumns = Set(AuditCatalog.headingType5.map(\.column)).union(["QUALIFIED_JOB_NAME"])

    private var isConnected: Bool { !(values["REMOTE_ADDRESS"] ?? "").isEmpty }

    private func qualified(_ prefix: String) -> String? {
        guard let number = values[prefix + "_NUMBER"], let user = values[prefix + "_USER"],
            let name = values[prefix + "_NAME"]
        else { return nil }
        return "\(number)/\(user)/\(name)"
    }

    private func meaning(_ column: String) -> String? {
        AuditCatalog.meaning(entryType: type, column: column, code: values[column] ?? "")
    }

    private func specialAuthorities(prefix: String) -> String? {
        let names = ["ALLOBJ", "AUDIT", "IOSYSCFG", "JOBCTL", "SAVSYS", "SECADM", "SERVICE", "SPLCTL"]
        let held = names.filter { values[prefix + $0] == "YES" }.map { "*" + $0 }
        return held.isEmpty ? nil : held.joined(separator: " ")
    }
}
