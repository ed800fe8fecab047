import Canvas
import Columns
import JournalIndex
import Ledger
import Query

/// F14: the sign-on ledger of the report's entries. Enter shows the entries a line was inferred from.
struct LedgerScreen: ListScreen {
    static let name = "Display Sign-on Ledger"
    static let about =
        "Shows who was on the system, from where, when and how long, as far as the entries tell: IBM i records no successful sign-on. A line is shown when one of its entries is in the report; failed tries stand with the session they led to, or in a line of their own. Enter shows the entries behind a line."
    static let mainKeys = [3, 12, 15]

    var cursor = ListCursor()
    /// The report whose entries are correlated.
    private var watch: ReportWatch
    /// Whether this screen is the only one that shows the report: the answer to a question.
    private let ownsReport: Bool
    private var shown: LedgerAnswer?
    private var conditions: [Filter]
    private var sort = LedgerSort.time
    private var isReversed = false
    private var job: Int?
    private var evidenceJob: Int?
    private var evidenceName = ""
    private var state = "The entries are being correlated."

    init(_ desk: Desk) { self.init(report: desk.report.serial, ownsReport: false) }

    /// - Parameter conditions: Which lines are shown.
    init(report: Int, ownsReport: Bool, conditions: [Filter] = []) {
        (watch, self.ownsReport, self.conditions) = (ReportWatch(report), ownsReport, conditions)
    }

    var itemCount: Int { shown?.lines.count ?? 0 }
    func pageSize(_ desk: Desk) -> Int { max(1, listPage(desk, top: top(desk).count) - LedgerFoot.lines(desk.rows)) }

    var isAwaiting: Bool { job != nil && shown == nil }

    mutating func appear(_ desk: inout Desk) {
        watch.appear()
        settle(&desk)
    }

    /// Correlates anew when the report has a newer answer; while reading goes on, only once.
    mutating func settle(_ desk: inout Desk) {
        cursor.settle(count: itemCount, page: pageSize(desk))
        guard job == nil, let answer = watch.newer(desk, waits: shown != nil) else { return }
        correlate(answer, &desk)
    }

    private mutating func correlate(_ answer: Report.Answer, _ desk: inout Desk) {
        guard let provider = answer.journal.provider else {
            state = "The ledger needs the entries on this machine."
            return
        }
        let selected = answer.selection.count == answer.selection.total ? nil : answer.selection.rows
        let (settings, request, memory) = (desk.ledgerSettings, request, desk.ledgers)
        job = desk.run("correlating entries") { id, work in
            let table = LedgerTable(try memory.ledger(provider, selected: selected, settings, work))
            return .ledger(id: id, LedgerAnswer(table: table, lines: try IndexedJournal(table).select(request, work)))
        }
    }

    static let keys = KeyTable<LedgerScreen>(
        [
            KeyRow(
                [.enter, .character("o"), .character("5")], [CommandName("display")], "Display",
                "Shows the entries the line was inferred from. F12 comes back here.", disabled: needsLine
            ) { screen, desk, _ in
                screen.openEvidence(&desk)
            },
            KeyRow(
                [.function(15), .character("S")], [CommandName("sort", "COL[-]")], "Sort",
                "Sorts by time, user, address, connection, how long, failed tries, marks; each time by the next."
            ) { screen, desk, argument in
                screen.changeSort(argument.words, &desk)
            },
            KeyRow([.character("r")], [CommandName("reverse")], "Turn round", "Turns the order round.") {
                screen, desk, _ in
                screen.isReversed.toggle()
                screen.arrange(&desk)
            },
            KeyRow(
                [.character(",")], [CommandName("include")], "This user", "Shows only the lines of this user.",
                disabled: needsLine
            ) {
                screen, desk, _ in screen.keep("SUBJECT", &desk)
            },
            KeyRow([.character("@")], [], "This address", "Shows only the lines of this address.", disabled: needsLine)
            {
                screen, desk, _ in screen.keep("REMOTE_ADDRESS", &desk)
            },
            KeyRow(
                [.character("c")], [], "This connection", "Shows only the lines of this kind of connection.",
                disabled: needsLine
            ) {
                screen, desk, _ in screen.keep("CONNECTION_TYPE", &desk)
            },
            KeyRow([.character("m")], [CommandName("marked")], "Marked", "Shows only the lines with a mark.") {
                screen, desk, _ in
                screen.add("MARKS is not null", &desk)
            },
            KeyRow(
                [.character("E")], [CommandName("where", "EXPR")], "Filter text",
                "Shows only the lines that satisfy this: user = Q* and MARKS contains HOURS. Without a text, all lines."
            ) { screen, desk, argument in
                screen.setFilter(argument, &desk)
            },
            KeyRow(
                [], [CommandName("hours", "[DAYS] FROM-TO")], "Usual hours",
                "Sets which hours are usual, by the journal's clock: 7-19, or mon-fri 7-19; others are marked."
            ) {
                screen, desk, argument in screen.set("hours", argument.words, &desk)
            },
            KeyRow(
                [], [CommandName("limit", "NAME N/MINUTES")], "Limit",
                "Sets from which number on something is marked: many-users 4/10, many-addresses 3/60, failures-first 3/60."
            ) {
                screen, desk, argument in
                let words = (argument.words ?? "").split(separator: " ", maxSplits: 1).map(String.init)
                screen.set(words.first ?? "", words.count == 2 ? words[1] : nil, &desk)
            },
            KeyRow(
                [.function(6), .character("w")], [CommandName("w", "[FILE]")], "Write",
                "Writes the lines to a file, every column of them; asks for name and format.", disabled: needsLine
            ) {
                screen, desk, argument in
                guard let shown = screen.shown else { return }
                desk.open(ExportScreen(desk, ledger: shown, file: argument.words))
            },
            KeyRow(
                [.character("u")], [CommandName("undo")], "Undo", "Takes the last condition on the lines away.",
                disabled: { screen, _ in screen.conditions.isEmpty ? "There is no condition on the lines." : nil }
            ) { screen, desk, _ in
                screen.conditions.removeLast()
                screen.arrange(&desk)
            },
        ] + KeyRow.common + KeyRow.moving())

