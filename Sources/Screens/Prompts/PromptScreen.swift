import Canvas

/// One line of a prompt: label, entry field, what may be typed.
struct PromptLine: Sendable {
    var label: String
    var field: EntryField
    /// Cells of the field on the screen.
    var width: Int
    var choices: String

    init(_ label: String, _ text: String = "", width: Int, maximum: Int = EntryField.longest, _ choices: String) {
        self.label = label
        self.width = width
        self.choices = choices
        field = EntryField(text, maximum: maximum)
    }
}

/// A screen of entry fields, one to a line: "Type choices, press Enter."
protocol PromptScreen: Screen {
    var lines: [PromptLine] { get set }
    /// The line that has the cursor.
    var index: Int { get set }
}

extension PromptScreen {
    var isTyping: Bool { true }

    mutating func type(_ key: Key, _ desk: inout Desk) -> Bool {
        lines.indices.contains(index) && lines[index].field.take(key)
    }

    mutating func paste(_ text: String, _ desk: inout Desk) -> Bool {
        guard lines.indices.contains(index) else { return false }
        if let reason = lines[index].field.paste(text) { desk.refuse(reason) }
        return true
    }

    mutating func next(_ step: Int) { index = (index + step + lines.count) % max(1, lines.count) }

    /// Puts the cursor into a field and shows it reversed.
    mutating func reject(_ line: Int, _ reason: String, cursor: Int? = nil, _ desk: inout Desk) {
        index = line
        lines[line].field.set(lines[line].field.text, cursor: cursor)
        lines[line].field.isWrong = true
        desk.refuse(reason)
    }

    func drawPrompt(into grid: inout Grid, _ desk: Desk) {
        let frame = PageFrame(rows: grid.rows)
        grid.putTitle(Self.name, row: frame.title)
        desk.drawKeys(self, into: &grid, row: frame.keys)
        var body = frame.body
        if body.count > lines.count + 1 {
            grid.put("Type choices, press Enter.", row: body.lowerBound, column: 1, style: .instruction)
            body = body.lowerBound + 2..<max(body.lowerBound + 2, body.upperBound)
        }
        let page = max(1, body.count)
        let first = min(max(0, index - page + 1), max(0, lines.count - page))
        for (offset, line) in lines.enumerated().dropFirst(first).prefix(page) {
            draw(line, at: offset, row: body.lowerBound + offset - first, into: &grid)
        }
        grid.putMore(first + page < lines.count, row: frame.more)
    }

    private func draw(_ line: PromptLine, at offset: Int, row: Int, into grid: inout Grid) {
        let isWide = grid.columns >= 60
        let fieldColumn = isWide ? 30 : min(grid.columns, 18)
        let labelWidth = max(0, fieldColumn - 3)
        grid.put(isWide ? line.label.label(labelWidth, colon: false) : String(line.label.prefix(labelWidth)), row: row, column: 1)
        if !line.field.isEmpty { grid.put(">", row: row, column: fieldColumn - 2, style: .title) }
        let width = min(line.width, max(1, grid.columns - fieldColumn - 1))
        line.field.draw(into: &grid, row: row, column: fieldColumn, width: width, focused: offset == index)
        let choices = fieldColumn + line.width + 2
        if choices + 8 < grid.columns {
            let room = grid.columns - choices - 1
            let text = line.choices.count <= room ? line.choices : String(line.choices.prefix(max(0, room - 3))) + "..."
            grid.put(text, row: row, column: choices, style: .dim)
        }
    }
}

extension KeyRow where S: PromptScreen {
    static var promptMoving: [KeyRow] {
        [
            KeyRow([.tab, .down], [], "Next field", "Goes to the next field.") { screen, _, _ in screen.next(1) },
            KeyRow([.backtab, .up], [], "Previous field", "Goes to the field before.") { screen, _, _ in screen.next(-1) },
        ]
    }
}
