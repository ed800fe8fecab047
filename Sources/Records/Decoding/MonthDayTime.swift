import Catalog

/// A date and time without a year, as RFC 3164 has them: `May  8 13:27:58`. Month names are English in every language.
struct MonthDayTime: Equatable {
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int

    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// Bytes of the form.
    static let length = 15

    /// The time that starts at `start`; `nil` when none does.
    init?(_ bytes: RawSpan, at start: Int = 0) {
        guard start + Self.length <= bytes.byteCount,
            let month = Self.months.firstIndex(where: { bytes.has($0, at: start) })
        else { return nil }
        func number(_ at: Int) -> Int? {
            guard let ones = TextNumber.digit(bytes[start + at + 1]) else { return nil }
            if bytes[start + at] == 0x20 { return Int(ones) }
            return TextNumber.digit(bytes[start + at]).map { Int($0) * 10 + Int(ones) }
        }
        guard bytes[start + 3] == 0x20, let day = number(4), bytes[start + 6] == 0x20, let hour = number(7),
            bytes[start + 9] == 0x3A, let minute = number(10), bytes[start + 12] == 0x3A, let second = number(13)
        else { return nil }
        (self.month, self.day, self.hour, self.minute, self.second) = (month + 1, day, hour, minute, second)
    }

    func timestamp(inYear year: Int) -> Timestamp? {
        Timestamp(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }
}
