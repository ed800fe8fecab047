/// Cells that name a shared text which the workbook does not have: null in the rows made of a sheet, where nothing else stands
/// without quotes, and told.
enum MissingSheetTexts {
    /// How such a cell is written.
    static let cell = Array("<NULL>".utf8)

    /// Says of records which cells have no text.
    ///
    /// - Parameter block: What the batch was read from.
    /// - Complexity: O(*n*) in bytes; one search for a mark that few cells hold.
    static func note(_ batch: inout RecordBatch, _ block: RawSpan, _ reader: CSVReader) {
        var found: [RecordIssue] = []
        var (record, at) = (0, 0)
        while let mark = block.first(cell[0], from: at) {
            at = mark + 1
            guard mark + cell.count <= block.byteCount, block.equals(cell, at: mark..<mark + cell.count) else { continue }
            record = batch.firstRecord(endingBehind: mark, from: record)
            guard record < batch.records.count else { break }
            let range = Int(batch.records[record].lowerBound)..<Int(batch.records[record].upperBound)
            let message = reader.cells(ofRecord: range, in: block).enumerated().filter { block.equals(cell, at: $1) }
                .map { "\(reader.columnName(ofCell: $0.offset)): the workbook does not have the text that this cell names" }
            if !message.isEmpty { found.append(RecordIssue(record: record, message: message.joined(separator: "; "))) }
            at = range.upperBound
        }
        batch.note(found)
    }
}

extension RecordBatch {
    /// The first record from `start` on that ends behind `place`; as many as there are where none does.
    fileprivate func firstRecord(endingBehind place: Int, from start: Int) -> Int {
        var (low, high) = (start, records.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(records[middle].upperBound) > place { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
