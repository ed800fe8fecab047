import Catalog

/// The columns of an input whose records hold named cells, and where each column stands among them.
struct CellColumns: Sendable {
    let columns: [SourceColumn]
    let decoders: [FieldDecoder]
    let places: [CellPlace]
    let choices: [CSVChoice]
    let entryData: CSVEntryData?
    let open: [OpenColumn]
    let dates: [ColumnDates]

    init(_ columns: CSVColumns) {
        self.columns = columns.columns
        decoders = columns.decoders.all
        places = columns.places
        choices = columns.choices
        entryData = columns.entryData
        open = columns.open
        dates = columns.dates
    }

    /// All decoders that a field of the column can name.
    func decoders(ofColumn column: Int) -> Set<UInt8> { places[column].decoders(choices, entryData) }
}

/// A value of a record, before it belongs to a column.
struct CellValue {
    enum Kind {
        case null
        /// Stands as it is; a lone dash is null for numbers, times and addresses.
        case plain
        /// Stands as it is unless a backslash is in it: the inside of a JSON string.
        case string
        /// A value of JSON that is no string.
        case bare
    }
    var kind: Kind
    /// From the start of the block.
    var range: Range<Int>
}

/// One record while it is read: its values by cell, then its fields by column.
struct CellRecord {
    private let cells: CellColumns
    private let places: [CellPlace]
    private var values: [CellValue?]

    /// - Parameter count: Cells of a record.
    init(_ cells: CellColumns, count: Int, wanted: [Int]) {
        self.cells = cells
        places = wanted.map { cells.places[$0] }
        values = Array(repeating: nil, count: count)
    }

    mutating func clear() {
        for at in values.indices { values[at] = nil }
    }

    var isEmpty: Bool { values.allSatisfy { $0 == nil } }

    subscript(cell: Int) -> CellValue? {
        get { cell < values.count ? values[cell] : nil }
        set { values[cell] = newValue }
    }

    /// Writes the wanted fields of the record started last, whose bytes begin at `start`.
    func write(_ sink: inout FieldSink, _ block: RawSpan, start: Int) {
        var entry: CSVEntryData.Entry?
        for slot in places.indices {
            let place = places[slot]
            switch place.kind {
            case .cell: sink.put(slot: slot, plain(place, block))
            case .constant:
                sink.put(slot: slot, FieldRange(start: UInt32(start), length: 0, decoder: place.plain))
            default: sink.put(slot: slot, field(place, block, &entry))
            }
        }
    }

    private func field(_ place: CellPlace, _ block: RawSpan, _ entry: inout CSVEntryData.Entry?) -> FieldRange {
        switch place.kind {
        case .cell, .constant: return plain(place, block)
        case .pair: return pair(place, block)
        case .jobNumber, .jobUser, .jobName: return jobPart(place, block)
        case .entryData, .entryDataOrCell:
            if entry == nil { entry = entryData(block) }
            let found = entry?.field(place.entryColumn)
            if place.kind == .entryData { return found?.range ?? .absent }
            return found.flatMap { $0.isEmpty ? nil : $0.range } ?? plain(place, block)
        case .choice:
            for option in cells.choices[place.choice].options {
                let holds = option.condition?.holds { cell in text(cell, block) } ?? true
                let found = plain(option.place, block)
                if holds, found.state == .value, found.length > 0 { return found }
            }
            return .absent
        }
    }

    private func plain(_ place: CellPlace, _ block: RawSpan) -> FieldRange {
        guard let value = self[place.cell] else { return .absent }
        switch value.kind {
        case .null: return .null
        case .plain where place.dashIsNull && value.range.count == 1 && block[value.range.lowerBound] == UInt8(ascii: "-"):
            return .null
        case .plain, .bare: return FieldRange(value.range, place.plain)
        case .string:
            let hasEscape = block.holds(UInt8(ascii: "\\"), in: value.range)
            return FieldRange(value.range, hasEscape ? place.quoted : place.plain)
        }
    }

    /// Date and time in two cells, when the time stands behind the date.
    private func pair(_ place: CellPlace, _ block: RawSpan) -> FieldRange {
        var date = plain(place, block)
        guard date.state == .value, let time = self[place.cell + 1], time.kind == .string || time.kind == .plain,
            time.range.lowerBound > Int(date.start)
        else { return date }
        date.length = UInt32(time.range.upperBound) - date.start
        date.decoder = place.quoted
        return date
    }

    /// Number, user or name of `123456/QUSER/QZDASOINIT`; absent when it has not three parts.
    private func jobPart(_ place: CellPlace, _ block: RawSpan) -> FieldRange {
        let whole = plain(place, block)
        guard whole.state == .value else { return whole }
        let range = Int(whole.start)..<Int(whole.start + whole.length)
        let slashes = range.filter { block[$0] == UInt8(ascii: "/") }
        guard slashes.count == 2 else { return .absent }
        var part =
            switch place.kind {
            case .jobNumber: range.lowerBound..<slashes[0]
            case .jobUser: slashes[0] + 1..<slashes[1]
            default: slashes[1] + 1..<range.upperBound
            }
        // Some writers escape the slash.
        if let last = part.last, block[last] == UInt8(ascii: "\\") { part = part.dropLast() }
        return FieldRange(part, whole.decoder)
    }

    private func entryData(_ block: RawSpan) -> CSVEntryData.Entry? {
        guard let data = cells.entryData, let value = self[data.dataCell], value.kind == .string || value.kind == .plain
        else { return nil }
        let code = data.codeCell.map { text($0, block) } ?? "T"
        return block.withUnsafeBytes { bytes in
            data.entry(
                key: code + text(data.typeCell, block), content: UnsafeRawBufferPointer(rebasing: bytes[value.range]),
                at: value.range.lowerBound)
        }
    }

    /// A short value's text; empty when it is null.
    private func text(_ cell: Int, _ block: RawSpan) -> String {
        guard let value = self[cell], value.kind != .null, value.range.count <= 8 else { return "" }
        return TextDecoding.string(block.extracting(block.trimmed(value.range)), .utf8)
    }
}

extension FieldRange {
    fileprivate init(_ range: Range<Int>, _ decoder: UInt8) {
        self.init(start: UInt32(range.lowerBound), length: UInt32(range.count), decoder: decoder)
    }
}

extension RawSpan {
    /// Whether no byte of `range` is beyond ASCII.
    func isASCII(_ range: Range<Int>) -> Bool {
        var high: UInt64 = 0
        var at = range.lowerBound
        while range.upperBound - at >= 8 {
            high |= unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
            at += 8
        }
        while at < range.upperBound {
            high |= UInt64(self[at])
            at += 1
        }
        return high & 0x8080_8080_8080_8080 == 0
    }

    /// Whether `byte` stands somewhere in `range`.
    func holds(_ byte: UInt8, in range: Range<Int>) -> Bool {
        first(byte, in: range) != nil
    }
}
