/// Numbers in sentences.
package enum Count {
    /// `1 entry`, `1,234 entries`.
    package static func text(_ count: some BinaryInteger, _ one: String, _ many: String) -> String {
        "\(grouped(count)) \(count == 1 ? one : many)"
    }

    package static func entries(_ count: some BinaryInteger) -> String { text(count, "entry", "entries") }

    /// Thousands separated by commas.
    package static func grouped(_ count: some BinaryInteger) -> String {
        let digits = String(count.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return count < 0 ? "-" + text : text
    }
}
