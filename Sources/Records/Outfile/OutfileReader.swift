/// Reads raw DSPJRN outfiles: records of one length, a standard heading, then data laid out by entry type.
package struct OutfileReader: RecordReader {
    package let format: String
    package let facts: [(name: String, value: String)]
    package let columns: [SourceColumn]
    package let decoders: [FieldDecoder]
    package let firstRecordOffset = 0

    let heading: OutfileHeading
    let codePage: CodePage
    /// Bytes of a whole record.
    let recordLength: Int
    let layouts: OutfileColumns
    /// Where records say how much data their entries have; `nil` where they do not.
    var statedData: StatedData?
    /// Where records have dates of six digits.
    package internal(set) var openColumns: [OpenColumn] = []
    package internal(set) var dates: [ColumnDates] = []

    package func wholeRecords(in block: RawSpan, isLast: Bool) -> Int {
        isLast ? block.byteCount : block.byteCount - block.byteCount % recordLength
    }

    package func read(_ block: RawSpan, about bytes: Int, wanted: [Int], into batch: inout RecordBatch) -> Int {
        let end = min(max(1, bytes / recordLength) * recordLength, block.byteCount)
        read(block.extracting(0..<end), wanted: wanted, into: &batch)
        return end
    }

    package func read(_ block: RawSpan, wanted: [Int], into batch: inout RecordBatch) {
        let count = (block.byteCount + recordLength - 1) / recordLength
        batch.reset(records: count, columns: wanted.count)
        var plans = RecordPlans(self, wanted: wanted)
        for record in 0..<count {
            let start = record * recordLength
            batch.records.append(UInt32(start)..<UInt32(min(start + recordLength, block.byteCount)))
        }
        var next = 0
        while next < count {
            let run = run(from: next, block)
            if run.isEmpty {
                let range = batch.records[next]
                let bytes = block.extracting(Int(range.lowerBound)..<Int(range.upperBound))
                readFlawed(bytes, at: Int(range.lowerBound), next, plans, &batch)
                next += 1
            } else {
                let type = heading.entryTypeKey(block.extracting(record(next)))
                plans.fill(&batch, block, run, type: type)
                next = run.upperBound
            }
        }
    }

    /// Whole records of one entry type that follow each other, from `first` on.
    private func run(from first: Int, _ block: RawSpan) -> Range<Int> {
        var end = first
        var type: UInt32?
        while (end + 1) * recordLength <= block.byteCount, heading.isHeading(block, at: end * recordLength) {
            let own = heading.entryTypeKey(block.extracting(record(end)))
            if let type, own != type { break }
            type = own
            end += 1
        }
        return first..<end
    }

    private func record(_ index: Int) -> Range<Int> { index * recordLength..<(index + 1) * recordLength }

    /// A record that is cut, or has no heading: what is left of it, and an issue.
    private func readFlawed(
        _ record: RawSpan, at start: Int, _ index: Int, _ plans: RecordPlans, _ batch: inout RecordBatch
    ) {
        let isHeading = heading.isHeading(record, at: 0)
        let bytes = record.byteCount
        let message =
            bytes == recordLength
            ? "no journal entry heading in this record"
            : isHeading
                ? "record is cut: \(bytes) of \(recordLength) bytes"
                : "\(bytes) \(bytes == 1 ? "byte" : "bytes") without a heading: the rest of a record, or too many in the one before"
        // A cut record may be followed by shorter ones of another outfile.
        let isFollowed = isHeading && (heading.leastBytes..<max(heading.leastBytes, bytes)).contains { heading.isHeading(record, at: $0) }
        let place = isHeading && !isFollowed ? nil : UInt32(start)..<UInt32(start)
        batch.issues.append(RecordIssue(record: index, message: message, rejected: !isHeading, heading: place))
        guard isHeading else { return }
        let plan = plans.plan(layouts.index[heading.entryTypeKey(record)], length: record.byteCount)
        if let end = statedData?.end(of: record), end < min(plan.leastEnd, record.byteCount) {
            plan.fill(&batch, short: record.extracting(0..<end), at: start, index)
        } else {
            plan.fill(&batch, record, at: start, index)
        }
    }
}

extension OutfileReader {
    package var encoding: String { "CCSID \(codePage.ccsid)" }
    package var entryDataOffset: Int? { heading.length }

    package func characters(of record: RawSpan) -> [Character] {
        (0..<record.byteCount).map { Character(codePage[record.unsafeLoad(fromByteOffset: $0, as: UInt8.self)]) }
    }

    package func unstatedFields(of record: RawSpan) -> UnstatedFields? {
        guard let statedData, heading.isHeading(record, at: 0), let key = layouts.index[heading.entryTypeKey(record)] else { return nil }
        let layout = layouts.layouts[key]
        let end = statedData.end(of: record), room = record.byteCount - heading.length
        if end > record.byteCount, end < .max { return UnstatedFields(bytes: end - heading.length, room: room, fields: []) }
        guard end < min(layout.end, record.byteCount) else { return nil }
        let data = record.extracting(0..<end)
        let missing = layout.places.filter { _, places in
            var problem: LengthProblem?
            return places.contains { $0.bytes.lowerBound >= heading.length }
                && places.resolve(inShort: data, problem: &problem).state == .absent
        }
        guard !missing.isEmpty else { return nil }
        return UnstatedFields(bytes: end - heading.length, room: room, fields: missing.keys.sorted().map { columns[$0].name })
    }

    package func unknownTail(of record: RawSpan) -> Range<Int>? {
        guard heading.isHeading(record, at: 0) else { return nil }
        let layout = layouts.index[heading.entryTypeKey(record)].map { layouts.layouts[$0] } ?? layouts.headingOnly
        return layout.end < record.byteCount ? layout.end..<record.byteCount : nil
    }
}
