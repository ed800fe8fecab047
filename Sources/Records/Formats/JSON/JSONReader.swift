import Catalog
import Synchronization

/// Reads JSON objects, wherever they stand one after the other.
struct JSONReader: RecordReader {
    let format = JSONFormat.name
    let facts: [(name: String, value: String)]
    let cells: CellColumns
    let firstRecordOffset: Int
    let textEncoding: TextEncoding
    let keys: JSONKeys
    /// Objects end with their lines, so that blocks can be cut at line ends.
    let isLines: Bool
    private let path: [String]
    private let envelope: JSONEnvelope
    private let later = LaterKeys()

    init(_ plan: JSONPlan, facts: [(name: String, value: String)], columns: CSVColumns) {
        (path, envelope) = (plan.path, plan.envelope)
        self.facts = facts
        cells = CellColumns(columns)
        keys = JSONKeys(plan.keys)
        firstRecordOffset = plan.start
        textEncoding = plan.encoding
        isLines = plan.isLines
    }

    var columns: [SourceColumn] { cells.columns }
    var decoders: [FieldDecoder] { cells.decoders }
    var openColumns: [OpenColumn] { cells.open }
    var dates: [ColumnDates] { cells.dates }
    var laterKeys: Set<String> { later.all }

    /// Remembers a key that no object of the head has.
    func note(_ key: RawSpan) {
        later.insert(TextDecoding.string(JSONText.unescaped(key).span.bytes, .utf8))
    }

    func wholeRecords(in block: RawSpan, isLast: Bool) -> Int {
        if isLast { return block.byteCount }
        if isLines { return block.last(0x0A, before: block.byteCount).map { $0 + 1 } ?? 0 }
        var whole = 0
        while true {
            switch JSONRecords.next(block, from: whole, isFinal: false, isLines: false, path: path, pair: { _, _ in }) {
            case .object(let range, let how):
                // What is broken ends with its line.
                whole = how == .whole ? range.upperBound : block.first(0x0A, from: range.upperBound).map { $0 + 1 } ?? whole
            case .stray(let range): whole = block.first(0x0A, from: range.upperBound).map { $0 + 1 } ?? whole
            case .trailer: return whole
            case .open, .end: return whole
            }
        }
    }

    func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        var sink = FieldSink(batch, columns: cells.columns.count, wanted: wanted)
        read(block, wanted, &sink)
        batch = sink.finish()
    }

    private func read(_ block: RawSpan, _ wanted: [Int], _ sink: inout FieldSink) {
        var record = JSONRecord(self, wanted: wanted)
        let envelope = envelope.path.isEmpty ? nil : envelope
        var at = 0
        while true {
            record.clear()
            // Two calls, so that the usual one is compiled without the other's.
            let next =
                if let envelope {
                    JSONRecords.next(block, from: at, isFinal: true, isLines: isLines, path: path) { key, value in
                        envelope.open(key, value, block) { record.take($0, $1, block) }
                    }
                } else {
                    JSONRecords.next(block, from: at, isFinal: true, isLines: isLines, path: path) { record.take($0, $1, block) }
                }
            switch next {
            case .object(let range, let how):
                sink.start(range)
                record.cells.write(&sink, block, start: range.lowerBound)
                if let problem = record.problem(how) { sink.note(problem, rejected: record.isEmpty) }
                at = range.upperBound
            case .stray(let range):
                sink.start(range)
                sink.note("this line is no JSON object", rejected: true)
                at = range.upperBound
            case .trailer(let place) where isLines:
                // A line that begins with a bracket is no end of an array here.
                let line = block.line(from: place)
                sink.start(place..<line.end)
                sink.note("this line is no JSON object", rejected: true)
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

    func decoders(ofColumn column: Int) -> Set<UInt8>? { cells.decoders(ofColumn: column) }
}

/// Keys met while reading that no column is made of yet.
private final class LaterKeys: Sendable {
    private let keys = Mutex<Set<String>>([])

    var all: Set<String> { keys.withLock { $0 } }

    func insert(_ key: String) {
        keys.withLock { keys in
            if keys.count < JSONPlan.mostKeys { keys.insert(key) }
        }
    }
}

/// The keys that are columns, by their bytes.
struct JSONKeys: Sendable {
    private struct Key {
        var bytes: [UInt8]
        var cell: Int
    }
    private var byHash: [UInt64: Key] = [:]
    /// As most writers spell them, by cell.
    private let spelled: [[UInt8]]
    let count: Int

    init(_ names: [String]) {
        count = names.count
        spelled = names.map { Array((JSONText.spellings($0).first ?? $0).utf8) }
        for (cell, name) in names.enumerated() {
            for spelling in Set(JSONText.spellings(name) + [name]) {
                let bytes = Array(spelling.utf8)
                byHash[bytes.span.bytes.hash(0..<bytes.count)] = Key(bytes: bytes, cell: cell)
            }
        }
    }

    /// - Parameter guess: The cell it may be: objects have their keys in one order, as a rule.
    func cell(_ bytes: RawSpan, _ key: Range<Int>, guess: Int) -> Int? {
        if guess < spelled.count, bytes.equals(spelled[guess], at: key) { return guess }
        guard let found = byHash[bytes.hash(key)], bytes.equals(found.bytes, at: key) else { return nil }
        return found.cell
    }
}

/// One object while it is read.
struct JSONRecord {
    private let reader: JSONReader
    private(set) var cells: CellRecord
    /// The cell of the next key, when keys stand in the order of the first object.
    private var next = 0
    private var unknown: [String] = []
    /// Keys without a column that the reader was told of, by their hashes.
    private var noted: Set<UInt64> = []

    init(_ reader: JSONReader, wanted: [Int]) {
        self.reader = reader
        cells = CellRecord(reader.cells, count: reader.keys.count, wanted: wanted)
    }

    mutating func clear() {
        cells.clear()
        next = 0
        unknown.removeAll()
    }

    mutating func take(_ key: Range<Int>, _ value: JSONScan.Value, _ block: RawSpan) {
        if let cell = reader.keys.cell(block, key, guess: next) {
            next = cell + 1
            if cells[cell] == nil { cells[cell] = CellValue(value) }
        } else {
            if noted.insert(block.hash(key)).inserted { reader.note(block.extracting(key)) }
            if unknown.count < 10 { unknown.append(TextDecoding.string(block.extracting(key.prefix(40)), reader.textEncoding)) }
        }
    }

    var isEmpty: Bool { cells.isEmpty }

    func problem(_ how: JSONScan.End) -> String? {
        var sentences: [String] = []
        switch how {
        case .whole: if isEmpty, unknown.isEmpty { sentences.append("the object is empty") }
        case .broken: sentences.append("the object is broken: what stands behind the damage is not read")
        case .open: sentences.append("the object is cut")
        }
        if !unknown.isEmpty { sentences.append("keys there are no more columns for: \(unknown.joined(separator: ", "))") }
        return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
    }
}

extension CellValue {
    fileprivate init(_ value: JSONScan.Value) {
        let kind: Kind =
            switch value.kind {
            case .string: .string
            case .null: .null
            case .bare, .nested: .bare
            }
        self.init(kind: kind, range: value.range)
    }
}
