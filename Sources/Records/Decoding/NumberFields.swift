import Catalog

/// One column of one block as whole numbers or instants (microseconds), decoded in one loop.
package struct NumberFields: Sendable {
    /// How a cell stands; the numbers of cells without a value are 0.
    package enum State: UInt8, Sendable, CaseIterable { case absent, null, blank, value, unreadable }

    package struct Unreadable: Sendable, Equatable {
        package var record: Int
        package var text: String
        package var reason: String

        package init(record: Int, text: String, reason: String) {
            (self.record, self.text, self.reason) = (record, text, reason)
        }
    }

    package private(set) var values: [Int64] = []
    /// A `State` for each record; empty when every record has a value.
    package private(set) var states: [UInt8] = []
    /// Values that do not fit 64 bits, by record in ascending order; `values` has 0 there.
    package private(set) var wide: [(record: Int, value: Int128)] = []
    package private(set) var unreadable: [Unreadable] = []

    /// No records.
    package init() {}

    /// - Parameter count: Records of the block.
    /// - Parameter isTimestamp: Whether the column holds instants.
    package init(
        _ fields: FieldColumn, count: Int, _ reading: NumberReading, isTimestamp: Bool, block: RawSpan
    ) {
        append(fields, count: count, reading, isTimestamp: isTimestamp, block: block)
    }

    /// Adds `count` more records, whose fields stand in `block`.
    package mutating func append(
        _ fields: FieldColumn, count: Int, _ reading: NumberReading, isTimestamp: Bool, block: RawSpan
    ) {
        let first = values.count
        var loop = NumberLoop(count: count, reading, isTimestamp: isTimestamp)
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: count) { place in
            place.initialize(repeating: 0)  // where a record has no value, none is written
            block.withUnsafeBytes { loop.run(fields, $0, place) }
            values.append(contentsOf: place)
        }
        if !(states.isEmpty && loop.states.isEmpty) {
            let allValues = repeatElement(State.value.rawValue, count: states.isEmpty ? first : 0)
            states.append(contentsOf: allValues)
            if loop.states.isEmpty {
                states.append(contentsOf: repeatElement(State.value.rawValue, count: count))
            } else {
                states.append(contentsOf: loop.states)
            }
        }
        for value in loop.wide { wide.append((first + value.record, value.value)) }
        for cell in loop.unreadable {
            unreadable.append(.init(record: first + cell.record, text: cell.text, reason: cell.reason))
        }
    }
}

/// Which of a source's decoders have a short way for the usual form. Made once for each source.
package struct NumberReading: Sendable {
    enum Form: UInt8, Sendable { case general, textNumber, textInstant, zoned, instantEBCDIC }

    let decoders: [FieldDecoder]
    /// By decoder.
    let numbers: [Form]
    let instants: [Form]

    package init(_ decoders: [FieldDecoder]) {
        self.decoders = decoders
        numbers = decoders.map { decoder in
            switch decoder {
            case .text, .quoted: .textNumber
            case .zoned(let scale): scale == 0 ? .zoned : .general
            case .ebcdic: .zoned
            default: .general
            }
        }
        instants = decoders.map { decoder in
            switch decoder {
            case .timestampText, .text: .textInstant
            case .timestampEBCDIC, .ebcdic: .instantEBCDIC
            default: .general
            }
        }
    }
}

/// The loop over a column's cells: the usual form in place, everything else by the decoder.
private struct NumberLoop {
    let count: Int
    let reading: NumberReading
    let isTimestamp: Bool
    var states: [UInt8] = []
    var wide: [(record: Int, value: Int128)] = []
    var unreadable: [NumberFields.Unreadable] = []
    private var clock = InstantClock()

    init(count: Int, _ reading: NumberReading, isTimestamp: Bool) {
        (self.count, self.reading, self.isTimestamp) = (count, reading, isTimestamp)
    }

    mutating func run(
        _ fields: FieldColumn, _ block: UnsafeRawBufferPointer, _ values: UnsafeMutableBufferPointer<Int64>
    ) {
        let starts = fields.starts.span, lengths = fields.lengths.span, tags = fields.tags.span
        let forms = (isTimestamp ? reading.instants : reading.numbers).span
        for record in 0..<count {
            let tag = tags[record]
            values[record] = 0
            if tag >> 8 == UInt16(FieldRange.State.value.rawValue) {
                let start = Int(starts[record]), length = Int(lengths[record])
                precondition(start &+ length <= block.count, "a cell outside its block")
                let bytes = UnsafeRawBufferPointer(rebasing: block[start..<start &+ length])
                if let value = quick(bytes, forms[Int(tag & 0xFF)]) {
                    values[record] = value
                    if !states.isEmpty { states[record] = NumberFields.State.value.rawValue }
                } else {
                    values[record] = general(record, bytes, tag)
                }
            } else {
                empty(record, tag)
            }
        }
    }

    @inline(__always)
    private mutating func quick(_ bytes: UnsafeRawBufferPointer, _ form: NumberReading.Form) -> Int64? {
        switch form {
        case .textNumber: QuickNumber.text(bytes)
        case .zoned: QuickNumber.zoned(bytes)
        case .textInstant: clock.text(bytes)
        case .instantEBCDIC: clock.ebcdic(bytes)
        case .general: nil
        }
    }

    private mutating func set(_ record: Int, _ state: NumberFields.State) {
        if states.isEmpty { states = Array(repeating: NumberFields.State.value.rawValue, count: count) }
        states[record] = state.rawValue
    }

    private mutating func empty(_ record: Int, _ tag: UInt16) {
        switch FieldRange.State(rawValue: UInt8(tag >> 8)) {
        case .null: set(record, .null)
        case let state?:
            guard let problem = state.problem else { return set(record, .absent) }
            set(record, .unreadable)
            unreadable.append(.init(record: record, text: "", reason: problem))
        case nil: set(record, .absent)
        }
    }

    private mutating func general(_ record: Int, _ bytes: UnsafeRawBufferPointer, _ tag: UInt16) -> Int64 {
        switch number(reading.decoders[Int(tag & 0xFF)], bytes.bytes) {
        case .null: set(record, .null)
        case .blank: set(record, .blank)
        case .value(let value):
            if !states.isEmpty { set(record, .value) }
            if let value = Int64(exactly: value) { return value }
            wide.append((record, value))
        case .unreadable(let text, let reason):
            set(record, .unreadable)
            unreadable.append(.init(record: record, text: text, reason: reason))
        }
        return 0
    }

    private func number(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Int128> {
        isTimestamp ? decoder.timestamp(bytes).map { .value(Int128($0.microseconds)) } : decoder.integer(bytes)
    }
}