    private static let needsLine: @Sendable (LedgerScreen, Desk) -> String? = { screen, _ in
        screen.line == nil ? "There is no line yet." : nil
    }

    /// The line under the cursor, as its place in the ledger.
    private var line: Int? { place(cursor.index) }

    private func place(_ index: Int) -> Int? {
        guard let shown, index >= 0, index < shown.lines.count else { return nil }
        return shown.table.lines[shown.lines.row(at: index)]
    }

    mutating func receive(_ message: Message, _ desk: inout Desk) {
        switch message {
        case .ledger(let id, let answer) where id == job:
            let before = line
            (shown, job) = (answer, nil)
            if let report = desk.report(watch.report) {
                let key = sort == .time && !isReversed ? nil : sort.column + (isReversed ? "-" : "")
                desk.logLedger(conditions, sort: key, lines: answer.lines.count, of: report)
            }
            state = "There is no session and no failed try here."
            if let before, let index = answer.index(ofLine: before) { cursor.move(to: index) }
        case .evidence(let id, let rows, let line) where id == evidenceJob: openReport(rows, line, &desk)
        case .cancelled(let id) where id == job: (job, state) = (nil, "Correlating was stopped. F12 goes back.")
        case .failed(let id, let reason) where id == job: (job, state) = (nil, reason)
        default: break
        }
    }

    func leave(_ desk: inout Desk) {
        desk.cancel(job)
        desk.cancel(evidenceJob)
        if ownsReport { desk.closeReport() }
    }
}

// MARK: the entries behind a line

extension LedgerScreen {
    private mutating func openEvidence(_ desk: inout Desk) {
        guard let shown, let line else { return }
        let ledger = shown.table.ledger
        let user = ledger.user(ledger.lines[line])
        evidenceName =
            (ledger.lines[line].isSession ? "a session" : "failed tries") + (user.isEmpty ? "" : " of " + user)
        desk.cancel(evidenceJob)
        evidenceJob = desk.run("finding entries") { id, work in
            .evidence(id: id, rows: Set(try ledger.evidence(of: [line], work)), line: ledger.condition(on: line))
        }
    }

    private func openReport(_ rows: Set<Int>, _ line: Filter?, _ desk: inout Desk) {
        desk.openReport(scope: .evidence(rows, of: evidenceName, line: line)) { view in
            view.conditions = []
            view.sort = []
            view.prompt = [:]
        }
        desk.report.query = "*LEDGER"
        desk.report.asked = []
    }
}

// MARK: which lines, in which order

extension LedgerScreen {
    private mutating func changeSort(_ words: String?, _ desk: inout Desk) {
        if let words {
            guard let (sort, isReversed) = LedgerSort.named(words) else {
                return desk.refuse(
                    "The lines are sorted by one of: \(LedgerSort.allCases.map(\.title).joined(separator: ", ")).")
            }
            (self.sort, self.isReversed) = (sort, isReversed)
        } else {
            (sort, isReversed) = (sort.next, sort.next.isDescendingFirst)
        }
        arrange(&desk)
    }

