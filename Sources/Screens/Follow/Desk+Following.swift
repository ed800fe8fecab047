import Catalog
import Columns
import JournalIndex
import Query

/// Following something through every entry type and source, and looking around an entry. Filters are lifted; what the
/// former selection held is marked with `+`. The key that opened the report goes back to where one was.
extension Desk {
    /// Follows what the cell names; asks what to follow where it names nothing.
    ///
    /// - Parameters:
    ///   - column: The column of the cell under the cursor, if there is one.
    ///   - row: The entry, of the shown journal.
    mutating func follow(_ column: ColumnDefinition?, row: Int) {
        let journal = shownJournal
        func cell(_ name: String) -> Cell {
            journal.schema.id(name).flatMap { journal.cells(rows: [row], columns: [$0]).first?.first } ?? .absent
        }
        if let column, let trail = Trail.of(column, journal.schema, cell) { return follow(trail, row: row) }
        let trails = Trail.all(journal.schema, cell)
        switch trails.count {
        case 0: refuse("This entry names no job, user, address or object.")
        case 1: follow(trails[0], row: row)
        default: open(FollowScreen(trails, row: row))
        }
    }

    mutating func follow(_ trail: Trail, row: Int) {
        openAround(ReportView(conditions: [Condition(trail.filter)]), "*FOLLOW", .follow, row: row)
        say("Following \(trail.text). \(hitsText)z comes back.")
    }

    /// Minutes shown before and after an entry when no number is given.
    private static let minutes = 10
    /// Entries before and after, at most: more are a selection by time.
    private static let mostEntries = 100_000
    /// A hundred years.
    private static let mostSeconds = 100 * 366 * 86_400

    /// Everything near an entry.
    ///
    /// - Parameter text: `15` or `15m` minutes, `90s`, `2h`, `1d`, or `50e` entries.
    mutating func lookAround(_ text: String?, row: Int) {
        let text = (text ?? "\(Self.minutes)").lowercased()
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units: [String: Int] = ["": 60, "m": 60, "s": 1, "h": 3_600, "d": 86_400]
        guard let number = Int(digits), number > 0, digits.count <= Desk.mostDigits else { return refuseAround() }
        let unit = String(text.dropFirst(digits.count)).trimmingBlanks
        if unit == "e" || unit == "entries" {
            var report = around("*AROUND", .around)
            report.scope = .around(row: row, entries: min(number, Self.mostEntries))
            show(report, row: row)
            return say("\(min(number, Self.mostEntries).grouped) entries before and after. \(hitsText)B comes back.")
        }
        guard let seconds = units[unit] else { return refuseAround() }
        lookAround(seconds: min(number * seconds, Self.mostSeconds), row: row, "\(number)\(unit.isEmpty ? "m" : unit)")
    }

    private mutating func refuseAround() {
        refuse("Type minutes, or a number with s, m, h, d, or e for entries: :around 30e")
    }

    private mutating func lookAround(seconds: Int, row: Int, _ span: String) {
        let journal = shownJournal
        guard let id = journal.schema.id("ENTRY_TIMESTAMP"),
            case .timestamp(let time)? = journal.cells(rows: [row], columns: [id]).first?.first
        else { return refuse("This entry has no time. :around 50e shows the entries before and after it.") }
        let reach = Int64(seconds) * 1_000_000
        func end(_ distance: Int64) -> Cell { .timestamp(Timestamp(microseconds: time.microseconds + distance)) }
        guard let filter = try? Filter("time >= '\(end(-reach).exportText)' and time <= '\(end(reach).exportText)'")
        else {
            return refuse("The time of this entry is none to count from.")
        }
        openAround(ReportView(conditions: filter.conjuncts.map { Condition($0) }), "*AROUND", .around, row: row)
        say("Everything within \(span) before and after. \(hitsText)B comes back.")
    }

    /// Sentences say most where entries of every type stand together.
    private func around(_ query: String, _ opener: Report.Opener, _ view: ReportView = ReportView(), serial: Int = 0)
        -> Report
    {
        var report = Report(serial: serial, view: view, query: query)
        report.view.face = .sentences
        report.opener = opener
        if let selection = self.report.answer?.selection, selection.count < selection.total {
            report.hits = selection.rows
        }
        return report
    }

    private mutating func openAround(_ view: ReportView, _ query: String, _ opener: Report.Opener, row: Int) {
        show(around(query, opener, view), row: row)
    }

    /// The entry stays under the cursor, on its line of the screen.
    private mutating func show(_ report: Report, row: Int) {
        let place = self.report.place
        let start = Report.Place(position: place.position, top: place.top)
        push(report.numbered(nextSerial), .moment(start, row: row))
        open(ReportScreen())
    }

    private var hitsText: String {
        report.hits == nil ? "" : "+ was selected before. "
    }
}

extension Report {
    func isHit(_ row: Int) -> Bool { hits.map { row < $0.count && $0[row] } ?? false }

    fileprivate func numbered(_ serial: Int) -> Report {
        var report = Report(serial: serial, view: view, query: query)
        (report.scope, report.hits, report.opener) = (scope, hits, opener)
        return report
    }
}
