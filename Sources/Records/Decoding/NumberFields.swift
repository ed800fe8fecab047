import CByteScan
import CCells
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
    package var states: [UInt8] { hasOthers ? allStates : [] }
    private var allStates: [UInt8] = []
    /// Whether a record has no value.
    private var hasOthers = false
    /// Values that do not fit 64 bits, by record in ascending order; `values` has 0 there.
    package private(set) var wide: [(record: Int, value: Int128)] = []
    package private(set) var unreadable: [Unreadable] = []

    /// No records.
    ///
    /// - Parameter expected: So many will come, about.
    package init(expecting expected: Int = 0) {
        values.reserveCapacity(expected)
        allStates.reserveCapacity(expected)
    }

    /// A column of a batch.
    ///
    /// - Parameter column: Among those wanted.
    /// - Parameter isTimestamp: Whether the column holds instants.
    /// - Parameter block: The bytes the batch was read from.
    package init(_ batch: borrowing RecordBatch, _ column: Int, _ reading: NumberReading, isTimestamp: Bool, block: RawSpan) {
        append(batch, column, reading, isTimestamp: isTimestamp, block: block)
    }

    /// Adds the cells of one more batch.
    package mutating func append(
        _ batch: borrowing RecordBatch, _ column: Int, _ reading: NumberReading, isTimestamp: Bool, block: RawSpan
    ) {
        let count = batch.records.count
        let first = values.count
        var loop = NumberLoop(reading, isTimestamp: isTimestamp)
        values.append(addingCapacity: count) { values in
            allStates.append(addingCapacity: count) { states in
                values.withUnsafeMutableBufferPointer { values, written in
                    states.withUnsafeMutableBufferPointer { states, marked in
                        loop.run(batch, column, block, values, states)
                        (written, marked) = (count, count)
                    }
                }
            }
        }
        hasOthers = hasOthers || loop.hasOthers
        for value in loop.wide { wide.append((first + value.record, value.value)) }
        for cell in loop.unreadable {
            unreadable.append(.init(record: first + cell.record, text: cell.text, reason: cell.reason))
        }
    }
}

/// Which of a source's decoders have a short way for the usual form. Made once for each source.
package struct NumberReading: Sendable {
    /// How digits are written where the kernel reads them.
    enum Form: UInt8, Sendable { case general = 0, ascii = 1, ebcdic = 2 }

    let decoders: [FieldDecoder]
    /// A `Form` for each number a decoder can have, in a tag.
    let numbers: [UInt8]
    let instants: [UInt8]
    /// Not 0 for decoders that take no zeros before a number; empty where there is none.
    let exact: [UInt8]

    package init(_ decoders: [FieldDecoder]) {
        self.decoders = decoders
        let exact = decoders.map { if case .exact = $0 { UInt8(1) } else { UInt8(0) } }
        self.exact = exact.contains(1) ? exact + Array(repeating: 0, count: max(0, 256 - exact.count)) : []
        numbers = Self.forms(decoders) { decoder in
            switch decoder {
            case .text, .quoted, .grouped(.text), .exact(.text), .exact(.quoted): .ascii
            case .zoned(let scale): scale == 0 ? .ebcdic : .general
            case .ebcdic: .ebcdic
            default: .general
            }
        }
        instants = Self.forms(decoders) { decoder in
            switch decoder {
            case .timestampText, .text: .ascii
            case .timestampEBCDIC, .ebcdic: .ebcdic
            default: .general
            }
        }
    }

    private static func forms(_ decoders: [FieldDecoder], _ form: (FieldDecoder) -> Form) -> [UInt8] {
        var forms = Array(repeating: Form.general.rawValue, count: 256)
        for (i, decoder) in decoders.enumerated() { forms[i] = form(decoder).rawValue }
        return forms
    }
}

/// The loop over a column's cells: the usual form by a kernel, everything else by the decoder.
private struct NumberLoop {
    private let reading: NumberReading
    private let isTimestamp: Bool
    private(set) var hasOthers = false
    private(set) var wide: [(record: Int, value: Int128)] = []
    private(set) var unreadable: [NumberFields.Unreadable] = []
    private var day = InstantDay()
    /// Whether a cell usually is as the one before it.
    private var repeats: Int32 = 1

