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
        let traces = SegmentTraces(plan.patterns, segment, bytes, besides: found)
        let traced = try records.rows(among: traces.rows, columns: plan.seen, bytes, work, with: traces)
        guard !plan.hidden.isEmpty else { return traced }
        var isKnown = Array(repeating: false, count: segment.count)
        for row in traced { isKnown[row - segment.firstRow] = true }
        let others = (segment.firstRow..<segment.firstRow + segment.count).filter { !found[$0] && !isKnown[$0 - segment.firstRow] }
        return traced + (try records.rows(among: others, columns: plan.hidden, bytes, work, with: nil))
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
    /// So many records between two are read with them: sooner than what stands behind is begun anew.
    private static let mostBetween = 8

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
    /// - Parameter traces: What must reach into a field that shows the text; `nil` where nothing need.
    mutating func rows(
        among rows: [Int], columns: Set<Int>, _ bytes: [UInt8], _ work: Work, with traces: SegmentTraces?
    ) throws -> [Int] {
        wanted = [:]
        var found: [Int] = []
        var first = 0
        while first < rows.count {
            try work.check()
            let end = endOfRun(rows, from: first)
            let wanted = wanted(type(rows[first]), columns)
            if !wanted.columns.isEmpty { read(Array(rows[first..<end]), wanted, bytes, traces, &found) }
            first = end
        }
        return found
    }

    /// Behind the last of the rows from `first` on that are read together: of one type, and near to one another.
    private func endOfRun(_ rows: [Int], from first: Int) -> Int {
        var end = first + 1
        let type = type(rows[first])
        while end < rows.count, rows[end] - rows[first] < Self.mostTogether, rows[end] - rows[end - 1] <= Self.mostBetween + 1,
            self.type(rows[end]) == type, isWhole(rows[end - 1]...rows[end]) { end += 1 }
        return end
    }

    /// Whether nothing was let go between these rows.
    private func isWhole(_ rows: ClosedRange<Int>) -> Bool {
        (rows.lowerBound..<rows.upperBound).allSatisfy {
            segment.bytes(ofRow: $0).upperBound == segment.bytes(ofRow: $0 + 1).lowerBound
        }
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

    private mutating func read(
        _ rows: [Int], _ wanted: Wanted, _ bytes: [UInt8], _ traces: SegmentTraces?, _ found: inout [Int]
    ) {
        let first = rows[0], last = rows[rows.count - 1]
        let place = segment.bytes(ofRow: first).lowerBound..<segment.bytes(ofRow: last).upperBound
        let block = bytes.span.bytes.extracting(place.lowerBound - segment.offset..<place.upperBound - segment.offset)
        input.reader.read(block, wanted: wanted.columns, into: &batch)
        // Where records were let go, what is left may read as another number of them.
        if batch.records.count != last - first + 1, rows.count > 1 {
            for row in rows { read([row], wanted, bytes, traces, &found) }
            return
        }
        guard !batch.records.isEmpty else { return }
        var others = rows
        for (column, kind) in zip(batch.columns, wanted.kinds) where !others.isEmpty {
            others = self.rows(among: others, from: first, at: place.lowerBound - segment.offset, showing: column, kind, block, traces, &found)
        }
    }

    /// Adds the rows whose cell of a column contains the text to `found`, and returns the others.
    ///
    /// - Parameter start: Where the block stands in the segment, whose first row is `first`.
    private func rows(
        among rows: [Int], from first: Int, at start: Int, showing column: FieldColumn, _ kind: ValueKind, _ block: RawSpan,
        _ traces: SegmentTraces?, _ found: inout [Int]
    ) -> [Int] {
        let starts = column.starts.span, lengths = column.lengths.span, tags = column.tags.span
        return rows.filter { row in
            let record = row - first
            guard tags[record] >= FieldRange.firstValueTag else { return true }
            let from = start + Int(starts[record])
            if let traces, !traces.reach(from..<from + Int(lengths[record]), ofRow: row) { return true }
            let field = FieldRange(start: starts[record], length: lengths[record], tag: tags[record])
            guard shows(field, kind, block) else { return true }
            found.append(row)
            return false
        }
    }

    /// Whether the cell of a field that has a value, as it is exported, contains the text.
    private func shows(_ field: FieldRange, _ kind: ValueKind, _ block: RawSpan) -> Bool {
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
