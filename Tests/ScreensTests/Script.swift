import Canvas
import Catalog
import Columns
import Query

@testable import Screens

/// A session driven by keys written as text: `user=QSECOFR<Enter> <F11>` (blanks outside of `< >` are typed, too).
struct Script {
    var session: Session
    var rows: Int
    var columns: Int
    /// Effects that were neither run nor cancelled, oldest first.
    var effects: [Effect] = []
    /// Whether work is done at once.
    var runsWork = true
    /// Whether exports may write; without it they are stopped.
    var writesFiles = false

    init(
        _ journal: any AuditJournal, opening: Opening = .entries([]), questions: [AuditCatalog.Question] = AuditCatalog.questions,
        workbench: Workbench = Workbench(), rows: Int = 24, columns: Int = 80
    ) {
        session = Session(
            journal: journal, rows: rows, columns: columns, questions: questions, opening: opening, workbench: workbench)
        (self.rows, self.columns) = (rows, columns)
        take(session.handle(.resize(rows: rows, columns: columns)))
    }

    init(entries: Int = 100, rows: Int = 24, columns: Int = 80) {
        self.init(IndexedJournal(TestJournal.make(entries), clock: { Timestamp(microseconds: 0) }), rows: rows, columns: columns)
    }

    mutating func keys(_ text: String) { for key in Script.parse(text) { press(key) } }

    mutating func press(_ key: Key) { take(session.handle(.key(key))) }

    mutating func paste(_ text: String) { send(.paste(text)) }

    mutating func send(_ event: TerminalEvent) { take(session.handle(event)) }

    mutating func send(_ message: Message) { take(session.receive(message)) }

    mutating func resize(_ rows: Int, _ columns: Int) {
        (self.rows, self.columns) = (rows, columns)
        take(session.handle(.resize(rows: rows, columns: columns)))
    }

    private mutating func take(_ effects: [Effect]) {
        for effect in effects {
            if case .run(_, let job) = effect, runsWork { send(run(effect, job)) } else { self.effects.append(effect) }
        }
    }

    /// Runs all work that was put off.
    mutating func runWork() {
        let waiting = effects
        effects = []
        runsWork = true
        take(waiting)
    }

    private func run(_ effect: Effect, _ job: Job) -> Message {
        guard case .run(let id, _) = effect else { return .cancelled(id: 0) }
        if job.label.hasPrefix("writing"), !writesFiles { return .cancelled(id: id) }
        do { return try job.body(Work()) } catch is Cancelled { return .cancelled(id: id) } catch { return .failed(id: id, reason: "\(error)") }
    }

    var grid: Grid {
        var grid = Grid(rows: rows, columns: columns)
        session.draw(into: &grid)
        return grid
    }

    var picture: String { grid.text }
    func line(_ number: Int) -> String { grid.line(number - 1) }
    /// The message line, and the line of keys before it where a long message took it.
    var message: String {
        let (above, last) = (grid.line(rows - 2), grid.line(rows - 1))
        let isKeys = rows < 6 || above.hasPrefix(" F1") || above.hasPrefix(" F3") || last.allSatisfy { $0 == " " }
        return (isKeys ? last : above + last).drop { $0 == " " }.description
    }

    var copied: [String] { effects.compactMap { if case .copy(let text) = $0 { text } else { nil } } }
    var hasQuit: Bool { effects.contains { if case .quit = $0 { true } else { false } } }

    static func parse(_ text: String) -> [Key] {
        var keys: [Key] = []
        var rest = text[...]
        while let first = rest.first {
            if first == "<", let end = rest.firstIndex(of: ">"), let key = named(String(rest[rest.index(after: rest.startIndex)..<end])) {
                keys.append(key)
                rest = rest[rest.index(after: end)...]
            } else {
                keys.append(.character(first))
                rest = rest.dropFirst()
            }
        }
        return keys
    }

    private static func named(_ name: String) -> Key? {
        if let key = Key(functionName: name) { return key }
        if name.hasPrefix("Ctrl-"), let letter = name.last { return .control(Character(letter.lowercased())) }
        let keys: [Key] = [
            .enter, .tab, .backtab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
            .shiftLeft, .shiftRight, .shiftUp, .shiftDown,
        ]
        return keys.first { $0.name.filter { $0 != " " } == name }
    }
}

extension Script: CustomStringConvertible {
    var description: String { "\n" + picture }
}
