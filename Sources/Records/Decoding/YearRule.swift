import Glibc

/// Which year a time without one belongs to: the latest that does not put it behind the day a file was last written.
package struct YearRule: Equatable, Sendable {
    let year: Int
    let month: Int
    let day: Int
    /// How it was found, for people.
    let fact: String

    /// Every time is of this year.
    init(year: Int) { (self.year, month, day, fact) = (year, 12, 31, "\(year)") }

    /// - Parameter instant: Seconds since 1970 of the last change; `nil` when nobody knows: today counts.
    init(before instant: Int?) {
        var seconds = time_t(instant ?? Int(time(nil)))
        // Clocks and zones differ: one day of grace.
        seconds += 86_400
        var parts = tm()
        localtime_r(&seconds, &parts)
        (year, month, day) = (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
        let when = instant == nil ? "today" : "the file's last change"
        fact = "not in the lines: the latest before \(when) (assumed; --year to overrule)"
    }

    func year(of time: MonthDayTime) -> Int {
        (time.month, time.day) <= (month, day) ? year : year - 1
    }
}
