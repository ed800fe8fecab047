/// Steps of a timeline, from years to seconds, by the calendar of the journal's own clock.
package enum TimeUnit: Int, CaseIterable, Comparable, Sendable {
    case second, tenSeconds, minute, tenMinutes, hour, day, week, month, year

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// `hour`, `10 minutes`
    package var name: String {
        switch self {
        case .second: "second"
        case .tenSeconds: "10 seconds"
        case .minute: "minute"
        case .tenMinutes: "10 minutes"
        case .hour: "hour"
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .year: "year"
        }
    }

    /// Microseconds of a step; `nil` for steps of the calendar, which differ.
    private var length: Int64? {
        switch self {
        case .second: 1_000_000
        case .tenSeconds: 10_000_000
        case .minute: 60_000_000
        case .tenMinutes: 600_000_000
        case .hour: 3_600_000_000
        case .day: Timestamp.microsecondsPerDay
        case .week: 7 * Timestamp.microsecondsPerDay
        case .month, .year: nil
        }
    }

    /// Monday 1970-01-05 and 1970-01-01 are starts of steps.
    private var origin: Int64 { self == .week ? 4 * Timestamp.microsecondsPerDay : 0 }

    /// The start of the step an instant lies in.
    package func start(of time: Timestamp) -> Timestamp {
        if let length {
            let rest = (time.microseconds - origin) % length
            return Timestamp(microseconds: time.microseconds - (rest < 0 ? rest + length : rest))
        }
        let fields = time.fields
        return Timestamp(year: fields.year, month: self == .month ? fields.month : 1, day: 1) ?? time
    }

    /// The start of the step after the one that starts at `start`.
    package func next(after start: Timestamp) -> Timestamp {
        if let length { return Timestamp(microseconds: start.microseconds + length) }
        let fields = start.fields
        let isLast = self == .year || fields.month == 12
        let next = Timestamp(year: fields.year + (isLast ? 1 : 0), month: isLast ? 1 : fields.month + 1, day: 1)
        // The calendar ends with the year 9999.
        return next ?? Timestamp(microseconds: start.microseconds + 366 * Timestamp.microsecondsPerDay)
    }

    /// Steps from one instant to another, roughly.
    package func steps(from first: Timestamp, to last: Timestamp) -> Int {
        let length = length ?? (self == .month ? 30 : 365) * Timestamp.microsecondsPerDay
        return Int((last.microseconds - first.microseconds) / length) + 1
    }

    package var finer: TimeUnit? { TimeUnit(rawValue: rawValue - 1) }
    package var coarser: TimeUnit? { TimeUnit(rawValue: rawValue + 1) }
}
