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

extension LedgerSettings {
    /// Sets what options, the settings file and the screen call by the same names: `hours mon-fri 7-19`,
    /// `many-users 4/10`, `many-addresses 3/60`, `failures-first 3/60`.
    ///
    /// - Returns: What is wrong and what to type, one or two sentences; `nil` when it was set.
    package mutating func set(_ name: String, _ value: String) -> String? {
        if name == "hours" {
            guard let hours = OfficeHours(value) else {
                return "That is no span of hours. Give one such as 7-19, 22-6 or mon-fri 7-19."
            }
            self.hours = hours
            return nil
        }
        guard ["many-users", "many-addresses", "failures-first"].contains(name) else {
            return "There is no setting \(name). There are hours, many-users, many-addresses and failures-first."
        }
        guard let (count, window) = Self.limit(value) else {
            return "Give a number from 2 on and minutes, such as 4/10 for 4 within 10 minutes."
        }
        switch name {
        case "many-users": (users, usersWindow) = (count, window)
        case "many-addresses": (addresses, addressesWindow) = (count, window)
        default: (failures, failuresWindow) = (count, window)
        }
        return nil
    }

    /// The names and values that set all of it, as options are called.
    package var named: [(name: String, value: String)] {
        func limit(_ count: Int, _ window: Int64) -> String { "\(count)/\(window / Self.minutes(1))" }
        return [
            ("hours", hours.text), ("many-users", limit(users, usersWindow)), ("many-addresses", limit(addresses, addressesWindow)),
            ("failures-first", limit(failures, failuresWindow)),
        ]
    }

    /// `4/10`: 4 within 10 minutes, at most a year.
    private static func limit(_ text: String) -> (Int, Int64)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let count = parts[0], let span = parts[1], (2...1_000_000).contains(count),
            (1...527_040).contains(span)
        else { return nil }
        return (count, minutes(Int64(span)))
    }
}
