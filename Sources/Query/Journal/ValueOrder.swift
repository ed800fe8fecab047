import Catalog
import Columns
import JournalIndex

/// How the values of a column are ordered: text by code point, addresses IPv4 before IPv6 and by number, SEVERITY by
/// level. What is no value of the column's kind comes last, with the empty cells.
enum ValueOrder {
    case text, address, severity

    init(_ column: ColumnDefinition) {
        self = column.name == "SEVERITY" ? .severity : column.kind == .address ? .address : .text
    }

    /// Per code its place; `UInt32.max` for empty codes and for what is no value.
    func ranks(_ dictionary: TextDictionary) -> [UInt32] {
        switch self {
        case .text: dictionary.ranks()
        case .address: Self.ranks(dictionary) { IPAddress($0) }
        case .severity: Self.ranks(dictionary) { Severity(named: $0) }
        }
    }

    private static func ranks<Value: Comparable>(_ dictionary: TextDictionary, _ read: (String) -> Value?) -> [UInt32] {
        var values: [(value: Value, code: UInt32)] = []
        for code in TextDictionary.firstValue..<max(TextDictionary.firstValue, UInt32(dictionary.codeCount)) {
            if let value = read(dictionary.text(code)) { values.append((value, code)) }
        }
        values.sort { $0.value < $1.value }
        var ranks = [UInt32](repeating: .max, count: dictionary.codeCount)
        for (i, entry) in values.enumerated() {
            // Two spellings of one address share a place, so that the next key decides.
            let isSame = i > 0 && values[i - 1].value == entry.value
            ranks[Int(entry.code)] = isSame ? ranks[Int(values[i - 1].code)] : UInt32(i)
        }
        return ranks
    }

    /// Whether `a` stands before `b` in an ascending column; cells without a value stand last.
    func comesBefore(_ a: Cell, _ b: Cell) -> Bool? {
        switch (place(a), place(b)) {
        case (nil, nil): nil
        case (nil, _): false
        case (_, nil): true
        case (let a?, let b?): a < b ? true : b < a ? false : nil
        }
    }

    private enum Place: Comparable {
        case number(Int128)
        case address(IPAddress)
        case text(String)

        static func < (a: Self, b: Self) -> Bool {
            switch (a, b) {
            case (.number(let a), .number(let b)): a < b
            case (.address(let a), .address(let b)): a < b
            case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
            case (.number, _), (.address, .text): true
            default: false
            }
        }
    }

    private func place(_ cell: Cell) -> Place? {
        switch (cell, self) {
        case (.integer(let value), _): .number(value)
        case (.timestamp(let time), _): .number(Int128(time.microseconds))
        case (.text(let text), .text): .text(text)
        case (.text(let text), .address): IPAddress(text).map { .address($0) }
        case (.text(let text), .severity): Severity(named: text).map { .number(Int128($0.rawValue)) }
        case (.unreadable(let text, _), .text): text.isEmpty ? nil : .text(text)
        default: nil
        }
    }
}

extension Severity {
    init?(named name: String) {
        guard let level = Severity.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }
}
