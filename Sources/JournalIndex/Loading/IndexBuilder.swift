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
    /// Row -> what is wrong with the record, one sentence each.
    private(set) var issues: [Int: RowIssue] = [:]
    private(set) var count = 0
    private var order: OrderWatch
    private var tallies: [Tally]
    private let timestamp: Int?

    /// What was read of one source.
    private struct Tally {
        var entries = 0, rejected = 0
        var flawed: Set<Int> = []
        var first: Int128?, last: Int128?
    }

    init(schema: Schema, eager: [ColumnDefinition], sources: Int) {
        self.schema = schema
        tallies = Array(repeating: Tally(), count: sources)
        timestamp = eager.firstIndex { $0.name == "ENTRY_TIMESTAMP" }
        self.eager = eager
        builders = eager.map { ColumnBuilder(kind: $0.kind) }
        order = OrderWatch(
            timestamp: eager.firstIndex { $0.name == "ENTRY_TIMESTAMP" },
            sequence: eager.firstIndex { $0.name == "SEQUENCE_NUMBER" })
    }

    /// Whether the rows so far already stand in the journal's own order by both time and sequence.
    var isInOrder: Bool { order.isInOrder }

    mutating func merge(_ block: EncodedBlock, source: Int) {
        guard !block.records.isEmpty else { return }
        for issue in block.issues {
            note(count + issue.record, issue.message, rejected: issue.rejected, source: source)
        }
        for (i, column) in block.columns.enumerated() {
            builders[i].append(column)
            for (record, text, reason) in column.unreadable {
                note(count + record, RowIssue.cell(eager[i].name, reason, text), rejected: false, source: source)
            }
        }
        order.watch(block)
        tally(block, source)
        segments.append(
            Segment(source: source, firstRow: count, offset: block.offset, length: block.length, records: block.records))
        count += block.records.count
    }

    private mutating func note(_ row: Int, _ message: String, rejected: Bool, source: Int) {
        let wasRejected = issues[row]?.rejected ?? false
        issues[row, default: RowIssue()].add(message, rejected: rejected)
        if rejected && !wasRejected { tallies[source].rejected += 1 }
        if rejected { tallies[source].flawed.remove(row) } else if !wasRejected { tallies[source].flawed.insert(row) }
    }

    private mutating func tally(_ block: EncodedBlock, _ source: Int) {
        tallies[source].entries += block.records.count
        guard let timestamp, case .integers(let values, let states, _) = block.columns[timestamp] else { return }
        for i in values.indices where states[i] == CellState.value.rawValue {
            tallies[source].first = min(tallies[source].first ?? values[i], values[i])
            tallies[source].last = max(tallies[source].last ?? values[i], values[i])
        }
    }

    func report(_ index: Int, _ source: LoadedSource, bytesRead: Int) -> SourceReport {
        func time(_ value: Int128?) -> Timestamp? { value.map { Timestamp(microseconds: Int64(truncatingIfNeeded: $0)) } }
        let tally = tallies[index]
        return SourceReport(
            name: source.name, format: source.reader.format, facts: source.reader.facts,
            bytes: source.bytes.size ?? bytesRead, bytesRead: bytesRead, entries: tally.entries,
            rejected: tally.rejected, flawed: tally.flawed.count, first: time(tally.first), last: time(tally.last),
            failure: nil)
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

/// One growing column.
struct ColumnBuilder {
    private enum Storage {
        case coded(CodedColumnBuilder)
        case integer(IntegerColumnBuilder)
    }
    private var storage: Storage

    init(kind: ValueKind) {
        switch kind {
        case .integer, .timestamp: storage = .integer(IntegerColumnBuilder())
        case .text, .code, .address, .hex: storage = .coded(CodedColumnBuilder())
        }
    }

    mutating func append(_ column: EncodedColumn) {
        // The storage is taken out while it is changed, so that its arrays stay unique.
        switch storage {
        case .coded(var builder):
            storage = .coded(CodedColumnBuilder())
            append(column, to: &builder)
            storage = .coded(builder)
        case .integer(var builder):
            storage = .integer(IntegerColumnBuilder())
            append(column, to: &builder)
            storage = .integer(builder)
        }
    }

    mutating func snapshot() -> Column {
        switch storage {
        case .coded(let builder): .coded(builder.snapshot())
        case .integer(let builder): .integer(builder.snapshot())
        }
    }

    private func append(_ column: EncodedColumn, to builder: inout CodedColumnBuilder) {
        switch column {
        case .absent(let count): builder.append(repeating: TextDictionary.absent, count: count)
        case .coded(let codes, let values):
            let remap = values.map { value in
                switch value {
                case .absent: TextDictionary.absent
                case .null: TextDictionary.null
                case .blank: TextDictionary.blank
                case .text(let text), .unreadable(let text, _): builder.dictionary.intern(text)
                }
            }
            builder.append(contentsOf: codes.span, through: remap)
        case .integers(let values, let states, let unreadable):
            preconditionFailure("integers \(values.count) \(states.count) \(unreadable.count) for a coded column")
        }
    }

    private func append(_ column: EncodedColumn, to builder: inout IntegerColumnBuilder) {
        switch column {
        case .absent(let count): builder.append(repeating: .absent, count: count)
        case .integers(let values, let states, let unreadable):
            var next = unreadable.makeIterator()
            for i in values.indices {
                if states[i] == CellState.unreadable.rawValue {
                    builder.appendUnreadable(next.next()?.text ?? "")
                } else {
                    builder.append(values[i], state: CellState(rawValue: states[i]) ?? .absent)
                }
            }
        case .coded(let codes, _): preconditionFailure("\(codes.count) codes for an integer column")
        }
    }
}

extension EncodedColumn {
    /// Cells whose bytes could not be read, by record.
    var unreadable: [(record: Int, text: String, reason: String)] {
        switch self {
        case .absent: return []
        case .integers(_, _, let unreadable): return unreadable
        case .coded(let codes, let values):
            var bad: [UInt32: (String, String)] = [:]
            for (code, value) in values.enumerated() {
                if case .unreadable(let text, let reason) = value { bad[UInt32(code)] = (text, reason) }
            }
            if bad.isEmpty { return [] }
            return codes.enumerated().compactMap { record, code in bad[code].map { (record, $0.0, $0.1) } }
        }
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
        guard let column, case .integers(let values, let states, _) = block.columns[column] else { return true }
        for i in values.indices where states[i] == CellState.value.rawValue {
            if values[i] < last { return false }
            last = values[i]
        }
        return true
    }
}
