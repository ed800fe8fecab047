import Catalog

/// A date and time without a year, as RFC 3164 has them: `May  8 13:27:58`. Month names are English in every language.
struct MonthDayTime: Equatable {
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int

    /// The number of a month by its three letters; `nil` where they name none.
    @inline(__always)
    static func month(_ bytes: RawSpan, _ start: Int) -> Int? {
        switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
        case (0x4A, 0x61, 0x6E): 1  // Jan
        case (0x46, 0x65, 0x62): 2  // Feb
        case (0x4D, 0x61, 0x72): 3  // Mar
        case (0x41, 0x70, 0x72): 4  // Apr
        case (0x4D, 0x61, 0x79): 5  // May
        case (0x4A, 0x75, 0x6E): 6  // Jun
        case (0x4A, 0x75, 0x6C): 7  // Jul
        case (0x41, 0x75, 0x67): 8  // Aug
        case (0x53, 0x65, 0x70): 9  // Sep
        case (0x4F, 0x63, 0x74): 10  // Oct
        case (0x4E, 0x6F, 0x76): 11  // Nov
        case (0x44, 0x65, 0x63): 12  // Dec
        default: nil
        }
    }

    /// Bytes of the form.
    static let length = 15

    /// The time that starts at `start`; `nil` when none does.
    init?(_ bytes: RawSpan, at start: Int = 0) {
        guard start + Self.length <= bytes.byteCount,
            let month = Self.month(bytes, start)
        else { return nil }
        func number(_ at: Int) -> Int? {
            guard let ones = TextNumber.digit(bytes[start + at + 1]) else { return nil }
            if bytes[start + at] == 0x20 { return Int(ones) }
            return TextNumber.digit(bytes[start + at]).map { Int($0) * 10 + Int(ones) }
        }
        guard bytes[start + 3] == 0x20, let day = number(4), bytes[start + 6] == 0x20, let hour = number(7),
            bytes[start + 9] == 0x3A, let minute = number(10), bytes[start + 12] == 0x3A, let second = number(13)
        else { return nil }
        (self.month, self.day, self.hour, self.minute, self.second) = (month, day, hour, minute, second)
    }

    /// Whether the marks of the form start at `start`, whatever month, day and time is between them.
    static func isShaped(_ bytes: RawSpan, at start: Int) -> Bool {
        guard start + length <= bytes.byteCount else { return false }
        return (0..<length).allSatisfy { place in
            let byte = bytes[start + place]
            return switch place {
            case 3, 6: byte == 0x20
            case 4: true
            case 9, 12: byte == 0x3A
            default: byte > 0x20 && byte != 0x3A
            }
        }
    }

    /// What follows the seconds: a fraction in microseconds, maybe a zone behind a blank, which is left out; `nil` where
    /// something else follows.
    static func microseconds(_ bytes: RawSpan, behind start: Int) -> Int64? {
        var (at, value, unit): (Int, Int64, Int64) = (start, 0, 1_000_000)
        if at < bytes.byteCount, bytes[at] == 0x2E || bytes[at] == 0x2C {
            at += 1
            while at < bytes.byteCount, let digit = TextNumber.digit(bytes[at]) {
                unit /= 10
                value += Int64(digit) * unit
                at += 1
            }
        }
        return at >= bytes.byteCount || bytes[at] == 0x20 ? value : nil
    }

    func timestamp(inYear year: Int) -> Timestamp? {
        Timestamp(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }
}
