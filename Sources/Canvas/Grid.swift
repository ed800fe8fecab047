/// What a cell is for; the terminal turns it into colours and attributes. Colour is never the only signal.
package enum Style: UInt8, Sendable, CaseIterable {
    /// Green: data and labels.
    case normal
    /// White: titles, column headings, More... and Bottom, messages.
    case title
    /// Blue: instructions, option legend, function keys.
    case instruction
    /// Underscored green: an entry field.
    case field
    /// White reverse: an entry field in error.
    case fieldError
    /// Reversed: the cell or row under the cursor.
    case cursor
    /// Red: errors and critical entries.
    case error
    /// Yellow: warnings, what is inferred or not sure.
    case warning
    /// Pink with underline: a sorted column, found text.
    case emphasis
    /// Turquoise: secondary data.
    case dim
    /// Reversed mark standing for a byte that must not reach the terminal, or for a character that the locale does not have.
    case mark
}

/// One cell: a character (a character of width 1 or 2 with its combining marks), or the right half of a wide one.
package struct GridCell: Equatable, Sendable {
    /// Empty for the right half of a wide character.
    package var text: String
    package var style: Style
    package init(_ text: String = " ", _ style: Style = .normal) {
        self.text = text
        self.style = style
    }
}

/// A screen picture: `rows` x `columns` cells, and where the hardware cursor stands. Knows no terminal.
///
/// Only text that went through `Sanitizer` is put into it (`put` does that), so no byte of data reaches the terminal
/// unchecked.
package struct Grid: Equatable, Sendable {
    package let rows: Int
    package let columns: Int
    /// Row-major.
    package private(set) var cells: [GridCell]
    package var cursor: (row: Int, column: Int)?

    package init(rows: Int, columns: Int) {
        self.rows = max(0, rows)
        self.columns = max(0, columns)
        cells = Array(repeating: GridCell(), count: self.rows * self.columns)
    }

    /// The cell there; a blank outside the grid. Text gets in by `put` alone.
    package subscript(row: Int, column: Int) -> GridCell {
        contains(row, column) ? cells[row * columns + column] : GridCell()
    }

    func contains(_ row: Int, _ column: Int) -> Bool {
        row >= 0 && row < rows && column >= 0 && column < columns
    }

    /// Replaces one cell as it is. A wide character cut in two by it leaves a blank.
    ///
    /// - Precondition: The cell is inside the grid.
    mutating func replace(_ row: Int, _ column: Int, with cell: GridCell) {
        let index = row * columns + column
        if cells[index].text.isEmpty, column > 0 { cells[index - 1].text = " " }
        if column + 1 < columns, cells[index + 1].text.isEmpty { cells[index + 1].text = " " }
        cells[index] = cell
    }

    /// Makes the cell to the right of this one the right half of its character.
    ///
    /// - Precondition: Both cells are inside the grid.
    mutating func makeWide(_ row: Int, _ column: Int) {
        cells[row * columns + column + 1].text = ""
    }

    /// Replaces the style alone.
    mutating func restyle(_ row: Int, _ column: Int, _ style: Style) {
        cells[row * columns + column].style = style
    }

    package static func == (a: Self, b: Self) -> Bool {
        a.rows == b.rows && a.columns == b.columns && a.cells == b.cells && a.cursor?.row == b.cursor?.row
            && a.cursor?.column == b.cursor?.column
    }
}
