import Catalog
import Glibc

/// Finds lines within quoted cells that look like entries of their input: of two stray quotes far from one another, all that
/// stands between them becomes one cell.
///
/// The cell is what the marks make of it, and stays so; what it may hide is told. A line looks like an entry when it has as many
/// cells as the heading and times where entries have theirs, one of them at least from within the quotes. Statements and commands
/// of several lines have none. Where no column holds times, those that hold numbers tell, and one line or two are no proof.
struct CSVHiddenEntries {
    /// What is wrong with a record.
    struct Finding: Equatable {
        /// Index of the first cell that holds such lines.
        var cell: Int
        /// Where it stands, in bytes from the start of the block.
        var place: Range<Int>
        /// Line ends in it.
        var lineEnds = 0
        /// Lines of the record that look like entries.
        var lines = 0
    }

    /// Readable where the records are, while this value lives.
    private let bytes: UnsafePointer<UInt8>
    private let dialect: Dialect
    private let width: Int
    private let cells: CSVCells
    private let decoders: [FieldDecoder]
    /// Where what tells entries from text stands.
    private let places: [CellPlace]
    private let isTimes: Bool
    /// Whether it is in first cells only.
    private let isInFirstCells: Bool

    /// Lines that are proof where only numbers tell.
    private static let fewestOfNumbers = 3

    /// - Precondition: Records that are asked for lie within what `bytes` points at, which is readable while this value lives.
    init(_ bytes: UnsafePointer<UInt8>, _ reader: CSVReader, _ cells: CSVCells) {
        (self.bytes, self.cells) = (bytes, cells)
        (dialect, width, decoders) = (reader.dialect, reader.width, reader.decoders)
        func places(_ isWanted: (SourceColumn) -> Bool) -> [CellPlace] {
            zip(reader.columns, reader.places).filter { isWanted($0) && ($1.kind == .cell || $1.kind == .pair) }.map(\.1)
        }
        let times = places { $0.kind == .timestamp }
        isTimes = !times.isEmpty
        self.places = isTimes ? times : places { $0.kind == .integer }
        isInFirstCells = self.places.allSatisfy { $0.cell == 0 }
    }

    /// - Parameter record: Line end not included.
    /// - Returns: `nil` for a record that hides nothing, as far as can be told.
    /// - Complexity: O(*n*) in bytes; for a record without a line end, one search for it.
    func finding(_ record: Range<Int>) -> Finding? {
        guard !places.isEmpty, width > 1, hasLikelyLine(record) else { return nil }
        let spans = spans(record)
        var (at, span, found) = (record.lowerBound, 0, nil as Finding?)
        while at < record.upperBound, span < spans.count {
            let line = at..<lineEnd(from: at, before: record.upperBound)
            // No more of them touch one line: the one that ends in it, and the one that begins.
            if let proof = proof(line, spans[span...].prefix(2)) {
                if found == nil { found = Finding(cell: proof.cell, place: proof.place, lineEnds: proof.lineEnds) }
                found?.lines += 1
            }
            at = line.upperBound + 1
            while span < spans.count, spans[span].place.upperBound <= at { span += 1 }
        }
        guard let found, found.lines >= (isTimes ? 1 : Self.fewestOfNumbers) else { return nil }
        return found
    }

    // MARK: lines

    /// Whether some line is worth a closer look; as a rule none of a text is. The first line has what stands before the text, and
    /// proves nothing where only its first cell could.
    private func hasLikelyLine(_ record: Range<Int>) -> Bool {
        let first = lineEnd(from: record.lowerBound, before: record.upperBound)
        guard first < record.upperBound else { return false }
        var at = isInFirstCells ? first + 1 : record.lowerBound
        while at < record.upperBound {
            let line = at..<lineEnd(from: at, before: record.upperBound)
            if delimiters(line) >= width - 1, mayBegin(line) { return true }
            at = line.upperBound + 1
        }
        return false
    }

    /// Whether the first cell of a line may be that of an entry, as far as can be told without cutting the line.
    private func mayBegin(_ line: Range<Int>) -> Bool {
        guard let place = places.first(where: { $0.cell == 0 }), place.kind == .cell, UInt16(bytes[line.lowerBound]) != cells.quote,
            let end = memchr(bytes + line.lowerBound, Int32(dialect.delimiter), line.count)
        else { return true }
        let first = cells.field(line.lowerBound..<UnsafeRawPointer(end) - UnsafeRawPointer(bytes), place)
        return first.state != .value || first.length == 0 || fits(first.bytes, place)
    }

