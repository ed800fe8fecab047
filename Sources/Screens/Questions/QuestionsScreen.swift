import Canvas
import Catalog
import Query

/// The questions that can be asked, group by group, each with how many entries it finds.
struct QuestionsScreen: ListScreen {
    static let name = "Ask Questions"
    static let about =
        "Lists what can be asked, each with the number of entries it finds in what is loaded, or why these data cannot answer it. Enter opens the answer; its selection can be changed there like any other."

    static let mainKeys = [3, 12, 1, 4, 7]

    /// A line of the list.
    enum Item: Sendable {
        case heading(String)
        /// The report of every entry.
        case entries
        case question(AuditCatalog.Question)
    }

    var cursor = ListCursor()
    /// Whether it is the screen the program began with.
    private let isFirst: Bool
    private var items: [Item] = []
    /// Where the cursor was, to know which way it goes.
    private var last = 0
    private var text: String?

    init(isFirst: Bool = false) { self.isFirst = isFirst }

    var itemCount: Int { items.count }
    func pageSize(_ desk: Desk) -> Int { max(1, listPage(desk, top: 1) - (showsWhy(desk.rows) ? Self.whyLines : 0)) }

    /// Lines under the list that tell of the question under the cursor.
    private static let whyLines = 4
    private func showsWhy(_ rows: Int) -> Bool { rows >= 20 }

    mutating func appear(_ desk: inout Desk) {
        items = Self.items(desk.book.questions)
        desk.book.isWanted = true
        desk.countQuestions()
        settle(&desk)
    }

    private static func items(_ questions: [AuditCatalog.Question]) -> [Item] {
        var items: [Item] = [.heading("The journal"), .entries]
        var group: String?
        for question in questions {
            if question.group != group { items.append(.heading(question.group)) }
            group = question.group
            items.append(.question(question))
        }
        return items
    }

    /// The cursor passes over headings.
    mutating func settle(_ desk: inout Desk) {
        let page = pageSize(desk)
        cursor.settle(count: itemCount, page: page)
        if items.indices.contains(cursor.index), case .heading = items[cursor.index] {
            cursor.move(to: cursor.index + (cursor.index < last && cursor.index > 0 ? -1 : 1))
            cursor.settle(count: itemCount, page: page)
        }
        last = cursor.index
    }

    static let keys = KeyTable<QuestionsScreen>(
        [
            KeyRow(
                [.enter, .character("o"), .character("5")], [CommandName("display")], "Answer",
                "Opens the answer: entries as a report, counts as a list. A question that leaves something open asks for it first."
            ) {
                screen, desk, _ in screen.answer(&desk)
            },
            KeyRow(
                [.function(5), .character("R")], [CommandName("recount")], "Count again", "Counts all questions again."
            ) { _, desk, _ in
                desk.countQuestions(anew: true)
            },
            KeyRow(
                [.function(4), .character("&")], [CommandName("select")], "Select",
                "Asks for user, type, action, dates, address, job, object and text, and shows those of all entries."
            ) { screen, desk, _ in
                screen.openEntries(&desk)
                desk.open(SelectScreen(desk))
            },
            KeyRow(
                [.character("K")], [CommandName("check"), CommandName("completeness")], "Completeness",
                "Shows what the journal covers, and what is missing from it."
            ) { _, desk, _ in
                desk.open(CompletenessScreen(desk))
            },
            KeyRow(
                [.function(7), .character("/")], [CommandName("find", "TEXT")], "Find",
                "Finds a question by words of it."
            ) {
                screen, desk, argument in
                guard let text = argument.words else { return desk.open(CommandLine(.find)) }
                screen.find(text, &desk)
            },
            KeyRow(
                [.function(16), .character("n")], [CommandName("next")], "Find next",
                "Finds the next question with these words."
            ) {
                screen, desk, _ in screen.find(screen.text ?? "", &desk)
            },
        ] + KeyRow.common.filter { $0.name != "Questions" } + KeyRow.moving())

    private func answer(_ desk: inout Desk) {
        guard items.indices.contains(cursor.index) else { return }
        switch items[cursor.index] {
        case .heading: break
        case .question(let question): desk.ask(question)
        case .entries: openEntries(&desk)
        }
    }

    /// Opens the report of every entry.
    func openEntries(_ desk: inout Desk) {
        if isFirst && desk.isHome {
            // The report at the bottom; what was narrowed there before is a step that can be taken back.
            desk.change("all entries") { $0.conditions = [] }
        } else {
            desk.push(Report(serial: desk.nextSerial, view: ReportView(), query: ""))
        }
        desk.open(ReportScreen())
    }

    private mutating func find(_ text: String, _ desk: inout Desk) {
        guard !text.isEmpty else { return desk.refuse("There is nothing to find yet. Press / and type a text.") }
        self.text = text
        let wanted = text.lowercased()
        let order = (1...max(1, items.count)).map { (cursor.index + $0) % max(1, items.count) }
        let found = order.first { index in
            guard case .question(let question) = items[index] else { return false }
            return [question.id, question.title, question.why].contains { $0.lowercased().contains(wanted) }
        }
        guard let found else { return desk.refuse("\(text) is in no question.") }
        cursor.move(to: found)
        last = found
    }

