/// Makes a batch of what `RecordCut` found in one block.
struct CSVBlock: ~Copyable {
    /// Readable for `count` bytes while this value lives.
    private let bytes: UnsafePointer<UInt8>
    private let count: Int
    private let reader: CSVReader
    private let width: Int
    private let lineEnd: UInt8
    private let cells: CSVCells

    init(bytes: UnsafePointer<UInt8>, count: Int, reader: CSVReader, hasDoubledQuotes: Bool) {
        self.bytes = bytes
        self.count = count
        self.reader = reader
        width = reader.width
        lineEnd = reader.dialect.lineEnd
        cells = CSVCells(bytes: bytes, dialect: reader.dialect, hasDoubledQuotes: hasDoubledQuotes)
    }

    func fill(_ batch: inout RecordBatch, from cuts: borrowing CutList, wanted: [Int]) {
        let places = wanted.map { reader.places[$0] }
        if let ends = regularEnds(cuts) {
            let staying = batch.takesCuts && !cells.hasMarkedQuotes ? staying(cuts, places, &batch.repeats) : nil
            batch.reset(records: ends.count, columns: places.count, cuts: staying)
            fill(&batch, from: cuts, places, ends)
        } else {
            batch.reset(records: cuts.records + 1, columns: places.count)
            fillRecordByRecord(&batch, from: cuts, places)
        }
        if cuts.hasQuotedLineEnds { noteHiddenEntries(&batch, CSVHiddenEntries(bytes, reader, cells), reader) }
    }

    /// Cells left as they were cut.
    private func staying(
        _ cuts: borrowing CutList, _ places: [CellPlace], _ repeats: inout RepeatGroups
    ) -> CutCells {
        let last = width - 1
        let wanted = places.lazy.filter { $0.kind == .cell && $0.cell < last }.map(\.cell)
        repeats.look(bytes, cuts: cuts.memory.entries, width: width, records: cuts.records, wanted: wanted)
        let repeated = repeats.groups.map {
            RepeatedCells($0, bytes, count: count, cuts: cuts.memory.entries, width: width, records: cuts.records)
        }
        return CutCells(
            dialect: reader.dialect, width: width, memory: cuts.memory, count: cuts.count, places: places, repeated: repeated)
    }

    private func fillRecordByRecord(
        _ batch: inout RecordBatch, from cuts: borrowing CutList, _ places: [CellPlace]
    ) {
        var start = 0
        var first = 0
        var unclosed = 0
        while first < cuts.count {
            let behind = cuts.recordEnd(from: first)
            let end = cuts.position(behind - 1)
            let isEnded = end < count && bytes[end] == lineEnd
            let record = Record(start: start, end: endOfText(start, end), first: first, cells: behind - first)
            let isUnclosed = unclosed < cuts.unclosedQuotes.count && cuts.unclosedQuotes[unclosed] == start
            if isUnclosed { unclosed += 1 }
            // A line with nothing on it is no record.
            if record.cells > 1 || record.end > start {
                batch.records.append(UInt32(start)..<UInt32(record.end))
                if let heading = heading(record, cuts) {
                    batch.issues.append(
                        RecordIssue(
                            record: batch.records.count - 1, message: heading.remark, rejected: true,
                            heading: heading.isOther ? batch.records[batch.records.count - 1] : nil))
                } else {
                    write(record, cuts, places, to: &batch)
                    if record.cells > width, let heading = headingBehind(record, cuts) {
                        batch.issues.append(
                            RecordIssue(
                                record: batch.records.count - 1, message: CSVHeadingWatch.glued,
                                heading: UInt32(heading)..<UInt32(heading)))
                    } else if record.cells != width || isUnclosed {
                        addIssue(record, cuts, isUnclosed, &batch)
                    }
                }
            }
            first = behind
            start = isEnded ? end + 1 : end
        }
    }

    /// What is to be said of a record that is a heading; `nil` for entries.
    private func heading(_ record: Record, _ cuts: borrowing CutList) -> CSVHeadingWatch.Finding? {
        guard reader.headings.mayStand(at: record.start, bytes, count), record.end - record.start <= Self.longestHeading
        else { return nil }
        // Entries may have thousands of cells, and begin as names do.
        guard reader.headings.mayBegin(texts(0..<min(record.cells, CSVHeadingWatch.looked), record, cuts)) else { return nil }
        return reader.headings.finding(texts(0..<record.cells, record, cuts), line: text(record.start..<record.end))
    }

    /// Where a heading stands behind the last field of a record, because the export before it has no line end; `nil` where
    /// there is none.
    private func headingBehind(_ record: Record, _ cuts: borrowing CutList) -> Int? {
        guard record.end - record.start <= Self.longestHeading else { return nil }
        let last = cellRange(width - 1, record, cuts), second = cellRange(width, record, cuts).lowerBound
        guard reader.headings.mayFollow(at: second, bytes, count) else { return nil }
        let rest = texts(width..<record.cells, record, cuts)
        return reader.headings.heading(behind: UnsafeRawBufferPointer(start: bytes + last.lowerBound, count: last.count), rest)
            .map { last.lowerBound + $0 }
    }

