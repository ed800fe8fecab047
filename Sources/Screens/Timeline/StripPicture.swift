import Canvas
import Catalog
import JournalIndex
import Query

/// The entries of the report over time, in two lines under it: bars between the first and the last day, and below them
/// where the entry under the cursor stands (`^`), where receivers begin (`=`) and where some are missing before (`!`).
struct StripPicture {
    static let lines = 2
    /// Cells beside the bars at each side: a day, and a blank.
    static let side = 11

    let strip: TimeStrip?
    /// Of the entry under the cursor.
    let time: Timestamp?

    func draw(into grid: inout Grid, row: Int) {
        guard let strip else {
            grid.put("The entries are being counted over time.", row: row, column: 1, style: .dim)
            return
        }
        let largest = strip.counts.max() ?? 0
        let bars = strip.counts.map { Bars.upward($0, of: largest) }.joined()
        let end = 1 + Self.side + strip.counts.count + 1
        grid.put(Self.day(strip.first), row: row, column: 1, style: .dim)
        grid.put(bars, row: row, column: 1 + Self.side)
        grid.put(Self.day(strip.last), row: row, column: end, style: .dim)
        grid.put(Self.clock(strip.first), row: row + 1, column: 1, style: .dim)
        grid.put(Self.clock(strip.last), row: row + 1, column: end, style: .dim)
        for (step, isGap) in strip.receivers {
            let style: Style = isGap ? .warning : .dim
            grid.put(isGap ? "!" : "=", row: row + 1, column: 1 + Self.side + step, style: style)
        }
        if let step = time.flatMap(strip.step) {
            grid.put("^", row: row + 1, column: 1 + Self.side + step, style: .title)
        }
    }

    private static func day(_ time: Timestamp) -> String { String(time.text(.seconds).prefix(10)) }
    private static func clock(_ time: Timestamp) -> String { String(time.text(.seconds).suffix(8)) }
}

/// Counting over time for the strip: once for each selection, in the background.
extension Desk {
    /// Lines the strip takes away from the list.
    var stripLines: Int { showsStrip && rows >= 18 && columns >= 50 ? StripPicture.lines : 0 }

    private var stripSteps: Int { columns - 2 * StripPicture.side - 2 }

    /// Asks for the strip of the report that is shown, when it is not that of its entries.
    mutating func requestStrip() {
        guard stripLines > 0, let answer = report.answer, !isCountingStrip(report.serial) else { return }
        let steps = stripSteps
        // While reading goes on, one picture is enough for each width.
        let isNew = report.strip.map { $0.steps != steps || $0.revision != report.revision && !answer.journal.isLoading }
        guard isNew ?? true else { return }
        // What was counted for another width is not what is shown now; what was counted before the selection changed is
        // shown until the new picture is there.
        let old = report.strip.flatMap { $0.steps == steps ? $0.picture : nil }
        report.strip = Report.Strip(revision: report.revision, steps: steps, picture: old)
        run("counting over time", .strip(report: report.serial)) { id, work in
            .strip(id: id, try answer.journal.timeStrip(answer.selection, steps: steps, work))
        }
    }

    private func isCountingStrip(_ serial: Int) -> Bool {
        jobs.values.contains { if case .strip(let report) = $0.purpose { report == serial } else { false } }
    }

    mutating func take(_ strip: TimeStrip?, report serial: Int) {
        withReport(serial) { $0.strip?.picture = strip }
        if strip == nil, serial == report.serial { say("None of the entries has a time: there is no strip.") }
    }

    /// The strip as it is drawn.
    var stripPicture: StripPicture {
        var time: Timestamp?
        if let row = report.row, let id = shownJournal.schema.id("ENTRY_TIMESTAMP"),
            case .timestamp(let found)? = shownJournal.cells(rows: [row], columns: [id]).first?.first
        {
            time = found
        }
        return StripPicture(strip: report.strip?.picture, time: time)
    }
}
