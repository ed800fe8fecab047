/// Digits 0 to 9, most significant first, made into numbers and text. Shared by zoned and packed decimal.
enum DecimalDigits {
    static func text(_ digits: [UInt8], scale: Int, isNegative: Bool) -> String {
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        let point = digits.count - min(scale, digits.count)
        for (i, digit) in digits.enumerated() {
            if i == point { text.append(UInt8(ascii: ".")) }
            text.append(UInt8(ascii: "0") + digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The whole number; unreadable when there is something behind the decimal point, or more than 38 digits.
    static func integer(
        count: Int, scale: Int, isNegative: Bool, _ digit: (Int) -> UInt8
    ) -> Decoded<Int128> {
        let whole = max(0, count - scale)
        let isWhole = (whole..<count).allSatisfy { digit($0) == 0 }
        guard isWhole, whole <= 38 else {
            return .unreadable(
                text: text((0..<count).map(digit), scale: scale, isNegative: isNegative),
                reason: isWhole ? "more than 38 digits" : "not a whole number")
        }
        var value: Int128 = 0
        if whole <= 19 {
            var short: UInt64 = 0
            for i in 0..<whole { short = short * 10 + UInt64(digit(i)) }
            value = Int128(short)
        } else {
            for i in 0..<whole { value = value * 10 + Int128(digit(i)) }
        }
        return .value(isNegative ? -value : value)
    }
}
