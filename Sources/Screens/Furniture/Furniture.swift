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

    /// The last line: what runs, else the message, else how far reading is; at the right the digits typed so far.
    func drawMessage(into grid: inout Grid) {
        guard let row = PageFrame(rows: grid.rows).message else { return }
        let (text, style) = messageLine(in: grid)
        grid.put(text, row: row, column: min(1, max(0, grid.columns - 1)), style: style)
        guard !digits.isEmpty else { return }
        grid.putRight(" " + digits, row: row, style: .title)
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
                bytesRead: sources.reduce(0) { $0 + $1.bytesRead }, bytes: sources.reduce(0) { $0 + $1.bytes },
                entries: journal.count, seconds: journal.readingSeconds)
            return (line.text(width: grid.columns - 2), .title)
        }
        return ("", .normal)
    }

    private func percent(_ share: Double) -> Int {
        share.isFinite ? Int(min(1, max(0, share)) * 100) : 0
    }
}
