import CCells

/// Cells of a block of delimited text in which every record is as it should be, as they were cut: cell `c` of record `r`
/// ends at cut `r * width + c`. Nothing is written for them; kernels go through the cuts.
final class CutCells: Sendable {
    private let dialect: Dialect
    private let width: Int
    /// Nobody writes to it any more.
    private let memory: CutMemory
    /// Cuts.
    private let count: Int
    /// One for each wanted column.
    private let places: [CellPlace]
    /// For each byte, whether a cell that starts with it may be null or in quotes.
    private let special: (UInt64, UInt64, UInt64, UInt64)
    private let repeated: [RepeatedCells]

    /// - Parameter memory: `count` cuts, a whole number of records of `width` cells.
    /// - Parameter repeated: Of these records.
    init(
        dialect: Dialect, width: Int, memory: CutMemory, count: Int, places: [CellPlace], repeated: [RepeatedCells] = []
    ) {
        (self.dialect, self.width, self.memory, self.count, self.places) = (dialect, width, memory, count, places)
        self.repeated = repeated
        var words: [UInt64] = [0, 0, 0, 0]
        for byte in [dialect.quote, 0x4E, 0x3C, 0x2D].compactMap({ $0 }) {
            words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
        }
        special = (words[0], words[1], words[2], words[3])
    }

    /// Whether a cell can be found by its cuts alone: the text of the last one may end before its cut.
    func has(_ place: CellPlace) -> Bool { place.kind == .cell && place.cell < width - 1 }

    /// - Parameter column: Among those wanted.
    func has(_ column: Int) -> Bool { has(places[column]) }

    /// - Precondition: `has(column)`, and the block is the one that was cut; that it is as long is checked.
    func withCells(_ column: Int, _ block: UnsafeRawBufferPointer, _ body: (wrkaud_cells) -> Void) {
        precondition(count == 0 || block.count >= end(count - 1), "another block than was cut")
        let place = places[column]
        var cells = wrkaud_cells(
            block: block.baseAddress?.assumingMemoryBound(to: UInt8.self), size: block.count, starts: nil, lengths: nil,
            tags: nil, cuts: memory.entries + place.cell, width: width, special: special,
            quote: dialect.quoteOrNone, plain: FieldRange(start: 0, length: 0, decoder: place.plain).tag,
            null: FieldRange.null.tag, same: nil)
        guard let group = repeated.first(where: { $0.cells.contains(place.cell) }) else { return body(cells) }
        group.bits.withUnsafeBufferPointer { bits in
            cells.same = bits.baseAddress
            body(cells)
        }
    }

    /// - Precondition: `has(column)`, and the record is one of the block's. Checked.
    func field(_ column: Int, _ record: Int, _ block: RawSpan) -> FieldRange {
        let place = places[column], at = record * width + place.cell
        precondition(record >= 0 && at < count, "a record that was not cut")
        let range = (at == 0 ? 0 : end(at - 1) + 1)..<end(at)
        return block.withUnsafeBytes { buffer in
            guard let bytes = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .absent }
            return CSVCells(bytes: bytes, dialect: dialect, hasDoubledQuotes: false).field(range, place)
        }
    }

    private func end(_ cut: Int) -> Int { Int(memory.entries[cut] & ~CutList.recordEnd) }
}