    mutating func resume(_ result: StepResult, _ desk: inout Desk) {
        if case .line(.find, let text) = result { find(text, &desk) }
    }
}

extension QuestionsScreen {
    func draw(into grid: inout Grid, _ desk: Desk) {
        let width = max(8, grid.columns - 2)
        let top = [TextLine("Press Enter to see the answer.", .instruction)]
        drawList(into: &grid, desk, top: top, heading: heading(desk, width), empty: []) { line($0, desk, width) }
        guard showsWhy(grid.rows), items.indices.contains(cursor.index),
            case .question(let question) = items[cursor.index]
        else { return }
        let body = PageFrame(rows: grid.rows).body
        for (offset, line) in why(question, desk, width).prefix(Self.whyLines - 1).enumerated() {
            line.draw(into: &grid, row: body.upperBound - Self.whyLines + 1 + offset, column: 1)
        }
    }

    private func heading(_ desk: Desk, _ width: Int) -> String {
        let all = desk.book.questions.count
        let done = all - desk.book.waiting.count
        let right = desk.book.isCounting ? "counted \(done) of \(all)" : "Entries"
        return "   Question".padded(max(0, width - right.count)) + right
    }

    private func line(_ index: Int, _ desk: Desk, _ width: Int) -> TextLine {
        switch items[index] {
        case .heading(let text): return TextLine(" " + text, .title)
        case .entries: return Self.line("Every entry, one to a line", desk.journal.count.grouped, .normal, width)
        case .question(let question):
            switch desk.book.counts[question.id] {
            case nil: return Self.line(question.title, "", .normal, width)
            case .entries(let count)?: return Self.line(question.title, count.grouped, .normal, width)
            case .found(let text)?: return Self.line(question.title, text, .normal, width)
            case .asks(let names)?:
                return Self.line(
                    question.title, "asks for " + names.map { $0.lowercased() }.joined(separator: ", "), .dim, width)
            case .cannot(let reason)?: return Self.line(question.title, reason, .dim, width)
            }
        }
    }

    /// The title, and at the right what is known; the title gives way first where there is no room, but not below half.
    /// What is cut ends in a mark: a part of a number would be another number.
    private static func line(_ title: String, _ right: String, _ style: Style, _ width: Int) -> TextLine {
        let right = right.count <= width / 2 ? right : right.split(separator: ":").first.map(String.init) ?? right
        let room = max(8, width - right.count - 5)
        let left = title.count <= room ? title : String(title.prefix(room - 1)) + ">"
        let gap = String(repeating: " ", count: max(1, width - 3 - left.count - right.count))
        return TextLine("   " + left + gap).adding(right.cut(max(0, width - 4 - left.count)), style)
    }

    private func why(_ question: AuditCatalog.Question, _ desk: Desk, _ width: Int) -> [TextLine] {
        var lines = TextLine.folded(question.why + ".", width: width, .title)
        switch desk.book.counts[question.id] {
        case .cannot(let reason)?: lines += TextLine.folded("Cannot be answered: " + reason, width: width, .warning)
        case .entries(0)? where !question.needsAudit.isEmpty && question.needsAudit != "none":
            lines += TextLine.folded(
                "Nothing found. That means something only where this was audited: \(question.needsAudit).", width: width
            )
        default: if !question.note.isEmpty { lines += TextLine.folded("Note: " + question.note + ".", width: width) }
        }
        return Self.start(of: lines, width) + [TextLine("wrkaud --question \(question.id)", .dim)]
    }

    /// The lines there is room for; dots say that F1 shows more.
    private static func start(of lines: [TextLine], _ width: Int) -> [TextLine] {
        guard lines.count > 2 else { return lines }
        let text = lines[1].text, dots = " ..."
        let start = text.fits(width - dots.count) ? text : text.cut(width - dots.count, mark: "")
        return [lines[0], TextLine(start + dots, lines[1].pieces.first?.style ?? .normal)]
    }

    func topic(_ desk: Desk) -> [TextLine] {
        guard items.indices.contains(cursor.index), case .question(let question) = items[cursor.index] else {
            return []
        }
        let width = max(20, desk.columns - 4)
        let facts = [
            ("", question.why), ("Filter: ", question.filter),
            ("Shown by: ", question.answer.words), ("Counted by: ", question.groupBy.joined(separator: ", ")),
            ("Needs: ", question.needsAudit), ("Note: ", question.note),
            ("On the command line: ", "wrkaud --question " + question.id),
        ]
        return [TextLine(question.title, .title)]
            + facts.filter { !$0.1.isEmpty }.flatMap { TextLine.folded("  " + $0.0 + $0.1, width: width, indent: 4) }
    }
}
