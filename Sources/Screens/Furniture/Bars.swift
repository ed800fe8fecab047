/// Bars of one cell, in eighths; something is never shown as nothing.
enum Bars {
    private static let eighths = (0..<8).map { String(UnicodeScalar(UInt32(0x2581 + $0)) ?? " ") }

    /// A cell filled from below.
    static func upward(_ value: Int, of largest: Int) -> String {
        guard value > 0, largest > 0 else { return " " }
        let level = Int((Double(value) / Double(largest) * 8).rounded(.up))
        return eighths[max(0, min(7, level - 1))]
    }

    /// One cell for each of `width` stretches of the values.
    static func line(_ values: some Collection<UInt32>, width: Int) -> String {
        guard !values.isEmpty, width > 0 else { return "" }
        let values = Array(values)
        let cells = min(width, values.count)
        let sums = (0..<cells).map { cell in
            values[cell * values.count / cells..<(cell + 1) * values.count / cells].reduce(0) { $0 + Int($1) }
        }
        let largest = sums.max() ?? 0
        return sums.map { upward($0, of: largest) }.joined()
    }
}
