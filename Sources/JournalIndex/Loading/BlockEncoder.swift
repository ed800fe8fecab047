import Catalog
import Columns
import Records
import Synchronization

/// Turns blocks of one source into encoded columns. One for each thread and source; what it met before it knows again.
///
/// A block is read in strips that fit the processor's nearest caches: fields are found, looked up and decoded while
/// their bytes are still there.
final class BlockEncoder {
    private static let made = Atomic<Int>(0)

    private let id: EncoderID
    private let reader: any RecordReader
    private let readerColumns: [Int]
    private let columns: [any EncodingColumn]
    private var batch = RecordBatch()

    /// Bytes of a strip.
    private static let strip = 64 << 10

    /// - Parameter index: Number of the source.
    init(source: LoadedSource, _ index: Int, columns: [ColumnDefinition]) {
        id = EncoderID(source: index, number: Self.made.wrappingAdd(1, ordering: .relaxed).newValue)
        reader = source.reader
        let indices = columns.map { source.columns[$0.id] }
        readerColumns = indices.compactMap { $0 }
        var next = 0
        self.columns = columns.indices.map { column in
            guard indices[column] != nil else { return AbsentColumn() }
            defer { next += 1 }
            let kind = columns[column].kind
            if kind.isNumber { return NumberColumn(next, source.numbers, isTimestamp: kind == .timestamp) }
            return TextColumn(next, kind, source.reader.decoders)
        }
    }

    /// - Parameter offset: Where the block starts in its source, in bytes.
    func encode(_ bytes: RawSpan, offset: Int) -> EncodedBlock {
        var starts: [UInt32] = []
        var issues: [RecordIssue] = []
        var at = 0
        for column in columns { column.start() }
        while at < bytes.byteCount {
            let strip = bytes.extracting(at..<bytes.byteCount)
            let used = reader.read(strip, about: Self.strip, wanted: readerColumns, into: &batch)
            for column in columns { column.add(batch, strip) }
            issues += batch.issues.map { $0.moved(by: starts.count) }
            for record in batch.records { starts.append(record.lowerBound &+ UInt32(truncatingIfNeeded: at)) }
            guard used > 0 else { break }
            at += used
        }
        return EncodedBlock(
            encoder: id, offset: offset, length: bytes.byteCount,
            starts: Segment.Starts(starts, length: bytes.byteCount), columns: columns.map { $0.finish() }, issues: issues)
    }
}

extension RecordIssue {
    fileprivate func moved(by records: Int) -> RecordIssue {
        RecordIssue(record: record + records, message: message, rejected: rejected)
    }
}

extension ValueKind {
    /// Whether its values are kept as numbers, not as codes.
    var isNumber: Bool {
        switch self {
        case .integer, .timestamp: true
        case .text, .code, .address, .hex: false
        }
    }
}
