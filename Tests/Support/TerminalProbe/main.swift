import Canvas
import Glibc
import Terminal

// Shows what the terminal room does, for the tests of that room: the size, the last event, text that must not get
// through. One key, one trouble.

struct Probe {
    var lines: [String] = []

    /// Uses the stack up.
    func deeper(_ depth: Int) -> Int {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 512) { room in
            room[0] = depth
            return depth < .max ? deeper(depth + 1) + room[0] : 0
        }
    }

    func picture(_ terminal: CursesTerminal) -> Grid {
        var grid = Grid(rows: terminal.size.rows, columns: terminal.size.columns)
        grid.put("Probe \(grid.rows)x\(grid.columns)", row: 0, column: 0, style: .title)
        grid.put("hostile \u{1B}]0;owned\u{7}\u{9B}2J\u{202E}x", row: 1, column: 0)
        grid.put("wide 監査|\u{E9}|\u{1F511}|", row: 2, column: 0)
        for (index, style) in Style.allCases.enumerated() {
            grid.put("\(style)", row: 3 + index, column: 0, style: style, width: 14)
        }
        for (index, line) in lines.suffix(8).enumerated() { grid.put(line, row: 3 + index, column: 20) }
        grid.put(terminal.notice ?? "", row: grid.rows - 1, column: 0)
        if let prefix = terminal.prefix { grid.put(prefix, row: 0, column: 40) }
        grid.cursor = (row: 4, column: 10)
        return grid
    }

    mutating func run(_ terminal: CursesTerminal) {
        while true {
            terminal.draw(picture(terminal))
            let report = terminal.next()
            lines.append("\(report)".replacing("Terminal.", with: "").replacing("Canvas.", with: ""))
            switch report {
            case .event(.key(.character("q"))), .event(.key(.function(3))), .closed: return
            case .event(.key(.character("x"))): exit(7)
            case .event(.key(.character("o"))): lines.append("\(deeper(1))")
            case .event(.key(.character("p"))): preconditionFailure("asked to")
            case .event(.key(.control("z"))), .suspend: terminal.suspend()
            case .event(.key(.control("l"))): terminal.redraw()
            case .event(.key(.character("y"))): lines.append("copied \(terminal.copy("JSMITH"))")
            case .event(.key(.character("w"))):
                let waker = terminal.waker
                Task.detached { waker.wake() }
            default: break
            }
        }
    }
}

do {
    var options = TerminalOptions()
    options.allowsCopy = CommandLine.arguments.contains("--copy")
    options.blackBackground = CommandLine.arguments.contains("--black")
    let terminal = try CursesTerminal(options)
    var probe = Probe()
    probe.run(terminal)
    terminal.stop()
    print("gone")
} catch {
    print(Sanitizer.plain(error.description))
    exit(1)
}
