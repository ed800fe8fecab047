import Canvas
import Catalog
import Columns
import JournalIndex
import Query

/// Entries counted by the values of one or more columns: F22, or the answer to a question that counts.
struct CountScreen: ListScreen {
    static let name = "Display Counts"
    static let about =
        "Counts the entries of the selection by the values of one or more columns: how many, their share, first and last seen, and from how many addresses. Enter shows the entries behind a line; 1 or Space picks several lines first. When the selection changes, it is counted again."

    let request: TallyRequest
    /// Where the entries of each line over time stand.
    private var sparks = CountLayout.Sparks.whereThereIsRoom
    var cursor = ListCursor()
    /// The report whose entries are counted.
    private var watch: ReportWatch
    /// Whether this screen is the only one that shows the report: the answer to a question.
    private let ownsReport: Bool
    private let style: CountLayout.Measures
    private var job: Int?
    private var tally: Tally?
    /// Keys of the picked lines.
    private var picked: Set<[Cell]> = []
    private var isTurned = false
    private var state = "The entries are being counted."

    /// The counts a question asks for.
    init(_ request: TallyRequest, report: Int, ownsReport: Bool) {
        var request = request
        request.sparks = CountLayout.sparkSteps
        (self.request, watch, self.ownsReport, style) = (request, ReportWatch(report), ownsReport, .first)
    }

    /// The entries of the report that is shown, by the values of columns.
    init(_ columns: [String], _ desk: Desk) {
        let other = columns.contains("REMOTE_ADDRESS") ? "SUBJECT" : "REMOTE_ADDRESS"
        request = TallyRequest(
            columns: columns, measures: [.first("ENTRY_TIMESTAMP"), .last("ENTRY_TIMESTAMP"), .distinct(other)],
            sparks: CountLayout.sparkSteps)
        (watch, ownsReport, style) = (ReportWatch(desk.report.serial), false, .afterShare)
    }

