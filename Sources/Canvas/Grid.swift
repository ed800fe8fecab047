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
    /// Reversed mark standing for a byte that must not reach the terminal.
    case mark
}

/// One cell: a character (a grapheme of width 1 or 2), or the right half of a wide one.
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

    package subscript(row: Int, column: Int) -> GridCell {
        get { cells[row * columns + column] }
        set { cells[row * columns + column] = newValue }
    }

    package static func == (a: Self, b: Self) -> Bool {
        a.rows == b.rows && a.columns == b.columns && a.cells == b.cells && a.cursor?.row == b.cursor?.row
            && a.cursor?.column == b.cursor?.column
    }
}
