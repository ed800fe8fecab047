/// The hours of the day, and the days of the week, in which people are expected to sign on, by the journal's own clock:
/// `7-19` is from 07:00 until just before 19:00, `22-6` goes through midnight, `mon-fri 7-19` leaves out the weekend. Hours behind
/// midnight are those of the day before: of `mon-fri 22-6` the last ones are on Saturday morning.
package struct OfficeHours: Equatable, Sendable {
    package let first: Int
    package let end: Int
    /// 1 Monday ... 7 Sunday; the last may stand before the first: `sat-mon`.
    private let firstDay: Int
    private let lastDay: Int

    package static let usual = OfficeHours(first: 7, end: 19, firstDay: 1, lastDay: 7)

    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let microsecondsPerHour: Int64 = 3_600_000_000

    private init(first: Int, end: Int, firstDay: Int, lastDay: Int) {
        (self.first, self.end, self.firstDay, self.lastDay) = (first, end, firstDay, lastDay)
    }

    /// Reads `7-19` or `mon-fri 7-19`; `nil` for anything else, and where both hours are the same.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard let span = words.last, words.count <= 2, let hours = Self.numbers(span) else { return nil }
        let days = words.count == 2 ? Self.weekdays(words[0]) : (1, 7)
        guard let days, hours.0 < 24, hours.1 <= 24, hours.0 != hours.1 else { return nil }
        self.init(first: hours.0, end: hours.1, firstDay: days.0, lastDay: days.1)
    }

    private static func numbers(_ text: Substring) -> (Int, Int)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let first = Int(parts[0]), let end = Int(parts[1])
        else { return nil }
        return (first, end)
    }

    private static func weekdays(_ text: Substring) -> (Int, Int)? {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false).map { days.firstIndex(of: String($0)) }
        guard (1...2).contains(parts.count), let first = parts[0], let last = parts[parts.count - 1] else { return nil }
        return (first + 1, last + 1)
    }

    /// As it is read.
    package var text: String {
        guard (firstDay, lastDay) != (1, 7) else { return "\(first)-\(end)" }
        let days = firstDay == lastDay ? Self.days[firstDay - 1] : "\(Self.days[firstDay - 1])-\(Self.days[lastDay - 1])"
        return "\(days) \(first)-\(end)"
    }

    /// - Parameter time: Microseconds since 1970 of the journal's clock.
    package func contains(_ time: Int64) -> Bool {
        var hours = time / Self.microsecondsPerHour
        if time % Self.microsecondsPerHour < 0 { hours -= 1 }
        // 1970-01-05 was a Monday.
        let ofWeek = ((hours - 96) % 168 + 168) % 168
        let day = Int(ofWeek / 24), hour = Int(ofWeek % 24)
        let begun = first > end && hour < end ? (day + 6) % 7 : day
        return Self.isWithin(begun + 1, firstDay, lastDay + 1) && Self.isWithin(hour, first, end)
    }

    /// From `first` until just before `end`, which may stand before it.
    private static func isWithin(_ value: Int, _ first: Int, _ end: Int) -> Bool {
        first < end ? (first..<end).contains(value) : value >= first || value < end
    }
}
