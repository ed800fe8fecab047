import Canvas
import Catalog
import Columns
import JournalIndex
import Query

/// The entries of the selection over time: a line a step, or the hours of the week.
struct TimelineScreen: ListScreen {
    static let name = "Display Timeline"
    static let about =
        "Shows how many entries of the selection fall into each step of time, with the steps without entries, changes of receiver and receivers that are missing. Enter shows the entries of a step; Space begins a range."

    static let mainKeys = [3, 12, 9, 11, 4]

    /// What parts the steps, in the order the key goes round.
    static let partings: [String?] = [nil, "JOURNAL_ENTRY_TYPE", "CATEGORY", "SEVERITY"]

    var cursor = ListCursor()
    private(set) var lines: [TimelineLine] = []
    private(set) var timeline: Timeline?
    private(set) var showsWeek = false
    /// Where a range begins, as a time.
    private(set) var rangeStart: Timestamp?
    private var watch: ReportWatch
    private var unit: TimeUnit?
    private var parting = 0
    private var job: Int?
    /// A time within the step under the cursor: the entry's, until the cursor leaves its step.
    private var anchor: Timestamp?
    private(set) var state = "The entries are being counted."

    init(_ desk: Desk, unit: TimeUnit? = nil) {
        (watch, self.unit) = (ReportWatch(desk.report.serial), unit)
        if let row = desk.report.row, let id = desk.shownJournal.schema.id("ENTRY_TIMESTAMP"),
            case .timestamp(let time)? = desk.shownJournal.cells(rows: [row], columns: [id]).first?.first
        {
            anchor = time
        }
    }

    var itemCount: Int { lines.count }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) }
    var by: String? { Self.partings[parting] }
    var isAwaiting: Bool { job != nil && timeline == nil }

    mutating func appear(_ desk: inout Desk) {
        watch.appear()
        settle(&desk)
    }

    /// Counts again when the report has a newer answer.
    mutating func settle(_ desk: inout Desk) {
        cursor.settle(count: itemCount, page: pageSize(desk))
        guard job == nil, watch.newer(desk) != nil else { return }
        count(&desk)
    }

    private mutating func count(_ desk: inout Desk) {
        guard let answer = desk.report(watch.report)?.answer else { return }
        desk.cancel(job)
        if lines.indices.contains(cursor.index) {
            let line = lines[cursor.index]
            if anchor.map({ $0 < line.start || $0 >= line.end }) ?? true { anchor = line.start }
        }
        let request = TimelineRequest(unit: unit, by: by, lines: Self.mostLines, around: anchor)
        job = desk.run("counting over time") { id, work in
            .timeline(id: id, try answer.journal.timeline(answer.selection, request, work))
        }
    }

    /// Steps the timeline begins with, at most: the finest unit that makes no more.
    private static let mostLines = 60

    mutating func receive(_ message: Message, _ desk: inout Desk) {
        switch message {
        case .timeline(let id, let timeline) where id == job: take(timeline, desk)
        case .cancelled(let id) where id == job: (job, state) = (nil, "Counting was stopped. F12 goes back.")
        case .failed(let id, let reason) where id == job: (job, state) = (nil, reason)
        default: break
        }
    }

    private mutating func take(_ timeline: Timeline?, _ desk: Desk) {
        (self.timeline, job) = (timeline, nil)
        unit = timeline?.unit ?? unit
        lines = timeline.map(TimelineLine.lines) ?? []
        state = timeline == nil ? "None of the entries has a time." : ""
        if let anchor { go(to: anchor) }
        cursor.settle(count: itemCount, page: pageSize(desk))
    }

    /// The start of the step under the cursor, or of what else stands there.
    private var time: Timestamp? { lines.indices.contains(cursor.index) ? lines[cursor.index].start : nil }

    /// To the step the time lies in, or the next one with entries.
    private mutating func go(to time: Timestamp) {
        let place = lines.firstIndex { line in
            if case .step(let step) = line { step.end > time } else { false }
        }
        cursor.move(to: place ?? max(0, lines.count - 1))
    }
}

