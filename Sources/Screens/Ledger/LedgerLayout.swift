import Canvas
import Catalog
import Ledger

/// Where the columns of the ledger stand. A wide terminal has room for seconds, whole addresses, swaps and the job.
struct LedgerLayout {
    private struct Column {
        var heading: String
        var width: Int
        var isNumber = false
        var text: (Ledger, LedgerLine) -> String
    }
    private let columns: [Column]

    init(width: Int) {
        let isWide = width >= 120
        var columns = [
            Column(heading: "First entry", width: isWide ? 19 : 14) { _, line in
                Self.time(line.startTime, isWide ? 0 : 2, isWide ? 19 : 16)
            },
            Column(heading: "User", width: 10) { $0.user($1) },
            Column(heading: "Address", width: isWide ? 24 : 15) { $0.address($1) },
            Column(heading: isWide ? "Connection" : "Kind", width: isWide ? 15 : 8) { $0.connection($1) },
            Column(heading: "How long", width: 8) { _, line in Self.howLong(line) },
            Column(heading: "Ent", width: 5, isNumber: true) { _, line in
                line.isSession ? Self.short(Int(line.entries)) : ""
            },
            Column(heading: "Fail", width: 4, isNumber: true) { _, line in
                let failed = line.isSession ? line.failedBefore : line.tries
                return failed == 0 ? "" : Self.short(Int(failed))
            },
        ]
        if isWide {
            columns.append(
                Column(heading: "Swap", width: 4, isNumber: true) { _, line in
                    line.swaps == 0 ? "" : Self.short(Int(line.swaps))
                })
        }
        columns.append(Column(heading: "Marks", width: 5) { _, line in line.marks.letters })
        if isWide { columns.append(Column(heading: "Job", width: 28) { $0.job($1) }) }
        self.columns = columns
    }

    var heading: String {
        " "
            + columns.map { $0.isNumber ? $0.heading.leftPadded($0.width) : $0.heading.padded($0.width) }.joined(
                separator: " ")
    }

    func line(_ ledger: Ledger, _ line: LedgerLine) -> TextLine {
        let cells = columns.map { column in
            let cut = column.text(ledger, line).cut(column.width)
            return column.isNumber ? cut.leftPadded(column.width) : cut.padded(column.width)
        }
        return TextLine(" " + cells.joined(separator: " "), line.isSession ? .normal : .dim)
    }

    private static func time(_ time: Int64?, _ from: Int, _ to: Int) -> String {
        guard let time else { return "no time" }
        return String(Timestamp(microseconds: time).text(.sql).prefix(to).dropFirst(from))
    }

    /// `8m 55s`, `9h 00m`, `12d 03h`, or what is not seen.
    static func howLong(_ line: LedgerLine) -> String {
        guard line.isSession else { return "failed" }
        guard let duration = line.duration else {
            return line.end == .notSeen ? "no end" : line.hasStart ? "clock?" : "no start"
        }
        let seconds = duration / 1_000_000
        func two(_ value: Int64) -> String { (value < 10 ? "0" : "") + String(value) }
        if seconds >= 86_400 { return "\(seconds / 86_400)d \(two(seconds / 3_600 % 24))h" }
        if seconds >= 3_600 { return "\(seconds / 3_600)h \(two(seconds / 60 % 60))m" }
        return seconds >= 60 ? "\(seconds / 60)m \(two(seconds % 60))s" : "\(seconds)s"
    }

    /// `9999`, `10K`, `3M`.
    private static func short(_ count: Int) -> String {
        count < 10_000 ? String(count) : count < 1_000_000 ? "\(count / 1_000)K" : "\(count / 1_000_000)M"
    }
}
