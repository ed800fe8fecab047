package import JournalIndex

/// A small table that is no journal (counts, lists) written in an export format.
package struct ExportTable: Sendable {
    package var columns: [ColumnDefinition]
    /// One cell per column.
    package var rows: [[Cell]]

    package init(columns: [ColumnDefinition], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// - Throws: The sink's error.
    package func write(
        to sink: inout some ByteSink & ~Copyable, format: any ExportFormat.Type, options: ExportOptions = ExportOptions()
    ) throws {
        let layout = ExportLayout(columns: columns, options: options, widths: format.measures ? widths : [])
        try write(to: &sink, format.init(layout))
    }

    private func write(to sink: inout some ByteSink & ~Copyable, _ format: some ExportFormat) throws {
        var text = ExportText()
        format.appendOpening(to: &text)
        for row in rows {
            for (column, cell) in row.enumerated() { format.append(cell, column: column, to: &text) }
            if type(of: format).trimsLines { text.dropTrailingBlanks() }
            text.append(format.rowEnd)
            if text.count > 1 << 16 {
                try sink.write(text.bytes)
                text.removeAll()
            }
        }
        try sink.write(text.bytes)
    }

    private var widths: [Int] {
        columns.indices.map { column in
            let longest = rows.reduce(0) { max($0, VisibleText.width(VisibleText.of($1[column].exportText))) }
            return min(longest, ExportLayout.widestColumn)
        }
    }
}