extension TimelineScreen {
    static let keys = KeyTable<TimelineScreen>(
        [
            KeyRow(
                [.enter, .character("o"), .character("5")], [CommandName("display")], "Display",
                "Shows the entries of the step, or of the range. F12 comes back here."
            ) { screen, desk, _ in
                guard let filter = screen.filter(&desk) else { return }
                desk.openReport { view in
                    view.conditions += filter.conjuncts.map { Condition($0) }
                    view.prompt = [:]
                }
            },
            KeyRow(
                [.character(" "), .character("m")], [], "Range",
                "Begins a range at this step, which ends where the cursor goes; again, lets it go."
            ) {
                screen, desk, _ in
                screen.rangeStart = screen.rangeStart == nil ? screen.time : nil
                desk.say(
                    screen.rangeStart == nil
                        ? "No range."
                        : "The range begins here. Go to its end, then Enter shows its entries, comma keeps only them.")
            },
            KeyRow(
                [.character("+"), .character("]")], [CommandName("finer")], "Finer",
                "Shows finer steps, from years down to seconds."
            ) {
                screen, desk, _ in
                screen.zoom(screen.timeline?.unit.finer, "There is nothing finer than seconds.", &desk)
            },
            KeyRow(
                [.character("-"), .character("[")], [CommandName("coarser")], "Coarser",
                "Shows coarser steps, from seconds up to years."
            ) {
                screen, desk, _ in
                screen.zoom(screen.timeline?.unit.coarser, "There is nothing coarser than years.", &desk)
            },
            KeyRow(
                [.function(9), .character("t")], [CommandName("by")], "Parts",
                "Parts the steps by entry type, by category, by severity, or not."
            ) {
                screen, desk, _ in
                screen.parting = (screen.parting + 1) % Self.partings.count
                screen.count(&desk)
            },
            KeyRow(
                [.function(11), .character("v")], [CommandName("week")], "Week",
                "Shows the hours of the week, or the steps again."
            ) { screen, _, _ in
                screen.showsWeek.toggle()
            },
            KeyRow(
                [.character(",")], [CommandName("include")], "Include only",
                "Goes back to the report and shows only the entries of the step or the range."
            ) {
                screen, desk, _ in
                guard let filter = screen.filter(&desk) else { return }
                desk.add(filter)
                desk.steps.append(.toReport)
            },
            KeyRow(
                [.character("x")], [CommandName("exclude")], "Exclude",
                "Goes back to the report and leaves out the entries of the step or the range."
            ) {
                screen, desk, _ in
                guard let filter = screen.filter(&desk)?.negated else { return }
                desk.add(filter)
                desk.steps.append(.toReport)
            },
        ] + KeyRow.narrowing + KeyRow.common + KeyRow.moving(except: [.character(" ")]))

    private mutating func zoom(_ unit: TimeUnit?, _ reason: String, _ desk: inout Desk) {
        guard let unit else { return desk.refuse(timeline == nil ? "There is nothing to zoom into." : reason) }
        self.unit = unit
        count(&desk)
    }

    /// The times from the beginning of the range, or of the step, to the end of the step under the cursor.
    private func filter(_ desk: inout Desk) -> Filter? {
        guard !showsWeek else {
            desk.refuse("F11 goes back to the steps: these hours are of all weeks.")
            return nil
        }
        guard let span = range,
            let filter = try? Filter("time >= '\(span.0.text(.sql))' and time < '\(span.1.text(.sql))'")
        else {
            desk.refuse("There are no entries on this line.")
            return nil
        }
        return filter
    }

    /// Start and end of what is chosen; `nil` on a line without entries and without a range.
    var range: (Timestamp, Timestamp)? {
        guard lines.indices.contains(cursor.index) else { return nil }
        let line = lines[cursor.index]
        guard let rangeStart else {
            switch line {
            case .step: return (line.start, line.end)
            // It falls into the step below it.
            case .mark:
                let step = lines[cursor.index...].first { if case .step = $0 { true } else { false } }
                return step.map { ($0.start, $0.end) }
            case .empty: return nil
            }
        }
        let other = lines.last { $0.start <= rangeStart }?.end ?? rangeStart
        return (min(rangeStart, line.start), max(other, line.end))
    }
}

/// A line of the timeline.
enum TimelineLine: Equatable, Sendable {
    case step(Timeline.Step)
    /// Steps without entries, from the end of one to the start of another.
    case empty(from: Timestamp, to: Timestamp, steps: Int)
    case mark(Timeline.Mark)

    var start: Timestamp {
        switch self {
        case .step(let step): step.start
        case .empty(let from, _, _): from
        case .mark(let mark): mark.time
        }
    }

    var end: Timestamp {
        switch self {
        case .step(let step): step.end
        case .empty(_, let to, _): to
        case .mark(let mark): mark.time
        }
    }

    /// Changes of receiver within one step that each have a line; of more there is one line, or they would hide the steps.
    private static let mostChanges = 2

    /// The marks of one step; what is missing always has a line of its own.
    private static func marks(_ marks: [Timeline.Mark]) -> [TimelineLine] {
        marks.split(omittingEmptySubsequences: true, whereSeparator: \.isGap).reduce(into: marks.filter(\.isGap)) { lines, run in
            guard run.count > mostChanges, var all = run.first, let last = run.last else { return lines += run }
            func name(_ mark: Timeline.Mark) -> String { mark.text.split(separator: " ").last.map(String.init) ?? mark.text }
            all.text = "receivers \(name(all)) to \(name(last)), \(run.count.grouped) changes"
            lines.append(all)
        }
        .sorted { $0.time < $1.time }.map { .mark($0) }
    }

    /// Steps in order, runs of empty ones as one line, marks before the step they fall into.
    static func lines(_ timeline: Timeline) -> [TimelineLine] {
        var lines: [TimelineLine] = []
        var marks = timeline.marks[...]
        if let first = timeline.steps.first { marks = marks.drop { $0.time < first.start } }
        var last: Timestamp?
        for step in timeline.steps {
            if let last, last < step.start {
                let count = timeline.unit.steps(from: last, to: Timestamp(microseconds: step.start.microseconds - 1))
                lines.append(.empty(from: last, to: step.start, steps: count))
            }
            lines += Self.marks(Array(marks.prefix { $0.time < step.end }))
            marks = marks.drop { $0.time < step.end }
            lines.append(.step(step))
            last = step.end
        }
        return lines
    }
}
