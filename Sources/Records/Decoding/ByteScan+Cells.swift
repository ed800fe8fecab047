/// Makes a batch of what `RecordCut` found in one block.
struct CSVBlock {
    /// Readable for `count` bytes while this value lives.
    let bytes: UnsafePointer<UInt8>
    let count: Int
    let reader: CSVReader

    func fill(_ batch: inout RecordBatch, from cuts: borrowing CutList, wanted: [Int]) {
        let places = wanted.map { reader.places[$0] }
        var start = 0
        var first = 0
        var unclosed = 0
        while first < cuts.count {
            let behind = cuts.recordEnd(from: first)
            let end = cuts.position(behind - 1)
            let isEnded = end < count && bytes[end] == reader.dialect.lineEnd
            let textEnd = endOfText(start, end)
            // A line with nothing on it is no record.
            if textEnd > start || behind - first > 1 {
                let isUnclosed = unclosed < cuts.unclosedQuotes.count && cuts.unclosedQuotes[unclosed] == start
                let record = Record(start: start, end: textEnd, first: first, cells: behind - first)
                batch.records.append(UInt32(start)..<UInt32(textEnd))
                addFields(record, cuts, places, &batch)
                if record.cells != reader.width || isUnclosed { addIssue(record, cuts, isUnclosed, &batch) }
            }
            if unclosed < cuts.unclosedQuotes.count, cuts.unclosedQuotes[unclosed] == start { unclosed += 1 }
            first = behind
            start = isEnded ? end + 1 : end
        }
    }

    struct Record {
        var start: Int
        /// Line end not included.
        var end: Int
        /// Index of its first cell in the cuts.
        var first: Int
        var cells: Int
    }

    private func endOfText(_ start: Int, _ end: Int) -> Int {
        end > start && reader.dialect.lineEnd == Dialect.lineFeed && bytes[end - 1] == Dialect.carriageReturn
            ? end - 1 : end
    }

    // MARK: cells

    private func addFields(
        _ record: Record, _ cuts: borrowing CutList, _ places: [CellPlace], _ batch: inout RecordBatch
    ) {
        var entry: CSVEntryData.Entry?
        for place in places {
            guard place.cell < record.cells else {
                batch.fields.append(.absent)
                continue
            }
            let range = cellRange(place.cell, record, cuts)
            switch place.kind {
            case .cell: batch.fields.append(field(range, place))
            case .constant:
                batch.fields.append(FieldRange(start: UInt32(record.start), length: 0, decoder: place.plain))
            case .pair: batch.fields.append(pair(range, record, cuts, place))
            case .jobNumber, .jobUser, .jobName: batch.fields.append(jobPart(range, place))
            case .entryData:
                if entry == nil { entry = entryData(record, cuts) }
                batch.fields.append(entry?.field(place.entryColumn) ?? .absent)
            }
        }
    }

    @inline(__always)
    private func cellRange(_ cell: Int, _ record: Record, _ cuts: borrowing CutList) -> Range<Int> {
        let start = cell == 0 ? record.start : cuts.position(record.first + cell - 1) + 1
        let end = cell == record.cells - 1 ? record.end : cuts.position(record.first + cell)
        return start..<max(start, end)
    }

    /// A cell as it stands: null, in quotes or bare.
    @inline(__always)
    private func field(_ range: Range<Int>, _ place: CellPlace) -> FieldRange {
        if range.isEmpty { return .null }
        let first = bytes[range.lowerBound]
        if first == reader.dialect.quote, let inside = inQuotes(range) {
            let decoder = place.quoted != place.plain && hasMarks(inside) ? place.quoted : place.plain
            return FieldRange(start: UInt32(inside.lowerBound), length: UInt32(inside.count), decoder: decoder)
        }
        if first == 0x4E || first == 0x3C || first == 0x2D, isNull(range, place) { return .null }
        return FieldRange(start: UInt32(range.lowerBound), length: UInt32(range.count), decoder: place.plain)
    }

