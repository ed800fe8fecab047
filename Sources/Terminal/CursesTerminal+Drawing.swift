package import Canvas
import CNcurses

extension CursesTerminal {
    /// Shows `grid`: only cells that differ from what is shown are sent, in one go.
    ///
    /// - Parameter grid: May be larger or smaller than the terminal; what does not fit is cut.
    package func draw(_ grid: Grid) {
        let grid = isUTF8 ? grid : grid.ascii()
        let known = shown.flatMap { $0.rows == grid.rows && $0.columns == grid.columns ? $0 : nil }
        if known == nil { werase(window) }
        if known != grid {
            for row in 0..<min(grid.rows, size.rows) { draw(row, of: grid, over: known) }
        }
        place(grid.cursor)
        shown = grid
        wrefresh(window)
    }

    /// Forgets what is shown: the next `draw` sends everything (Ctrl-L, after a stop).
    package func redraw() {
        shown = nil
        wrkaud_repaint_all()
    }

    /// Rings the bell.
    package func bell() { send([0x07]) }

    private func draw(_ row: Int, of grid: Grid, over known: Grid?) {
        for column in 0..<min(grid.columns, size.columns) {
            let cell = grid[row, column]
            if let known, known[row, column] == cell { continue }
            if cell.text.isEmpty { continue }  // drawn with its left half
            let isWide = column + 1 < grid.columns && grid[row, column + 1].text.isEmpty
            put(cell, row, column, width: isWide ? 2 : 1)
        }
    }

    private func put(_ cell: GridCell, _ row: Int, _ column: Int, width: Int) {
        if width == 2, column + 1 >= size.columns { return write([0x20], cell.style, row, column) }
        if cell.text == " ", cell.style == .field, paint.drawsUnderscores { return write([0x5F], .field, row, column) }
        let scalars = cell.text.unicodeScalars.map(\.value)
        if Self.cells(scalars) == width { return write(scalars, cell.style, row, column) }
        // The C library counts otherwise, and ncurses with it: the rest of the row would slip.
        for offset in 0..<width { write([0x3F], cell.style, row, column + offset) }
    }

    private func write(_ scalars: [UInt32], _ style: Style, _ row: Int, _ column: Int) {
        wrkaud_put(
            window, Int32(row), Int32(column), scalars, Int32(scalars.count), paint.attributes(style), paint.pair(style))
    }

    private static func cells(_ scalars: [UInt32]) -> Int {
        if scalars.count == 1, scalars[0] < 0x7F { return 1 }
        return scalars.reduce(0) { $0 + Int(wrkaud_cells($1)) }
    }

    /// Without a cursor in the picture it is hidden, and stands out of the way where it cannot be.
    private func place(_ cursor: (row: Int, column: Int)?) {
        if let cursor, cursor.row >= 0, cursor.row < size.rows, cursor.column >= 0, cursor.column < size.columns {
            curs_set(1)
            wmove(window, Int32(cursor.row), Int32(cursor.column))
        } else {
            curs_set(0)
            wmove(window, Int32(max(0, size.rows - 1)), 0)
        }
    }
}
