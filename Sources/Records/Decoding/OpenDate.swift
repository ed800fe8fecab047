import Catalog

/// A date of numbers alone whose order is not plain: `4/9/2026`, `26/04/09`, `090426`, `90426`,
/// `090426070712`.
///
/// A year of four digits at the start, eight digits and names of months are plain.
struct OpenDate {
    /// Its three numbers with slashes between, as `TextTimestamp` reads them under every order.
    let text: String
    /// How it is written: what stands between the numbers, and digits of the last one. Dates of one form are of one order, as a
    /// rule.
    let form: Form

    struct Form: Hashable, Sendable {
        /// `nil` where nothing does.
        var mark: UInt8?
        var hasCentury: Bool
    }

    /// - Parameter cell: A date, with a time behind it or without.
    /// - Returns: `nil` where the cell does not begin with such a date.
    init?(_ cell: String) {
        var rest = cell.trimmed.utf8[...]
        func number() -> [UInt8] {
            let digits = Array(rest.prefix { TextNumber.digit($0) != nil })
            rest = rest.dropFirst(digits.count)
            return digits
        }
        let first = number()
        let next = rest.first
        if Self.compact.contains(first.count) || first.count == Self.withTime {
            guard next.map(TextTimestamp.isGap) ?? true else { return nil }
            let digits = (first.count == 5 ? [0x30] : []) + first
            (text, form) = (Self.text(digits[0..<2], digits[2..<4], digits[4..<6]), Form(mark: nil, hasCentury: false))
            return
        }
        guard (1...2).contains(first.count), let next, next == 0x2D || next == 0x2E || next == 0x2F else { return nil }
        rest = rest.dropFirst()
        let second = number()
        guard (1...2).contains(second.count), rest.first == next else { return nil }
        rest = rest.dropFirst()
        let third = number()
        guard third.count == 4 || (1...2).contains(third.count) else { return nil }
        (text, form) = (Self.text(first[...], second[...], third[...]), Form(mark: next, hasCentury: third.count == 4))
    }

    /// The same with its own marks, or none.
    var written: String {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"))
        return String(decoding: Array(parts.joined(separator: form.mark.map { [$0] } ?? [])), as: UTF8.self)
    }

    /// Digits of a date without marks; five where a leading zero was lost.
    private static let compact = 5...6
    /// The same with the six digits of a time.
    private static let withTime = 12

    /// Whether it is a date in some order.
    var isDate: Bool { DateOrder.all.contains { Self.day(text, $0) != nil } }

    /// The day of such a text in an order, in microseconds since 1970; `nil` when it is none.
    static func day(_ text: String, _ order: DateOrder) -> Int64? {
        // A year of four digits at the end is no day.
        if order == .yearFirst, text.utf8.suffix(4).allSatisfy({ TextNumber.digit($0) != nil }) { return nil }
        guard case .value(let day) = TextTimestamp.timestamp(of: text, order: order) else { return nil }
        return day.microseconds
    }

    private static func text(_ parts: ArraySlice<UInt8>...) -> String {
        parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    }
}
