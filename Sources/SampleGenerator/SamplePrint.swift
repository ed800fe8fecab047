import Catalog

/// Entries as Query for IBM i prints them: pages with headings, a line an entry.
enum SamplePrint {
    private struct Column: Sendable {
        var heading: [String]
        var width: Int
        var value: @Sendable (StoryEntry) -> String
    }

    private static let columns: [Column] = [
        Column(heading: ["ENTRY", "TYPE"], width: 5) { $0.entryType },
        Column(heading: ["ENTRY", "TIMESTAMP"], width: 26) { instant($0.time) },
        Column(heading: ["SEQUENCE", "NUMBER"], width: 10) { left(String($0.sequence), 10) },
        Column(heading: ["VIOLATION", "TYPE"], width: 9) { $0.values["ENTRY_TYPE"] ?? "" },
        Column(heading: ["USER", "NAME"], width: 10) { $0.values["AUDIT_USER_NAME"] ?? "" },
        Column(heading: ["DEVICE", "NAME"], width: 10) { $0.values["DEVICE_NAME"] ?? "" },
        Column(heading: ["JOB", "NUMBER"], width: 6) { $0.job.number },
        Column(heading: ["JOB", "NAME"], width: 10) { $0.job.name },
        Column(heading: ["REMOTE", "ADDRESS"], width: 15) { $0.values["REMOTE_ADDRESS"] ?? "" },
    ]

    private static let linesOfPage = 20

    static func report(_ entries: [StoryEntry]) -> [UInt8] {
        var lines: [String] = []
        for (number, entry) in entries.enumerated() {
            if number % linesOfPage == 0 { lines += heading(page: number / linesOfPage + 1) }
            lines.append(line(columns.map { $0.value(entry) }))
        }
        return Array((lines + ["* * *  E N D  O F  R E P O R T  * * *"]).map { $0 + "\n" }.joined().utf8)
    }

    /// Entries as DSPJRN shows them one by one; `data` gives the characters of the entry-specific data.
    static func entries(_ entries: [StoryEntry], data: (StoryEntry) throws -> String) rethrows -> [UInt8] {
        let lines = try entries.flatMap { entry -> [String] in
            let text = Array(try data(entry))
            let parts = stride(from: 0, to: text.count, by: 50).map { start in
                right(String(start + 1), 5).map { $0 == " " ? "0" : String($0) }.joined()
                    + "      '" + left(String(text[start..<min(start + 50, text.count)]), 50) + "'"
            }
            return [
                " Sequence . . . . . . :   \(entry.sequence)", " Code . . . . . . . . :   T  -  Audit trail entry",
                " Type . . . . . . . . :   \(entry.entryType)  -  \(AuditCatalog.entryType("T", entry.entryType)?.title ?? "")",
                " Date . . . . . . . . :   \(entry.time.prefix(10))      Time . . . . . . . . :   \(entry.time.dropFirst(11).prefix(8))",
                " Job  . . . . . . . . :   \(entry.job.number)/\(entry.job.user)/\(entry.job.name)",
                "              Entry specific data", " Column      *...+....1....+....2....+....3....+....4....+....5",
            ] + parts.map { " " + $0 } + [""]
        }
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// A result as `db2` prints it in Qshell: names, dashes as wide as the column, a line a row, and how many there are.
    ///
    /// - Parameter rows: Names first; nothing is null.
    static func table(_ rows: [[String]]) -> [UInt8] {
        guard let names = rows.first else { return [] }
        let rows = rows.map { row in zip(names, row).map { $0.hasSuffix("TIMESTAMP") && $0 != $1 ? instant($1) : $1 } }
        let widths = names.indices.map { column in rows.map(\.[column].count).max() ?? 0 }
        let lines = rows.dropFirst().map { row in
            zip(row, widths).map { value, width in
                Int(value) == nil ? left(value.isEmpty ? "-" : value, width) : right(value, width)
            }.joined(separator: " ")
        }
        let heading = zip(names, widths).map { left($0, $1) }.joined(separator: " ")
        let dashes = widths.map { String(repeating: "-", count: $0) }.joined(separator: " ")
        let all = ["", heading, dashes] + lines + ["", "  \(lines.count) RECORD(S) SELECTED.", "", ""]
        return Array(all.map { $0 + "\n" }.joined().utf8)
    }

    private static func heading(page: Int) -> [String] {
        let date = "11/09/26  08:41:55"
        let rows = (0..<2).map { row in line(columns.map { $0.heading[row] }) }
        return [date + String(repeating: " ", count: 90) + "PAGE " + right(String(page), 4)] + rows + [""]
    }

    private static func line(_ cells: [String]) -> String {
        var text = zip(cells, columns).map { left($0, $1.width) }.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text
    }

    /// `2026-11-02-08.11.52.095532`
    private static func instant(_ time: String) -> String {
        String(time.map { $0 == " " ? "-" : $0 == ":" ? "." : $0 })
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
