/// Where the value of one column stands in a block of bytes. No text is made of it before somebody asks.
package struct FieldRange: Equatable, Sendable {
    /// Bytes from the start of the block.
    package var start: UInt32
    /// Bytes.
    package var length: UInt32
    /// Index in the reader's `decoders`: how these bytes are read.
    package var decoder: UInt8
    package var state: State

    package enum State: UInt8, Sendable {
        /// This record has no such field.
        case absent
        /// SQL null.
        case null
        /// The bytes of the range, read by the decoder.
        case value
        /// The record ends inside the field: the bytes of the range are what is left of it.
        case truncated
    }

    package init(start: UInt32, length: UInt32, decoder: UInt8, state: State = .value) {
        self.start = start
        self.length = length
        self.decoder = decoder
        self.state = state
    }

    package static let absent = FieldRange(start: 0, length: 0, decoder: 0, state: .absent)
    package static let null = FieldRange(start: 0, length: 0, decoder: 0, state: .null)
}

/// The records of one block: where each starts and ends, and the ranges of the wanted fields.
package struct RecordBatch: Sendable {
    /// Start and end of each record, in bytes from the start of the block (line ends not included).
    package var records: [Range<UInt32>] = []
    /// Row-major: record `r`, wanted column `w` stands at `r * wanted + w`.
    package var fields: [FieldRange] = []
    /// Records that could not be read as they should, in ascending order. The record itself is in `records` all the same.
    package var issues: [RecordIssue] = []

    package init() {}

    package mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        issues.removeAll(keepingCapacity: true)
    }
}

/// What is wrong with a record: shown beside it in column ERROR.
package struct RecordIssue: Equatable, Sendable {
    /// Index in `RecordBatch.records`.
    package var record: Int
    /// One short sentence: what, and where in the record.
    package var message: String
    /// Whether nothing of the record could be read (it then counts as rejected).
    package var rejected: Bool

    package init(record: Int, message: String, rejected: Bool = false) {
        self.record = record
        self.message = message
        self.rejected = rejected
    }
}
