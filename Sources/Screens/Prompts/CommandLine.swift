import Canvas
import JournalIndex
import Query

/// What a typed line is for.
enum LinePurpose: Equatable, Sendable {
    case command, find
    /// The text of a condition, by its place; one behind the last for a new one.
    case condition(Int)
}

/// One line typed at the bottom of the screen below: a command, a text to find, a condition.
struct CommandLine: Screen {
    static let name = "Command line"
    static let about = "Type a command of the key list, a line number, or F1 to F24, and press Enter."

    let purpose: LinePurpose
    var field: EntryField
    /// Lines typed before, oldest first, and which of them is shown.
    private var history: [String] = []
    private var recalled: Int?
    private var completions: [String] = []

    init(_ purpose: LinePurpose, text: String = "", cursor: Int? = nil) {
        self.purpose = purpose
        field = EntryField()
        field.set(text, cursor: cursor)
        field.isWrong = cursor != nil
    }

    var isOverlay: Bool { true }
    var isTyping: Bool { true }

    static let keys = KeyTable<CommandLine>(
        [
            KeyRow([.enter], [], "Run", "Does what was typed.") { screen, desk, _ in screen.submit(&desk) },
            KeyRow([.tab, .function(4)], [], "Complete", "Completes the command or the name of a column.") { screen, desk, _ in
                screen.complete(desk)
            },
            KeyRow([.function(9), .up], [], "Retrieve", "Brings back the command typed before.") { screen, _, _ in screen.recall(-1) },
            KeyRow([.down], [], "Next command", "Brings back the command typed after.") { screen, _, _ in screen.recall(1) },
        ] + KeyRow.commonWhileTyping)

    mutating func appear(_ desk: inout Desk) {
        history = desk.commands
        recalled = nil
    }

    mutating func type(_ key: Key, _ desk: inout Desk) -> Bool {
        completions = []
        if key == .backspace, field.isEmpty {
            desk.back()
            return true
        }
        return field.take(key)
    }

    mutating func paste(_ text: String, _ desk: inout Desk) -> Bool {
        if let reason = field.paste(text) { desk.refuse(reason) }
        return true
    }

    private mutating func submit(_ desk: inout Desk) {
        let text = field.text.trimmingBlanks
        switch purpose {
        case .command:
            desk.back()
            guard !text.isEmpty else { return }
            desk.commands.removeAll { $0 == text }
            desk.commands.append(text)
            if desk.commands.count > Self.keptCommands { desk.commands.removeFirst() }
            desk.steps.append(.command(text))
        case .find: desk.steps.append(.backWith(.line(.find, text)))
        case .condition:
            do {
                if !text.isEmpty { _ = try desk.filter(text) }
                desk.steps.append(.backWith(.line(purpose, text)))
            } catch {
                field.set(field.text, cursor: error.position)
                field.isWrong = true
                desk.refuse(error.description)
            }
        }
    }

    private static let keptCommands = 200

    private mutating func recall(_ step: Int) {
        guard purpose == .command, !history.isEmpty else { return }
        let next = (recalled ?? history.count) + step
        guard next >= 0 else { return }
        recalled = min(next, history.count)
        field.set(next < history.count ? history[next] : "")
    }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let last = grid.rows >= 2 ? grid.rows - 2 : 0
        let row = grid.rows >= 6 ? last - 1 : last
        if grid.rows >= 6 {
            grid.fill(row: row - 1, column: 0, rows: 3, columns: grid.columns)
            grid.put(headline, row: row - 1, column: 1, style: completions.isEmpty ? .normal : .instruction)
            desk.drawKeys(self, into: &grid, row: row + 1)
        }
        grid.fill(row: row, column: 0, rows: 1, columns: grid.columns)
        grid.put("===>", row: row, column: min(1, grid.columns - 1))
        field.draw(into: &grid, row: row, column: 6, width: grid.columns - 7, focused: true)
        if grid.cursor == nil { grid.cursor = (row, max(0, min(6, grid.columns - 1))) }
    }

    private var headline: String {
        if !completions.isEmpty { return completions.joined(separator: "  ") }
        switch purpose {
        case .command: return "Command, line number, or F1 to F24"
        case .find: return "Find"
        case .condition: return "Condition"
        }
    }
}

extension CommandLine {
    /// Completes the word before the cursor as far as it is certain, and shows what it can become.
    private mutating func complete(_ desk: Desk) {
        let before = String(field.text.prefix(field.cursor))
        let word = String(before.reversed().prefix { !" ,()=<>".contains($0) }.reversed())
        let isFirst = purpose == .command && !before.drop { $0 == " " }.contains(" ")
        let candidates = isFirst ? commandNames : ColumnNames.completions(desk.journal.schema)
        let wanted = word.lowercased()
        let found = candidates.filter { $0.lowercased().hasPrefix(wanted) }
        guard let first = found.first else { return completions = ["Nothing begins with \(word)."] }
        let common = found.dropFirst().reduce(first) { Self.commonStart($0, $1) }
        let ending = found.count == 1 ? common + " " : common
        if ending.count > word.count || found.count == 1 {
            for _ in word { _ = field.take(.backspace) }
            field.insert(ending)
        }
        completions = found.count > 1 ? Array(found.prefix(40)) : []
    }

    private var commandNames: [String] { CommandNames.all(ReportScreen.keys.rows.map(\.info)).map(\.name).sorted() }

    private static func commonStart(_ a: String, _ b: String) -> String {
        String(zip(a, b).prefix { $0.0.lowercased() == $0.1.lowercased() }.map(\.0))
    }
}

extension ColumnNames {
    /// Short names, then columns.
    static func completions(_ schema: Schema) -> [String] {
        ShortName.allCases.map(\.rawValue) + schema.columns.map(\.name)
    }
}
