import Canvas
import Catalog
import Ledger

/// What stands under the list about the line under the cursor, in words: who, known by what, end, failed tries, marks.
enum LedgerFoot {
    /// Lines it takes away from the list; none on a small terminal.
    static func lines(_ rows: Int) -> Int { rows >= 20 ? 6 : 0 }

    static func draw(_ ledger: Ledger, _ place: Int, into grid: inout Grid, endingAbove row: Int) {
        let count = lines(grid.rows)
        guard count > 0 else { return }
        let width = max(20, grid.columns - 4)
        for (offset, line) in text(ledger, ledger.lines[place], width: width).prefix(count - 1).enumerated() {
            line.draw(into: &grid, row: row - count + 1 + offset, column: 1)
        }
    }

    static func text(_ ledger: Ledger, _ line: LedgerLine, width: Int) -> [TextLine] {
        let known = [line.basis.sentence] + (line.isSession ? [end(line)] + failures(line) : tries(line)) + marks(line)
        return TextLine.folded(who(ledger, line), width: width, indent: 2, .title)
            + TextLine.folded(known.joined(separator: " "), width: width, indent: 2)
    }

    private static func who(_ ledger: Ledger, _ line: LedgerLine) -> String {
        let user = ledger.user(line)
        let address = ledger.address(line)
        let job = ledger.job(line)
        let system = ledger.system(line)
        return (user.isEmpty ? "User not named" : user) + (address.isEmpty ? ", no address" : " from " + address)
            + ", " + ledger.connection(line) + (job.isEmpty ? "" : ", job " + job)
            + (system.isEmpty ? "" : " on " + system)
    }

    private static func end(_ line: LedgerLine) -> String {
        switch line.end {
        case .job: "Ended\(time(line.endTime)) with its job."
        case .swap: "Ended\(time(line.endTime)): the job went on to another profile."
        case .notSeen: "No end seen; its last entry is of\(time(line.lastTime))."
        }
    }

    private static func failures(_ line: LedgerLine) -> [String] {
        guard line.failedBefore > 0 else { return [] }
        let right = line.tries > 0 ? ", \(line.tries) right before" : ""
        let count = Int(line.failedBefore).of("failed try", "failed tries")
        return [
            "\(count) before: \(line.failedForUser) for the user, \(line.failedFromAddress) from the address\(right)."
        ]
    }

    private static func tries(_ line: LedgerLine) -> [String] {
        [
            Int(line.tries).of("failed try", "failed tries")
                + (line.tries > 1 ? ", the last one\(time(line.lastTime))." : ".")
        ]
    }

    private static func marks(_ line: LedgerLine) -> [String] {
        let titles = LedgerMarks.all.filter { line.marks.contains($0.mark) }.map(\.title)
        return titles.isEmpty ? [] : ["Marked: \(titles.joined(separator: "; "))."]
    }

    private static func time(_ time: Int64?) -> String {
        time.map { " " + Timestamp(microseconds: $0).text(.sql).prefix(19) } ?? " unknown time"
    }
}