    private mutating func keep(_ column: String, _ desk: inout Desk) {
        guard let shown, let id = LedgerTable.schema.id(column), cursor.index < shown.lines.count else { return }
        let cell = shown.table.cell(row: shown.lines.row(at: cursor.index), id)
        if let filter = Filter.keeping(cell, of: LedgerTable.schema[id]) { add(filter, &desk) }
    }

    private mutating func setFilter(_ argument: Argument, _ desk: inout Desk) {
        guard let text = argument.text else {
            return desk.open(CommandLine(.command, text: "where " + Filter.all(conditions).text))
        }
        conditions = []
        if text.trimmingBlanks.isEmpty { arrange(&desk) } else { add(text, &desk) }
    }

    private mutating func add(_ text: String, _ desk: inout Desk) {
        do {
            let filter = try Filter(text)
            try filter.check(against: LedgerTable.schema)
            add(filter, &desk)
        } catch {
            desk.reject(error)
        }
    }

    private mutating func add(_ filter: Filter, _ desk: inout Desk) {
        guard !conditions.contains(filter) else { return desk.say("The lines satisfy that already.") }
        conditions.append(filter)
        arrange(&desk)
    }

    /// Which lines, in which order. By time is the journal's own order, which needs no sorting.
    private var request: SelectionRequest {
        let key = SortKey(LedgerTable.schema.id(sort.column) ?? ColumnID(0), descending: isReversed)
        return SelectionRequest(
            conditions: conditions.map { Condition($0) }, sort: sort == .time && !isReversed ? [] : [key])
    }

    private mutating func set(_ name: String, _ value: String?, _ desk: inout Desk) {
        if let reason = desk.ledgerSettings.set(name, value ?? "") { return desk.refuse(reason) }
        guard let answer = desk.report(watch.report)?.answer else { return }
        desk.cancel(job)
        correlate(answer, &desk)
    }

    /// Filters and sorts the lines in the background; the line under the cursor stays there.
    private mutating func arrange(_ desk: inout Desk) {
        guard let table = shown?.table else { return }
        let request = request
        desk.cancel(job)
        job = desk.run("arranging the ledger") { id, work in
            .ledger(id: id, LedgerAnswer(table: table, lines: try IndexedJournal(table).select(request, work)))
        }
    }
}

// MARK: picture

extension LedgerScreen {
    func draw(into grid: inout Grid, _ desk: Desk) {
        let layout = LedgerLayout(width: grid.columns - 2)
        drawList(into: &grid, desk, top: top(desk), heading: layout.heading, empty: [TextLine(state)]) { index in
            guard let shown, let place = place(index) else { return TextLine() }
            return layout.line(shown.table.ledger, shown.table.ledger.lines[place])
        }
        guard let shown, let line, let more = PageFrame(rows: grid.rows).more else { return }
        LedgerFoot.draw(shown.table.ledger, line, into: &grid, endingAbove: more)
    }

    private func top(_ desk: Desk) -> [TextLine] {
        let width = max(20, desk.columns - 4)
        var lines = [
            TextLine("Ledger  . . . . . . . :   ").adding(counts, .title),
            TextLine(SelectionStrip.left(desk, width: width), .dim),
        ]
        if !conditions.isEmpty { lines.append(TextLine(("Lines  " + Filter.all(conditions).text).cut(width, mark: "..."), .dim)) }
        lines += (shown?.table.ledger.missing ?? []).flatMap { TextLine.folded($0.sentence, width: width, .warning) }
        return lines + [TextLine(legend(width), .instruction)]
    }

    private var counts: String {
        guard let shown else { return "" }
        let order = "by \(sort.title)\(isReversed ? ", descending" : "")"
        return "\(itemCount.of("line", "lines")) of \(shown.table.ledger.lines.count.grouped), \(order)"
    }

    private func legend(_ width: Int) -> String {
        let hours = shown?.table.ledger.settings.hours ?? .usual
        let long = "U many users  A many addresses  F failed, then in  N new address  H not \(hours.text)"
        let short = "U users  A addresses  F failed, then in  N new address  H not \(hours.text)"
        return long.count <= width ? long : short
    }
}

extension LedgerAnswer {
    /// Where a line of the ledger stands.
    fileprivate func index(ofLine line: Int) -> Int? {
        lines.order.rows.firstIndex { table.lines[Int($0)] == line }
    }
}