    private func holdsLineEnd(_ range: Range<Int>) -> Bool {
        memchr(bytes + range.lowerBound, Int32(dialect.lineEnd), range.count) != nil
    }

    private func lineEnd(from start: Int, before limit: Int) -> Int {
        memchr(bytes + start, Int32(dialect.lineEnd), limit - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes) } ?? limit
    }

    private func delimiters(_ range: Range<Int>) -> Int { count(dialect.delimiter, in: range) }

    private func count(_ byte: UInt8, in range: Range<Int>) -> Int {
        var count = 0
        for place in range { count &+= bytes[place] == byte ? 1 : 0 }
        return count
    }

    /// Cells of a record that run over line ends.
    private typealias Span = (cell: Int, place: Range<Int>, lineEnds: Int)

    private func spans(_ record: Range<Int>) -> [Span] {
        var spans: [Span] = []
        for (cell, place) in cut(record).enumerated() where holdsLineEnd(place) {
            spans.append((cell, place, count(dialect.lineEnd, in: place)))
        }
        return spans
    }

    /// Where the cells of a record, or of a line of one, stand.
    private func cut(_ record: Range<Int>) -> [Range<Int>] { CarefulCut.cells(of: record, bytes, dialect) }

    /// The cell from within which a line that looks like an entry has what proves it; `nil` for every other line.
    private func proof(_ line: Range<Int>, _ spans: ArraySlice<Span>) -> Span? {
        guard delimiters(line) >= width - 1 else { return nil }
        let isReturned = dialect.lineEnd == Dialect.lineFeed && bytes[line.upperBound - 1] == Dialect.carriageReturn
        let cut = cut(line.lowerBound..<line.upperBound - (isReturned ? 1 : 0))
        guard cut.count == width else { return nil }
        var proof: Span?
        for place in places {
            guard let range = range(place, cut) else { continue }
            guard fits(range, place) else { return nil }
            proof = proof ?? spans.first { $0.place.lowerBound < range.lowerBound && range.upperBound < $0.place.upperBound }
        }
        return proof
    }

    /// The bytes of a column in a line; `nil` where it has none.
    private func range(_ place: CellPlace, _ cut: [Range<Int>]) -> Range<Int>? {
        guard place.cell < cut.count, case let field = cells.field(cut[place.cell], place), field.state == .value, field.length > 0
        else { return nil }
        guard place.kind == .pair, place.cell + 1 < cut.count else { return field.bytes }
        let time = cells.field(cut[place.cell + 1], place)
        return time.state == .value && time.length > 0 ? field.bytes.lowerBound..<time.bytes.upperBound : field.bytes
    }

    private func fits(_ range: Range<Int>, _ place: CellPlace) -> Bool {
        let field = UnsafeRawBufferPointer(start: bytes + range.lowerBound, count: range.count).bytes
        let decoder = decoders[Int(place.plain)]
        if isTimes { if case .value = decoder.timestamp(field) { return true } else { return false } }
        if case .value = decoder.integer(field) { return true } else { return false }
    }
}

extension CSVBlock {
    /// Says of records that hold line ends what they may hide.
    ///
    /// - Parameter batch: Its records and issues are those of the block.
    func noteHiddenEntries(_ batch: inout RecordBatch, _ hidden: CSVHiddenEntries, _ reader: CSVReader) {
        var found: [RecordIssue] = []
        for (index, record) in batch.records.enumerated() {
            guard let finding = hidden.finding(Int(record.lowerBound)..<Int(record.upperBound)) else { continue }
            let start = finding.place.lowerBound - Int(record.lowerBound)
            let message = message(finding, reader.columnName(ofCell: finding.cell), behind: start)
            found.append(RecordIssue(record: index, message: message, hidden: finding.lines))
        }
        batch.note(found)
    }

    private func message(_ finding: CSVHiddenEntries.Finding, _ column: String, behind start: Int) -> String {
        let ends = finding.lineEnds == 1 ? "1 line end" : "\(finding.lineEnds) line ends"
        let lines = finding.lines == 1 ? "1 line that looks like an entry" : "\(finding.lines) lines that look like entries"
        return "\(column): a quote opens at byte \(start) of the record and closes behind \(ends), "
            + "with \(lines) in between: these may be entries, and the quote none"
    }
}
