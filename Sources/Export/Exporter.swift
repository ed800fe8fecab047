package import Columns
package import JournalIndex

/// Writes rows of a journal in an export format: blocks of rows are made on all cores and written in order.
package struct Exporter: Sendable {
    let provider: any ColumnProvider
    let rows: Permutation
    let columns: [ColumnID]
    let format: any ExportFormat.Type
    let options: ExportOptions

    /// Rows one core takes at a time: enough to pay for the start, so few that their cells stay in its caches.
    static let blockRows = 1_024
    /// Blocks made while so many others are written; bounds the memory of an export.
    static let blocksAtOnce = 64
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
        let (sources, rows) = try cellSources(work)
        let layout = ExportLayout(
            columns: columns.map { provider.schema[$0] }, options: options,
            widths: format.measures ? try widths(sources, rows, work) : [])
        try write(rows, format.init(layout), sources, to: &sink, work)
        return rows.count
    }

    private func write(
        _ rows: Permutation, _ format: some ExportFormat, _ sources: [CellSource],
        to sink: inout some ByteSink & ~Copyable, _ work: Work
    ) throws {
        var opening = ExportText()
        format.appendOpening(to: &opening)
        if opening.count > 0 { try sink.write(opening.bytes) }

        let prepared = try mapped(sources.count, work) { PreparedColumn(sources[$0], index: $0, format, rows: rows.count) }
        let blocks = (rows.count + Self.blockRows - 1) / Self.blockRows
        var made: [[UInt8]] = []
        for first in stride(from: 0, to: blocks, by: Self.blocksAtOnce) {
            let wave = first..<min(first + Self.blocksAtOnce, blocks)
            let texts = Slots<[UInt8]>(wave.count)
            try meanwhile({
                concurrently(wave.count) { index in
                    if !work.isCancelled { texts[index] = block(first + index, rows, prepared, format) }
                }
            }) {
                for text in made { try sink.write(text) }
            }
            try work.check()
            made = (0..<wave.count).map { texts[$0] ?? [] }
            work.progress(Double(wave.upperBound) / Double(blocks))
        }
        for text in made { try sink.write(text) }
    }

    private func block(
        _ index: Int, _ rows: Permutation, _ columns: [PreparedColumn], _ format: some ExportFormat
    ) -> [UInt8] {
        let start = index * Self.blockRows
        let part = RowBlock(rows.rows(in: start..<min(start + Self.blockRows, rows.count))[...])
        let cells = columns.map { $0.cells(part, format) }
        let text = RowAssembly.text(cells, rows: part.count, rowEnd: format.rowEnd)
        return type(of: format).trimsLines ? RowAssembly.trimmed(text) : text
    }
}
