import Catalog
import Columns
import Records
import Synchronization

/// Reading again: columns nobody asked for before, and single records, from the sources' bytes.
extension JournalSnapshot {
    /// Builds a given column by reading every segment of the sources that have it, on all cores.
    func readColumn(_ definition: ColumnDefinition, _ work: Work) throws -> Column {
        // Few parts for each core: within one, a value is decoded once.
        let parts = segmentParts()
        let results = Mutex<[[Result<EncodedBlock, any Error>]]>(Array(repeating: [], count: parts.count))
        let done = Mutex(0)
        concurrently(parts.count) { part in
            var reading = ColumnReading(self, definition)
            for segment in segments[parts[part]] {
                if work.isCancelled { return }
                let result = Result { try reading.read(segment) }
                results.withLock { $0[part].append(result) }
                let share = done.withLock { done in
                    done += 1
                    return done % 16 == 0 ? Double(done) / Double(segments.count) : nil
                }
                if let share { work.progress(share) }
            }
        }
        try work.check()
        var builder = ColumnBuilder(kind: definition.kind)
        for result in results.withLock({ $0 }).joined() {
            let block = try result.get()
            builder.append(block.columns[0], encoder: block.encoder)
        }
        return builder.snapshot()
    }

    private func segmentParts() -> [Range<Int>] {
        let count = min(segments.count, 16)
        return (0..<count).map { segments.count * $0 / count..<segments.count * ($0 + 1) / count }
    }

    func segment(ofRow row: Int) -> Segment {
        var low = 0, high = segments.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if segments[middle].firstRow <= row { low = middle } else { high = middle - 1 }
        }
        return segments[low]
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

/// Reads one column out of segments that follow each other.
private struct ColumnReading {
    private let inputs: [LoadedSource]
    private let definition: ColumnDefinition
    private var encoder: (source: Int, encoder: BlockEncoder)?

    init(_ snapshot: JournalSnapshot, _ definition: ColumnDefinition) {
        inputs = snapshot.inputs
        self.definition = definition
    }

    mutating func read(_ segment: Segment) throws -> EncodedBlock {
        let input = inputs[segment.source]
        guard input.columns[definition.id] != nil else {
            return EncodedBlock(
                encoder: EncoderID(source: segment.source), offset: segment.offset, length: segment.length,
                starts: segment.starts, columns: [.absent(count: segment.count)], issues: [])
        }
        if encoder?.source != segment.source {
            encoder = (segment.source, BlockEncoder(source: input, segment.source, columns: [definition]))
        }
        let bytes = try input.bytes.bytes(at: segment.offset, count: segment.length)
        guard let block = encoder?.encoder.encode(bytes.span.bytes, offset: segment.offset), block.count == segment.count
        else { throw SourceError(changed: input.name) }
        return block
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
