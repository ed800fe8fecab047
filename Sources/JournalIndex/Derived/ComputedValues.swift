import Catalog
import Columns
import Records

/// The results of one core, each distinct one held once from chunk to chunk.
struct ComputedValues {
    private let kind: ValueKind
    /// Whether the same results come again: else each is taken for another one.
    private let isRepetitive: Bool
    private var known: [Cell: UInt32] = [:]
    private var distinct: [Cell] = []
    /// Of the distinct ones, those that earlier chunks had.
    private var told = 0
    private var startsAnew = true

    init(kind: ValueKind, isRepetitive: Bool) { (self.kind, self.isRepetitive) = (kind, isRepetitive) }

    var count: Int { distinct.count }

    /// Forgets all results.
    mutating func removeAll() { self = ComputedValues(kind: kind, isRepetitive: isRepetitive) }

    /// Which distinct result this is.
    mutating func number(of cell: Cell) -> UInt32 {
        if isRepetitive, let number = known[cell] { return number }
        let number = UInt32(distinct.count)
        distinct.append(cell)
        if isRepetitive { known[cell] = number }
        return number
    }

    /// The column of a chunk with these results, row by row. Chunks are asked for in the order they were made.
    mutating func encoded(_ results: [UInt32]) -> EncodedColumn {
        defer { (told, startsAnew) = (distinct.count, false) }
        return kind.isNumber ? .integers(integers(results)) : .coded(codes(results))
    }

    private func codes(_ results: [UInt32]) -> EncodedCodes {
        var fresh = FreshValues()
        for cell in distinct[told...] { fresh.append(cell) }
        return EncodedCodes(
            results.map { $0 + ValueTable.firstValue }, fresh: fresh, startsAnew: startsAnew, unreadable: [])
    }

    private func integers(_ results: [UInt32]) -> EncodedIntegers {
        let numbers = distinct.map(\.number)
        var encoded = EncodedIntegers(
            values: results.map { Int64(truncatingIfNeeded: numbers[Int($0)].value) },
            states: results.map { numbers[Int($0)].state.rawValue }, wide: [], unreadable: [])
        for (record, index) in results.enumerated() {
            let number = numbers[Int(index)]
            if number.state == .value, Int64(exactly: number.value) == nil { encoded.wide.append((record, number.value)) }
            if number.state == .unreadable {
                let text = distinct[Int(index)].exportText
                encoded.unreadable.append(UnreadableField(record: record, text: text, reason: Cell.reason(kind)))
            }
        }
        return encoded
    }
}

extension FreshValues {
    fileprivate mutating func append(_ cell: Cell) {
        switch cell {
        case .absent: append(empty: TextDictionary.absent)
        case .null: append(empty: TextDictionary.null)
        case .blank: append(empty: TextDictionary.blank)
        case .unreadable(let text, _): append(text)
        case .text, .integer, .timestamp: append(cell.exportText)
        }
    }
}