    var isAwaiting: Bool { job != nil && tally == nil }
    var itemCount: Int { tally?.lines.count ?? 0 }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 2) }

    mutating func appear(_ desk: inout Desk) {
        watch.appear()
        settle(&desk)
    }

    /// Counts again when the report has a newer answer; counting that runs is let finish.
    mutating func settle(_ desk: inout Desk) {
        cursor.settle(count: itemCount, page: pageSize(desk))
        guard job == nil, let answer = watch.newer(desk) else { return }
        let request = request
        job = desk.run("counting by \(request.columns.joined(separator: ", "))") { id, work in
            .tallied(id: id, try answer.journal.tally(answer.selection, request, work))
        }
    }

    static let keys = KeyTable<CountScreen>(
        [
            KeyRow(
                [.enter, .character("o"), .character("5")], [CommandName("display")], "Display",
                "Shows the entries of the picked lines, or of the line under the cursor. F12 comes back here."
            ) { screen, desk, _ in
                screen.drill(&desk)
            },
            KeyRow([.character(" "), .character("1")], [], "Pick", "Picks the line, or no longer.") { screen, _, _ in
                guard let line = screen.line else { return }
                if screen.picked.remove(line.key) == nil { screen.picked.insert(line.key) }
                screen.cursor.move(to: screen.cursor.index + 1)
            },
            KeyRow(
                [.function(11), .character("v")], [CommandName("entries")], "Entries",
                "Shows all entries that are counted here, one to a line."
            ) {
                screen, desk, _ in
                if screen.ownsReport { desk.openReport { _ in } } else { desk.back() }
            },
            KeyRow(
                [.character(",")], [CommandName("include")], "Include only",
                "Narrows the selection to the entries of the line, or of the picked lines."
            ) { screen, desk, _ in
                screen.narrow(keeping: true, &desk)
            },
            KeyRow(
                [.character("x")], [CommandName("exclude")], "Exclude",
                "Leaves the entries of the line, or of the picked lines, out of the selection."
            ) { screen, desk, _ in
                screen.narrow(keeping: false, &desk)
            },
            KeyRow(
                [.function(9), .character("t")], [CommandName("sparks")], "Over time",
                "Shows the entries of each line over time before the times they were seen, or not at all, or where there is room."
            ) { screen, _, _ in
                screen.sparks = screen.sparks.next
            },
            KeyRow([.character("r")], [CommandName("reverse")], "Turn round", "Turns the order of the lines round.") {
                screen, _, _ in
                screen.isTurned.toggle()
                screen.tally?.lines.reverse()
                screen.cursor.move(to: 0)
            },
        ] + KeyRow.narrowing + KeyRow.common + KeyRow.moving(except: [.character(" ")]))

    private var line: Tally.Line? {
        guard let tally, tally.lines.indices.contains(cursor.index) else { return nil }
        return tally.lines[cursor.index]
    }

    /// What the entries of the picked lines, or of the one under the cursor, have in common.
    private func chosenFilter(_ desk: inout Desk) -> Filter? {
        guard let tally, let line, let schema = desk.report(watch.report)?.answer?.journal.schema else {
            desk.refuse("There is no line yet.")
            return nil
        }
        let keys = picked.isEmpty ? [line.key] : tally.lines.map(\.key).filter(picked.contains)
        let filters = keys.compactMap { filter(of: $0, schema) }
        guard !keys.isEmpty, filters.count == keys.count else {
            desk.refuse("No condition finds the entries of this line: its value could not be read.")
            return nil
        }
        return Filter.any(filters)
    }

    private func narrow(keeping: Bool, _ desk: inout Desk) {
        guard let filter = chosenFilter(&desk), let wanted = keeping ? filter : filter.negated else { return }
        desk.add(wanted)
        if !ownsReport { desk.steps.append(.toReport) }
    }

    private func drill(_ desk: inout Desk) {
        guard let filter = chosenFilter(&desk) else { return }
        desk.openReport { view in
            view.conditions.append(Condition(filter))
            view.prompt = [:]
        }
    }

    private func filter(of key: [Cell], _ schema: Schema) -> Filter? {
        let columns = request.columns.map { schema.id($0) }
        let filters = zip(key, columns).compactMap { cell, id in id.flatMap { Filter.keeping(cell, of: schema[$0]) } }
        return filters.count == columns.compactMap { $0 }.count && !filters.isEmpty ? Filter.all(filters) : nil
    }

    mutating func receive(_ message: Message, _ desk: inout Desk) {
        switch message {
        case .tallied(let id, let tally) where id == job:
            take(tally)
            if let report = desk.report(watch.report) { desk.logCount(request, lines: tally.lines.count, of: report) }
        case .cancelled(let id) where id == job: (job, state) = (nil, "Counting was stopped. F12 goes back.")
        case .failed(let id, let reason) where id == job: (job, state) = (nil, reason)
        default: break
        }
    }

    /// The cursor stays on its line.
    private mutating func take(_ tally: Tally) {
        let key = line?.key
        self.tally = tally
        if isTurned { self.tally?.lines.reverse() }
        if let key, cursor.index > 0, let place = self.tally?.lines.firstIndex(where: { $0.key == key }) {
            cursor.move(to: place)
        }
        picked.formIntersection(tally.lines.map(\.key))
        job = nil
        state = "There are no entries to count."
    }

    func leave(_ desk: inout Desk) {
        desk.cancel(job)
        if ownsReport { desk.closeReport() }
    }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let layout = CountLayout(tally, style, sparks, schema: desk.journal.schema, width: grid.columns - 2)
        drawList(into: &grid, desk, top: top(desk), heading: layout.heading, empty: empty(desk)) { index in
            guard let tally, tally.lines.indices.contains(index) else { return TextLine() }
            return layout.line(tally.lines[index], picked: picked.contains(tally.lines[index].key))
        }
    }

    private func empty(_ desk: Desk) -> [TextLine] {
        guard tally != nil, desk.report.serial == watch.report else { return [TextLine(state)] }
        return [TextLine(state), TextLine()] + EmptyReport.lines(desk)
    }

    private func top(_ desk: Desk) -> [TextLine] {
        let total = tally.map { "\($0.lines.count.of("value", "values")) in \($0.entries.entries)" } ?? ""
        let title = desk.report(watch.report).flatMap { desk.book.question($0.query)?.title }.map { $0 + "   " } ?? ""
        let by = request.columns.joined(separator: ", ")
        let start = ownsReport && !title.isEmpty ? title : "Count by  . . . . . . :   \(by)   "
        return [
            TextLine(start).adding(total, .title),
            TextLine(SelectionStrip.left(desk, width: max(20, desk.columns - 4)), .dim),
        ]
    }
}
