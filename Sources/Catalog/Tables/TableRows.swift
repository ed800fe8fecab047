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

    /// Whether the cell holds exactly this text.
    func `is`(_ cell: Int, _ text: StaticString) -> Bool {
        let range = range(cell)
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { bytes[range].elementsEqual($0) }
    }

    /// The blank-separated words of a cell.
    func words(_ cell: Int) -> [String] { self[cell].split(separator: " ").map(String.init) }
}

extension CatalogText {
    /// The text of one table; empty when there is none of this name.
    static func table(_ path: String) -> String {
        files.first { $0.path == path }?.contents ?? ""
    }
}
