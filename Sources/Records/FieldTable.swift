package import CCells

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
        /// Bytes of the range were lost before the source was made.
        case damaged

        /// Why the field is no value though it has bytes; `nil` where it is one, or has none.
        package var problem: String? {
            switch self {
            case .absent, .null, .value: nil
            case .truncated: "the record ends inside this field"
            case .damaged: "bytes of this field were replaced when the record was converted to text"
            }
        }
    }

    package init(start: UInt32, length: UInt32, decoder: UInt8, state: State = .value) {
        self.start = start
        self.length = length
        self.decoder = decoder
        self.state = state
    }

    /// Its bytes in the block.
    package var bytes: Range<Int> { Int(start)..<Int(start) + Int(length) }

    /// State and decoder as one number, as `FieldColumn` keeps them.
    package var tag: UInt16 { UInt16(state.rawValue) << 8 | UInt16(decoder) }

    /// Absent and null have tags below this, whatever their decoder.
    package static let firstValueTag = UInt16(State.value.rawValue) << 8

    /// - Parameter tag: As `tag` gives it.
    package init(start: UInt32, length: UInt32, tag: UInt16) {
        self.init(
            start: start, length: length, decoder: UInt8(truncatingIfNeeded: tag),
            state: State(rawValue: UInt8(tag >> 8)) ?? .absent)
    }

    package static let absent = FieldRange(start: 0, length: 0, decoder: 0, state: .absent)
    package static let null = FieldRange(start: 0, length: 0, decoder: 0, state: .null)
}

/// Where the values of one column stand in the records of one block: three numbers a record, side by side, so that a
/// loop over a column touches nothing else.
package struct FieldColumn: Equatable, Sendable {
    /// Bytes from the start of the block.
    package private(set) var starts: [UInt32] = []
    /// Bytes.
    package private(set) var lengths: [UInt32] = []
    /// How the bytes are read: state << 8 | decoder. Below `FieldRange.firstValueTag` there are none to read.
    package private(set) var tags: [UInt16] = []

    package subscript(record: Int) -> FieldRange {
        get {
            FieldRange(start: starts[record], length: lengths[record], tag: tags[record])
        }
        set {
            starts[record] = newValue.start
            lengths[record] = newValue.length
            tags[record] = newValue.tag
        }
    }

    /// Makes room for `count` records, all absent.
    fileprivate mutating func reset(_ count: Int) {
        starts.resize(count)
        lengths.resize(count)
        tags.reset(count)
    }

    /// Keeps the records of these numbers, which ascend.
    fileprivate mutating func keep(_ kept: [Int]) {
        for (i, record) in kept.enumerated() {
            (starts[i], lengths[i], tags[i]) = (starts[record], lengths[record], tags[record])
        }
        starts.removeLast(starts.count - kept.count)
        lengths.removeLast(lengths.count - kept.count)
        tags.removeLast(tags.count - kept.count)
    }

    /// Takes `count` fields of a table that has `width` side by side for each record: every `width`th from `first` on.
    mutating func take(_ fields: [FieldRange], from first: Int, each width: Int, count: Int) {
        reset(count)
        let fields = fields.span
        withPlaces { places in
            for record in 0..<count {
                let field = fields[first + record * width]
                places.starts[record] = field.start
                places.lengths[record] = field.length
                places.tags[record] = field.tag
            }
        }
    }

    fileprivate mutating func append(_ field: FieldRange) {
        starts.append(field.start)
        lengths.append(field.length)
        tags.append(field.tag)
    }

    fileprivate func withCells(_ block: UnsafeRawBufferPointer, _ count: Int, _ body: (wrkaud_cells) -> Void) {
        precondition(starts.count >= count && lengths.count >= count && tags.count >= count)
        starts.withUnsafeBufferPointer { starts in
            lengths.withUnsafeBufferPointer { lengths in
                tags.withUnsafeBufferPointer { tags in
                    body(
                        wrkaud_cells(
                            block: block.baseAddress?.assumingMemoryBound(to: UInt8.self), size: block.count,
                            starts: starts.baseAddress, lengths: lengths.baseAddress, tags: tags.baseAddress, cuts: nil,
                            width: 0, special: (0, 0, 0, 0), quote: 256, plain: 0, null: 0, same: nil))
                }
            }
        }
    }

    /// Gives places for all records to write to.
    mutating func withPlaces<Result>(_ body: (FieldPlaces) -> Result) -> Result {
        starts.withUnsafeMutableBufferPointer { starts in
            lengths.withUnsafeMutableBufferPointer { lengths in
                tags.withUnsafeMutableBufferPointer { tags in
                    body(FieldPlaces(starts: starts, lengths: lengths, tags: tags))
                }
            }
        }
    }
}

/// The places of one column's records, to be written in a loop.
struct FieldPlaces {
    let starts: UnsafeMutableBufferPointer<UInt32>
    let lengths: UnsafeMutableBufferPointer<UInt32>
    let tags: UnsafeMutableBufferPointer<UInt16>

