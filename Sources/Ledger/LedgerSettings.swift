/// What makes a burst a burst, and which hours are ordinary. The numbers are ours: no source gives any.
package struct LedgerSettings: Equatable, Sendable {
    package var hours = OfficeHours.usual
    /// Failed tries for at least so many users from one address within `usersWindow` are a burst.
    package var users = 4
    package var usersWindow = minutes(10)
    /// A user who tried or got in from at least so many addresses within `addressesWindow` is a burst.
    package var addresses = 3
    package var addressesWindow = minutes(60)
    /// So many failed tries, the last of them within `failuresWindow` before the success, are failures, then success.
    package var failures = 3
    package var failuresWindow = minutes(60)
    /// Failed tries of one user from one address belong together while no longer pause lies between them; a success
    /// after a longer pause does not take them over.
    package var pause = minutes(12 * 60)

    package init() {}

    /// In microseconds.
    private static func minutes(_ count: Int64) -> Int64 { count * 60_000_000 }
}

/// The hours of the day in which people are expected to sign on, by the journal's own clock: `7-19` is from 07:00 until
/// just before 19:00, `22-6` goes through midnight.
package struct OfficeHours: Equatable, Sendable {
    package let first: Int
    package let end: Int

    package static let usual = OfficeHours(first: 7, end: 19)

    private init(first: Int, end: Int) { (self.first, self.end) = (first, end) }

    /// Reads `7-19`; `nil` for anything else, and where both hours are the same.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let first = Int(parts[0]), let end = Int(parts[1]), first < 24, end <= 24, first != end
        else { return nil }
        self.init(first: first, end: end)
    }

    package var text: String { "\(first)-\(end)" }

    /// - Parameter time: Microseconds since 1970 of the journal's clock.
    package func contains(_ time: Int64) -> Bool {
        let hour = (time / 3_600_000_000 % 24 + (time % 3_600_000_000 < 0 ? 23 : 24)) % 24
        return first < end ? (Int64(first)..<Int64(end)).contains(hour) : hour >= Int64(first) || hour < Int64(end)
    }
}
