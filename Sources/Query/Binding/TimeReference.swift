package import Catalog
import Glibc

/// The two instants that times are counted from.
package struct TimeReference: Equatable, Sendable {
    /// The newest entry's time: `-7d` counts back from it. `nil` when no entry has a time; such a comparison is false.
    package var newest: Timestamp?
    /// The clock: `now`, `today`, `yesterday`.
    package var now: Timestamp

    package init(newest: Timestamp?, now: Timestamp = .clock()) {
        self.newest = newest
        self.now = now
    }
}

extension Timestamp {
    /// The instants that a time as it is typed in a filter stands for, in microseconds since 1970, the end not included.
    ///
    /// - Returns: `nil` when it is no time, or counts from a newest entry that `reference` does not have.
    package static func interval(_ text: String, _ reference: TimeReference) -> Range<Int64>? {
        TimeConstant(text)?.interval(reference)
    }

    /// The local clock of this machine.
    package static func clock() -> Timestamp {
        var seconds = time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return Timestamp(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: min(59, Int(parts.tm_sec)))
            ?? Timestamp(microseconds: 0)
    }
}