    @inline(__always)
    func put(_ record: Int, _ start: Int, _ length: Int, _ tag: UInt16) {
        starts[record] = UInt32(truncatingIfNeeded: start)
        lengths[record] = UInt32(truncatingIfNeeded: length)
        tags[record] = tag
    }

}

extension [UInt32] {
    /// Makes it so long; what is in it means nothing.
    fileprivate mutating func resize(_ count: Int) {
        if count <= self.count { return removeLast(self.count - count) }
        let more = count - self.count
        append(addingCapacity: more) { $0.append(repeating: 0, count: more) }
    }
}

extension [UInt16] {
    /// Makes it so long, and all of it 0.
    fileprivate mutating func reset(_ count: Int) {
        removeAll(keepingCapacity: true)
        append(addingCapacity: count) { $0.append(repeating: 0, count: count) }
    }
}

/// The records of one block: where each starts and ends, and the ranges of the wanted fields.
///
/// Not copied by anybody: it has a dozen lists, each of which would be counted for every column of every strip.
package struct RecordBatch: ~Copyable, Sendable {
    /// Start and end of each record, in bytes from the start of the block (line ends not included).
    package var records: [Range<UInt32>] = []
    /// One for each wanted column.
    package internal(set) var columns: [FieldColumn] = []
    /// Records that could not be read as they should, in ascending order. The record itself is in `records` all the same.
    package var issues: [RecordIssue] = []
    /// Memory of a `FieldSink`, kept for the next one.
    var rows: [FieldRange] = []
    /// Cells that are found by what was cut; `columns` says nothing of them.
    var cuts: CutCells?
    /// What was learned of cells that repeat together.
    var repeats = RepeatGroups()
    /// Whether the reader may leave cells as they were cut. Who says so looks at them by `withCells` and `field` alone.
    package var takesCuts = false
    /// Whether the reader is to say of the records whether they are such as those of inputs that its own is like.
    package var asksLikeness = false
    /// Whether they are not. Of a reader that is like none the answer is no.
    package internal(set) var isUnlike = false

    package init() {}

    /// A field of a record.
    ///
    /// - Parameter column: Among those wanted.
    /// - Parameter block: The bytes it was read from.
    package func field(_ column: Int, of record: Int, in block: RawSpan) -> FieldRange {
        if let cuts, cuts.has(column) { return cuts.field(column, record, block) }
        return columns[column][record]
    }

    /// Calls `body` with the cells of a column, one for each record, as kernels take them; not where there is no record.
    ///
    /// - Parameter block: The bytes it was read from. Cells need not lie within it: who reads them checks.
    package func withCells(_ column: Int, in block: RawSpan, _ body: (wrkaud_cells) -> Void) {
        guard !records.isEmpty else { return }
        block.withUnsafeBytes { bytes in
            if let cuts, cuts.has(column) { return cuts.withCells(column, bytes, body) }
            columns[column].withCells(bytes, records.count, body)
        }
    }

    /// Forgets everything but the memory, and makes room: the fields of `records` records, all absent.
    ///
    /// - Parameter cuts: Columns that it has need no room.
    mutating func reset(records count: Int, columns width: Int, cuts: CutCells? = nil) {
        records.removeAll(keepingCapacity: true)
        records.reserveCapacity(count)
        issues.removeAll(keepingCapacity: true)
        self.cuts = cuts
        if columns.count != width { columns = Array(repeating: FieldColumn(), count: width) }
        for column in columns.indices where cuts?.has(column) != true { columns[column].reset(count) }
    }

    /// Keeps the records of these numbers, which ascend, and forgets the others.
    ///
    /// - Precondition: It does not take cuts.
    package mutating func keep(_ kept: [Int]) {
        precondition(!takesCuts, "cuts stand where they were cut")
        records = kept.map { records[$0] }
        for column in columns.indices { columns[column].keep(kept) }
        guard !issues.isEmpty else { return }
        let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        issues = issues.compactMap { issue in
            places[issue.record].map { issue.moved(to: $0) }
        }
    }

    /// Adds what is wrong with records, behind what is known of them.
    mutating func note(_ more: [RecordIssue]) {
        guard !more.isEmpty else { return }
        let all = (issues + more).enumerated()
        issues = all.sorted { ($0.element.record, $0.offset) < ($1.element.record, $1.offset) }.map(\.element)
    }

    /// Adds a record all of whose fields are absent.
    mutating func add(_ record: Range<UInt32>) {
        records.append(record)
        for column in columns.indices { columns[column].append(.absent) }
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
    /// Where the heading of another export begins, in bytes from the start of the block, and where this record ends that
    /// has it or stands before it: what follows has the columns that it names.
    package var heading: Range<UInt32>?
    /// Lines within the record that look like entries: it has to be told whatever is asked for.
    package var hidden: Int

    package init(record: Int, message: String, rejected: Bool = false, heading: Range<UInt32>? = nil, hidden: Int = 0) {
        self.record = record
        self.message = message
        self.rejected = rejected
        self.heading = heading
        self.hidden = hidden
    }

    /// The same of the record of another number.
    package func moved(to record: Int) -> RecordIssue {
        var issue = self
        issue.record = record
        return issue
    }
}
