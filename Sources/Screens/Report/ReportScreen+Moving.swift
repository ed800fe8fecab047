import Canvas

extension ReportScreen {
    private func page(_ desk: Desk) -> Int { desk.page(preview: previewLines(desk)) }

    static var movingRows: [KeyRow<ReportScreen>] {
        [
            KeyRow([.down, .character("j")], [], "Down", "Goes to the next entry; with a number before it, so many lines.") {
                _, desk, argument in desk.move(by: argument.number ?? 1)
            },
            KeyRow([.up, .character("k")], [], "Up", "Goes to the entry before; with a number before it, so many lines.") {
                _, desk, argument in desk.move(by: -(argument.number ?? 1))
            },
            KeyRow([.pageDown, .character(" "), .character("f"), .control("f")], [], "Page down", "Shows the next lines.") {
                screen, desk, _ in desk.turn(by: screen.page(desk), page: screen.page(desk))
            },
            KeyRow([.pageUp, .character("b"), .control("b")], [], "Page up", "Shows the lines before.") { screen, desk, _ in
                desk.turn(by: -screen.page(desk), page: screen.page(desk))
            },
            KeyRow([.control("d"), .character("d")], [], "Half page down", "Shows the next half page.") { screen, desk, _ in
                desk.turn(by: max(1, screen.page(desk) / 2), page: screen.page(desk))
            },
            KeyRow([.control("u")], [], "Half page up", "Shows the half page before.") { screen, desk, _ in
                desk.turn(by: -max(1, screen.page(desk) / 2), page: screen.page(desk))
            },
            KeyRow([.function(17), .character("g"), .home], [CommandName("0")], "Top",
                "Goes to the first line; with a number before it, to that line.") { screen, desk, argument in
                if let line = argument.number { desk.go(toLine: line, page: screen.page(desk)) } else { desk.goToTop() }
            },
            KeyRow([.function(18), .character("G"), .end], [CommandName("$")], "Bottom",
                "Goes to the last line; with a number before it, to that line: 120G, or :120.") { screen, desk, argument in
                if let line = argument.number {
                    desk.go(toLine: line, page: screen.page(desk))
                } else {
                    desk.goToBottom(page: screen.page(desk))
                }
            },
            KeyRow([.character("t")], [CommandName("at", "DATE [TIME]")], "Position to",
                "Goes to a line or a time: a number, T, B, +n, -n, 2026-11-02 08:30, 11-02 or 08:30.") { screen, desk, argument in
                guard let text = argument.words else { return screen.focus = .position }
                if let reason = desk.position(to: text) { desk.refuse(reason) }
            },
            KeyRow([.tab], [], "Next field", "Goes to Position to, then to Shift to column, then back to the list.") {
                screen, _, _ in screen.focus = .position
            },
            KeyRow([.backtab], [], "Previous field", "Goes to Shift to column, then to Position to, then back to the list.") {
                screen, _, _ in screen.focus = .shift
            },
        ]
    }

    static var shiftingRows: [KeyRow<ReportScreen>] {
        [
            KeyRow([.function(19), .character("H"), .shiftLeft], [CommandName("left")], "Left",
                "Shifts the report by one window to the left.") { _, desk, _ in desk.shiftWindow(right: false) },
            KeyRow([.function(20), .character("L"), .shiftRight], [CommandName("right")], "Right",
                "Shifts the report by one window to the right.") { _, desk, _ in desk.shiftWindow(right: true) },
            KeyRow([.right, .character("l")], [], "Next column", "Goes to the next column.") { _, desk, argument in
                desk.moveColumn(by: argument.number ?? 1)
            },
            KeyRow([.left, .character("h")], [], "Previous column", "Goes to the column before.") { _, desk, argument in
                desk.moveColumn(by: -(argument.number ?? 1))
            },
            KeyRow([.character("0")], [], "First column", "Goes to the first column. After a digit it is part of the number.") {
                _, desk, _ in
                desk.report.place.shift = 0
                desk.goToColumn(0, desk.layout)
            },
            KeyRow([.character("$")], [], "Last column", "Goes to the last column.") { _, desk, _ in
                let layout = desk.layout
                desk.goToColumn(layout.columns.count - 1, layout)
            },
            KeyRow([.character("|")], [CommandName("col", "N", completes: .columns)], "Shift to column",
                "Starts the window at a character of the report (45|), or goes to the column named.") { screen, desk, argument in
                guard let text = argument.words ?? argument.number.map(String.init) else { return screen.focus = .shift }
                if let reason = desk.shift(to: text) { desk.refuse(reason) }
            },
            KeyRow([.function(21), .character("!")], [CommandName("split", "COL", completes: .columns)], "Split",
                "Holds the columns left of the cursor while the rest shifts; again, or at the first column, lets them go.") {
                _, desk, argument in desk.split(argument)
            },
        ]
    }
}
