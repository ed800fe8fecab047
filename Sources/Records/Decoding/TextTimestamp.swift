import Catalog

/// Dates and times as text, in the forms that SQL clients, CPYTOIMPF and spreadsheets write.
///
///     2026-04-09 07:07:12.123456   2026-04-09-07.07.12.123456   2026-04-09T07:07:12Z   2026-04-09
///     4/9/2026 7:07   04/09/26 07:07:12 PM   09.04.2026 07:07:12   20260409070712
///     Apr 09 2026 07:07:12.123 UTC   1775718432123
///
/// The last line is how CEF and LEEF have them: English months, or milliseconds since 1970, which are universal time.
///
/// Up to 12 fraction digits are accepted and cut to microseconds. A zone is accepted and the local time as written is
/// kept: times are never converted.
enum TextTimestamp {
    enum Wrong: String, Error {
        case noDate = "not a date and time"
        case noTime = "the time cannot be read"
        case outOfRange = "no such date or time"
        case rest = "characters behind the time"
        case noOrder = "day or month first: no other date tells (--date-order does)"
    }

    /// - Parameter bytes: Without blanks around.
    /// - Parameter order: Of dates that are numbers alone; `nil`: those whose order is not plain are refused.
    static func parse(_ bytes: RawSpan, order: DateOrder?) -> Result<Timestamp, Wrong> {
        if let plain = fixedForm(bytes) ?? milliseconds(bytes) { return .success(plain) }
        var at = 0
        var parts = Parts()
        guard namedDate(bytes, &at, &parts) || date(bytes, &at, order, &parts) else {
            return .failure(order == nil && isReadable(bytes) ? .noOrder : .noDate)
        }
        if at < bytes.byteCount {
            skipGap(bytes, &at)
            guard time(bytes, &at, &parts) else { return .failure(.noTime) }
            guard skipZone(bytes, &at) else { return .failure(.rest) }
        }
        return parts.timestamp.map { .success($0) } ?? .failure(.outOfRange)
    }

    /// Whether it is an instant in some order.
    private static func isReadable(_ bytes: RawSpan) -> Bool {
        DateOrder.all.contains { order in
            if case .success = parse(bytes, order: order) { return true }
            return false
        }
    }

    static func timestamp(of text: String, order: DateOrder?) -> Decoded<Timestamp> {
        let bytes = Array(text.utf8.drop { $0 == 0x20 })
        switch parse(bytes.span.bytes, order: order) {
        case .success(let value): return .value(value)
        case .failure(let wrong): return .unreadable(text: text, reason: wrong.rawValue)
        }
    }

    struct Parts {
        var year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, microsecond = 0
        var timestamp: Timestamp? {
            Timestamp(
                year: year, month: month, day: day, hour: hour, minute: minute, second: second,
                microsecond: microsecond)
        }
    }

    // MARK: the usual form

    /// `YYYY-MM-DD?hh?mm?ss` with nothing or six fraction digits behind: what nearly every row has.
    private static func fixedForm(_ bytes: RawSpan) -> Timestamp? {
        let count = bytes.byteCount
        guard count == 26 || count == 19 else { return nil }
        guard bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        let gap = bytes[10]
        guard gap == 0x20 || gap == 0x2D || gap == 0x54 else { return nil }
        guard isTimeSeparator(bytes[13]), isTimeSeparator(bytes[16]) else { return nil }
        var wrong: UInt8 = 0
        var parts = Parts()
        parts.year = two(bytes, 0, &wrong) &* 100 &+ two(bytes, 2, &wrong)
        parts.month = two(bytes, 5, &wrong)
        parts.day = two(bytes, 8, &wrong)
        parts.hour = two(bytes, 11, &wrong)
        parts.minute = two(bytes, 14, &wrong)
        parts.second = two(bytes, 17, &wrong)
        if count == 26 {
            guard bytes[19] == 0x2E else { return nil }
            parts.microsecond =
                two(bytes, 20, &wrong) &* 10_000 &+ two(bytes, 22, &wrong) &* 100 &+ two(bytes, 24, &wrong)
        }
        return wrong == 0 ? parts.timestamp : nil
    }

    /// Two digits; `wrong` becomes non-zero when one is none.
    @inline(__always)
    private static func two(_ bytes: RawSpan, _ at: Int, _ wrong: inout UInt8) -> Int {
        let tens = bytes[at] &- 0x30
        let ones = bytes[at &+ 1] &- 0x30
        wrong |= (tens > 9 ? 1 : 0) | (ones > 9 ? 1 : 0)
        return Int(tens) &* 10 &+ Int(ones)
    }

    private static func isTimeSeparator(_ byte: UInt8) -> Bool { byte == 0x3A || byte == 0x2E }

