import Catalog
import Columns
import Records

/// One growing column: blocks are appended in the order of their sources.
struct ColumnBuilder {
    private let isNumber: Bool
    // One of them grows, where it stands: a builder that is taken out of a case has all its lists counted.
    private var codes = CodedColumnBuilder()
    private var numbers = IntegerColumnBuilder()
    private var maps = CodeMaps()

    init(kind: ValueKind) { isNumber = kind.isNumber }

    /// - Parameter encoder: Who made the column; its blocks come in the order in which it made them.
    mutating func append(_ column: borrowing EncodedColumn, encoder: EncoderID) {
        switch column {
        case .absent(let count):
            if isNumber {
                numbers.append(repeating: .absent, count: count)
            } else {
                codes.append(repeating: TextDictionary.absent, count: count)
            }
        case .coded(let block):
            precondition(!isNumber, "codes for a column of numbers")
            append(block, encoder)
        case .integers(let block):
            precondition(isNumber, "numbers for a coded column")
            numbers.append(block)
        }
    }

    func snapshot() -> Column { isNumber ? .integer(numbers.snapshot()) : .coded(codes.snapshot()) }

    private mutating func append(_ block: EncodedCodes, _ encoder: EncoderID) {
        let place = maps.place(of: encoder)
        maps.all[place].codes.learn(block, &codes.dictionary)
        switch block.codes {
        case .each(let each): codes.append(contentsOf: each.span, through: maps.all[place].codes)
        case .all(let code): codes.append(repeating: maps.all[place].codes[Int(code)], count: block.count)
        }
    }
}

/// By encoder: which of a column's codes each of its codes is. Only those of one stretch of sources, as blocks come source
/// after source: there are no more of them than cores.
private struct CodeMaps {
    private(set) var stretch = 0
    var all: [(encoder: Int, codes: [UInt32])] = []

    mutating func place(of encoder: EncoderID) -> Int {
        if encoder.stretch != stretch { (stretch, all) = (encoder.stretch, []) }
        if let known = all.firstIndex(where: { $0.encoder == encoder.number }) { return known }
        all.append((encoder.number, []))
        return all.count - 1
    }
}

extension [UInt32] {
    /// Adds what a block's encoder met for the first time.
    fileprivate mutating func learn(_ block: EncodedCodes, _ dictionary: inout TextDictionary) {
        if block.startsAnew || isEmpty { self = [TextDictionary.absent, TextDictionary.null] }
        block.fresh.intern(into: &dictionary, &self)
    }
}

extension IntegerColumnBuilder {
    fileprivate mutating func append(_ numbers: EncodedIntegers) {
        if numbers.wide.isEmpty, numbers.unreadable.isEmpty {
            if numbers.states.isEmpty { return append(contentsOf: numbers.values.span) }
            return append(contentsOf: numbers.values.span, states: numbers.states.span)
        }
        var wide = numbers.wide.makeIterator(), unreadable = numbers.unreadable.makeIterator()
        var beyond = wide.next()
        for record in numbers.values.indices {
            let state = numbers.states.isEmpty ? .value : CellState(rawValue: numbers.states[record]) ?? .absent
            if state == .unreadable {
                appendUnreadable(unreadable.next()?.text ?? "")
            } else if let one = beyond, one.record == record {
                append(one.value, state: .value)
                beyond = wide.next()
            } else {
                append(Int128(numbers.values[record]), state: state)
            }
        }
    }
}

extension EncodedColumn {
    /// Cells whose bytes could not be read.
    var unreadable: [UnreadableField] {
        switch self {
        case .absent: []
        case .integers(let numbers): numbers.unreadable
        case .coded(let codes): codes.unreadable
        }
    }

    /// What the block's numbers say of themselves; `nil` when there are none.
    var extent: EncodedIntegers.Extent? {
        if case .integers(let numbers) = self { numbers.extent } else { nil }
    }
}
