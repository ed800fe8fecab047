import Catalog

/// Reads JSON objects, wherever they stand one after the other.
struct JSONReader: RecordReader {
    let format = JSONFormat.name
    let facts: [(name: String, value: String)]
    let columns: [SourceColumn]
    let decoders: [FieldDecoder]
    let firstRecordOffset: Int
    let textEncoding: TextEncoding
    let places: [CellPlace]
    let choices: [CSVChoice]
    let entryData: CSVEntryData?
    let keys: JSONKeys
    /// Objects end with their lines, so that blocks can be cut at line ends.
    let isLines: Bool

    init(
        facts: [(name: String, value: String)], columns: CSVColumns, keys: JSONKeys, firstRecordOffset: Int,
        textEncoding: TextEncoding, isLines: Bool
    ) {
        self.facts = facts
        self.columns = columns.columns
        decoders = columns.decoders.all
        places = columns.places
        choices = columns.choices
        entryData = columns.entryData
        self.keys = keys
        self.firstRecordOffset = firstRecordOffset
        self.textEncoding = textEncoding
        self.isLines = isLines
    }

    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int {
        if isLast { return block.byteCount }
        if isLines { return block.last(0x0A, before: block.byteCount).map { $0 + 1 } ?? 0 }
        var whole = 0
        while true {
            switch JSONRecords.next(block, from: whole, isFinal: false, isLines: false, pair: { _, _ in }) {
            case .object(let range, let how):
                // What is broken ends with its line.
                whole = how == .whole ? range.upperBound : block.first(0x0A, from: range.upperBound).map { $0 + 1 } ?? whole
            case .stray(let range): whole = block.first(0x0A, from: range.upperBound).map { $0 + 1 } ?? whole
            case .trailer(let at): return at
            case .open, .end: return whole
            }
        }
    }

    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        batch.reset(records: 0, columns: wanted.count)
        var record = JSONRecord(self, wanted: wanted)
        var at = 0
        while true {
            record.clear()
            switch JSONRecords.next(block, from: at, isFinal: true, isLines: isLines, pair: { record.take($0, $1, block) }) {
            case .object(let range, let how):
                batch.add(UInt32(range.lowerBound)..<UInt32(range.upperBound))
                record.write(&batch, block, range)
                if let problem = record.problem(how) {
                    batch.issues.append(RecordIssue(record: batch.records.count - 1, message: problem, rejected: record.isEmpty))
                }
                at = range.upperBound
            case .stray(let range):
                batch.add(UInt32(range.lowerBound)..<UInt32(range.upperBound))
                batch.issues.append(
                    RecordIssue(record: batch.records.count - 1, message: "this line is no JSON object", rejected: true))
                at = range.upperBound
            case .trailer(let place) where isLines:
                // A line that begins with a bracket is no end of an array here.
                let line = block.line(from: place)
                batch.add(UInt32(place)..<UInt32(line.end))
                batch.issues.append(
                    RecordIssue(record: batch.records.count - 1, message: "this line is no JSON object", rejected: true))
                at = line.end
            case .trailer, .open, .end: return
            }
        }
    }

    var encoding: String { textEncoding.rawValue }
    var entryDataOffset: Int? { nil }
    func unknownTail(of record: RawSpan) -> Range<Int>? { nil }

    func characters(of record: RawSpan) -> [Character] {
        record.withUnsafeBytes { TextCharacters.perByte($0, textEncoding) }
    }

    func searchPatterns(_ text: String) -> [SearchPattern] {
        JSONText.spellings(text).compactMap { SearchPattern(asciiCompatible: $0) }
    }

    func crossesFields(_ text: String) -> Bool {
        text.utf8.contains { "{}[],:\"\\\n".utf8.contains($0) }
    }

    var spellsEntryData: Bool { entryData?.spelling == .hexadecimal }
}

/// The keys that are columns, by their bytes.
struct JSONKeys: Sendable {
    private struct Key {
        var bytes: [UInt8]
        var cell: Int
    }
    private var byHash: [UInt64: Key] = [:]
    let count: Int

