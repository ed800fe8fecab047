import Catalog
import Columns
import Records

/// One growing column: blocks are appended in the order of their sources.
struct ColumnBuilder {
    private enum Storage {
        case coded(CodedColumnBuilder)
        case integer(IntegerColumnBuilder)
    }
    private var storage: Storage
    /// By encoder: which of the column's codes each of its codes is. Only those of `stretch`: blocks come source after
    /// source.
    private var maps: [Int: [UInt32]] = [:]
    private var stretch = 0

    init(kind: ValueKind) {
        storage = kind.isNumber ? .integer(IntegerColumnBuilder()) : .coded(CodedColumnBuilder())
    }

    /// - Parameter encoder: Who made the column; its blocks come in the order in which it made them.
    mutating func append(_ column: EncodedColumn, encoder: EncoderID) {
        // The storage is taken out while it is changed, so that its arrays stay unique.
        switch storage {
        case .coded(var builder):
            storage = .coded(CodedColumnBuilder())
            append(column, encoder, to: &builder)
            storage = .coded(builder)
        case .integer(var builder):
            storage = .integer(IntegerColumnBuilder())
            append(column, to: &builder)
            storage = .integer(builder)
        }
    }

    func snapshot() -> Column {
        switch storage {
        case .coded(let builder): .coded(builder.snapshot())
        case .integer(let builder): .integer(builder.snapshot())
        }
    }

    private mutating func append(_ column: EncodedColumn, _ encoder: EncoderID, to builder: inout CodedColumnBuilder) {
        switch column {
        case .absent(let count): builder.append(repeating: TextDictionary.absent, count: count)
        case .coded(let codes):
            if encoder.stretch != stretch { (stretch, maps) = (encoder.stretch, [:]) }
            // Taken out while it grows, so that it is not copied.
            var map = maps.updateValue([], forKey: encoder.number) ?? []
            if codes.startsAnew || map.isEmpty { map = [TextDictionary.absent, TextDictionary.null] }
            codes.fresh.intern(into: &builder.dictionary, &map)
            switch codes.codes {
            case .each(let each): builder.append(contentsOf: each.span, through: map)
            case .all(let code): builder.append(repeating: map[Int(code)], count: codes.count)
            }
            maps[encoder.number] = map
        case .integers: preconditionFailure("numbers for a coded column")
        }
    }

    private func append(_ column: EncodedColumn, to builder: inout IntegerColumnBuilder) {
        switch column {
        case .absent(let count): builder.append(repeating: .absent, count: count)
        case .integers(let numbers): builder.append(numbers)
        case .coded: preconditionFailure("codes for a column of numbers")
        }
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
