/// An instant of the journal's own local clock, never converted between zones.
///
/// Stored as microseconds since 1970-01-01 00:00:00 of that same local clock, by the proleptic Gregorian calendar.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01 00:00:00, local clock; negative before.
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

extension Timestamp {
    package static let microsecondsPerDay: Int64 = 86_400_000_000

    /// The instant of these calendar fields, or `nil` when one is out of its range (year 1...9999; 24:00:00 is the
    /// end of the day, as Db2 for i allows).
    package init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0
    ) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Timestamp.days(inMonth: month, year: year),
            (0...23).contains(hour) || (hour == 24 && minute == 0 && second == 0 && microsecond == 0),
            (0...59).contains(minute), (0...59).contains(second), (0...999_999).contains(microsecond)
        else { return nil }
        let seconds = Int64(hour * 3600 + minute * 60 + second)
        let days = Int64(Timestamp.daysSinceEpoch(year: year, month: month, day: day))
        self.init(microseconds: (days * 86_400 + seconds) * 1_000_000 + Int64(microsecond))
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    package static func days(inMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 to the given day, counted with March as the first month so that leap days come last.
    package static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The calendar fields of this instant.
    package var fields: Fields {
        var days = Int(microseconds / Timestamp.microsecondsPerDay)
        var rest = microseconds % Timestamp.microsecondsPerDay
        if rest < 0 {
            rest += Timestamp.microsecondsPerDay
            days -= 1
        }
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let seconds = Int(rest / 1_000_000)
        return Fields(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shifted + 2) / 5 + 1,
            hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60,
            microsecond: Int(rest % 1_000_000), weekday: ((days % 7) + 7 + 3) % 7 + 1)
    }

    package struct Fields: Equatable, Sendable {
        package var year, month, day, hour, minute, second, microsecond: Int
        /// 1 Monday ... 7 Sunday.
        package var weekday: Int
    }
}

extension Timestamp {
    /// How an instant is written.
    package enum Style: Sendable {
        /// `2026-11-02 08:03:17.007919`, as in exports.
        case sql
        /// `2026-11-02-08.03.17.007919`, as IBM i writes it.
        case ibm
        /// `2026-11-02 08:03:17`, microseconds left out.
        case seconds
    }

    /// The end of the last day of the calendar, Db2's highest timestamp: it has no next day to be written with.
    private static let end = Timestamp(microseconds: 253_402_300_800_000_000)

    /// The instant as text; 19 or 26 characters.
    package func text(_ style: Style = .sql) -> String {
        var f = fields
        if self == Timestamp.end { (f.year, f.month, f.day, f.hour) = (9999, 12, 31, 24) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(26)
        func put(_ value: Int, _ digits: Int) {
            var divisor = 1
            for _ in 1..<digits { divisor *= 10 }
            var rest = value
            for _ in 0..<digits {
                bytes.append(UInt8(48 + rest / divisor % 10))
                rest %= divisor
                divisor = max(1, divisor / 10)
            }
        }
        let dash = UInt8(ascii: "-")
        let (gap, colon) = style == .ibm ? (dash, UInt8(ascii: ".")) : (UInt8(ascii: " "), UInt8(ascii: ":"))
        put(f.year, 4); bytes.append(dash); put(f.month, 2); bytes.append(dash); put(f.day, 2)
        bytes.append(gap)
        put(f.hour, 2); bytes.append(colon); put(f.minute, 2); bytes.append(colon); put(f.second, 2)
        if style != .seconds {
            bytes.append(UInt8(ascii: "."))
            put(f.microsecond, 6)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