    // MARK: every other form

    /// Thirteen digits, of this century.
    private static func milliseconds(_ bytes: RawSpan) -> Timestamp? {
        guard bytes.byteCount == 13, let value = value(bytes, 0, 13), (946_684_800_000..<4_102_444_800_000).contains(value)
        else { return nil }
        return Timestamp(microseconds: Int64(value) * 1_000)
    }

    /// `Apr 09 2026`: an English month, day and year; nothing is taken when it is not that.
    private static func namedDate(_ bytes: RawSpan, _ at: inout Int, _ parts: inout Parts) -> Bool {
        guard bytes.byteCount >= 10, isLetter(bytes[0]), let month = MonthDayTime.month(bytes, 0), bytes[3] == 0x20 else { return false }
        var end = 3
        skipBlanks(bytes, &end)
        guard let day = number(bytes, &end), day.digits <= 2, end < bytes.byteCount, bytes[end] == 0x20 || bytes[end] == 0x2C
        else { return false }
        skipGap(bytes, &end)
        guard let year = number(bytes, &end), year.digits == 4 else { return false }
        (parts.year, parts.month, parts.day, at) = (year.value, month, day.value, end)
        return true
    }

    /// A date of three numbers with `-`, `/` or `.` between, or of eight or six digits (five, where a leading zero was
    /// lost; twelve with a time).
    private static func date(_ bytes: RawSpan, _ at: inout Int, _ order: DateOrder?, _ parts: inout Parts) -> Bool {
        guard let first = number(bytes, &at) else { return false }
        if first.digits == 8 || first.digits == 14 || first.digits == 20 {
            at -= first.digits - 8
            guard let date = value(bytes, at - 8, 8) else { return false }
            (parts.year, parts.month, parts.day) = (date / 10_000, date / 100 % 100, date % 100)
            return true
        }
        if first.digits == 6 || first.digits == 5, at == bytes.byteCount || isGap(bytes[at]) {
            return parts.setCompactDate(first.value, order)
        }
        if first.digits == 12 {
            at -= 6
            return parts.setCompactDate(value(bytes, at - 6, 6) ?? 0, order)
        }
        guard at < bytes.byteCount, first.digits <= 4 else { return false }
        let separator = bytes[at]
        guard separator == 0x2D || separator == 0x2F || separator == 0x2E else { return false }
        at += 1
        guard let second = number(bytes, &at), second.digits <= 2, at < bytes.byteCount, bytes[at] == separator else {
            return false
        }
        at += 1
        guard let third = number(bytes, &at), third.digits <= 4, third.digits != 3 else { return false }
        return parts.setDate(first, second, third, order)
    }

    /// Blanks, `T`, `-`, and what stands between two cells of a record.
    private static func skipGap(_ bytes: RawSpan, _ at: inout Int) {
        while at < bytes.byteCount, isGap(bytes[at]) { at += 1 }
    }

