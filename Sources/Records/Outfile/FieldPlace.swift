/// One place where a column can stand in a record. A column has several where the catalog knows several forms of it;
/// they are tried in order.
struct FieldPlace: Sendable {
    /// From the start of the record.
    var bytes: Range<Int>
    /// Index in the reader's decoders.
    var decoder: UInt8
    var condition: RawCondition?
    /// An empty field leaves the word to the next place.
    var isSkippedWhenEmpty = false
    /// Where the record says how many of the bytes are in use.
    var usedLength: Range<Int>?
    /// Where the record says the CCSID, and the decoders for it.
    var ccsid: StatedCCSID?
    /// Where the address family stands; when it says none, the field is null.
    var addressFamily: Int?
    /// Two bytes of length stand before the data: a record may end where the data does.
    var isVarying = false
    /// Everything up to the end of the data, however much that is.
    var isRest = false

    /// Whether the place is the same in every record.
    var isFixed: Bool { condition == nil && usedLength == nil && ccsid == nil && addressFamily == nil && !isVarying }

    /// The field's range in a record of `length` bytes, positions from the record's start.
    func range(inRecordOf length: Int) -> FieldRange {
        if bytes.lowerBound >= length { return .absent }
        let end = min(bytes.upperBound, length)
        return FieldRange(
            start: UInt32(bytes.lowerBound), length: UInt32(end - bytes.lowerBound), decoder: decoder,
            state: end < bytes.upperBound && !isRest ? .truncated : .value)
    }
}

/// The decoders of a field by the CCSID its record states.
struct StatedCCSID: Sendable {
    /// Big-endian number in the record.
    let bytes: Range<Int>
    let decoders: [Int: UInt8]
    /// For CCSIDs that are not in the table.
    let unknown: UInt8
}

extension Array where Element == FieldPlace {
    /// The same in a record whose data ends where `record` does, though bytes follow: a field that is not there as a whole
    /// is absent.
    func resolve(inShort record: RawSpan, problem: inout LengthProblem?) -> FieldRange {
        let found = resolve(record, problem: &problem)
        return found.state == .truncated ? .absent : found
    }

    /// The first place that has something to say in this record. `problem` is set when a stated length is nonsense.
    func resolve(_ record: RawSpan, problem: inout LengthProblem?) -> FieldRange {
        var empty: FieldRange?
        for place in self {
            if let condition = place.condition, !condition.holds(record) { continue }
            let range = place.resolve(record, problem: &problem)
            if place.isSkippedWhenEmpty, isEmpty(range, record) {
                if range.state != .absent { empty = empty ?? range }
                continue
            }
            if range.state == .absent { continue }
            return range
        }
        return empty ?? .absent
    }

    private func isEmpty(_ range: FieldRange, _ record: RawSpan) -> Bool {
        guard range.state == .value || range.state == .truncated else { return true }
        let field = record.extracting(Int(range.start)..<Int(range.start + range.length))
        return EBCDICText.usedCount(field) == 0
    }
}

/// A length in the record that is longer than its field.
struct LengthProblem: Sendable {
    let stated: Int
    let room: Int
}

extension FieldPlace {
    fileprivate func resolve(_ record: RawSpan, problem: inout LengthProblem?) -> FieldRange {
        var range = range(inRecordOf: record.byteCount)
        guard range.state != .absent else { return range }
        if let addressFamily, Self.saysNone(record, addressFamily) { return .null }
        if let ccsid {
            let stated = record.unsignedBigEndian(ccsid.bytes).map { Int($0) } ?? 0
            range.decoder = ccsid.decoders[stated] ?? (GraphicText.isUnset(stated) ? decoder : ccsid.unknown)
        }
        if let usedLength, let stated = record.unsignedBigEndian(usedLength), stated > 0, stated != Self.blankLength {
            if stated > UInt32(bytes.count) {
                problem = LengthProblem(stated: Int(stated), room: bytes.count)
            } else if stated <= range.length {
                range.length = stated
                range.state = .value
            }
        }
        if range.state == .truncated, isVarying, holdsWhatItStates(record, range) { range.state = .value }
        return range
    }

    /// Whether the field is cut behind the last byte in use.
    private func holdsWhatItStates(_ record: RawSpan, _ range: FieldRange) -> Bool {
        let start = Int(range.start)
        guard let stated = record.unsignedBigEndian(start..<start + 2) else { return false }
        return start + 2 + Int(stated) <= start + Int(range.length)
    }

    /// Two EBCDIC blanks where a length should be: it was never set.
    private static var blankLength: UInt32 { 0x4040 }

    /// Families: 0 none, 4 IPv4, 6 IPv6; a blank or NUL is none.
    private static func saysNone(_ record: RawSpan, _ at: Int) -> Bool {
        guard at < record.byteCount else { return true }
        switch record.unsafeLoad(fromByteOffset: at, as: UInt8.self) {
        case 0xF0, CodePage.blank, 0: return true
        default: return false
        }
    }
}

extension RawSpan {
    /// The big-endian number of up to four bytes, or `nil` when the record ends before it does.
    func unsignedBigEndian(_ place: Range<Int>) -> UInt32? {
        guard place.upperBound <= byteCount, (1...4).contains(place.count) else { return nil }
        return place.reduce(UInt32(0)) { $0 << 8 | UInt32(unsafeLoad(fromByteOffset: $1, as: UInt8.self)) }
    }
}
