import Columns

/// Work that shows on a terminal how far it is.
enum CommandWork {
    static func make(_ task: String) -> Work { Work { StandardError.progress(task, $0) } }
}

/// Numbers in sentences.
enum Count {
    /// `1 entry`, `1,234 entries`.
    static func text(_ count: some BinaryInteger, _ one: String, _ many: String) -> String {
        "\(grouped(count)) \(count == 1 ? one : many)"
    }

    /// Thousands separated by commas.
    static func grouped(_ count: some BinaryInteger) -> String {
        let digits = String(count.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return count < 0 ? "-" + text : text
    }
}