    static func isGap(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x2D, 0x54, 0x74, 0x2C, 0x3B, 0x09, 0x7C, 0x22, 0x27: true
        default: false
        }
    }

    /// `7:07`, `07.07.12`, `07:07:12.123456`, `070712`, `7:07 PM`.
    private static func time(_ bytes: RawSpan, _ at: inout Int, _ parts: inout Parts) -> Bool {
        let start = at
        guard let hour = number(bytes, &at) else { return false }
        if hour.digits == 6 || hour.digits == 12 {
            guard let clock = value(bytes, start, 6) else { return false }
            (parts.hour, parts.minute, parts.second) = (clock / 10_000, clock / 100 % 100, clock % 100)
            if hour.digits == 12 { parts.microsecond = value(bytes, start + 6, 6) ?? 0 }
            return true
        }
        // 070712 of which leading zeros were lost.
        if (3...5).contains(hour.digits), at == bytes.byteCount {
            (parts.hour, parts.minute, parts.second) = (hour.value / 10_000, hour.value / 100 % 100, hour.value % 100)
            return true
        }
        guard hour.digits <= 2 else { return false }
        parts.hour = hour.value
        if at < bytes.byteCount, isTimeSeparator(bytes[at]) {
            at += 1
            guard let minute = number(bytes, &at), minute.digits == 2 else { return false }
            parts.minute = minute.value
            guard seconds(bytes, &at, &parts) else { return false }
        } else if at == bytes.byteCount {
            return false
        }
        return halfOfDay(bytes, &at, &parts)
    }

    private static func seconds(_ bytes: RawSpan, _ at: inout Int, _ parts: inout Parts) -> Bool {
        guard at < bytes.byteCount, isTimeSeparator(bytes[at]) else { return true }
        at += 1
        guard let second = number(bytes, &at), second.digits == 2 else { return false }
        parts.second = second.value
        guard at < bytes.byteCount, isTimeSeparator(bytes[at]) || bytes[at] == 0x2C else { return true }
        at += 1
        let start = at
        guard let fraction = number(bytes, &at) else { return at == bytes.byteCount }
        guard fraction.digits <= 12 else { return false }
        var microseconds = value(bytes, start, min(6, fraction.digits)) ?? 0
        for _ in 0..<max(0, 6 - fraction.digits) { microseconds *= 10 }
        parts.microsecond = microseconds
        return true
    }

    /// AM or PM; 12 AM is midnight. Without either the hour is what it is.
    private static func halfOfDay(_ bytes: RawSpan, _ at: inout Int, _ parts: inout Parts) -> Bool {
        skipBlanks(bytes, &at)
        guard at + 1 < bytes.byteCount, bytes[at + 1] | 0x20 == 0x6D else { return true }
        let half = bytes[at] | 0x20
        guard half == 0x61 || half == 0x70 else { return true }
        guard (1...12).contains(parts.hour) else { return false }
        parts.hour = parts.hour % 12 + (half == 0x70 ? 12 : 0)
        at += 2
        return true
    }

    /// `Z`, `UTC`, `GMT`, `+02`, `+0200`, `+02:00` or nothing; then the end.
    private static func skipZone(_ bytes: RawSpan, _ at: inout Int) -> Bool {
        skipBlanks(bytes, &at)
        let rest = bytes.byteCount - at
        if rest == 0 { return true }
        let first = bytes[at]
        if rest == 1 { return first | 0x20 == 0x7A }
        if rest == 3, isLetter(first), isLetter(bytes[at + 1]), isLetter(bytes[at + 2]) {
            return true
        }
        guard first == 0x2B || first == 0x2D else { return false }
        at += 1
        guard let hours = number(bytes, &at), hours.digits == 2 || hours.digits == 4 else { return false }
        if hours.digits == 2, at < bytes.byteCount, bytes[at] == 0x3A {
            at += 1
            guard let minutes = number(bytes, &at), minutes.digits == 2 else { return false }
        }
        return at == bytes.byteCount
    }

    // MARK: pieces

    typealias Number = (value: Int, digits: Int)

    /// Digits from `at` on; `nil` when there are none or more than 20.
    private static func number(_ bytes: RawSpan, _ at: inout Int) -> Number? {
        let start = at
        var value = 0
        while at < bytes.byteCount, let digit = TextNumber.digit(bytes[at]) {
            guard at - start < 20 else { return nil }
            // Only short numbers are used as values; longer ones are cut in parts by their digits.
            if at - start < 12 { value = value &* 10 &+ Int(digit) }
            at += 1
        }
        return at == start ? nil : (value, at - start)
    }

    /// The number of exactly `count` digits at `start`.
    private static func value(_ bytes: RawSpan, _ start: Int, _ count: Int) -> Int? {
        guard start >= 0, start + count <= bytes.byteCount else { return nil }
        var value = 0
        for at in start..<start + count {
            guard let digit = TextNumber.digit(bytes[at]) else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    private static func skipBlanks(_ bytes: RawSpan, _ at: inout Int) {
        while at < bytes.byteCount, bytes[at] == 0x20 { at += 1 }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}

extension TextTimestamp.Parts {
    /// `MMDDYY`, `DDMMYY` or `YYMMDD`.
    fileprivate mutating func setCompactDate(_ value: Int, _ order: DateOrder?) -> Bool {
        let numbers = [value / 10_000, value / 100 % 100, value % 100].map { (value: $0, digits: 2) }
        return setDate(numbers[0], numbers[1], numbers[2], order)
    }

    /// Which number is the year: the one of four digits, else what `order` says, if anything does. Two digits are 1940 ... 2039, as IBM i
    /// reads them.
    fileprivate mutating func setDate(
        _ first: TextTimestamp.Number, _ second: TextTimestamp.Number, _ third: TextTimestamp.Number, _ order: DateOrder?
    ) -> Bool {
        func fullYear(_ number: TextTimestamp.Number) -> Int {
            number.digits > 2 ? number.value : number.value + (number.value < 40 ? 2000 : 1900)
        }
        if first.digits == 4 || (order == .yearFirst && third.digits <= 2) {
            guard third.digits <= 2, first.digits != 3 else { return false }
            (year, month, day) = (fullYear(first), second.value, third.value)
            return true
        }
        guard first.digits <= 2, let order else { return false }
        year = fullYear(third)
        (month, day) = order == .dayFirst ? (second.value, first.value) : (first.value, second.value)
        return true
    }
}
