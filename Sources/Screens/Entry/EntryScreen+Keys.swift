import Canvas
import Cases
import JournalIndex
import Query

extension EntryScreen {
    static var entryRows: [KeyRow<EntryScreen>] {
        [
            KeyRow([.enter, .character("J")], [CommandName("next-entry")], "Next entry", "Displays the next entry of the report.") {
                screen, desk, argument in screen.go(by: argument.number ?? 1, &desk)
            },
            KeyRow([.function(14), .character("K")], [CommandName("previous-entry")], "Previous", "Displays the entry before.") {
                screen, desk, argument in screen.go(by: -(argument.number ?? 1), &desk)
            },
            KeyRow([.function(6), .function(15), .character("e")], [CommandName("data")], "Only data",
                "Shows only the entry specific data, or everything again.") { screen, desk, _ in screen.show(.data, desk) },
            KeyRow([.function(10), .character("i")], [CommandName("details")], "Only details",
                "Shows only the heading and what is computed, or everything again.") { screen, desk, _ in screen.show(.details, desk) },
            KeyRow([.function(11), .character("v")], [CommandName("view")], "Record",
                "Shows only the record's characters and bytes, or everything again.") { screen, desk, _ in screen.show(.record, desk) },
            KeyRow([.character("x")], [CommandName("hex")], "Hexadecimal", "Shows the bytes in hexadecimal, or no longer.") {
                screen, _, _ in screen.showsHex.toggle()
            },
            KeyRow([.character(",")], [CommandName("include")], "Include only",
                "Goes back to the report and shows only entries with the value of this field.") { screen, desk, _ in
                screen.include(&desk)
            },
            KeyRow([.character("m")], [CommandName("mark")], "Mark", "Marks the entry, or takes the mark away.") { screen, desk, _ in
                desk.toggleMark(screen.row)
            },
            KeyRow([.character(";")], [CommandName("note", "[TEXT]")], "Note", "Writes a note and tags on the entry, which marks it.") {
                screen, desk, argument in
                guard let text = argument.words else { return desk.open(NoteScreen(desk, row: screen.row)) }
                desk.write(tags: desk.casebook.note(screen.row)?.tags ?? [], text: text, row: screen.row)
            },
            KeyRow([.character("y")], [CommandName("copy")], "Copy value", "Copies the value of this field to the terminal's clipboard.") {
                screen, desk, _ in
                guard let field = screen.field else { return desk.refuse("There is no field on this line.") }
                desk.copy([field.cell])
            },
            KeyRow([.character("Y")], [], "Copy entry", "Copies all fields, one to a line.") { screen, desk, _ in
                let fields = screen.entry.heading + screen.entry.specific + screen.entry.derived
                let values = fields.filter { !$0.cell.isEmpty }.map { "\($0.name)=\($0.cell.exportText)" }
                desk.copy(values, separator: "\n")
            },
            KeyRow([.function(7), .character("/")], [CommandName("find", "TEXT")], "Find", "Finds text in the lines of this entry.") {
                screen, desk, argument in
                guard let text = argument.words else { return desk.open(CommandLine(.find)) }
                screen.find(text, &desk)
            },
            KeyRow([.function(16), .character("n")], [CommandName("next")], "Find next", "Finds the text again, further down.") {
                screen, desk, _ in screen.findAgain(1, &desk)
            },
            KeyRow([.character("N")], [CommandName("prev")], "Find previous", "Finds the text again, further up.") { screen, desk, _ in
                screen.findAgain(-1, &desk)
            },
        ]
    }

    static var movingRows: [KeyRow<EntryScreen>] {
        func row(_ keys: [Key], _ name: String, _ help: String) -> KeyRow<EntryScreen> {
            let first = keys[0]
            return KeyRow(keys, [], name, help) { screen, desk, argument in
                let page = screen.pageSize(desk)
                _ = screen.cursor.take(first, count: screen.lines.count, page: page, number: argument.number)
            }
        }
        return [
            row([.down, .character("j")], "Down", "Goes to the next line."),
            row([.up, .character("k")], "Up", "Goes to the line before."),
            row([.pageDown, .character(" "), .character("f"), .control("f")], "Page down", "Shows the next lines."),
            row([.pageUp, .character("b"), .control("b")], "Page up", "Shows the lines before."),
            row([.control("d"), .character("d")], "Half page down", "Shows the next half page."),
            row([.control("u")], "Half page up", "Shows the half page before."),
            row([.home, .character("g"), .function(17)], "Top", "Goes to the first line."),
            row([.end, .character("G"), .function(18)], "Bottom", "Goes to the last line."),
        ]
    }

    mutating func resume(_ result: StepResult, _ desk: inout Desk) {
        if case .line(.find, let text) = result { find(text, &desk) }
    }

    private mutating func include(_ desk: inout Desk) {
        guard let field, desk.shownJournal.schema.columns.indices.contains(field.column.index) else {
            return desk.refuse("There is no field on this line.")
        }
        guard let filter = Filter.keeping(field.cell, of: desk.shownJournal.schema[field.column]) else {
            return desk.refuse("This value could not be read, so no condition finds it.")
        }
        desk.add(filter)
        desk.steps.append(.toReport)
    }

    private mutating func find(_ text: String, _ desk: inout Desk) {
        guard !text.isEmpty else { return findAgain(1, &desk) }
        desk.find = FindRequest(text: text)
        findAgain(1, &desk)
    }

    private mutating func findAgain(_ step: Int, _ desk: inout Desk) {
        guard let text = desk.find?.text.lowercased() else { return desk.refuse("There is nothing to find yet. Press / and type a text.") }
        guard !lines.isEmpty else { return }
        for distance in 1...lines.count {
            let index = ((cursor.index + step * distance) % lines.count + lines.count) % lines.count
            if lines[index].text.text.lowercased().contains(text) { return cursor.move(to: index) }
        }
        desk.refuse("\(desk.find?.text ?? "") is not in this entry. F12 goes back to the report to look through the others.")
    }
}
