import Catalog
import Columns
import Records
import Synchronization

/// Reading again: columns nobody asked for before, and single records, from the sources' bytes.
extension JournalSnapshot {
    /// Builds given columns by reading every segment of the sources that have them once, on all cores.
    func readColumns(_ definitions: [ColumnDefinition], _ work: Work) throws -> [Column] {
        let next = Atomic<Int>(0)
        let merging = ColumnMerging(definitions)
        concurrently(Processors.count) { _ in
            var reading = ColumnReading(self, definitions)
            while !work.isCancelled {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < segments.count else { return }
                let block = Result { try reading.read(segments[index]) }
                if merging.take(index, block) != nil { return }
                if index % 16 == 0 { work.progress(Double(index) / Double(segments.count)) }
            }
        }
        try work.check()
        return try merging.columns()
    }

    func segment(ofRow row: Int) -> Segment { segments[number(ofSegmentWith: row)] }

    /// Index of the segment that a row is in.
    func number(ofSegmentWith row: Int) -> Int {
        var low = 0, high = segments.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if segments[middle].firstRow <= row { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// First row of each source, by source; the end is `count`.
    func firstRow(ofSource source: Int) -> Int {
        var low = 0, high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].source < source { low = middle + 1 } else { high = middle }
        }
        return low < segments.count ? segments[low].firstRow : count
    }

    /// The record of a row: its bytes and where its fields are; `nil` when its source can no longer be read.
    func record(_ row: Int) throws -> CachedRecord {
        if let record = records[row] { return record }
        let segment = segment(ofRow: row)
        let input = inputs[segment.source]
        let place = segment.bytes(ofRow: row)
        let bytes = try input.bytes.bytes(at: place.lowerBound, count: place.count)
        var batch = RecordBatch()
        let wanted = wantedColumns(row, input)
        input.reader.read(bytes.span.bytes, wanted: wanted, into: &batch)
        guard !batch.records.isEmpty else { throw SourceError(changed: input.name) }
        let slots = Dictionary(uniqueKeysWithValues: wanted.enumerated().map { ($1, $0) })
        let record = CachedRecord(
            source: segment.source, offset: place.lowerBound, bytes: bytes, range: batch.records[0],
            fields: slots.mapValues { batch.columns[$0][0] }, issues: batch.issues.filter { $0.record == 0 })
        records[row] = record
        return record
    }

    /// The reader's columns that an entry of the row's type can have.
    private func wantedColumns(_ row: Int, _ input: LoadedSource) -> [Int] {
        guard let id = schema.id("JOURNAL_ENTRY_TYPE"), case .text(let type)? = ready(id, given: true).map({
            Cell($0, row: row, kind: .code)
        }) else { return Array(input.reader.columns.indices) }
        return (input.columnsOfAny + (input.columnsOfType[type] ?? [])).sorted()
    }
}

/// Reads columns out of segments, in ascending order.
private struct ColumnReading {
    private let inputs: [LoadedSource]
    private let definitions: [ColumnDefinition]
    private let buffer = BlockBuffer()
    private var encoder: (source: Int, encoder: BlockEncoder)?

    init(_ snapshot: JournalSnapshot, _ definitions: [ColumnDefinition]) {
        inputs = snapshot.inputs
        self.definitions = definitions
    }

    mutating func read(_ segment: Segment) throws -> EncodedBlock {
        let input = inputs[segment.source]
        guard definitions.contains(where: { input.columns[$0.id] != nil }) else {
            return EncodedBlock(
                encoder: EncoderID(source: segment.source), offset: segment.offset, length: segment.length,
                starts: segment.starts, columns: definitions.map { _ in .absent(count: segment.count) }, issues: [])
        }
        let encoder = encoder(segment.source, input)
        guard buffer.fill(input.bytes, segment) else { throw SourceError(changed: input.name) }
        if let block = buffer.withBytes({ encoder.encode($0, offset: segment.offset) }), block.count == segment.count {
            return block
        }
        // Where records were let go, what is left may read as another number of them.
        return try read(segment, input)
    }

    /// The records that are in the buffer, each on its own.
    private mutating func read(_ segment: Segment, _ input: LoadedSource) throws -> EncodedBlock {
        // What the other one met in a block that is thrown away nobody else knows.
        encoder = nil
        let encoder = encoder(segment.source, input)
        guard case .some(let kept) = segment.starts,
            let block = buffer.withBytes({ encoder.encode($0, records: kept.map(\.length), offset: segment.offset) })
        else { throw SourceError(changed: input.name) }
        return block
    }

    private mutating func encoder(_ number: Int, _ input: LoadedSource) -> BlockEncoder {
        if let encoder, encoder.source == number { return encoder.encoder }
        let new = BlockEncoder(source: input, number, columns: definitions, judges: false)
        encoder = (number, new)
        return new
    }
}

/// A record that was read again.
struct CachedRecord: Sendable {
    var source: Int
    /// Where the record starts in its source, in bytes.
    var offset: Int
    var bytes: [UInt8]
    /// The record within `bytes`, without its line end.
    var range: Range<UInt32>
    /// Reader column -> where it stands.
    var fields: [Int: FieldRange]
    var issues: [RecordIssue]
}

/// The records of the last few screens.
final class RecordCache: Sendable {
    private struct State {
        var records: [Int: CachedRecord] = [:]
        var order: [Int] = []
    }
    private let state = Mutex(State())
    private static let capacity = 256

    subscript(row: Int) -> CachedRecord? {
        get { state.withLock { $0.records[row] } }
        set {
            guard let newValue else { return }
            state.withLock { state in
                if state.records.updateValue(newValue, forKey: row) == nil { state.order.append(row) }
                if state.order.count > Self.capacity { state.records[state.order.removeFirst()] = nil }
            }
        }
    }
}

extension ByteSource {
    /// Exactly these bytes.
    func bytes(at offset: Int, count: Int) throws -> [UInt8] {
        var filled = 0
        let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = try read(at: offset + filled, into: rest)
                if got <= 0 { break }
                filled += min(got, rest.count)
            }
            initialized = filled
        }
        if filled < count { throw SourceError(changed: name) }
        return bytes
    }
}

extension SourceError {
    init(changed path: String) {
        self.init(path: path, reason: "the file changed since it was read", remedy: "Press F5 to read it again.")
    }
}
