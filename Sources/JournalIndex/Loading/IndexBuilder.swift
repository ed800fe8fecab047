import Catalog
import Columns
import Records

/// Grows a journal: merges encoded blocks in the order of their sources and hands out snapshots.
///
/// Used by one thread at a time, under the loader's lock.
struct IndexBuilder {
    let schema: Schema
    let eager: [ColumnDefinition]
    private var builders: [ColumnBuilder]
    private(set) var segments: [Segment] = []
    private(set) var issues = RowIssues()
    private(set) var count = 0
    private var order: OrderWatch
    private var tallies: [Tally]
    private let timestamp: Int?
    /// By source: whether it goes on where the one before it ends, as a part of the same file.
    private let goesOn: [Bool]

    /// What was read of one source.
    private struct Tally {
        var entries = 0, rejected = 0, flawed = 0, leftOut = 0, hidden = 0
        var first: Int128?, last: Int128?
        var headings: [Range<Int>] = []
        var records: Int { entries + leftOut }
    }

    init(schema: Schema, eager: [ColumnDefinition], sources: [LoadedSource]) {
        self.schema = schema
        tallies = Array(repeating: Tally(), count: sources.count)
        goesOn = sources.map { $0.part.map { $0.number > 1 } ?? false }
        timestamp = eager.firstIndex { $0.name == "ENTRY_TIMESTAMP" }
        self.eager = eager
        builders = eager.map { ColumnBuilder(kind: $0.kind) }
        order = OrderWatch(
            timestamp: eager.firstIndex { $0.name == "ENTRY_TIMESTAMP" },
            sequence: eager.firstIndex { $0.name == "SEQUENCE_NUMBER" })
    }

    /// Whether the rows so far already stand in the journal's own order by both time and sequence.
    var isInOrder: Bool { order.isInOrder }

    mutating func merge(_ block: EncodedBlock) {
        let source = block.encoder.source
        let firstRecord = recordsBefore(source) + tallies[source].records
        tallies[source].leftOut += block.leftOut
        let room = Self.mostHeadings - tallies[source].headings.count
        tallies[source].headings += block.headings.prefix(room)
        guard block.count > 0 else { return }
        for (i, column) in block.columns.enumerated() { builders[i].append(column, encoder: block.encoder) }
        noteIssues(block, source)
        order.watch(block)
        tally(block, source)
        segments.append(
            Segment(
                source: source, firstRow: count, firstRecord: firstRecord, offset: block.offset, length: block.length,
                starts: block.starts))
        count += block.count
    }

    /// Headings that are noted of a source: one more than a file is taken apart by.
    static let mostHeadings = 1001

    private static let tooManyHeadings =
        "more than \(mostHeadings - 1) headings stand in it, and all records are read by the first one: make several files of it"

    private func hasTooManyHeadings(_ tally: Tally, _ source: LoadedSource) -> Bool {
        tally.headings.count == Self.mostHeadings && !source.reader.losesTrack
    }

    /// Where headings of other exports stand in a source, in bytes.
    func headings(inSource source: Int) -> [Range<Int>] { tallies[source].headings }

    /// Records in the parts of the same file that stand before this one.
    private func recordsBefore(_ source: Int) -> Int {
        var first = source, records = 0
        while goesOn[first], first > 0 {
            first -= 1
            records += tallies[first].records
        }
        return records
    }

    /// Keeps what is wrong with the block's records; a record is in one block only.
    private mutating func noteIssues(_ block: EncodedBlock, _ source: Int) {
        var found: [Int: RowIssue] = [:]
        for issue in block.issues {
            found[issue.record, default: RowIssue()].add(issue.message, rejected: issue.rejected)
            tallies[source].hidden += issue.hidden
        }
        for (i, column) in block.columns.enumerated() {
            for cell in column.unreadable {
                let message = RowIssue.cell(eager[i].name, cell.reason, cell.text)
                found[cell.record, default: RowIssue()].add(message, rejected: false)
            }
        }
        for (record, issue) in found.sorted(by: { $0.key < $1.key }) {
            issues.append(count + record, issue)
            if issue.rejected { tallies[source].rejected += 1 } else { tallies[source].flawed += 1 }
        }
    }

    private mutating func tally(_ block: EncodedBlock, _ source: Int) {
        tallies[source].entries += block.count
        guard let timestamp, let times = block.columns[timestamp].extent else { return }
        tallies[source].first = min(tallies[source].first ?? times.least, times.least)
        tallies[source].last = max(tallies[source].last ?? times.greatest, times.greatest)
    }

    func report(_ index: Int, _ source: LoadedSource, bytesRead: Int) -> SourceReport {
        func time(_ value: Int128?) -> Timestamp? { value.map { Timestamp(microseconds: Int64(truncatingIfNeeded: $0)) } }
        let tally = tallies[index]
        // The part before has the heading, too.
        let shared = min(source.part?.heading ?? 0, bytesRead)
        var report = SourceReport(
            name: source.name, format: source.reader.format, facts: source.facts,
            bytes: (source.bytes.size ?? bytesRead) - shared, bytesRead: bytesRead - shared, entries: tally.entries,
            rejected: tally.rejected, flawed: tally.flawed, first: time(tally.first), last: time(tally.last),
            failure: hasTooManyHeadings(tally, source) ? Self.tooManyHeadings : nil, leftOut: tally.leftOut,
            hidden: tally.hidden)
        report.isSizeKnown = source.bytes.size != nil
        report.assumedDates = source.reader.dates.compactMap(\.assumption)
        return report
    }

    mutating func columns() -> [ColumnID: Column] {
        var result: [ColumnID: Column] = [:]
        for i in builders.indices { result[eager[i].id] = builders[i].snapshot() }
        return result
    }
}

/// What is wrong with one record.
package struct RowIssue: Sendable, Equatable {
    package private(set) var message = ""
    package private(set) var rejected = false

    /// The sentence for a cell that cannot be read.
    static func cell(_ column: String, _ reason: String, _ text: String) -> String {
        text.isEmpty ? "\(column): \(reason)" : "\(column): \(reason): '\(text.prefix(40))'"
    }

    mutating func add(_ text: String, rejected isRejected: Bool) {
        message += message.isEmpty ? text : "; " + text
        rejected = rejected || isRejected
    }
}

/// Watches whether rows arrive in order of both time and sequence, so that most journals need no sorting at all.
struct OrderWatch {
    let timestamp: Int?
    let sequence: Int?
    private(set) var isInOrder = true
    private var lastTime = Int128.min
    private var lastSequence = Int128.min

    init(timestamp: Int?, sequence: Int?) {
        self.timestamp = timestamp
        self.sequence = sequence
    }

    mutating func watch(_ block: EncodedBlock) {
        guard isInOrder else { return }
        isInOrder = rises(block, timestamp, &lastTime) && rises(block, sequence, &lastSequence)
    }

    private func rises(_ block: EncodedBlock, _ column: Int?, _ last: inout Int128) -> Bool {
        guard let column, let extent = block.columns[column].extent else { return true }
        defer { last = extent.last }
        return extent.rises && extent.first >= last
    }
}