    private func inQuotes(_ range: Range<Int>) -> Range<Int>? {
        let field = UnsafeRawBufferPointer(start: bytes + range.lowerBound, count: range.count)
        guard let inside = QuotedCell.inside(field, reader.dialect) else { return nil }
        return range.lowerBound + inside.lowerBound..<range.lowerBound + inside.upperBound
    }

    /// Whether a quote or escape inside needs to be taken out.
    private func hasMarks(_ range: Range<Int>) -> Bool {
        let dialect = reader.dialect
        return range.contains { bytes[$0] == dialect.quote || bytes[$0] == dialect.escape }
    }

    private func isNull(_ range: Range<Int>, _ place: CellPlace) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
        func reads(_ text: StaticString) -> Bool {
            guard end - range.lowerBound == text.utf8CodeUnitCount else { return false }
            return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[range.lowerBound + $0] == text.utf8Start[$0] }
        }
        return (place.dashIsNull && reads("-")) || reads("NULL") || reads("<NULL>")
    }

    /// Date and time in two cells, read as one text with the marks between.
    private func pair(
        _ date: Range<Int>, _ record: Record, _ cuts: borrowing CutList, _ place: CellPlace
    ) -> FieldRange {
        let shown = field(date, place)
        guard shown.state == .value, place.cell + 1 < record.cells else { return shown }
        let time = field(cellRange(place.cell + 1, record, cuts), place)
        guard time.state == .value, time.length > 0 else { return shown }
        return FieldRange(
            start: shown.start, length: time.start + time.length - shown.start, decoder: place.plain)
    }

    /// Number, user or name of `123456/QUSER/QZDASOINIT`; absent when it has not three parts.
    private func jobPart(_ range: Range<Int>, _ place: CellPlace) -> FieldRange {
        let whole = field(range, place)
        guard whole.state == .value else { return whole }
        let end = Int(whole.start + whole.length)
        guard let one = (Int(whole.start)..<end).first(where: { bytes[$0] == 0x2F }),
            let two = (one + 1..<end).first(where: { bytes[$0] == 0x2F })
        else { return .absent }
        let part =
            switch place.kind {
            case .jobNumber: Int(whole.start)..<one
            case .jobUser: one + 1..<two
            default: two + 1..<end
            }
        return FieldRange(start: UInt32(part.lowerBound), length: UInt32(part.count), decoder: whole.decoder)
    }

    private func entryData(_ record: Record, _ cuts: borrowing CutList) -> CSVEntryData.Entry? {
        guard let data = reader.entryData, data.typeCell < record.cells, data.dataCell < record.cells else { return nil }
        let plain = CellPlace(cell: 0, plain: 0, quoted: 0, dashIsNull: false)
        let type = field(cellRange(data.typeCell, record, cuts), plain)
        let content = field(cellRange(data.dataCell, record, cuts), plain)
        guard type.state == .value, content.state == .value else { return nil }
        return data.entry(
            type: UnsafeRawBufferPointer(start: bytes + Int(type.start), count: Int(type.length)),
            content: UnsafeRawBufferPointer(start: bytes + Int(content.start), count: Int(content.length)),
            at: Int(content.start))
    }

    // MARK: issues

    private func addIssue(
        _ record: Record, _ cuts: borrowing CutList, _ isUnclosed: Bool, _ batch: inout RecordBatch
    ) {
        var message = ""
        if record.cells < reader.width {
            message = "\(record.cells) fields where \(reader.width) are expected"
        } else if record.cells > reader.width {
            let rest = cellRange(reader.width, record, cuts).lowerBound..<record.end
            let shown = rest.prefix(200)
            let text = TextDecoding.string(
                UnsafeRawBufferPointer(start: bytes + shown.startIndex, count: shown.count).bytes, reader.textEncoding)
            let more = rest.count > shown.count ? " ..." : ""
            message = "\(record.cells) fields where \(reader.width) are expected; behind them stands: \(text)\(more)"
        }
        if isUnclosed {
            message += (message.isEmpty ? "" : "; ") + "a quote is opened and not closed and was taken as it stands"
        }
        batch.issues.append(RecordIssue(record: batch.records.count - 1, message: message))
    }
}
