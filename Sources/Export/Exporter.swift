package import Columns
package import JournalIndex

/// Writes rows of a journal in an export format: blocks of rows are made on all cores and written in order.
package struct Exporter: Sendable {
    let provider: any ColumnProvider
    let rows: Permutation
    let columns: [ColumnID]
    let format: any ExportFormat.Type
    let options: ExportOptions

    /// Rows one core takes at a time: enough to pay for the start, small enough to stop within milliseconds.
    static let blockRows = 4_096
    /// Blocks made before any of them is written; bounds the memory of an export.
    static let blocksAtOnce = 32
    /// Up to so many rows are read cell by cell: a column nobody asked for is not built for one page.
    static let fewRows = 512

    /// - Parameter rows: In the order they are to be written; every one below `provider.count`.
    package init(
        _ provider: any ColumnProvider, rows: Permutation, columns: [ColumnID], format: any ExportFormat.Type,
        options: ExportOptions = ExportOptions()
    ) {
        self.provider = provider
        self.rows = rows
        self.columns = columns
        self.format = format
        self.options = options
    }

    /// Writes everything to `sink`.
    ///
    /// - Throws: `Cancelled`, the sink's error, or the source's when its bytes can no longer be read.
    /// - Returns: Entries written.
    @discardableResult
    package func write(to sink: inout some ByteSink & ~Copyable, _ work: Work) throws -> Int {
        let sources = try cellSources(work)
        let layout = ExportLayout(
            columns: columns.map { provider.schema[$0] }, options: options,
            widths: format.measures ? try widths(sources, work) : [])
        try write(format.init(layout), sources, to: &sink, work)
        return rows.count
    }

    private func write(
        _ format: some ExportFormat, _ sources: [CellSource], to sink: inout some ByteSink & ~Copyable, _ work: Work
    ) throws {
        var opening = ExportText()
        format.appendOpening(to: &opening)
        if opening.count > 0 { try sink.write(opening.bytes) }

        let prepared = sources.indices.map { PreparedColumn(sources[$0], index: $0, format, rows: rows.count) }
        let blocks = (rows.count + Self.blockRows - 1) / Self.blockRows
        for first in stride(from: 0, to: blocks, by: Self.blocksAtOnce) {
            let wave = first..<min(first + Self.blocksAtOnce, blocks)
            let texts = Slots<[UInt8]>(wave.count)
            concurrently(wave.count) { index in
                if !work.isCancelled { texts[index] = block(first + index, prepared, format) }
            }
            try work.check()
            for index in 0..<wave.count { try sink.write(texts[index] ?? []) }
            work.progress(Double(wave.upperBound) / Double(blocks))
        }
    }

    private func block(_ index: Int, _ columns: [PreparedColumn], _ format: some ExportFormat) -> [UInt8] {
        let start = index * Self.blockRows
        let part = rows.rows[start..<min(start + Self.blockRows, rows.count)]
        let cells = columns.map { $0.cells(part, format) }
        let text = RowAssembly.text(cells, rows: part.count, rowEnd: format.rowEnd)
        return type(of: format).trimsLines ? RowAssembly.trimmed(text) : text
    }
}
