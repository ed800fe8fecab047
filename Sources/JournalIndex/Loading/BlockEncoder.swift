import Catalog
import Columns
import Records
import Synchronization

/// Turns blocks of one source into encoded columns, or of several that have the same reader. One for each thread and source;
/// what it met before it knows again.
///
/// A block is read in strips that fit the processor's nearest caches: fields are found, looked up and decoded while
/// their bytes are still there.
final class BlockEncoder {
    private static let made = Atomic<Int>(0)

    private let id: EncoderID
    private let reader: any RecordReader
    private let readerColumns: [Int]
    private let sieve: EntrySieve?
    private let watch: ColumnWatch?
    private let columns: [any EncodingColumn]
    private var batch = RecordBatch()
    /// Bytes of a strip, about: more where these are only a few records, as each column is begun anew with every strip.
    private var stripBytes = Processors.stripBytes
    private static let mostStripBytes = 512 << 10
    private static let fewRecords = 64

    /// - Parameters:
    ///   - index: Number of the source, of the first where there are several.
    ///   - onlyThese: Whether nobody will ask for other columns.
    ///   - judges: Whether entries are let go that are not to be kept; false where only kept ones are read.
    init(source: LoadedSource, _ index: Int, columns: [ColumnDefinition], judges: Bool = true, onlyThese: Bool = false) {
        id = EncoderID(source: index, stretch: index, number: Self.made.wrappingAdd(1, ordering: .relaxed).newValue)
        reader = source.reader
        let indices = columns.map { source.columns[$0.id] }
        let wanted = indices.compactMap { $0 }
        let watch = judges ? ColumnWatch(source, besides: wanted, isRead: onlyThese) : nil
        sieve = judges ? EntrySieve(source.kept, source, besides: watch?.columns ?? wanted) : nil
        readerColumns = sieve?.columns ?? watch?.columns ?? wanted
        self.watch = watch
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
    /// - Parameter source: Its number; `nil` where there is only one.
    /// - Parameter proves: Whether the source has yet to be proved to be like those that the reader is for.
    /// - Returns: `nil` when it is not like them.
    func encode(_ bytes: RawSpan, offset: Int, of source: Int? = nil, proves: Bool = false) -> EncodedBlock? {
        var starts = BlockStarts(isSifted: sieve != nil)
        var issues: [RecordIssue] = []
        var headings: [Range<Int>] = []
        var at = 0
        // Taken out, so that columns are given it and no copy.
        var batch = RecordBatch()
        swap(&batch, &self.batch)
        defer { swap(&batch, &self.batch) }
        (batch.takesCuts, batch.asksLikeness) = (sieve == nil, proves)
        for column in columns { column.start() }
        watch?.start()
        while at < bytes.byteCount {
            let strip = bytes.extracting(at..<bytes.byteCount)
            let used = reader.read(strip, about: stripBytes, wanted: readerColumns, into: &batch)
            if proves, batch.isUnlike { return nil }
            let first = starts.count
            for heading in batch.issues.compactMap(\.heading) {
                headings.append(offset + at + Int(heading.lowerBound)..<offset + at + Int(heading.upperBound))
            }
            watch?.look(batch, strip)
            if let sieve {
                let kept = sieve.kept(of: batch, strip)
                starts.add(batch.records, kept, stripAt: at, end: used)
                batch.keep(kept)
            } else {
                starts.add(batch.records, stripAt: at)
            }
            for column in columns { column.add(batch, strip) }
            issues += batch.issues.map { $0.moved(to: $0.record + first) }
            guard used > 0 else { break }
            at += used
            if batch.records.count < Self.fewRecords, stripBytes < Self.mostStripBytes, at < bytes.byteCount { stripBytes *= 2 }
        }
        var id = id
        if let source { id.source = source }
        return EncodedBlock(
            encoder: id, offset: offset, length: bytes.byteCount,
            starts: starts.result(length: bytes.byteCount), columns: columns.map { $0.finish() }, issues: issues,
            leftOut: starts.records - starts.count, headings: headings, findings: watch?.finish() ?? [])
    }
}

extension BlockEncoder {
    /// Reads every record on its own.
    ///
    /// - Parameter lengths: Bytes of each, one behind the other.
    /// - Returns: `nil` when one of them is no record.
    func encode(_ bytes: RawSpan, records lengths: [Int], offset: Int) -> EncodedBlock? {
        var starts = BlockStarts(isSifted: false)
        var issues: [RecordIssue] = []
        var at = 0
        (batch.takesCuts, batch.asksLikeness) = (false, false)
        for column in columns { column.start() }
        for length in lengths {
            let record = bytes.extracting(at..<at + length)
            reader.read(record, wanted: readerColumns, into: &batch)
            guard !batch.records.isEmpty else { return nil }
            batch.keep([0])
            issues += batch.issues.map { $0.moved(to: $0.record + starts.count) }
            starts.add(batch.records, stripAt: at)
            for column in columns { column.add(batch, record) }
            at += length
        }
        return EncodedBlock(
            encoder: id, offset: offset, length: bytes.byteCount, starts: starts.result(length: bytes.byteCount),
            columns: columns.map { $0.finish() }, issues: issues, leftOut: 0)
    }
}

/// Where the records of a block start, strip by strip.
private struct BlockStarts {
    private let isSifted: Bool
    private var all: [UInt32] = []
    private var kept: [Segment.Kept] = []
    /// Records that were read.
    private(set) var records = 0

    init(isSifted: Bool) { self.isSifted = isSifted }

    /// Records that stay.
    var count: Int { isSifted ? kept.count : all.count }

    mutating func add(_ strip: [Range<UInt32>], stripAt: Int) {
        let base = UInt32(truncatingIfNeeded: stripAt)
        for record in strip { all.append(record.lowerBound &+ base) }
        records += strip.count
    }

    /// - Parameter end: Bytes of the strip.
    mutating func add(_ strip: [Range<UInt32>], _ stay: [Int], stripAt: Int, end: Int) {
        let base = UInt32(truncatingIfNeeded: stripAt)
        for record in stay {
            let next = record + 1 < strip.count ? strip[record + 1].lowerBound : UInt32(truncatingIfNeeded: end)
            kept.append(
                Segment.Kept(
                    start: strip[record].lowerBound &+ base, end: next &+ base,
                    number: UInt32(truncatingIfNeeded: records + record)))
        }
        records += strip.count
    }

    func result(length: Int) -> Segment.Starts {
        if records > count { return .some(kept) }
        return Segment.Starts(isSifted ? kept.map(\.start) : all, length: length)
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
