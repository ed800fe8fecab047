package import Catalog

/// UTF-8 text under construction, with the fast ways of writing what journals consist of: digits and instants.
package struct ExportText: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// The instant written last: its day, its second of that day, and its text. Instants of one block mostly share them.
    private var last: (day: Int64, second: UInt32, text: [UInt8]) = (.min, 0, [])

    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package var count: Int { bytes.count }
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func append(_ byte: UInt8) { bytes.append(byte) }
    package mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    package mutating func append(_ some: [UInt8]) { bytes.append(contentsOf: some) }
    mutating func append(_ some: Span<UInt8>) { some.withUnsafeBufferPointer { bytes.append(contentsOf: $0) } }
    mutating func append(_ some: ArraySlice<UInt8>) { bytes.append(contentsOf: some) }
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
    /// Cuts off the blanks at the end of the last line.
    mutating func dropTrailingBlanks() {
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    }

    mutating func append(blanks count: Int) {
        if count > 0 { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
    }

    /// Characters of a number, its sign included.
    static func length(of value: Int128) -> Int {
        var (length, rest) = (value < 0 ? 2 : 1, value.magnitude)
        while rest > 9 {
            rest /= 10
            length += 1
        }
        return length
    }

    /// Characters of an instant.
    static let timestampLength = 26

    package mutating func append(_ value: Int128) {
        if value < 0 { append(UInt8(ascii: "-")) }
        let magnitude = value.magnitude
        guard let small = UInt64(exactly: magnitude) else { return append(String(magnitude)) }
        append(digits: small)
    }

    /// `YYYY-MM-DD HH:MM:SS.ffffff`, as `Timestamp.text(.sql)` writes it.
    package mutating func append(_ instant: Timestamp) {
        let (day, rest) = instant.dayAndRest
        let second = UInt32(truncatingIfNeeded: rest / 1_000_000)
        if day != last.day {
            let text = Array(instant.text(.sql).utf8)
            guard text.count == Self.timestampLength else { return append(text) }  // 24:00 of the last day of 9999
            last = (day, second, text)
        }
        let changed = second != last.second, micros = UInt32(truncatingIfNeeded: rest % 1_000_000)
        last.second = second
        last.text.withUnsafeMutableBufferPointer { text in
            if changed {
                Self.put(second / 3600, in: text, at: 11)
                Self.put(second / 60 % 60, in: text, at: 14)
                Self.put(second % 60, in: text, at: 17)
            }
            Self.put(micros / 10_000, in: text, at: 20)
            Self.put(micros / 100 % 100, in: text, at: 22)
            Self.put(micros % 100, in: text, at: 24)
        }
        bytes.append(contentsOf: last.text)
    }

    /// Two digits.
    @inline(__always)
    private static func put(_ value: UInt32, in text: UnsafeMutableBufferPointer<UInt8>, at place: Int) {
        text[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / 10)
        text[place + 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value % 10)
    }

    private mutating func append(digits value: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value, start = 20
            while rest > 99 {
                start -= 2
                Self.put(UInt32(truncatingIfNeeded: rest % 100), in: digits, at: start)
                rest /= 100
            }
            start -= 2
            Self.put(UInt32(truncatingIfNeeded: rest), in: digits, at: start)
            if rest < 10 { start += 1 }
            bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: digits[start...]))
        }
    }
}

extension Timestamp {
    /// Days since 1970-01-01 and the microseconds of that day.
    fileprivate var dayAndRest: (days: Int64, rest: UInt64) {
        var days = microseconds / Timestamp.microsecondsPerDay
        var rest = microseconds % Timestamp.microsecondsPerDay
        if rest < 0 {
            rest += Timestamp.microsecondsPerDay
            days -= 1
        }
        return (days, UInt64(rest))
    }
}