    /// Bytes: thousands of names.
    private static let longestHeading = 1 << 18

    /// Texts of some cells of a record.
    private func texts(_ some: Range<Int>, _ record: Record, _ cuts: borrowing CutList) -> [String] {
        var texts: [String] = []
        for cell in some {
            let range = cellRange(cell, record, cuts)
            texts.append(text(cells.inQuotes(range) ?? range))
        }
        return texts
    }

    private func text(_ range: Range<Int>) -> String {
        TextDecoding.string(
            UnsafeRawBufferPointer(start: bytes + range.lowerBound, count: range.count).bytes, reader.textEncoding)
    }

    // MARK: blocks in which every record is as it should be

    /// Where the text of each record ends, when all have `width` cells and a line end behind them, no quote is left open
    /// and none begins as a heading does: then cell `c` of record `r` is cut `r * width + c`, and columns can be read one after the other.
    private func regularEnds(_ cuts: borrowing CutList) -> [UInt32]? {
        let records = cuts.records
        guard width > 1, records > 0, cuts.count == records * width, cuts.unclosedQuotes.isEmpty else { return nil }
        var isRegular = true
        let headings = reader.headings
        let ends = [UInt32](unsafeUninitializedCapacity: records) { ends, initialized in
            for record in 0..<records {
                let at = record &* width &+ width &- 1
                let end = cuts.position(at)
                let start = record == 0 ? 0 : cuts.position(at &- width) &+ 1
                let next = cuts.position(record &* width) &+ 1
                if headings.mayStand(at: start, next: next, bytes, count) { isRegular = false }
                if !cuts.endsRecord(at) || (end < count ? bytes[end] != lineEnd : record + 1 < records) { isRegular = false }
                ends[record] = UInt32(truncatingIfNeeded: endOfText(end &- 1, end))
            }
            initialized = records
        }
        return isRegular ? ends : nil
    }

    private func fill(
        _ batch: inout RecordBatch, from cuts: borrowing CutList, _ places: [CellPlace], _ ends: [UInt32]
    ) {
        for record in ends.indices {
            let start = record == 0 ? 0 : cuts.position(record &* width &- 1) &+ 1
            batch.records.append(UInt32(truncatingIfNeeded: start)..<max(UInt32(truncatingIfNeeded: start), ends[record]))
        }
        var others: [Int] = []
        for (column, place) in places.enumerated() where batch.cuts?.has(place) != true {
            if place.kind == .cell, place.cell < width {
                batch.columns[column].withPlaces { fill($0, cuts, place, ends) }
            } else {
                others.append(column)
            }
        }
        guard !others.isEmpty else { return }
        for (index, range) in batch.records.enumerated() {
            let record = Record(
                start: Int(range.lowerBound), end: Int(range.upperBound), first: index * width, cells: width)
            write(record, cuts, places, others, to: &batch, index)
        }
    }

