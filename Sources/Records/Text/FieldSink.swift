/// Takes what a cutter finds, record by record, and keeps the wanted columns of it.
struct FieldSink: ~Copyable {
    private(set) var batch: RecordBatch
    /// By column: its place among the wanted ones, -1 for the others.
    private var slots: [Int]

    init(_ batch: consuming RecordBatch, columns: Int, wanted: [Int]) {
        batch.reset(records: 0, columns: wanted.count)
        self.batch = batch
        slots = Array(repeating: -1, count: columns)
        for (slot, column) in wanted.enumerated() { slots[column] = slot }
    }

    /// A new record from `range.lowerBound` to `range.upperBound`; all its fields are absent.
    mutating func start(_ range: Range<Int>) {
        batch.add(UInt32(range.lowerBound)..<UInt32(range.upperBound))
    }

    func wants(_ column: Int) -> Bool { slots[column] >= 0 }

    /// What the record has in `column`, so far.
    func isFilled(_ column: Int) -> Bool {
        slots[column] >= 0 && batch.columns[slots[column]][batch.records.count - 1].state != .absent
    }

    mutating func put(_ column: Int, _ field: FieldRange) {
        let slot = slots[column]
        if slot >= 0 { batch.columns[slot][batch.records.count - 1] = field }
    }

    mutating func put(_ column: Int, _ range: Range<Int>, _ decoder: UInt8) {
        put(column, FieldRange(start: UInt32(range.lowerBound), length: UInt32(range.count), decoder: decoder))
    }

    /// Says what is wrong with the record.
    mutating func note(_ message: String, rejected: Bool = false) {
        let record = batch.records.count - 1
        if let last = batch.issues.last, last.record == record {
            batch.issues[batch.issues.count - 1].message += "; " + message
            batch.issues[batch.issues.count - 1].rejected = last.rejected || rejected
        } else {
            batch.issues.append(RecordIssue(record: record, message: message, rejected: rejected))
        }
    }

    consuming func finish() -> RecordBatch { batch }
}
