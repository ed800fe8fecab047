/// Whole numbers as text: `42`, `+42`, `-42`, `00042`, `42.`, `42.000`, `42,0`; not `42,`, of which something is lost.
enum TextNumber {
    /// The number, exact; `nil` when the text is none, has a fraction, or does not fit 128 bits.
    static func parse(_ bytes: RawSpan) -> Int128? {
        let count = bytes.byteCount
        var at = 0
        guard count > 0 else { return nil }
        let isNegative = bytes[0] == UInt8(ascii: "-")
        if isNegative || bytes[0] == UInt8(ascii: "+") { at = 1 }
        let first = at
        var small: UInt64 = 0
        // 18 digits fit a machine word whatever they are.
        let smallEnd = min(count, at + 18)
        while at < smallEnd, let digit = digit(bytes[at]) {
            small = small &* 10 &+ UInt64(digit)
            at += 1
        }
        var value = Int128(small)
        while at < count, let digit = digit(bytes[at]) {
            let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, stillTooLarge) = tens.addingReportingOverflow(Int128(digit))
            if tooLarge || stillTooLarge { return nil }
            value = sum
            at += 1
        }
        guard at > first, isEmptyFraction(bytes, from: at) else { return nil }
        return isNegative ? -value : value
    }

    static func integer(of text: String) -> Decoded<Int128> {
        let bytes = Array(text.utf8.drop { $0 == 0x20 })
        return parse(bytes.span.bytes).map { .value($0) } ?? .unreadable(text: text, reason: "not a whole number")
    }

    /// The digits, and a sign, of a whole number with commas or points between thousands, all of them the same and none missing;
    /// `nil` for every other text.
    static func ungrouped(_ text: String) -> String? {
        let text = text.trimmed
        let sign = text.hasPrefix("-") || text.hasPrefix("+") ? text.prefix(1) : ""
        let number = text.dropFirst(sign.count)
        guard let mark = number.first(where: { $0 == "," || $0 == "." }) else { return nil }
        let groups = number.split(separator: mark, omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.utf8.count), first.first != "0",
            groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }), groups.allSatisfy({ $0.utf8.allSatisfy { digit($0) != nil } })
        else { return nil }
        return sign + groups.joined()
    }

    static func isGrouped(_ text: String) -> Bool { ungrouped(text) != nil }

    /// Whether the text written from the number is this one: a minus or none, and digits of which the first is no zero.
    ///
    /// - Parameter bytes: A whole number, as `parse` takes it, with nothing but blanks around.
    static func isExact(_ bytes: RawSpan) -> Bool {
        let text = bytes.trimmed(0..<bytes.byteCount)
        guard let start = text.first else { return false }
        let digits = bytes[start] == UInt8(ascii: "-") ? text.dropFirst() : text
        guard let first = digits.first, digits.allSatisfy({ digit(bytes[$0]) != nil }) else { return false }
        return bytes[first] != 0x30 || text.count == 1
    }

    /// Nothing, a decimal point, or a decimal point or comma with zeros behind it.
    private static func isEmptyFraction(_ bytes: RawSpan, from start: Int) -> Bool {
        guard start < bytes.byteCount else { return true }
        guard bytes[start] == UInt8(ascii: ".") || bytes[start] == UInt8(ascii: ",") else { return false }
        var at = start + 1
        if at == bytes.byteCount { return bytes[start] == UInt8(ascii: ".") }
        while at < bytes.byteCount {
            guard bytes[at] == 0x30 else { return false }
            at += 1
        }
        return true
    }

    /// 0 ... 9, or `nil`.
    static func digit(_ byte: UInt8) -> UInt8? {
        let value = byte &- 0x30
        return value <= 9 ? value : nil
    }
}
