import Catalog
import Records

/// Asks the cells of blocks what the head of their input left open. One for each thread and source, and none where nothing is
/// open: ordinary inputs are not looked at twice.
final class ColumnWatch {
    /// What cells of one column taught.
    struct Finding: Sendable {
        /// Of the reader.
        var column: Int
        var lessons: Set<String>
    }

    /// Columns of the reader it looks at, those that are read anyway before its own.
    let columns: [Int]
    private let watched: [(open: OpenColumn, place: Int)]
    private let reader: any RecordReader
    private let numbers: NumberReading
    private var found: [Int: Set<String>] = [:]
    /// How dates begin that were looked at in this block, by column.
    private var seen: [Int: Set<UInt64>] = [:]

    /// Lessons of a column that are kept of a block.
    private static let most = 1_000
    /// The same of texts that tell how they are written.
    private static let mostSpelled = 20

    /// - Parameter columns: What is read for the journal.
    /// - Parameter isRead: Whether only these may be read ever after.
    init?(_ source: LoadedSource, besides columns: [Int], isRead: Bool) {
        let open = source.reader.openColumns.filter { $0.isWatched && (!isRead || columns.contains($0.column)) }
        guard !open.isEmpty else { return nil }
        var read = columns
        watched = open.map { open in
            if !read.contains(open.column) { read.append(open.column) }
            return (open, read.firstIndex(of: open.column) ?? 0)
        }
        self.columns = read
        reader = source.reader
        numbers = source.numbers
    }

    func start() { (found, seen) = ([:], [:]) }

    func look(_ batch: borrowing RecordBatch, _ strip: RawSpan) {
        for one in watched {
            switch one.open.question {
            case .order: lookAtDates(one.open, one.place, batch, strip)
            case .kind: lookAtNumbers(one.open, one.place, batch, strip)
            case .spelling: lookAtTexts(one.open, one.place, batch, strip)
            }
        }
    }

    func finish() -> [Finding] { found.map { Finding(column: $0, lessons: $1) } }

    private func lookAtNumbers(_ open: OpenColumn, _ place: Int, _ batch: borrowing RecordBatch, _ strip: RawSpan) {
        let isTimestamp = reader.columns[open.column].kind == .timestamp
        let refused = NumberFields(batch, place, numbers, isTimestamp: isTimestamp, block: strip).unreadable
        guard !refused.isEmpty else { return }
        let flawed = Set(batch.issues.map(\.record))
        for cell in refused.prefix(SourceLessons.mostRefused) where !flawed.contains(cell.record) { add(cell.text, open, Self.most) }
    }

    /// Every date once, whether the order that is assumed takes it or not: all of them tell how near they are to one another.
    private func lookAtDates(_ open: OpenColumn, _ place: Int, _ batch: borrowing RecordBatch, _ strip: RawSpan) {
        var last: UInt64 = 0
        for record in batch.records.indices {
            let field = batch.field(place, of: record, in: strip)
            guard field.state == .value, field.length > 0 else { continue }
            let bytes = strip.extracting(field.bytes), start = bytes.start
            if start == last { continue }
            last = start
            guard seen[open.column]?.contains(start) != true, seen[open.column]?.count ?? 0 < Self.most,
                !batch.issues.contains(where: { $0.record == record }),
                let text = reader.decoders[Int(field.decoder)].written(bytes)
            else { continue }
            seen[open.column, default: []].insert(start)
            add(text, open, Self.most)
        }
    }

    private func lookAtTexts(_ open: OpenColumn, _ place: Int, _ batch: borrowing RecordBatch, _ strip: RawSpan) {
        var flawed: Set<Int>?
        for record in batch.records.indices where found[open.column]?.count ?? 0 < Self.mostSpelled {
            let field = batch.field(place, of: record, in: strip)
            guard field.state == .value, field.length > 0,
                case .value(let text) = reader.decoders[Int(field.decoder)].text(strip.extracting(field.bytes))
            else { continue }
            if flawed == nil { flawed = Set(batch.issues.map(\.record)) }
            if flawed?.contains(record) == false { add(text, open, Self.mostSpelled) }
        }
    }

    private func add(_ text: String, _ open: OpenColumn, _ most: Int) {
        guard found[open.column]?.count ?? 0 < most, let lesson = open.lesson(of: text) else { return }
        found[open.column, default: []].insert(lesson)
    }
}

extension RawSpan {
    /// The first eight bytes as a number: no two dates within a century begin alike.
    fileprivate var start: UInt64 {
        var start: UInt64 = 0
        for at in 0..<min(8, byteCount) { start = start << 8 | UInt64(unsafeLoad(fromByteOffset: at, as: UInt8.self)) }
        return start
    }
}
