import Canvas

/// A screen of lines that are read, not chosen from: the window moves, there is no cursor.
protocol TextScreen: Screen {
    var scroll: Int { get set }
    /// Lines for a screen so many cells wide.
    func lines(_ desk: Desk) -> [TextLine]
    var title: String { get }
}

extension TextScreen {
    var title: String { Self.name }

    func pageSize(_ desk: Desk) -> Int { max(1, PageFrame(rows: desk.rows).body.count) }

    mutating func settle(_ desk: inout Desk) {
        scroll = min(max(0, scroll), max(0, lines(desk).count - pageSize(desk)))
    }

    func draw(into grid: inout Grid, _ desk: Desk) {
        let lines = lines(desk)
        let frame = desk.drawPage(self, into: &grid, title: title, isMore: scroll + pageSize(desk) < lines.count)
        for (index, line) in lines.dropFirst(scroll).prefix(frame.body.count).enumerated() {
            line.draw(into: &grid, row: frame.body.lowerBound + index, column: 1)
        }
        grid.cursor = (min(frame.body.lowerBound, grid.rows - 1), 0)
    }
}

extension KeyRow where S: TextScreen {
    /// Moving in a text.
    static var scrolling: [KeyRow] {
        func row(_ keys: [Key], _ name: String, _ help: String, _ by: @escaping @Sendable (S, Desk, Int) -> Int) -> KeyRow {
            KeyRow(keys, [], name, help) { screen, desk, argument in
                let (sum, overflow) = screen.scroll.addingReportingOverflow(by(screen, desk, max(1, argument.number ?? 1)))
                if !overflow { screen.scroll = sum }
            }
        }
        return [
            row([.down, .character("j")], "Down", "Moves one line down.") { _, _, n in n },
            row([.up, .character("k")], "Up", "Moves one line up.") { _, _, n in -n },
            row([.pageDown, .character(" "), .character("f"), .control("f")], "Page down", "Shows the next lines.") { s, d, n in
                s.pageSize(d)
            },
            row([.pageUp, .character("b"), .control("b")], "Page up", "Shows the lines before.") { s, d, _ in -s.pageSize(d) },
            row([.control("d")], "Half page down", "Shows the next half page.") { s, d, _ in max(1, s.pageSize(d) / 2) },
            row([.control("u")], "Half page up", "Shows the half page before.") { s, d, _ in -max(1, s.pageSize(d) / 2) },
            row([.home, .character("g"), .function(17)], "Top", "Goes to the first line.") { s, _, _ in -s.scroll },
            row([.end, .character("G"), .function(18)], "Bottom", "Goes to the last line.") { s, d, _ in s.lines(d).count },
        ]
    }

    /// Enter, as on the system's information screens.
    static var enterToContinue: KeyRow {
        KeyRow([.enter], [], "Continue", "Goes back one screen.") { _, desk, _ in desk.back() }
    }
}
