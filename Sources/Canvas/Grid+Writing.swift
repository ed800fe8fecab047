extension Grid {
    /// Puts `text` from `column` on and returns the column after it, or the right edge where it was cut.
    ///
    /// The only way text gets into a grid. What must not reach a terminal shows as one cell of `Style.mark` each; a wide
    /// character takes two cells and becomes a blank where only one is left. What lies outside is cut.
    ///
    ///     grid.put("QSECOFR", row: 6, column: 1, width: 10)   // padded with three blanks
    ///
    /// - Parameter width: Cut and padded with blanks to exactly so many cells; `nil` takes what the text needs.
    /// - Complexity: O(*w*), *w* the cells up to the right edge; the rest of a long text is not looked at.
    @discardableResult
    package mutating func put(
        _ text: String, row: Int, column: Int, style: Style = .normal, width: Int? = nil
    ) -> Int {
        let limit = min(columns, width.map { column.saturatingAdd(max(0, $0)) } ?? columns)
        guard row >= 0, row < rows, column < columns else { return column }
        var at = column
        Sanitizer.forEachPiece(of: text) { piece in
            guard at < limit else { return false }
            put(piece, row, at, style, limit)
            at += piece.width
            return at < limit
        }
        at = min(at, limit)
        guard let width, width > 0 else { return at }
        for blank in max(0, at)..<max(0, at, limit) { replace(row, blank, with: GridCell(" ", style)) }
        return column.saturatingAdd(width)
    }

    private mutating func put(_ piece: Sanitizer.Piece, _ row: Int, _ column: Int, _ style: Style, _ limit: Int) {
        let style = piece.isMark ? Style.mark : style
        let whole = piece.width == 1 || (column >= 0 && column + 1 < limit && piece.text != "  ")
        for offset in 0..<piece.width where column + offset >= 0 && column + offset < limit {
            replace(row, column + offset, with: GridCell(whole && offset == 0 ? piece.text : " ", style))
        }
        // The right half last: putting a cell beside one turns its neighbour into a blank.
        if whole, piece.width == 2 { makeWide(row, column) }
    }

    /// Fills a rectangle with one character; what lies outside is cut.
    ///
    /// - Parameter character: Shown as `put` would; a wide one as blanks.
    package mutating func fill(
        row: Int, column: Int, rows height: Int, columns width: Int, with character: Character = " ",
        style: Style = .normal
    ) {
        var cell = GridCell(" ", style)
        Sanitizer.forEachPiece(of: String(character)) {
            if $0.width == 1 { cell = GridCell($0.text, $0.isMark ? .mark : style) }
            return false
        }
        let right = min(columns, column.saturatingAdd(width))
        for row in max(0, row)..<max(0, row, min(rows, row.saturatingAdd(height))) {
            for column in max(0, column)..<max(0, column, right) { replace(row, column, with: cell) }
        }
    }

    /// Gives cells of one row another style and leaves their text; cells that are marks stay marks.
    package mutating func setStyle(_ style: Style, row: Int, column: Int, width: Int) {
        guard row >= 0, row < rows else { return }
        let right = min(columns, column.saturatingAdd(width))
        for column in max(0, column)..<max(0, column, right) where self[row, column].style != .mark {
            restyle(row, column, style)
        }
    }

    /// Blanks everything and takes the cursor away.
    package mutating func clear() { self = Grid(rows: rows, columns: columns) }
}

extension Int {
    /// The sum, or the largest value where there is none: a width may be `Int.max`.
    func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
