/// Reads delimited text: knows its marks, and where each column's cells stand in a record.
package struct CSVReader: RecordReader {
    package let format = CSVFormat.name
    package internal(set) var facts: [(name: String, value: String)]
    package let columns: [SourceColumn]
    package let decoders: [FieldDecoder]
    package let firstRecordOffset: Int
    package let encoding: String

    let dialect: Dialect
    let textEncoding: TextEncoding
    /// Cells of a record that is as it should be.
    let width: Int
    /// One for each column.
    let places: [CellPlace]
    /// Columns with several cells; `CellPlace.choice` points here.
    let choices: [CSVChoice]
    /// Where ENTRY_DATA is decoded.
    let entryData: CSVEntryData?
    package let openColumns: [OpenColumn]
    package let dates: [ColumnDates]
    /// Tells headings that stand among the records.
    let headings: CSVHeadingWatch
    var alike: CSVLikeness?

    package var likeness: (any InputLikeness)? { alike }

    package func wholeRecords(in block: RawSpan, isLast: Bool) -> Int {
        if isLast { return block.byteCount }
        return block.withUnsafeBytes { buffer in
            guard let bytes = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
            // Positions are 31 bits; what stands behind is looked at the next time.
            var cut = RecordCut(bytes, count: min(buffer.count, 1 << 30), dialect: dialect, isFinal: false)
            return cut.endOfLastRecord()
        }
    }

    package func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        _ = read(block, about: block.byteCount, wanted: wanted, into: &batch)
    }

    package func read(_ block: RawSpan, about part: Int, wanted: [Int], into batch: inout RecordBatch) -> Int {
        batch.reset(records: 0, columns: wanted.count)
        return block.withUnsafeBytes { buffer in
            guard let bytes = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
            var cuts = CutList(forBytes: min(part, buffer.count))
            var cut = RecordCut(bytes, count: buffer.count, dialect: dialect, isFinal: true)
            let end = cut.all(into: &cuts, until: part)
            if batch.asksLikeness { batch.isUnlike = alike?.recordsFit(buffer, cuts) != true }
            CSVBlock(bytes: bytes, count: buffer.count, reader: self, hasDoubledQuotes: cuts.hasDoubledQuotes)
                .fill(&batch, from: cuts, wanted: wanted)
            return end
        }
    }

    package func characters(of record: RawSpan) -> [Character] {
        record.withUnsafeBytes { TextCharacters.perByte($0, textEncoding) }
    }

    package var entryDataOffset: Int? { nil }
    package func unknownTail(of record: RawSpan) -> Range<Int>? { nil }

    package func decoders(ofColumn column: Int) -> Set<UInt8>? {
        places[column].decoders(choices, entryData)
    }
}

extension CSVReader {
    /// What a cell is called: as its column, or by its number.
    func columnName(ofCell cell: Int) -> String {
        zip(columns, places).first { $1.kind == .cell && $1.cell == cell }?.0.name ?? "field \(cell + 1)"
    }

    /// Where the cells of a record stand.
    ///
    /// - Parameter record: Within the block, line end not included.
    func cells(ofRecord record: Range<Int>, in block: RawSpan) -> [Range<Int>] {
        block.withUnsafeBytes { buffer in
            guard let bytes = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), record.upperBound <= buffer.count else { return [] }
            return CarefulCut.cells(of: record, bytes, dialect)
        }
    }
}

/// Where the value of a column stands in a record, and how it is read.
struct CellPlace: Equatable, Sendable {
    enum Kind: UInt8, Sendable {
        case cell
        /// The same in every record.
        case constant
        /// From the start of one cell to the end of the next: date and time.
        case pair
        /// A part of number/user/name.
        case jobNumber, jobUser, jobName
        /// Decoded from ENTRY_DATA; the same, and the cell where that has nothing.
        case entryData, entryDataOrCell
        /// The first of several cells that says something.
        case choice
    }

    var kind = Kind.cell
    /// Index of the cell in the record.
    var cell: Int
    /// Indices in `decoders`.
    var plain: UInt8
    var quoted: UInt8
    /// A lone `-` is null: numbers, times, addresses.
    var dashIsNull: Bool
    /// Index of the column in `CSVEntryData`.
    var entryColumn = 0
    /// Index in the reader's choices.
    var choice = 0
}

extension CellPlace {
    /// All decoders that a field in this place can name.
    func decoders(_ choices: [CSVChoice], _ entryData: CSVEntryData?) -> Set<UInt8> {
        switch kind {
        case .cell, .constant, .pair, .jobNumber, .jobUser, .jobName: [plain, quoted]
        case .entryData: entryData?.decoders ?? []
        case .entryDataOrCell: (entryData?.decoders ?? []).union([plain, quoted])
        case .choice: Set(choices[choice].options.flatMap { [$0.place.plain, $0.place.quoted] })
        }
    }
}
