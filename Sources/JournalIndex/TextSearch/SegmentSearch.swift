import Catalog
import Columns
import Records

/// Looks for a text in the records of one segment.
struct SegmentSearch: ~Copyable {
    private let segment: Segment
    private let plan: TextPlan
    private let found: Bitmap
    private let source: any ByteSource
    private var records: RecordSearch

    /// - Parameter found: Rows that are known to show the text, and are not looked at.
    init(_ snapshot: JournalSnapshot, _ segment: Segment, _ plan: TextPlan, _ sought: SoughtText, besides found: Bitmap) {
        (self.segment, self.plan, self.found) = (segment, plan, found)
        source = snapshot.inputs[segment.source].bytes
        records = RecordSearch(snapshot, segment, sought)
    }

    /// - Throws: `Cancelled`, or the source's error when its bytes can no longer be read.
    mutating func rows(_ work: Work) throws -> [Int] {
        if plan.patterns.isEmpty && plan.hidden.isEmpty { return [] }
        let bytes = try source.bytes(at: segment.offset, count: segment.length)
        let traced = try records.rows(among: tracedRows(bytes), columns: plan.seen, bytes, work)
        guard !plan.hidden.isEmpty else { return traced }
        var isKnown = Array(repeating: false, count: segment.count)
        for row in traced { isKnown[row - segment.firstRow] = true }
        let others = (segment.firstRow..<segment.firstRow + segment.count).filter { !found[$0] && !isKnown[$0 - segment.firstRow] }
        return traced + (try records.rows(among: others, columns: plan.hidden, bytes, work))
    }

    /// The rows in whose bytes a pattern stands, in their order.
    private func tracedRows(_ bytes: [UInt8]) -> [Int] {
        var isTraced: [Bool] = []
        for pattern in plan.patterns {
            var at = 0
            while let hit = pattern.next(in: bytes.span, from: at) {
                let row = segment.row(ofByte: segment.offset + hit)
                let place = segment.bytes(ofRow: row)
                // Between records that stayed, and before the first, others may have been let go.
                if segment.offset + hit < place.lowerBound {
                    at = hit + 1
                    continue
                }
                if segment.offset + hit + pattern.bytes.count <= place.upperBound, !found[row] {
                    if isTraced.isEmpty { isTraced = Array(repeating: false, count: segment.count) }
                    isTraced[row - segment.firstRow] = true
                }
                // One hit a record is enough.
                at = max(hit + 1, place.upperBound - segment.offset)
            }
        }
        return isTraced.indices.filter { isTraced[$0] }.map { segment.firstRow + $0 }
    }
}

/// Reads cells of records that lie in memory, and asks whether one of them shows a text.
struct RecordSearch: ~Copyable {
    private let snapshot: JournalSnapshot
    private let segment: Segment
    private let sought: SoughtText
    private let input: LoadedSource
    private let decoders: [FieldDecoder]
    private let kinds: [Int: ValueKind]
    /// The entry types of the rows, where columns go by them.
    private let types: CodedColumn?
    /// By code of the entry type: which columns are read.
    private var wanted: [UInt32: Wanted] = [:]
    private var batch = RecordBatch()

    private struct Wanted {
        var columns: [Int]
        var kinds: [ValueKind]
    }

    /// Records that are read together are no more than this, so that what is found of them stays in the nearest cache.
    private static let mostTogether = 128

    init(_ snapshot: JournalSnapshot, _ segment: Segment, _ sought: SoughtText) {
        (self.snapshot, self.segment, self.sought) = (snapshot, segment, sought)
        input = snapshot.inputs[segment.source]
        decoders = input.reader.decoders
        kinds = Dictionary(uniqueKeysWithValues: input.columns.map { ($1, snapshot.schema[$0].kind) })
        let type = snapshot.schema.id("JOURNAL_ENTRY_TYPE").flatMap { snapshot.ready($0, given: true)?.codes }
        types = input.columnsOfType.isEmpty ? nil : type
    }

