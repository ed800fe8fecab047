import Catalog
import Columns
import Records

/// What the loops of loading cost one by one, on one thread, so that the next person sees where the time goes: finding
/// separators, placing fields, decoding numbers, finding values in dictionaries.
///
/// The first megabytes of a source go by in strips as the loader reads them, so each loop finds its bytes in the caches
/// where it finds them in earnest, and meets ever new ones.
struct LoadingAlone {
    private let reader: any RecordReader
    private let bytes: [UInt8]
    private let columns: [Int]
    private let numbers: NumberReading

    private struct Loop {
        var what: String
        var unit: String
        var seconds = 0.0
        var amount = 0
    }

    /// `nil` for a source without a whole record.
    init?(_ source: any ByteSource) throws {
        reader = try InputFormats.recognise(source, options: InputOptions()).reader
        var bytes = [UInt8](repeating: 0, count: 4 << 20)
        let offset = reader.firstRecordOffset
        let got = try bytes.withUnsafeMutableBytes { try source.read(at: offset, into: $0) }
        let whole = reader.wholeRecords(in: bytes.span.bytes.extracting(0..<max(0, got)), isLast: false)
        guard whole > 0 else { return nil }
        self.bytes = Array(bytes[..<whole])
        columns = reader.columns.indices.filter { [reader] in reader.columns[$0].isHeading }
        numbers = NumberReading(reader.decoders)
    }

    /// Prints the least of `repeats` passes for each loop.
    func run(repeats: Int) {
        var best: [Loop] = []
        for _ in 0..<max(5, repeats) {
            let pass = pass()
            if best.isEmpty { best = pass }
            for i in best.indices where pass[i].seconds < best[i].seconds { best[i] = pass[i] }
        }
        for loop in best {
            report(loop.what, Cost(seconds: loop.seconds, processor: loop.seconds), loop.amount, loop.unit)
        }
    }

    private func pass() -> [Loop] {
        var loops = [
            Loop(what: "find record ends", unit: "bytes"), Loop(what: "find separators", unit: "bytes"),
            Loop(what: "find separators and heading fields", unit: "bytes"),
        ]
        for column in columns {
            let isNumber = [.integer, .timestamp].contains(reader.columns[column].kind)
            loops.append(Loop(what: "\(isNumber ? "numbers" : "values") of \(reader.columns[column].name)", unit: "values"))
        }
        let tables = columns.map { _ in ValueTable() }
        var batch = RecordBatch()
        batch.takesCuts = true
        var at = 0
        let all = bytes.span.bytes
        while at < all.byteCount {
            let strip = all.extracting(at..<min(at + 64 << 10, all.byteCount))
            time(&loops[0], strip.byteCount) { _ = reader.wholeRecords(in: strip, isLast: false) }
            let rest = all.extracting(at..<all.byteCount)
            var used = 0
            time(&loops[1], strip.byteCount) { used = reader.read(rest, about: 64 << 10, wanted: [], into: &batch) }
            time(&loops[2], used) { used = reader.read(rest, about: 64 << 10, wanted: columns, into: &batch) }
            for place in columns.indices {
                time(&loops[3 + place], batch.records.count) { read(batch, place, tables[place], rest) }
            }
            guard used > 0 else { break }
            at += used
        }
        return loops
    }

    private func read(_ batch: borrowing RecordBatch, _ place: Int, _ table: ValueTable, _ block: RawSpan) {
        let kind = reader.columns[columns[place]].kind
        if kind == .integer || kind == .timestamp {
            _ = NumberFields(batch, place, numbers, isTimestamp: kind == .timestamp, block: block)
            return
        }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: batch.records.count) { codes in
            batch.withCells(place, in: block) { cells in
                table.encode(cells, count: batch.records.count, into: codes) {
                    let field = batch.field(place, of: $0, in: block)
                    return (field.bytes, field.tag)
                }
            }
        }
    }

    private func time(_ loop: inout Loop, _ amount: Int, _ body: () -> Void) {
        let start = ContinuousClock.now
        body()
        let took = (ContinuousClock.now - start).components
        loop.seconds += Double(took.seconds) + Double(took.attoseconds) / 1e18
        loop.amount += amount
    }
}
