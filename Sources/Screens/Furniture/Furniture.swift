import Canvas
import JournalIndex
import Query

extension Desk {
    /// Draws title, function keys and messages, and returns where the body goes.
    func drawPage<S: Screen>(_ screen: S, into grid: inout Grid, title: String? = nil, isMore: Bool) -> PageFrame {
        let frame = PageFrame(rows: grid.rows)
        grid.putTitle(title ?? S.name, row: frame.title)
        grid.putMore(isMore, row: frame.more)
        drawKeys(screen, into: &grid, row: frame.keys)
        return frame
    }

    func drawKeys<S: Screen>(_ screen: S, into grid: inout Grid, row: Int?) {
        guard let row else { return }
        grid.put(Legend.page(legendPage, screen.keyInfos, first: S.mainKeys, width: grid.columns), row: row, column: 0, style: .instruction)
    }

    /// The last line: what runs, else the message, else how far reading is; at the right the digits typed so far. A
    /// message that is longer takes the line of keys, too: its end says what to do.
    func drawMessage(into grid: inout Grid) {
        let frame = PageFrame(rows: grid.rows)
        guard let row = frame.message else { return }
        let (text, style) = messageLine(in: grid)
        let column = min(1, max(0, grid.columns - 1))
        // What stands there for longer, as how far reading is, leaves the keys alone.
        let mayGrow = frame.keys != nil && text == note?.text
        let lines = Self.lines(of: text, width: grid.columns - column, most: mayGrow ? 2 : 1)
        for (line, place) in zip(lines.reversed(), [row, row - 1]) {
            if place < row { grid.fill(row: place, column: 0, rows: 1, columns: grid.columns) }
            grid.put(line, row: place, column: column, style: style)
        }
        guard !digits.isEmpty else { return }
        grid.putRight(" " + digits, row: row, style: .title)
    }

    /// One line, or two where one is too short and there is room; what is longer still is cut, and Z shows it.
    private static func lines(of text: String, width: Int, most: Int) -> [String] {
        guard most > 1, width > 8, !text.fits(width) else { return [text.cut(width)] }
        let lines = TextLine.folded(text.cut(3 * width), width: width).map(\.text)
        return [lines[0].cut(width), lines.dropFirst().joined(separator: " ").cut(width)]
    }

    private func messageLine(in grid: Grid) -> (String, Style) {
        if let job = jobs.filter({ !$0.value.isQuiet }).max(by: { $0.key < $1.key })?.value {
            let share = job.done.map { " \(percent($0))%" } ?? ""
            return ("X SYSTEM  \(job.label)...\(share)  Ctrl-C stops", .title)
        }
        if let note { return (note.text, note.kind == .failure ? .error : .title) }
        if grid.rows < 10 || grid.columns < 40 {
            return ("Display size 24 x 80 works best; this is \(grid.rows) x \(grid.columns).", .title)
        }
        if journal.isLoading {
            let sources = journal.sources
            let line = ReadingLine(
                bytesRead: sources.reduce(0) { $0 + $1.bytesRead },
                bytes: sources.allSatisfy(\.isSizeKnown) ? sources.reduce(0) { $0 + $1.bytes } : 0,
                entries: journal.count, seconds: journal.readingSeconds)
            return (line.text(width: grid.columns - 2), .title)
        }
        return ("", .normal)
    }

    private func percent(_ share: Double) -> Int {
        share.isFinite ? Int(min(1, max(0, share)) * 100) : 0
    }
}
