package import Catalog

/// UTF-8 text under construction, with the fast ways of writing what journals consist of: digits and instants.
package struct ExportText: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// The day written last, as text: instants of one block mostly share it.
    private var day: (number: Int64, text: [UInt8]) = (.min, [])

    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package var count: Int { bytes.count }
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func append(_ byte: UInt8) { bytes.append(byte) }
    package mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    package mutating func append(_ some: [UInt8]) { bytes.append(contentsOf: some) }
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
        append(digits: small, atLeast: 1)
    }

    /// `YYYY-MM-DD HH:MM:SS.ffffff`, as `Timestamp.text(.sql)` writes it.
    package mutating func append(_ instant: Timestamp) {
        let (days, rest) = instant.dayAndRest
        if days != day.number { day = (days, Array(instant.text(.sql).utf8.prefix(10))) }
        bytes.append(contentsOf: day.text)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { clock in
            clock.initialize(repeating: 0)
            func put(_ value: UInt64, digits: Range<Int>) {
                var rest = value
                for place in digits.reversed() {
                    clock[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
            }
            let seconds = rest / 1_000_000
            clock[0] = UInt8(ascii: " ")
            put(seconds / 3600, digits: 1..<3)
            clock[3] = UInt8(ascii: ":")
            put(seconds / 60 % 60, digits: 4..<6)
            clock[6] = UInt8(ascii: ":")
            put(seconds % 60, digits: 7..<9)
            clock[9] = UInt8(ascii: ".")
            put(rest % 1_000_000, digits: 10..<16)
            bytes.append(contentsOf: clock)
        }
    }

    private mutating func append(digits value: UInt64, atLeast width: Int) {
        var length = 1
        var power: UInt64 = 10
        while length < 20, value >= power {
            length += 1
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { break }
            power = next
        }
        length = max(length, width)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { digits in
            var rest = value
            for place in digits.indices.reversed() {
                digits[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            bytes.append(contentsOf: digits)
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
