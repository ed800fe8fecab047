import Columns
import Records

/// Who made a block, and of what: codes of one encoder mean the same in all its blocks.
struct EncoderID: Hashable, Sendable {
    var source = 0
    /// The sources that the encoder reads, by the first of them.
    var stretch = 0
    var number = 0
}

/// A parsed block: columns instead of records, and where the records are.
struct EncodedBlock: Sendable {
    var encoder: EncoderID
    var offset: Int
    var length: Int
    var starts: Segment.Starts
    var columns: [EncodedColumn]
    var issues: [RecordIssue]
    /// Records that were read and let go.
    var leftOut = 0
    /// Where headings of other exports begin in the source, and where the part before each ends, in bytes.
    var headings: [Range<Int>] = []
    /// What cells tell of what the head of the source left open.
    var findings: [ColumnWatch.Finding] = []

    var count: Int { starts.count }
}

/// One column of one block, encoded by the thread that parsed it, ready to be merged.
enum EncodedColumn: Sendable {
    case coded(EncodedCodes)
    case integers(EncodedIntegers)
    /// No record of the block has it.
    case absent(count: Int)
}

/// A cell whose bytes could not be read, by record.
typealias UnreadableField = NumberFields.Unreadable

struct EncodedCodes: Sendable {
    /// The encoder's codes: 0 absent, 1 null, then values in the order in which its blocks met them.
    enum Codes: Sendable {
        case each([UInt32])
        /// All records have this one.
        case all(UInt32)
    }

    var codes: Codes
    /// Records.
    var count: Int
    /// Values that no earlier block of the encoder had.
    var fresh: FreshValues
    /// Whether the encoder forgot its values before this block: its codes start anew.
    var startsAnew: Bool
    var unreadable: [UnreadableField]

    init(_ codes: [UInt32], fresh: FreshValues, startsAnew: Bool, unreadable: [UnreadableField]) {
        count = codes.count
        self.codes = codes.isOneValue ? .all(codes[0]) : .each(codes)
        (self.fresh, self.startsAnew, self.unreadable) = (fresh, startsAnew, unreadable)
    }
}

extension [UInt32] {
    /// Whether there are any, and all of them are the same. All are looked at, several at once.
    fileprivate var isOneValue: Bool {
        guard let first else { return false }
        return reduce(0) { $0 | ($1 ^ first) } == 0
    }
}

/// Values in order of their codes, as UTF-8 one behind the other.
struct FreshValues: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [UInt32] = []
    /// Of those that are no text: the column's code for the way they are empty.
    private(set) var empties: [Int: UInt32] = [:]

    var count: Int { ends.count }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(UInt32(bytes.count))
    }

    mutating func append(_ text: RawSpan) {
        text.withUnsafeBytes { bytes.append(contentsOf: $0) }
        ends.append(UInt32(bytes.count))
    }

    /// - Parameter code: `TextDictionary.absent`, `.null` or `.blank`.
    mutating func append(empty code: UInt32) {
        empties[ends.count] = code
        ends.append(UInt32(bytes.count))
    }

    /// Calls `body` with the UTF-8 of each value; with `nil` for those that are empty.
    func each(_ body: ((Span<UInt8>)?) -> Void) {
        var start = 0
        for i in ends.indices {
            let end = Int(ends[i])
            body(empties[i] == nil && start < end ? bytes.span.extracting(start..<end) : nil)
            start = end
        }
    }

    /// Adds the codes these values have in `dictionary` to `map`; those it does not have yet are added to it.
    func intern(into dictionary: inout TextDictionary, _ map: inout [UInt32]) {
        var start = 0
        for i in ends.indices {
            let end = Int(ends[i])
            if let empty = empties[i] {
                map.append(empty)
            } else {
                map.append(dictionary.intern(bytes.span.extracting(start..<end)))
            }
            start = end
        }
    }
}

struct EncodedIntegers: Sendable {
    var values: [Int64]
    /// A `CellState` for each record; empty when every record has a value.
    var states: [UInt8]
    /// Values beyond 64 bits, by record in ascending order; `values` has 0 there.
    var wide: [(record: Int, value: Int128)]
    var unreadable: [UnreadableField]
    /// What the block's numbers say of themselves, so that the merger need not look at each.
    var extent: Extent? = nil

    struct Extent: Sendable {
        var least: Int128, greatest: Int128
        var first: Int128, last: Int128
        /// No number is less than the one before.
        var rises: Bool
    }
}

extension EncodedIntegers {
    init(_ fields: NumberFields) {
        values = fields.values
        states = fields.states  // numbered alike, which a test holds
        wide = fields.wide
        unreadable = fields.unreadable
        extent = wide.isEmpty ? narrowExtent() : wideExtent()
    }

    private func narrowExtent() -> Extent? {
        guard let start = values.indices.first(where: isValue) else { return nil }
        return states.isEmpty ? wholeExtent() : extent(from: start)
    }

    private func extent(from start: Int) -> Extent {
        var low = values[start], high = low, last = low
        var rises = true
        for i in start..<values.count where isValue(i) {
            let value = values[i]
            low = min(low, value)
            high = max(high, value)
            if value < last { rises = false }
            last = value
        }
        return Extent(
            least: Int128(low), greatest: Int128(high), first: Int128(values[start]), last: Int128(last), rises: rises)
    }

    /// Where every record has a value: several at once.
    ///
    /// - Precondition: There is one.
    private func wholeExtent() -> Extent {
        let values = values.span, last = values.count - 1
        var low = values[0], high = low, falls = 0
        for i in values.indices {
            low = min(low, values[i])
            high = max(high, values[i])
        }
        for i in 0..<last where values[i + 1] < values[i] { falls &+= 1 }
        return Extent(
            least: Int128(low), greatest: Int128(high), first: Int128(values[0]), last: Int128(values[last]),
            rises: falls == 0)
    }

    @inline(__always)
    private func isValue(_ record: Int) -> Bool { states.isEmpty || states[record] == CellState.value.rawValue }

    private func wideExtent() -> Extent? {
        var numbers: [Int128] = []
        var rest = wide.makeIterator()
        var beyond = rest.next()
        for i in values.indices where isValue(i) {
            if let one = beyond, one.record == i {
                numbers.append(one.value)
                beyond = rest.next()
            } else {
                numbers.append(Int128(values[i]))
            }
        }
        guard let least = numbers.min(), let greatest = numbers.max(), let first = numbers.first, let last = numbers.last
        else { return nil }
        return Extent(
            least: least, greatest: greatest, first: first, last: last,
            rises: zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 })
    }
}
