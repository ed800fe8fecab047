/// Takes what a cutter finds, record by record, and keeps the wanted columns of it.
///
/// While it is filled, the fields of a record stand side by side in one list; `finish` makes columns of them.
struct FieldSink: ~Copyable {
    private var batch: RecordBatch
    /// By column: its place among the wanted ones, -1 for the others.
    private let slots: [Int]
    private let width: Int
    /// The fields of all records, `width` of each.
    private var fields: [FieldRange] = []
    /// Where the fields of the last record start.
    private var row = 0
    private let blank: [FieldRange]

    init(_ batch: consuming RecordBatch, columns: Int, wanted: [Int]) {
        batch.reset(records: 0, columns: wanted.count)
        swap(&fields, &batch.rows)
        fields.removeAll(keepingCapacity: true)
        self.batch = batch
        var slots = Array(repeating: -1, count: columns)
        for (slot, column) in wanted.enumerated() { slots[column] = slot }
        self.slots = slots
        width = wanted.count
        blank = Array(repeating: .absent, count: wanted.count)
    }

    /// A new record from `range.lowerBound` to `range.upperBound`; all its fields are absent.
    mutating func start(_ range: Range<Int>) {
        batch.records.append(UInt32(truncatingIfNeeded: range.lowerBound)..<UInt32(truncatingIfNeeded: range.upperBound))
        row = fields.count
        fields.append(contentsOf: blank)
    }

    @inline(__always)
    func wants(_ column: Int) -> Bool { slots[column] >= 0 }

    @inline(__always)
    mutating func put(_ column: Int, _ field: FieldRange) {
        let slot = slots[column]
        if slot >= 0 { fields[row + slot] = field }
    }

    @inline(__always)
    mutating func put(_ column: Int, _ range: Range<Int>, _ decoder: UInt8) {
        put(
            column,
            FieldRange(
                start: UInt32(truncatingIfNeeded: range.lowerBound), length: UInt32(truncatingIfNeeded: range.count),
                decoder: decoder))
    }

    /// - Parameter slot: Place of the column among the wanted ones.
    @inline(__always)
    mutating func put(slot: Int, _ field: FieldRange) { fields[row + slot] = field }

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

    consuming func finish() -> RecordBatch {
        for slot in 0..<width { batch.columns[slot].take(fields, from: slot, each: width, count: batch.records.count) }
        swap(&fields, &batch.rows)
        return batch
    }
}