    /// - Parameter rows: Ascending, of the segment.
    /// - Parameter columns: Of the reader.
    /// - Parameter bytes: The segment.
    mutating func rows(among rows: [Int], columns: Set<Int>, _ bytes: [UInt8], _ work: Work) throws -> [Int] {
        wanted = [:]
        var found: [Int] = []
        var first = 0
        while first < rows.count {
            try work.check()
            let end = endOfRun(rows, from: first)
            let wanted = wanted(type(rows[first]), columns)
            if !wanted.columns.isEmpty { read(Array(rows[first..<end]), wanted, bytes, &found) }
            first = end
        }
        return found
    }

    /// Behind the last of the rows from `first` on that stand one behind the other and are of one type.
    private func endOfRun(_ rows: [Int], from first: Int) -> Int {
        var end = first + 1
        let type = type(rows[first])
        while end < rows.count, end - first < Self.mostTogether, rows[end] == rows[end - 1] + 1, self.type(rows[end]) == type,
            segment.bytes(ofRow: rows[end]).lowerBound == segment.bytes(ofRow: rows[end - 1]).upperBound { end += 1 }
        return end
    }

    private func type(_ row: Int) -> UInt32? { types?.code(row) }

    private mutating func wanted(_ type: UInt32?, _ columns: Set<Int>) -> Wanted {
        let key = type ?? 0
        if let known = wanted[key] { return known }
        let all: [Int]
        if let type, let name = types?.dictionary.text(type), type >= TextDictionary.firstValue {
            all = input.columnsOfAny + (input.columnsOfType[name] ?? [])
        } else {
            all = Array(input.reader.columns.indices)
        }
        let own = all.filter(columns.contains).sorted()
        let made = Wanted(columns: own, kinds: own.map { kinds[$0] ?? .text })
        wanted[key] = made
        return made
    }

    private mutating func read(_ rows: [Int], _ wanted: Wanted, _ bytes: [UInt8], _ found: inout [Int]) {
        let place = segment.bytes(ofRow: rows[0]).lowerBound..<segment.bytes(ofRow: rows[rows.count - 1]).upperBound
        let block = bytes.span.bytes.extracting(place.lowerBound - segment.offset..<place.upperBound - segment.offset)
        input.reader.read(block, wanted: wanted.columns, into: &batch)
        // Where records were let go, what is left may read as another number of them.
        if batch.records.count != rows.count, rows.count > 1 {
            for row in rows { read([row], wanted, bytes, &found) }
            return
        }
        for (record, row) in rows.enumerated() where record < batch.records.count {
            if wanted.columns.indices.contains(where: { shows(batch.columns[$0][record], wanted.kinds[$0], block) }) { found.append(row) }
        }
    }

    /// Whether the cell of a field, as it is exported, contains the text.
    private func shows(_ field: FieldRange, _ kind: ValueKind, _ block: RawSpan) -> Bool {
        guard field.tag >= FieldRange.firstValueTag else { return false }
        if field.state == .value, kind.isCharacters {
            let bytes = block.extracting(field.bytes)
            if let plain = decoders[Int(field.decoder)].plainText(bytes) { return sought.stands(in: bytes.extracting(plain)) }
        }
        switch snapshot.decode(field, block, decoders, kind) {
        case .absent, .null, .blank: return false
        case .integer(let number): return sought.fitsNumber && sought.needle.stands(in: String(number))
        case .timestamp(let time): return !sought.placesInInstant.isEmpty && sought.needle.stands(in: time.text(.sql))
        case .text(let text), .unreadable(let text, _): return sought.needle.stands(in: text)
        }
    }
}

extension SoughtText {
    fileprivate func stands(in bytes: RawSpan) -> Bool {
        bytes.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: UInt8.self) { needle.stands(in: $0.span) }
        }
    }
}

extension ValueKind {
    /// Whether its cells show the characters that the source has.
    fileprivate var isCharacters: Bool {
        switch self {
        case .text, .code, .hex: true
        case .integer, .timestamp, .address: false
        }
    }
}