    /// One column of a regular block.
    private func fill(_ out: FieldPlaces, _ cuts: borrowing CutList, _ place: CellPlace, _ ends: [UInt32]) {
        // Local copies: what is written could be anything, so the compiler would read them again for every record.
        let entries = cuts.entries, bytes = bytes, width = width, quote = cells.quote, cell = place.cell
        let isLast = cell == width - 1
        let plain = FieldRange(start: 0, length: 0, decoder: place.plain).tag
        let null = FieldRange.null.tag
        for record in ends.indices {
            let at = record &* width &+ cell
            let start = at == 0 ? 0 : Int(entries[at &- 1] & ~CutList.recordEnd) &+ 1
            let end = isLast ? Int(ends[record]) : Int(entries[at] & ~CutList.recordEnd)
            guard start < end else {
                out.put(record, 0, 0, null)
                continue
            }
            let first = bytes[start]
            if UInt16(first) == quote || first == 0x4E || first == 0x3C || first == 0x2D {
                let found = field(Range(uncheckedBounds: (start, end)), place)
                out.put(record, Int(found.start), Int(found.length), found.tag)
            } else {
                out.put(record, start, end &- start, plain)
            }
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

    @inline(__always)
    private func endOfText(_ start: Int, _ end: Int) -> Int {
        end > start && lineEnd == Dialect.lineFeed && bytes[end - 1] == Dialect.carriageReturn ? end - 1 : end
    }

    // MARK: cells

    private func write(
        _ record: Record, _ cuts: borrowing CutList, _ places: [CellPlace], to batch: inout RecordBatch
    ) {
        write(record, cuts, places, places.indices, to: &batch, batch.records.count - 1)
    }

    /// Writes the fields of some columns of record `index`.
    private func write(
        _ record: Record, _ cuts: borrowing CutList, _ places: [CellPlace], _ columns: some Sequence<Int>,
        to batch: inout RecordBatch, _ index: Int
    ) {
        var entry: CSVEntryData.Entry?
        for column in columns {
            let place = places[column]
            // Fields are absent before they are written.
            guard place.cell < record.cells else { continue }
            let range = cellRange(place.cell, record, cuts)
            batch.columns[column][index] = special(range, record, cuts, place, &entry)
        }
    }

    private func special(
        _ range: Range<Int>, _ record: Record, _ cuts: borrowing CutList, _ place: CellPlace,
        _ entry: inout CSVEntryData.Entry?
    ) -> FieldRange {
        switch place.kind {
        case .cell: return field(range, place)
        case .constant: return FieldRange(start: UInt32(record.start), length: 0, decoder: place.plain)
        case .pair: return pair(range, record, cuts, place)
        case .jobNumber, .jobUser, .jobName: return jobPart(range, place)
        case .entryData, .entryDataOrCell:
            if entry == nil { entry = entryData(record, cuts) }
            let found = entry?.field(place.entryColumn)
            if place.kind == .entryData { return found?.range ?? .absent }
            return found.flatMap { $0.isEmpty ? nil : $0.range } ?? field(range, place)
        case .choice: return choice(reader.choices[place.choice], record, cuts)
        }
    }

    /// The first option that holds in this record and says something; else what the first empty one says.
    private func choice(_ choice: CSVChoice, _ record: Record, _ cuts: borrowing CutList) -> FieldRange {
        var empty: FieldRange?
        for option in choice.options where option.place.cell < record.cells {
            if let condition = option.condition {
                let holds = condition.holds { cell in text(cell, record, cuts, option.place) }
                if !holds { continue }
            }
            let found = field(cellRange(option.place.cell, record, cuts), option.place)
            if !option.isSkippedWhenEmpty || !isBlank(found) { return found }
            empty = empty ?? found
        }
        return empty ?? .absent
    }

    private func isBlank(_ found: FieldRange) -> Bool {
        let range = Int(found.start)..<Int(found.start + found.length)
        return found.state != .value || range.allSatisfy { bytes[$0] == 0x20 }
    }

    @inline(__always)
    private func cellRange(_ cell: Int, _ record: Record, _ cuts: borrowing CutList) -> Range<Int> {
        let start = cell == 0 ? record.start : cuts.position(record.first &+ cell &- 1) &+ 1
        let end = cell == record.cells &- 1 ? record.end : cuts.position(record.first &+ cell)
        return Range(uncheckedBounds: (start, max(start, end)))
    }

    @inline(__always)
    private func field(_ range: Range<Int>, _ place: CellPlace) -> FieldRange { cells.field(range, place) }

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
        let content = field(cellRange(data.dataCell, record, cuts), plain)
        guard content.state == .value else { return nil }
        let code = data.codeCell.map { text($0, record, cuts, plain) } ?? "T"
        return data.entry(
            key: code + text(data.typeCell, record, cuts, plain),
            content: UnsafeRawBufferPointer(start: bytes + Int(content.start), count: Int(content.length)),
            at: Int(content.start))
    }

    /// A short cell's ASCII text; empty when it is null.
    private func text(_ cell: Int, _ record: Record, _ cuts: borrowing CutList, _ place: CellPlace) -> String {
        guard cell < record.cells else { return "" }
        let found = field(cellRange(cell, record, cuts), place)
        guard found.state == .value, found.length <= 8 else { return "" }
        let text = UnsafeRawBufferPointer(start: bytes + Int(found.start), count: Int(found.length))
        return String(decoding: text.prefix { $0 != 0x20 }, as: UTF8.self)
    }

    // MARK: issues

    private func addIssue(
        _ record: Record, _ cuts: borrowing CutList, _ isUnclosed: Bool, _ batch: inout RecordBatch
    ) {
        var message = ""
        if record.cells < width {
            message = "\(record.cells) fields where \(width) are expected"
        } else if record.cells > width {
            let rest = cellRange(width, record, cuts).lowerBound..<record.end
            let shown = rest.prefix(200)
            let text = TextDecoding.string(
                UnsafeRawBufferPointer(start: bytes + shown.startIndex, count: shown.count).bytes, reader.textEncoding)
            let more = rest.count > shown.count ? " ..." : ""
            message = "\(record.cells) fields where \(width) are expected; behind them stands: \(text)\(more)"
        }
        if isUnclosed {
            message += (message.isEmpty ? "" : "; ") + "a quote is opened and not closed and was taken as it stands"
        }
        batch.issues.append(RecordIssue(record: batch.records.count - 1, message: message))
    }
}