    init(_ names: [String]) {
        count = names.count
        for (cell, name) in names.enumerated() {
            for spelling in Set(JSONText.spellings(name) + [name]) {
                let bytes = Array(spelling.utf8)
                byHash[bytes.span.bytes.hash(0..<bytes.count)] = Key(bytes: bytes, cell: cell)
            }
        }
    }

    func cell(_ bytes: RawSpan, _ key: Range<Int>) -> Int? {
        guard let found = byHash[bytes.hash(key)], bytes.equals(found.bytes, at: key) else { return nil }
        return found.cell
    }
}

/// One object while it is read: its values by key, then its fields by column.
struct JSONRecord {
    private let reader: JSONReader
    private let places: [CellPlace]
    private var values: [JSONScan.Value?]
    private var unknown: [String] = []

    init(_ reader: JSONReader, wanted: [Int]) {
        self.reader = reader
        places = wanted.map { reader.places[$0] }
        values = Array(repeating: nil, count: reader.keys.count)
    }

    mutating func clear() {
        for at in values.indices { values[at] = nil }
        unknown.removeAll()
    }

    mutating func take(_ key: Range<Int>, _ value: JSONScan.Value, _ block: RawSpan) {
        if let cell = reader.keys.cell(block, key) {
            if values[cell] == nil { values[cell] = value }
        } else if unknown.count < 10 {
            unknown.append(TextDecoding.string(block.extracting(key.prefix(40)), reader.textEncoding))
        }
    }

    var isEmpty: Bool { values.allSatisfy { $0 == nil } }

    func problem(_ how: JSONScan.End) -> String? {
        var sentences: [String] = []
        switch how {
        case .whole: break
        case .broken: sentences.append("the object is broken: what stands behind the damage is not read")
        case .open: sentences.append("the object is cut")
        }
        if !unknown.isEmpty { sentences.append("keys that the first objects do not have: \(unknown.joined(separator: ", "))") }
        return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
    }

    // MARK: fields

    func write(_ batch: inout RecordBatch, _ block: RawSpan, _ record: Range<Int>) {
        let last = batch.records.count - 1
        var entry: CSVEntryData.Entry?
        for (column, place) in places.enumerated() {
            if place.kind == .constant {
                let start = UInt32(record.lowerBound)
                batch.columns[column][last] = FieldRange(start: start, length: 0, decoder: place.plain)
            } else {
                batch.columns[column][last] = field(place, block, &entry)
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
            for option in reader.choices[place.choice].options {
                let holds = option.condition?.holds { cell in text(cell, block) } ?? true
                let found = plain(option.place, block)
                if holds, found.state == .value, found.length > 0 { return found }
            }
            return .absent
        }
    }

    private func plain(_ place: CellPlace, _ block: RawSpan) -> FieldRange {
        guard place.cell < values.count, let value = values[place.cell] else { return .absent }
        if value.kind == .null { return .null }
        let hasEscape = value.kind == .string
            && (block.first(UInt8(ascii: "\\"), from: value.range.lowerBound).map { $0 < value.range.upperBound } ?? false)
        return FieldRange(
            start: UInt32(value.range.lowerBound), length: UInt32(value.range.count),
            decoder: hasEscape ? place.quoted : place.plain)
    }

    /// Date and time under two keys, when the time stands behind the date.
    private func pair(_ place: CellPlace, _ block: RawSpan) -> FieldRange {
        var date = plain(place, block)
        guard date.state == .value, place.cell + 1 < values.count, let time = values[place.cell + 1],
            time.kind == .string, time.range.lowerBound > Int(date.start)
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
        return FieldRange(start: UInt32(part.lowerBound), length: UInt32(part.count), decoder: whole.decoder)
    }

    private func entryData(_ block: RawSpan) -> CSVEntryData.Entry? {
        guard let data = reader.entryData, data.dataCell < values.count, let value = values[data.dataCell],
            value.kind == .string
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
        guard cell < values.count, let value = values[cell], value.kind != .null, value.range.count <= 8 else { return "" }
        return TextDecoding.string(block.extracting(block.trimmed(value.range)), .utf8)
    }
}