    init(_ reading: NumberReading, isTimestamp: Bool) {
        (self.reading, self.isTimestamp) = (reading, isTimestamp)
    }

    /// Writes a number and a state for each cell.
    mutating func run(
        _ batch: borrowing RecordBatch, _ column: Int, _ block: RawSpan, _ values: UnsafeMutableBufferPointer<Int64>, _ states: UnsafeMutableBufferPointer<UInt8>
    ) {
        let count = batch.records.count
        precondition(values.count >= count && states.count >= count)
        guard let values = values.baseAddress, let states = states.baseAddress else { return }
        batch.withCells(column, in: block) { cells in
            var record = 0
            while true {
                record = usual(cells, record, count, values, states)
                if record == count { return }
                let field = batch.field(column, of: record, in: block)
                if learnsDay(field, block) { continue }
                (values[record], states[record]) = other(record, field, block)
                record += 1
            }
        }
    }

    /// Reads on to the next cell that is not in the usual form.
    @inline(__always)
    private mutating func usual(
        _ cells: wrkaud_cells, _ record: Int, _ count: Int, _ values: UnsafeMutablePointer<Int64>, _ states: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var hasEmpty: Int32 = 0
        let forms = isTimestamp ? reading.instants : reading.numbers
        let next = forms.withUnsafeBufferPointer { forms in
            guard let forms = forms.baseAddress else { return record }
            return isTimestamp
                ? wrkaud_read_instants(cells, forms, day.known, record, count, values, states, &hasEmpty)
                : wrkaud_read_numbers(cells, forms, record, count, values, states, &hasEmpty, &repeats)
        }
        if hasEmpty != 0 { hasOthers = true }
        return isTimestamp || reading.exact.isEmpty ? next : exact(cells, record, next)
    }

    /// The first of these cells that is a number for everybody but its decoder.
    private func exact(_ cells: wrkaud_cells, _ record: Int, _ next: Int) -> Int {
        withUnsafePointer(to: cells) { cells in
            reading.exact.withUnsafeBufferPointer { exact in
                exact.baseAddress.map { wrkaud_first_padded(cells, $0, record, next) } ?? next
            }
        }
    }

    /// Whether the kernel may know more of this cell when it is asked again.
    private mutating func learnsDay(_ field: FieldRange, _ block: RawSpan) -> Bool {
        guard isTimestamp, field.state == .value,
            let form = NumberReading.Form(rawValue: reading.instants[Int(field.decoder)])
        else { return false }
        return day.learn(block.extracting(field.bytes), form)
    }

    /// A cell of any form.
    private mutating func other(_ record: Int, _ field: FieldRange, _ block: RawSpan) -> (Int64, UInt8) {
        let (value, state) = value(record, field, block)
        if state != .value { hasOthers = true }
        return (value, state.rawValue)
    }

    private mutating func value(_ record: Int, _ field: FieldRange, _ block: RawSpan) -> (Int64, NumberFields.State) {
        if field.state == .absent { return (0, .absent) }
        if field.state == .null { return (0, .null) }
        if let problem = field.state.problem {
            unreadable.append(.init(record: record, text: "", reason: problem))
            return (0, .unreadable)
        }
        switch number(reading.decoders[Int(field.decoder)], block.extracting(field.bytes)) {
        case .null: return (0, .null)
        case .blank: return (0, .blank)
        case .value(let value):
            if let value = Int64(exactly: value) { return (value, .value) }
            wide.append((record, value))
            return (0, .value)
        case .unreadable(let text, let reason):
            unreadable.append(.init(record: record, text: text, reason: reason))
            return (0, .unreadable)
        }
    }

    private func number(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Int128> {
        isTimestamp ? decoder.timestamp(bytes).map { .value(Int128($0.microseconds)) } : decoder.integer(bytes)
    }
}
