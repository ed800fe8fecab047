/// The rows of one embedded table, one after another, cut into cells where they lie.
///
/// A cell becomes a `String` only when it is asked for: most cells of a scan never are.
struct TableRows {
    private let bytes: [UInt8]
    private var position = 0
    /// `bounds[i] ..< bounds[i + 1] - 1` is cell `i` of the current row, in bytes.
    private var bounds: [Int] = []

    init(_ text: String) { bytes = Array(text.utf8) }

    /// Goes to the next row; false behind the last one.
    mutating func next() -> Bool {
        guard position < bytes.count else { return false }
        bounds.removeAll(keepingCapacity: true)
        bounds.append(position)
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            if bytes[position] == UInt8(ascii: "\t") { bounds.append(position + 1) }
            position += 1
        }
        position += 1
        bounds.append(position)
        return true
    }

    /// Goes to the next row of this kind (first cell).
    mutating func next(_ kind: StaticString) -> Bool {
        while next() { if self.is(0, kind) { return true } }
        return false
    }

    /// Goes to the next row of one of two kinds; the others are passed over without being cut.
    mutating func next(_ kind: StaticString, or other: StaticString) -> Bool {
        while position < bytes.count {
            if startsRow(kind) || startsRow(other) { return next() }
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            position += 1
        }
        return false
    }

    private func startsRow(_ kind: StaticString) -> Bool {
        let end = position + kind.utf8CodeUnitCount
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\t") else { return false }
        return kind.withUTF8Buffer { wanted in
            for index in wanted.indices where bytes[position + index] != wanted[index] { return false }
            return true
        }
    }

    var cellCount: Int { bounds.count - 1 }

    /// Where a cell stands; empty for cells the row does not have (trailing empty cells are not written).
    private func range(_ cell: Int) -> Range<Int> {
        cell < cellCount ? bounds[cell]..<bounds[cell + 1] - 1 : 0..<0
    }

    /// The text of a cell; empty when the row ends before it.
    subscript(cell: Int) -> String { String(decoding: bytes[range(cell)], as: UTF8.self) }

    func isEmpty(_ cell: Int) -> Bool { range(cell).isEmpty }

    /// A decimal number; `nil` for an empty cell.
    func number(_ cell: Int) -> Int? {
        let range = range(cell)
        guard !range.isEmpty else { return nil }
        return bytes[range].reduce(0) { value, byte in
            precondition((48...57).contains(byte), "not a number in a catalog table")
            return value * 10 + Int(byte - 48)
        }
    }

    /// The bytes of a cell, where they lie.
    func utf8(_ cell: Int) -> ArraySlice<UInt8> { bytes[range(cell)] }

    /// Whether the cell holds exactly this text.
    func `is`(_ cell: Int, _ text: StaticString) -> Bool {
        let range = range(cell)
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { wanted in
            for index in wanted.indices where bytes[range.lowerBound + index] != wanted[index] { return false }
            return true
        }
    }

    /// The value whose name the cell holds; `nil` when it holds none of them.
    func value<Value>(_ cell: Int, of names: [(StaticString, Value)]) -> Value? {
        for (name, value) in names where self.is(cell, name) { return value }
        return nil
    }

    /// The blank-separated words of a cell.
    func words(_ cell: Int) -> [String] {
        utf8(cell).split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension CatalogText {
    /// The text of one table; empty when there is none of this name.
    static func table(_ path: String) -> String {
        files.first { $0.path == path }?.contents ?? ""
    }
}
